"""What the home of the network shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from athar.kernel import clock
from athar.network.enums.members import MemberKind, Programme, Standing
from athar.network.queries.members import MemberCard, members
from athar.rollups.queries import PlanLine, plan_lines


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member with its plan: the one in force, else the last one; None when it has none here.

    Shape: `n_plans` and `n` count all its plans and their commitments.
    """

    member: MemberCard
    plan: PlanLine | None
    is_in_force: bool
    n_plans: int
    n: int


@dataclass(frozen=True, slots=True)
class NetworkHome:
    """Every member once, by what it takes part in.

    Shape: `members` are the states of the network, `candidates` those on the road into the
    network or the partnership, `partners` other states of the partnership, `unknown` the states
    of which nothing is known, `locals` the local governments.
    """

    members: tuple[MemberLine, ...]
    candidates: tuple[MemberLine, ...]
    partners: tuple[MemberLine, ...]
    unknown: tuple[MemberLine, ...]
    locals: tuple[MemberLine, ...]

    @property
    def all(self) -> tuple[MemberLine, ...]:
        """Give every member."""
        return (*self.members, *self.candidates, *self.partners, *self.unknown, *self.locals)

    @property
    def n_plans(self) -> int:
        """Count the plans of the network's states and of their local governments."""
        return sum(one.n_plans for one in self._in_network)

    @property
    def n(self) -> int:
        """Count the commitments of the network's states and of their local governments."""
        return sum(one.n for one in self._in_network)

    @property
    def compared(self) -> str:
        """Name two members to begin a comparison with: those with the most commitments."""
        most = sorted(self.members, key=lambda one: -one.n)[:2]
        return ",".join(one.member.code for one in most)

    @property
    def _in_network(self) -> list[MemberLine]:
        states = {one.member.id for one in self.members}
        return [*self.members, *(one for one in self.locals if one.member.state_id in states)]


def gather_network() -> NetworkHome:
    """Gather the home of the network. Queries: 4."""
    groups: defaultdict[str, list[MemberLine]] = defaultdict(list)
    for one in lines_of(members(), plans_by_place()):
        groups[_group(one.member)].append(one)
    return NetworkHome(**{name: tuple(groups[name]) for name in NetworkHome.__slots__})


def _group(member: MemberCard) -> str:
    if member.kind is MemberKind.LOCAL:
        return "locals"
    if any(one.standing is Standing.CANDIDATE for one in member.memberships):
        return "candidates"
    if member.is_in(Programme.NETWORK, Standing.MEMBER):
        return "members"
    return "partners" if member.memberships else "unknown"


def lines_of(
    some: Iterable[MemberCard], plans: Mapping[int, Sequence[PlanLine]]
) -> tuple[MemberLine, ...]:
    """Give members with their plans, in the same order. Queries: 0."""
    today = clock.today()
    return tuple(_line(one, plans_of(one, plans), today) for one in some)


def plans_of(member: MemberCard, plans: Mapping[int, Sequence[PlanLine]]) -> Sequence[PlanLine]:
    """Give the plans of a member, the newest first. Queries: 0."""
    return plans.get(member.place.id, ()) if member.place else ()


def plans_by_place() -> Mapping[int, Sequence[PlanLine]]:
    """Give the published plans of each place, the newest first. Queries: 2."""
    found: defaultdict[int, list[PlanLine]] = defaultdict(list)
    for one in plan_lines():
        if one.place_id is not None:
            found[one.place_id].append(one)
    return found


def _line(member: MemberCard, plans: Sequence[PlanLine], today: dt.date) -> MemberLine:
    in_force = next((one for one in plans if one.is_in_force(today)), None)
    newest = in_force or next(iter(plans), None)
    return MemberLine(member, newest, in_force is not None, len(plans), sum(one.n for one in plans))
