"""The contract of a commitment as one plain value, frozen by versions and compared by imports."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from athar.kernel.quantity import from_scaled, to_scaled
from athar.kernel.text import Translated
from athar.plans.drafts import CommitmentDraft
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    ContributionLink,
    Milestone,
    Node,
)
from athar.reference.models import Place, Theme

Content = dict[str, Any]
"""A contract: JSON values only; texts by language, dates ISO, numbers as decimal strings."""

STATED = (
    "title",
    "summary",
    "planned_start_on",
    "planned_start_precision",
    "planned_end_on",
    "planned_end_precision",
    "approved_on",
    "amount",
    "weight",
    "covers_whole_place",
    "n_sub_projects",
    "is_sample",
    "source_url",
)
"""The fields that a draft states as they are."""

ARGUED = ("problem", "solution", "expected_results")
"""The texts that files do not hold: a draft that leaves them None does not state them."""

UNFILED = (*ARGUED, "inclusion")
"""The fields of its own that files do not hold."""

KEPT = (*UNFILED, "removed_in_version")
"""The fields of a contract that a draft may leave as they are."""

ADDED_LATER: Content = {"inclusion": None, "contributions": []}
"""Fields that contracts frozen earlier do not hold, and what their absence means."""

_DECIMALS = {"amount": 2, "weight": 4, "share": 6}


@dataclass(frozen=True, slots=True)
class Link:
    """A stored link to a place or theme: its own key, and the code that contracts use."""

    pk: int
    code: str


@dataclass(slots=True)
class Links:
    """What a stored commitment names: places and themes by key, bodies by role and code.

    `contributions` are those of other plans it contributes to: code of plan and own, and share.
    """

    places: dict[int, Link] = field(default_factory=dict)
    themes: dict[int, Link] = field(default_factory=dict)
    bodies: dict[tuple[str, str], int] = field(default_factory=dict)
    contributions: list[list[str | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """The codes under which contracts name places, themes and public commitments, by key."""

    places: Mapping[int, str]
    themes: Mapping[int, str]
    commitments: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored commitment with its contract."""

    row: Commitment
    links: Links
    content: Content


def stored_contracts(plan_id: int, ids: Collection[int] | None = None) -> dict[str, Stored]:
    """Give the commitments of a plan, or those named, with their contracts, by code.

    Shape: in the plan's order.
    Queries: 6.
    """
    rows = Commitment.objects.filter(plan_id=plan_id)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    nodes = dict(Node.objects.filter(plan_id=plan_id).values_list("pk", "code"))
    links = _links(rows)
    return {
        row.code: Stored(row, links[row.pk], _content_of_row(row, links[row.pk], nodes))
        for row in rows.order_by("position", "pk")
    }


def _links(rows: QuerySet[Commitment]) -> defaultdict[int, Links]:
    links: defaultdict[int, Links] = defaultdict(Links)
    wanted = {"commitment__in": rows.values("pk")}
    places = CommitmentPlace.objects.filter(**wanted).values_list(
        "pk", "commitment_id", "place_id", "place__scheme", "place__code"
    )
    for pk, commitment_id, place_id, scheme, code in places:
        links[commitment_id].places[place_id] = Link(pk, f"{scheme}:{code}")
    themes = CommitmentTheme.objects.filter(**wanted).values_list(
        "pk", "commitment_id", "theme_id", "theme__taxonomy", "theme__code"
    )
    for pk, commitment_id, theme_id, taxonomy, code in themes:
        links[commitment_id].themes[theme_id] = Link(pk, f"{taxonomy}:{code}")
    bodies = CommitmentBody.objects.filter(**wanted).values_list(
        "pk", "commitment_id", "role", "organisation__code"
    )
    for pk, commitment_id, role, code in bodies:
        links[commitment_id].bodies[role, code] = pk
    contributions = ContributionLink.objects.filter(**wanted).values_list(
        "commitment_id", "target__plan__code", "target__code", "share"
    )
    for commitment_id, plan, code, share in contributions:
        links[commitment_id].contributions.append([f"{plan}/{code}", _plain("share", share)])
    return links


def names_of(drafts: Iterable[CommitmentDraft]) -> Names:
    """Give the codes of all that drafts name: places, themes, public commitments.

    Queries: 2, 1 more where drafts contribute to others.
    """
    drafts = tuple(drafts)
    places = {key for draft in drafts for key in draft.place_ids}
    themes = {key for draft in drafts for key in draft.theme_ids}
    targets = {key for draft in drafts for key in draft.contributions or ()}
    return Names(
        places={
            key: f"{scheme}:{code}"
            for key, scheme, code in Place.objects.filter(pk__in=places).values_list(
                "pk", "scheme", "code"
            )
        },
        themes={
            key: f"{taxonomy}:{code}"
            for key, taxonomy, code in Theme.objects.filter(pk__in=themes).values_list(
                "pk", "taxonomy", "code"
            )
        },
        commitments={
            key: f"{plan}/{code}"
            for key, plan, code in Commitment.objects.filter(
                pk__in=targets, first_version__isnull=False
            ).values_list("pk", "plan__code", "code")
        }
        if targets
        else {},
    )


def content_of_draft(draft: CommitmentDraft, names: Names) -> Content:
    """Give the contract that a draft states."""
    return {
        "code": draft.code,
        "node": draft.node_code,
        **{name: _plain(name, getattr(draft, name)) for name in STATED},
        **{
            name: _plain(name, value)
            for name in UNFILED
            if (value := getattr(draft, name)) is not None
        },
        **_contributions(draft, names),
        "places": sorted(names.places[key] for key in set(draft.place_ids)),
        "themes": sorted(names.themes[key] for key in set(draft.theme_ids)),
        "bodies": sorted([str(role), code] for role, code in set(draft.bodies)),
    }


def _content_of_row(row: Commitment, links: Links, nodes: Mapping[int, str]) -> Content:
    return {
        "code": row.code,
        "node": nodes[row.node_id] if row.node_id else None,
        **{name: _plain(name, getattr(row, name)) for name in (*STATED, *KEPT)},
        "places": sorted(link.code for link in links.places.values()),
        "themes": sorted(link.code for link in links.themes.values()),
        "bodies": sorted([role, code] for role, code in links.bodies),
        "contributions": sorted(links.contributions, key=str),
    }


def _contributions(draft: CommitmentDraft, names: Names) -> Content:
    if draft.contributions is None:
        return {}
    shares = draft.contributions.items()
    said = ([names.commitments[key], _plain("share", share)] for key, share in shares)
    return {"contributions": sorted(said, key=str)}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Translated):
        return dict(value)
    if name == "inclusion":
        return str(value) or None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        decimals = _DECIMALS[name]
        return str(from_scaled(to_scaled(value, decimals), decimals))
    return str(value) if isinstance(value, str) else value


def differing(before: Content, after: Content) -> tuple[Content, Content]:
    """Give the fields that `after` states otherwise than `before`, on both sides."""
    held = {name: before.get(name, ADDED_LATER.get(name)) for name in after}
    names = [name for name in after if held[name] != after[name]]
    return {name: held[name] for name in names}, {name: after[name] for name in names}


def step_content(row: Milestone) -> Content:
    """Give what a step states."""
    return {
        "id": row.pk,
        "title": dict(row.title),
        "planned_on": row.planned_on.isoformat() if row.planned_on else None,
        "weight": None if row.weight is None else str(row.weight),
        "requires_evidence": row.requires_evidence,
    }
