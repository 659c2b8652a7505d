"""Reading one commitment as its page showed it at a publication."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from athar.kernel.text import Translated
from athar.people.queries import organisations_by_code
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentSnapshot, Node
from athar.plans.queries.commitments import (
    BodyView,
    CarryOverView,
    CommitmentPlaceView,
    CommitmentView,
    ContributionView,
    MilestoneView,
    ThemeView,
    commitment_view,
)
from athar.plans.queries.past import CommitmentThen, PlanThen
from athar.plans.queries.plans import NodeView, node_view, plan_view
from athar.reference.models import Place, Theme
from athar.trail.moments import AsOf

_NAMED = (
    "commitment__plan__code",
    "commitment__plan__title",
    "commitment__code",
    "commitment__title",
)


def commitment_view_then(then: PlanThen, one: CommitmentThen, as_of: AsOf) -> CommitmentView:
    """Give a commitment of a plan as it stood, with the versions that were published by then.

    Shape: names of places, bodies, themes and commitments are those of today.
    Queries: 2, and 1 for each of places, bodies, themes and commitments it named then and no longer
    names.
    """
    one.row.plan = then.plan
    now = commitment_view(one.row)
    return replace(
        now,
        plan=plan_view(then.plan),
        groupings=_groupings(one.row.node),
        places=_places(one, now),
        bodies=_bodies(one, now),
        themes=_themes(one, now),
        milestones=tuple(map(_milestone, one.beside["milestones"])),
        versions=tuple(each for each in now.versions if each.number <= then.version),
        carried_to=_by_then(now.carried_to, as_of),
        carried_from=_by_then(now.carried_from, as_of),
        contributes_to=_contributions(one, now),
        contributors=_contributors(f"{then.plan.code}/{one.row.code}", then.plan.pk, as_of),
    )


def _by_then(links: tuple[CarryOverView, ...], as_of: AsOf) -> tuple[CarryOverView, ...]:
    return tuple(one for one in links if one.publication <= as_of.number)


def _contributions(one: CommitmentThen, now: CommitmentView) -> tuple[ContributionView, ...]:
    shares = dict(one.content.get("contributions", ()))
    known = {f"{each.plan_code}/{each.code}": each for each in now.contributes_to}
    if missing := _missing(shares, known):
        codes = {key.rpartition("/")[2] for key in missing}
        rows = Commitment.objects.filter(code__in=codes, first_version__isnull=False)
        for plan, title, code, words in rows.values_list(
            "plan__code", "plan__title", "code", "title"
        ):
            known[f"{plan}/{code}"] = ContributionView(plan, title, code, words, None)
    return tuple(
        replace(known[key], share=None if share is None else Decimal(share))
        for key, share in shares.items()
    )


def _contributors(key: str, plan_id: int, as_of: AsOf) -> tuple[ContributionView, ...]:
    """Give the commitments of other plans whose contract named a commitment then. Queries: 1."""
    stated = CommitmentSnapshot.objects.filter(
        version__event__publication_number__lte=as_of.number
    ).exclude(version__plan=plan_id)
    # JSON is text with escapes in one database, without them in the other
    texts = (json.dumps(key, ensure_ascii=is_escaped) for is_escaped in (True, False))
    named = stated.annotate(text=Cast("content", TextField())).filter(
        reduce(or_, (Q(text__contains=text) for text in texts))
    )
    rows = stated.filter(commitment__in=named.values("commitment")).order_by("version__number")
    last = {pk: said for pk, *said in rows.values_list("commitment", "content", *_NAMED)}
    found = (
        ContributionView(plan, plan_title, code, title, None if share is None else Decimal(share))
        for content, plan, plan_title, code, title in last.values()
        if content.get("removed_in_version") is None
        for other, share in content.get("contributions", ())
        if other == key
    )
    return tuple(sorted(found, key=lambda one: (one.plan_code, one.code)))


def _groupings(node: Node | None) -> tuple[NodeView, ...]:
    line: list[NodeView] = []
    while node is not None:
        line.insert(0, replace(node_view(node), position=0))
        node = node.parent
    return tuple(line)


def _places(one: CommitmentThen, now: CommitmentView) -> tuple[CommitmentPlaceView, ...]:
    known = {f"{place.scheme}:{place.code}": place for place in now.places}
    for key in _missing(one.content["places"], known):
        scheme, _, code = key.partition(":")
        row = Place.objects.get(scheme=scheme, code=code)
        known[key] = CommitmentPlaceView(
            row.pk, row.scheme, row.code, row.kind, row.path, row.names, None, None
        )
    found = (known[key] for key in one.content["places"])
    return tuple(sorted(found, key=lambda place: place.path))


def _bodies(one: CommitmentThen, now: CommitmentView) -> tuple[BodyView, ...]:
    known = {body.organisation.code: body.organisation for body in now.bodies}
    codes = [code for _role, code in one.content["bodies"]]
    if missing := _missing(codes, known):
        known |= organisations_by_code(missing)
    views = [BodyView(BodyRole(role), known[code]) for role, code in one.content["bodies"]]
    order = BodyRole.values.index
    return tuple(sorted(views, key=lambda body: (order(body.role), body.organisation.code)))


def _themes(one: CommitmentThen, now: CommitmentView) -> tuple[ThemeView, ...]:
    known = {f"{theme.taxonomy}:{theme.code}": theme for theme in now.themes}
    if missing := _missing(one.content["themes"], known):
        for row in themes_named(missing):
            view = ThemeView(row.pk, row.taxonomy, row.version, row.code, row.names)
            known[f"{row.taxonomy}:{row.code}"] = view
    wanted = set(one.content["themes"])
    return tuple(view for key, view in known.items() if key in wanted)


def themes_named(keys: Iterable[str]) -> list[Theme]:
    """Give themes by what contracts call them, the newest version last. Queries: 1."""
    wanted = Q(pk__in=())
    for key in keys:
        taxonomy, _, code = key.partition(":")
        wanted |= Q(taxonomy=taxonomy, code=code)
    return list(Theme.objects.filter(wanted).select_related("parent").order_by("version", "pk"))


def _missing(keys: Iterable[str], known: Any) -> list[str]:
    return [key for key in keys if key not in known]


def _milestone(step: dict[str, Any]) -> MilestoneView:
    first_on, planned_on, done_on = (
        dt.date.fromisoformat(step[name]) if step[name] else None
        for name in ("first_planned_on", "planned_on", "done_on")
    )
    return MilestoneView(
        step["id"],
        Translated(step["title"]),
        first_on,
        planned_on,
        done_on,
        step["requires_evidence"],
    )
