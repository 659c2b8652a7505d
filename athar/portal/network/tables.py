"""The members, and the plans of one, as tables that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from athar.network.enums.members import Programme
from athar.network.queries.members import MemberCard
from athar.portal.network.home import MemberLine
from athar.rollups.queries import PlanLine

_STATUS = ("standing", "condition", "since", "since_precision")
COLUMNS = (
    *("member", "name", "kind", "place_scheme", "place_code", "is_fictional"),
    *(f"{programme}_{name}" for programme in Programme for name in _STATUS),
    *("plan_code", "plan_start_on", "plan_end_on", "plan_in_force"),
    *("plan_commitments", "plan_physical_percent", "plan_known", "plan_expected"),
    *("plans", "commitments"),
)
PLAN_COLUMNS = (
    *("plan_code", "plan", "kind", "start_on", "end_on", "is_sample", "commitments"),
    *("physical_percent", "physical_known", "physical_expected"),
)


def member_rows(lines: Iterable[MemberLine], lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per member; what is not known is empty."""
    for one in lines:
        member, place = one.member, one.member.place
        yield (
            *(member.code, member.names.in_language(lang).text, member.kind.value),
            *((place.scheme, place.code) if place else (None, None)),
            member.is_fictional,
            *(cell for programme in Programme for cell in _status(member, programme)),
            *_plan(one),
            *(one.n_plans, one.n),
        )


def _status(member: MemberCard, programme: Programme) -> tuple[Any, ...]:
    found = member.membership(programme)
    if found is None:
        return (None,) * len(_STATUS)
    since = (found.since_on, found.since_precision.value) if found.since_on else (None, None)
    return (found.standing.value, found.condition and found.condition.value, *since)


def _plan(one: MemberLine) -> tuple[Any, ...]:
    plan = one.plan
    if plan is None:
        return (None,) * 8
    physical = plan.physical
    return (
        *(plan.code, plan.start_on, plan.end_on, one.is_in_force),
        *(plan.n, physical.exact, physical.known, physical.expected),
    )


def plan_rows(plans: Iterable[PlanLine], lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per plan, the newest first."""
    for one in plans:
        yield (
            *(one.code, one.title.in_language(lang).text, one.kind.value),
            *(one.start_on, one.end_on, one.is_sample, one.n),
            *(one.physical.exact, one.physical.known, one.physical.expected),
        )
