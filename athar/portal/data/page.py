"""The data of a plan: its files as they are served, the state they are of, what to read of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from athar.kernel import clock
from athar.opendata.catalogue import Listed, catalogue
from athar.opendata.columns import Column
from athar.opendata.explanations import KINDS
from athar.opendata.notes import LICENCE, LICENCE_URL
from athar.opendata.packages import Made, State, in_languages, made_files
from athar.plans.queries import PlanCard, PlanView, plan_by_code, published_state
from athar.portal.citing.page import Cited
from athar.portal.commitments.wording import filled
from athar.portal.installation import installation
from athar.portal.pages import origin_of
from athar.portal.workbooks import publication
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label

_KILO = Decimal(1000)


@dataclass(frozen=True, slots=True)
class DataPage:
    """The files of a published plan, made now, and the publication they hold."""

    plan: PlanView
    files: tuple[Made, ...]
    state: State
    published_on: dt.date

    @property
    def n_rows(self) -> int:
        """Give the number of lines of all files."""
        return sum(len(one.rows) for one in self.files)

    def find(self, name: str) -> Made | None:
        """Give a file by its name, None when there is none."""
        return next((one for one in self.files if one.file.name == name), None)


def gather_data(request: HttpRequest, code: str) -> DataPage | None:
    """Make the files of a published plan, None when there is none of that code.

    Queries: at most 22.
    """
    plan = plan_by_code(code)
    if plan is None:
        return None
    published = publication(code)
    state = State(
        permanent=origin_of(request) + reverse("portal:dataset_id", kwargs={"plan": code}),
        homepage=origin_of(request) + reverse("portal:plan_id", kwargs={"plan": code}),
        publication_number=published.number,
        published_at=published.published_at,
    )
    return DataPage(plan, made_files(plan), state, timezone.localdate(published.published_at))


def cited_data(plan: PlanView, permanent: str, lang: str) -> Cited:
    """Say how the data of a plan are cited."""
    return Cited(
        title=plan.title,
        publisher=plan.owner.names,
        permanent=permanent,
        page_url=reverse("portal:dataset", kwargs={"lang": lang, "plan": plan.code}),
        code=gettext("open data"),
        of_plan=plan.code,
        is_data=True,
    )


def size_words(n_bytes: int) -> Markup:
    """Say how large a file is."""
    if n_bytes < _KILO:
        said = ngettext("%(size)s byte", "%(size)s bytes", n_bytes)
        return filled(said, size=formatting.number(n_bytes))
    shown = (Decimal(n_bytes) / _KILO).quantize(Decimal(1))
    return filled(gettext("%(size)s KB"), size=formatting.number(shown))


def lede(page: DataPage) -> Markup:
    """Say how much there is."""
    n = len(page.files)
    said = ngettext(
        "All that is published of this plan: %(n)s file, %(rows)s lines.",
        "All that is published of this plan: %(n)s files, %(rows)s lines.",
        n,
    )
    return filled(said, n=formatting.number(n), rows=formatting.number(page.n_rows))


def facts(page: DataPage) -> list[tuple[str, Markup]]:
    """Give the licence, the publisher and the state of the files."""
    licence = Markup('<a href="{}" rel="license external"><bdi dir="ltr">{}</bdi></a>')
    return [
        (gettext("Licence"), licence.format(LICENCE_URL, LICENCE)),
        (gettext("Published by"), formatting.wording(page.plan.owner.names)),
        (gettext("Last publication"), formatting.day(page.published_on)),
        (gettext("Publication number"), formatting.number(page.state.publication_number)),
        (gettext("Statuses computed on"), formatting.day(clock.today())),
    ]


def kind_of(column: Column) -> Label:
    """Word the kind of the cells of a column."""
    return KINDS[column.kind]


def values_of(column: Column) -> Sequence[tuple[str, Label]]:
    """Give the codes of a column with their words."""
    return list(column.values.items())


def data_for_machines(page: DataPage, address: str) -> Mapping[str, Any]:
    """Give the page as JSON holds it; `address` is where the files are."""
    return {
        "id": page.state.permanent,
        "plan": {"code": page.plan.code, "title": page.plan.title},
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "publication_number": page.state.publication_number,
        "published_at": page.state.published_at,
        "statuses_computed_on": clock.today(),
        "package": f"{address}/datapackage.json",
        "archive": f"{address}.zip",
        "files": [
            {
                "name": one.file.name,
                "titles": in_languages(one.file.title),
                "descriptions": in_languages(one.file.about),
                "csv": f"{address}/{one.path}",
                "xlsx": f"{address}/{one.file.name}.xlsx",
                "rows": len(one.rows),
                "bytes": len(one.content),
                "sha256": one.sha256,
            }
            for one in page.files
        ],
    }


def catalogue_of(request: HttpRequest) -> dict[str, Any]:
    """Give the catalogue of all published plans, in the order of the list of plans. Queries: 2."""
    origin, host, state = origin_of(request), installation(), published_state()
    lang = settings.OFFERED_LANGUAGES[0]

    def listed(plan: PlanCard) -> Listed:
        page = origin + reverse("portal:dataset", kwargs={"lang": lang, "plan": plan.code})
        newest = state.publications[plan.code]
        return Listed(
            permanent=origin + reverse("portal:dataset_id", kwargs={"plan": plan.code}),
            page=page,
            files=page,
            code=plan.code,
            title=plan.title,
            publisher=plan.owner.names,
            start_on=plan.start_on,
            end_on=plan.end_on,
            publication_number=newest.number,
            published_at=newest.published_at,
        )

    return catalogue(origin + reverse("portal:catalogue"), host.name, map(listed, state.plans))
