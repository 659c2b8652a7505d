"""What the page of a member shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from athar.kernel.progress import ComputedStatus
from athar.network.queries.members import MemberView, member_view
from athar.portal.network.home import MemberLine, lines_of, plans_by_place, plans_of
from athar.reference.enums import Taxonomy
from athar.reference.queries import ThemeRef, themes
from athar.rollups.figures import StatusCount
from athar.rollups.queries import CommitmentLine, PlanLine, commitment_lines


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The commitments of one policy area: how many, how many of each computed status.

    Shape: `area` is None for those that name no area.
    """

    area: ThemeRef | None
    n: int
    statuses: tuple[StatusCount, ...]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A member with all its plans, the newest first.

    Shape: `areas` over the commitments of all plans, in the order of the taxonomy, those without
    an area last; a commitment counts in each of its areas. `locals` are its local governments.
    """

    member: MemberView
    line: MemberLine
    plans: tuple[PlanLine, ...]
    areas: tuple[AreaLine, ...]
    locals: tuple[MemberLine, ...]


def gather_member(code: str) -> MemberPage | None:
    """Gather the page of a member, None when there is none. Queries: 8; 1 when there is none."""
    member = member_view(code)
    if member is None:
        return None
    plans = plans_by_place()
    line, *of_locals = lines_of((member, *member.locals), plans)
    own = tuple(plans_of(member, plans))
    return MemberPage(
        member=member,
        line=line,
        plans=own,
        areas=area_lines(
            commitment_lines([one.code for one in own]), themes(Taxonomy.OGP_POLICY_AREA)
        ),
        locals=tuple(of_locals),
    )


def area_lines(
    commitments: Iterable[CommitmentLine], areas: Iterable[ThemeRef]
) -> tuple[AreaLine, ...]:
    """Count commitments by policy area. Queries: 0."""
    by_area = by_policy_area(commitments, areas)
    return tuple(
        AreaLine(area, len(some), _statuses(some)) for area, some in by_area.items() if some
    )


def by_policy_area(
    commitments: Iterable[CommitmentLine], areas: Iterable[ThemeRef]
) -> Mapping[ThemeRef | None, list[CommitmentLine]]:
    """Give commitments by policy area in the order of the taxonomy, those without one last."""
    known = {area.id: area for area in areas}
    found: defaultdict[int, list[CommitmentLine]] = defaultdict(list)
    for one in commitments:
        for key in one.theme_ids & known.keys() or {0}:
            found[key].append(one)
    return {**{area: found[key] for key, area in known.items()}, None: found[0]}


def _statuses(commitments: Iterable[CommitmentLine]) -> tuple[StatusCount, ...]:
    some = list(commitments)
    n = Counter(one.status for one in some)
    complete = sum(one.is_validated for one in some if one.status is ComputedStatus.COMPLETED)
    return tuple(
        StatusCount(status, n[status], complete if status is ComputedStatus.COMPLETED else 0)
        for status in ComputedStatus
    )
