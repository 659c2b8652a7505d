"""A plan as its editors see it: what is stored, and over it what was kept and is not public yet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from athar.kernel.text import Translated
from athar.plans.contracts import ARGUED, UNFILED, step_content
from athar.plans.drafts import CommitmentDraft, MilestoneDraft, NodeDraft
from athar.plans.enums import EditFate, EditKind
from athar.plans.merging import applied
from athar.plans.models import (
    Commitment,
    CommitmentPlace,
    ContributionLink,
    Edit,
    EditDraft,
    Milestone,
)
from athar.plans.parts import parts
from athar.plans.queries.stated import (
    commitment_drafts,
    key_named,
    stated_commitments,
    stated_nodes,
    stated_plan,
)
from athar.reference.models import Place

Content = dict[str, Any]

SAID = (
    *("title", "summary", *ARGUED, "node", "position"),
    *("planned_start_on", "planned_start_precision", "planned_end_on", "planned_end_precision"),
    *("approved_on", "amount", "weight", "covers_whole_place", "inclusion"),
    *("places", "points", "themes", "bodies", "milestones", "contributions"),
)
"""The fields of a commitment that people edit, those of other packages left out."""

_NEW: Content = {
    **{name: {} for name in ("title", "summary", *ARGUED, "points")},
    **dict.fromkeys(
        ("node", "position", "planned_start_on", "planned_end_on", "approved_on"), None
    ),
    **dict.fromkeys(("planned_start_precision", "planned_end_precision"), "day"),
    **dict.fromkeys(("amount", "weight", "inclusion"), None),
    "covers_whole_place": False,
    **{name: [] for name in ("places", "themes", "bodies", "milestones", "contributions")},
}
NEW_NODE: Content = {"title": {}, "parent": None, "position": 0}

IDENTITY = (
    *("title", "short_title", "summary", "kind", "start_on", "end_on", "owner", "levels"),
    *("default_language", "weight_rule", "reporting_months", "validation_steps"),
)
"""The fields of a plan itself that people edit."""


@dataclass(frozen=True, slots=True)
class EditView:
    """A change that was kept and waits: by whom, when, and the fields before and after."""

    kind: EditKind
    code: str
    fate: EditFate
    fields: Mapping[str, Sequence[Any]]
    kept_by: str
    kept_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TypedView:
    """What a person typed and did not keep: on which content, as which texts, saved when."""

    base: Content
    typed: Mapping[str, Sequence[str]]
    saved_at: dt.datetime


def new_commitment() -> Content:
    """Give the content of a commitment of which nothing is said yet."""
    return {**_NEW, **{part.name: part.empty for part in parts()}}


def stored_contents(plan_id: int, codes: Collection[str]) -> dict[str, Content]:
    """Give what is stored of commitments, as people edit it, by code; not those taken out.

    Queries: 8, and those of the parts of other packages.
    """
    stated = {one["code"]: one for one in stated_commitments(plan_id, codes)}
    unfiled = Commitment.objects.filter(plan=plan_id, code__in=codes)
    texts = {
        code: {
            name: dict(value) if isinstance(value, Translated) else value or None
            for name, value in zip(UNFILED, values, strict=True)
        }
        for code, *values in unfiled.values_list("code", *UNFILED)
    }
    of = {"commitment__plan": plan_id, "commitment__code__in": codes}
    steps: defaultdict[str, list[Content]] = defaultdict(list)
    for step in (
        Milestone.objects.filter(**of).select_related("commitment").order_by("position", "pk")
    ):
        steps[step.commitment.code].append(step_content(step))
    points: defaultdict[str, Content] = defaultdict(dict)
    located = CommitmentPlace.objects.filter(**of, latitude__isnull=False, longitude__isnull=False)
    for code, scheme, place, *at in located.order_by("pk").values_list(
        "commitment__code", "place__scheme", "place__code", "latitude", "longitude"
    ):
        points[code][f"{scheme}:{place}"] = [str(degrees) for degrees in at]
    contributions: defaultdict[str, list[Any]] = defaultdict(list)
    for code, other, own, share in ContributionLink.objects.filter(**of).values_list(
        "commitment__code", "target__plan__code", "target__code", "share"
    ):
        contributions[code].append([f"{other}/{own}", None if share is None else str(share)])
    owned = [(part.name, part.empty, part.read(plan_id, codes)) for part in parts()]
    return {
        code: {
            **{name: one[name] for name in SAID if name in one},
            **{name: sorted(one[name]) for name in ("places", "themes", "bodies")},
            **texts[code],
            "contributions": sorted(contributions[code], key=str),
            "milestones": steps[code],
            "points": points[code],
            **{name: read.get(code, empty) for name, empty, read in owned},
        }
        for code, one in stated.items()
    }


def stored_node_contents(plan_id: int) -> dict[str, Content]:
    """Give the groupings that are stored, as people edit them, by code. Queries: 1."""
    return {one["code"]: {name: one[name] for name in NEW_NODE} for one in stated_nodes(plan_id)}


def stored_content(plan_id: int, kind: EditKind, code: str) -> Content | None:
    """Give what is stored of one thing, None when there is none of this code."""
    if kind is EditKind.PLAN:
        stated = stated_plan(plan_id)
        return {name: stated[name] for name in IDENTITY}
    if kind is EditKind.NODE:
        return stored_node_contents(plan_id).get(code)
    return stored_contents(plan_id, [code]).get(code)


def order_now(plan_id: int, kind: EditKind, code: str) -> list[tuple[str, int]]:
    """Give a commitment or grouping with those beside it, in their order as editors see it.

    Shape: code and position; empty when the plan has none of this code. New ones are left out.
    Queries: 2, of a grouping 3.
    """
    if kind is EditKind.NODE:
        return _groupings_beside(plan_id, code)
    rows = Commitment.objects.filter(plan=plan_id, removed_in_version=None)
    stored = rows.order_by("position", "pk").values_list("code", "node_id", "position")
    moved = positions_now(plan_id)
    nodes = {one: node for one, node, _position in stored}
    found = [
        (one, moved.get(one, position))
        for one, node, position in stored
        if code in nodes and node == nodes[code]
    ]
    return sorted(found, key=lambda one: one[1])


def _groupings_beside(plan_id: int, code: str) -> list[tuple[str, int]]:
    stored, now = stored_node_contents(plan_id), node_contents_now(plan_id)
    beside = [
        (one, now[one]["position"])
        for one in stored
        if code in stored and now[one]["parent"] == now[code]["parent"]
    ]
    return sorted(beside, key=lambda one: one[::-1])


def positions_now(plan_id: int) -> dict[str, int]:
    """Give the commitments whose place in the order waits to be published, by code. Queries: 1."""
    rows = Edit.objects.filter(plan=plan_id, kind=EditKind.COMMITMENT, fate=EditFate.CHANGED)
    return {
        code: fields["position"][1]
        for code, fields in rows.values_list("code", "fields")
        if "position" in fields
    }


def node_contents_now(plan_id: int) -> dict[str, Content]:
    """Give the groupings as their editors see them, by code. Queries: 2.

    Shape: none waits to be taken out; what was published stays, a draft loses its own at once.
    """
    found = stored_node_contents(plan_id)
    for edit in Edit.objects.filter(plan=plan_id, kind=EditKind.NODE).order_by("pk"):
        found[edit.code], _clashes = applied(found.get(edit.code) or NEW_NODE, edit.fields)
    return found


def new_content(kind: EditKind) -> Content:
    """Give the content of a thing of which nothing is said yet."""
    return new_commitment() if kind is EditKind.COMMITMENT else dict(NEW_NODE)


def content_now(plan_id: int, kind: EditKind, code: str) -> Content | None:
    """Give one thing as its editors see it, None when there is none or it is to be taken out."""
    stored = stored_content(plan_id, kind, code)
    edit = Edit.objects.filter(plan=plan_id, kind=kind, code=code).first()
    if edit is None:
        return stored
    if edit.fate == EditFate.GONE:
        return None
    content, _clashes = applied(stored or new_content(kind), edit.fields)
    return content


def edits_of(plan_id: int) -> tuple[EditView, ...]:
    """Give the changes that wait to be published, in the order they were first kept. Queries: 1."""
    rows = Edit.objects.filter(plan=plan_id).select_related("kept_by").order_by("pk")
    return tuple(
        EditView(
            EditKind(row.kind),
            row.code,
            EditFate(row.fate),
            row.fields,
            str(row.kept_by or ""),
            row.kept_at,
        )
        for row in rows
    )


def n_edits_of(plan_ids: Collection[int]) -> dict[int, int]:
    """Count the changes that wait, by plan; plans without any are left out. Queries: 1."""
    found: defaultdict[int, int] = defaultdict(int)
    for plan_id in Edit.objects.filter(plan__in=plan_ids).values_list("plan_id", flat=True):
        found[plan_id] += 1
    return dict(found)


def typed_by(account_id: int, plan_id: int, kind: EditKind, code: str) -> TypedView | None:
    """Give what a person typed into a form and did not keep yet. Queries: 1."""
    row = EditDraft.objects.filter(plan=plan_id, kind=kind, code=code, by=account_id).first()
    return TypedView(row.base, row.typed, row.saved_at) if row else None


def drafts_of_commitments(
    plan_id: int, contents: Mapping[str, Content], *, is_sample: bool = False
) -> list[CommitmentDraft]:
    """Give edited commitments as the drafts that state them; new ones stand last.

    Errors: ValidationError: unknown_name, of a place, a theme or a commitment of another plan.
    Queries: 7, 1 more with contributions.
    """
    stored = {one["code"]: one for one in stated_commitments(plan_id, contents)}
    last = Commitment.objects.filter(plan=plan_id).order_by("-position").first()
    after = last.position + 1 if last else 0
    new = [code for code in contents if code not in stored]
    plain: Content = {
        "is_sample": is_sample,
        "n_sub_projects": None,
        "source_url": "",
        "origin": {},
    }
    stated = [
        {**plain, **stored.get(code, {}), **content, "code": code}
        for code, content in contents.items()
    ]
    for one in stated:
        if one["position"] is None:
            one["position"] = after + new.index(one["code"])
    keys = {key for one in stated for key in one["points"]}
    rows = Place.objects.filter(code__in=[key.partition(":")[2] for key in keys])
    places = {f"{row.scheme}:{row.code}": row.pk for row in rows}
    targets = _targets({key for one in stated for key, _share in one["contributions"]})
    return [
        _completed(draft, one, places, targets)
        for draft, one in zip(commitment_drafts(stated), stated, strict=True)
    ]


def _targets(keys: Collection[str]) -> dict[str, int]:
    if not keys:
        return {}
    codes = {key.rpartition("/")[2] for key in keys}
    rows = Commitment.objects.filter(code__in=codes, first_version__isnull=False)
    found = rows.values_list("plan__code", "code", "pk")
    return {f"{plan}/{code}": pk for plan, code, pk in found}


def _completed(
    draft: CommitmentDraft, one: Content, places: Mapping[str, int], targets: Mapping[str, int]
) -> CommitmentDraft:
    """Give a draft with what files do not hold."""
    shares = {
        key_named(targets, key, one): None if share is None else Decimal(share)
        for key, share in one["contributions"]
    }
    texts: dict[str, Any] = {name: Translated(one[name]) for name in ARGUED}
    return replace(
        draft,
        **texts,
        inclusion=one["inclusion"] or "",
        milestones=tuple(map(_step, one["milestones"])),
        points={places[key]: (Decimal(at[0]), Decimal(at[1])) for key, at in one["points"].items()},
        contributions=shares,
    )


def _step(one: Content) -> MilestoneDraft:
    return MilestoneDraft(
        id=one["id"],
        title=Translated(one["title"]),
        planned_on=dt.date.fromisoformat(one["planned_on"]) if one["planned_on"] else None,
        weight=None if one["weight"] is None else Decimal(one["weight"]),
        requires_evidence=one["requires_evidence"],
    )


def drafts_of_nodes(contents: Mapping[str, Content]) -> list[NodeDraft]:
    """Give edited groupings as drafts, each on the level below the one it stands under."""
    return [
        NodeDraft(
            code=code,
            level=_depth(code, contents),
            title=Translated(one["title"]),
            parent_code=one["parent"],
            position=one["position"],
        )
        for code, one in contents.items()
    ]


def _depth(code: str, contents: Mapping[str, Content]) -> int:
    """Count those above; one that stands under itself, or under nothing known, is on no level."""
    above: list[str] = []
    parent = contents[code]["parent"]
    while parent is not None and parent in contents and parent not in above:
        above.append(parent)
        parent = contents[parent]["parent"]
    return len(above)


def drafts_kept_of(account_id: int) -> Iterator[dict[str, Any]]:
    """Give what a person typed into forms of plans and did not keep, for JSON. Queries: 1."""
    rows = EditDraft.objects.filter(by=account_id).select_related("plan").order_by("pk")
    for row in rows:
        yield {
            "plan": row.plan.code,
            "kind": row.kind,
            "code": row.code,
            "typed": row.typed,
            "saved_at": row.saved_at.isoformat(),
        }
