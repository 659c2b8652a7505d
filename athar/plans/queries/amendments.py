"""Reading the amendments of a plan, and what each of them changed beside its commitments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from athar.evidence.queries import EvidenceView, public_evidence_by_id
from athar.kernel.text import Translated
from athar.people.queries import organisations_by_code
from athar.plans.models import Node, PlanVersion
from athar.plans.queries.past_commitments import themes_named
from athar.reference.models import Place

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment: what, why, decided by whom and when, in which document.

    Shape: `version` is the version of the plan it made, `publication` its number. `document` is
    None where there is none, or none that the public may see.
    """

    number: int
    version: int
    event_id: int
    publication: int
    published_at: dt.datetime
    what: Translated
    why: str
    decided_by: str
    decided_on: dt.date | None
    document: EvidenceView | None

    @property
    def published_on(self) -> dt.date:
        """Give the day of its publication."""
        return timezone.localdate(self.published_at)


def amendments_of(plan_ids: Iterable[int]) -> dict[int, tuple[AmendmentView, ...]]:
    """Give the amendments of plans, the newest first. Queries: 2, 1 where none has a document."""
    rows = PlanVersion.objects.filter(plan__in=list(plan_ids), amendment__isnull=False)
    versions = list(rows.select_related("amendment", "event").order_by("-number"))
    documents = {one.amendment.document_id for one in versions if one.amendment}
    documents.discard(None)
    kept = public_evidence_by_id([key for key in documents if key]) if documents else {}
    found: dict[int, list[AmendmentView]] = {}
    for one in versions:
        found.setdefault(one.plan_id, []).append(_view(one, kept))
    return {plan_id: tuple(views) for plan_id, views in found.items()}


def _view(version: PlanVersion, documents: Mapping[int, EvidenceView]) -> AmendmentView:
    one = version.amendment
    assert one is not None, "only versions that are amendments are read"
    return AmendmentView(
        number=one.number,
        version=version.number,
        event_id=version.event_id,
        publication=version.event.publication_number or 0,
        published_at=version.published_at,
        what=one.what,
        why=one.why,
        decided_by=one.decided_by,
        decided_on=one.decided_on,
        document=documents.get(one.document_id or 0),
    )


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What a version changed of the plan itself, and of its groupings by code.

    Shape: fields that differ, before and after; a grouping that was not there has before None.
    """

    before: Content
    after: Content
    nodes: Mapping[str, tuple[Content | None, Content]]


def plan_changes(plan_id: int, version: int) -> PlanChanges:
    """Give what a version changed of the plan and of its groupings. Queries: 1."""
    rows = PlanVersion.objects.filter(plan=plan_id, number__in=(version - 1, version))
    contents = dict(rows.values_list("number", "content"))
    before, after = contents[version - 1], contents[version]
    # a version frozen before a field was kept says nothing of it
    held = before["plan"]
    names = [name for name, now in after["plan"].items() if held.get(name, now) != now]
    earlier = {one["code"]: one for one in before["nodes"]}
    return PlanChanges(
        before={name: held[name] for name in names},
        after={name: after["plan"][name] for name in names},
        nodes={
            one["code"]: (earlier.get(one["code"]), one)
            for one in after["nodes"]
            if _stated(earlier.get(one["code"])) != _stated(one)
        },
    )


def _stated(node: Content | None) -> Content | None:
    """Leave out the position among siblings: it says nothing to a reader."""
    return None if node is None else {k: v for k, v in node.items() if k != "position"}


@dataclass(frozen=True, slots=True)
class NamesInContracts:
    """What the codes in contracts are called: groupings, places, themes and bodies."""

    nodes: Mapping[str, Translated]
    places: Mapping[str, Translated]
    themes: Mapping[str, Translated]
    bodies: Mapping[str, Translated]


def names_in_contracts(plan_ids: Iterable[int], contents: Iterable[Content]) -> NamesInContracts:
    """Give the names of all that contracts, or parts of them, call by code.

    Shape: places as "scheme:code", themes as "taxonomy:code".
    Queries: 4 at most.
    """
    contents = list(contents)
    places = {key for one in contents for key in one.get("places") or ()}
    themes = {key for one in contents for key in one.get("themes") or ()}
    bodies = {code for one in contents for _role, code in one.get("bodies") or ()}
    bodies |= {one["owner"] for one in contents if "owner" in one}
    bodies |= {line["funder"] for one in contents for line in one.get("funding") or ()} - {None}
    nodes = Node.objects.filter(plan__in=list(plan_ids)).values_list("code", "title")
    rows = Place.objects.filter(code__in={key.partition(":")[2] for key in places})
    return NamesInContracts(
        nodes=dict(nodes),
        places={f"{row.scheme}:{row.code}": row.names for row in rows} if places else {},
        themes={f"{one.taxonomy}:{one.code}": one.names for one in themes_named(themes)}
        if themes
        else {},
        bodies={code: one.names for code, one in organisations_by_code(bodies).items()}
        if bodies
        else {},
    )
