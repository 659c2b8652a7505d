"""Pages as linked data in the words of schema.org, so that other machines know what they cite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from athar.kernel.text import Translated
from athar.people.queries import OrganisationRef
from athar.plans.queries import PlanView
from athar.portal.commitments.page import CommitmentPage
from athar.portal.places.page import PlacePage
from athar.portal.sharing.whole import WholePlan
from athar.rollups.figures import GroupFigures
from athar.ui.addresses import reverse

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: UN/CEFACT common code of the percent.
_PERCENT = "P1"

Node = dict[str, Any]


def plan(page: WholePlan, lang: str, origin: str) -> Node:
    """Give a plan as a data set: what it is about, whose, of when, where its files are."""
    one = page.plan
    address = {"lang": lang, "plan": one.code}
    files = (
        ("text/csv", reverse("portal:commitments_csv", kwargs=address)),
        ("application/json", reverse("portal:plan_json", kwargs=address)),
        ("application/geo+json", reverse("portal:map_geojson", kwargs=address)),
    )
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            **_plan_ref(one, origin),
            "url": origin + reverse("portal:plan", kwargs=address),
            "description": _texts(one.summary) or _texts(one.title),
            "inLanguage": lang,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "creator": _body(one.owner),
            "temporalCoverage": f"{one.start_on}/{one.end_on}",
            "dateModified": page.total.dates.last_reported_on,
            "variableMeasured": _measured(page.total),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": origin + url}
                for kind, url in files
            ],
        }
    )


def commitment(page: CommitmentPage, lang: str, origin: str) -> Node:
    """Give a commitment as a project of its plan, with what is measured of it."""
    one, figures = page.commitment, page.figures
    address = {"plan": page.plan.code, "code": one.code}
    percent = {"physical progress": figures.physical, "financial progress": figures.financial}
    permanent = origin + reverse("portal:commitment_id", kwargs=address)
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "Project",
            "@id": permanent,
            "identifier": one.code,
            "name": _texts(one.title),
            "description": _texts(one.summary),
            "url": origin + reverse("portal:commitment", kwargs={"lang": lang, **address}),
            "parentOrganization": [_body(body) for body in page.leads],
            "areaServed": [_named_place(place, origin) for place in one.places],
            "subjectOf": _without_empty(
                {
                    "@type": "Dataset",
                    "name": _texts(one.title),
                    "description": _texts(one.summary) or _texts(one.title),
                    "license": LICENCE,
                    "isPartOf": {"@type": "Dataset", **_plan_ref(page.plan, origin)},
                    "dateModified": figures.dates.last_reported_on,
                    "variableMeasured": _percents(percent.items()),
                }
            ),
        }
    )


def place(page: PlacePage, lang: str, origin: str) -> Node:
    """Give a place with what it lies in, and the plans that concern it."""
    one = page.place
    address = {"lang": lang, "scheme": one.scheme, "code": one.code}
    above: Node | None = None
    for wider in page.above:
        above = {**_named_place(wider, origin), **({"containedInPlace": above} if above else {})}
    return _without_empty(
        {
            "@context": CONTEXT,
            **_named_place(one, origin),
            "url": origin + reverse("portal:place", kwargs=address),
            "containedInPlace": above,
            "subjectOf": [
                {
                    "@type": "Dataset",
                    "@id": origin + reverse("portal:plan_id", kwargs={"plan": share.plan.code}),
                    "name": _texts(share.plan.names),
                }
                for share in page.figures.plans
            ],
        }
    )


def _plan_ref(one: PlanView, origin: str) -> Node:
    return {
        "@id": origin + reverse("portal:plan_id", kwargs={"plan": one.code}),
        "identifier": one.code,
        "name": _texts(one.title),
    }


def _named_place(one: Any, origin: str) -> Node:
    address = {"scheme": one.scheme, "code": one.code}
    return {
        "@type": "AdministrativeArea",
        "@id": origin + reverse("portal:place_id", kwargs=address),
        "identifier": one.code,
        "name": _texts(one.names),
    }


def _body(one: OrganisationRef) -> Node:
    return {"@type": "GovernmentOrganization", "identifier": one.code, "name": _texts(one.names)}


def _measured(total: GroupFigures) -> list[Node]:
    return _percents(
        (
            ("physical progress", total.physical.exact),
            ("financial progress", total.financial.exact),
        )
    )


def _percents(named: Iterable[tuple[str, Any]]) -> list[Node]:
    """Give what is known; unknown is left out, never zero."""
    return [
        {"@type": "PropertyValue", "name": name, "value": value, "unitCode": _PERCENT}
        for name, value in named
        if value is not None
    ]


def _texts(text: Translated) -> list[Node]:
    return [{"@value": words, "@language": lang} for lang, words in text.items() if words]


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
