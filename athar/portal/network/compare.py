"""Two to five members side by side, over all policy areas or within one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from athar.evaluation.queries import AssessmentView, assessed_marks
from athar.network.queries.members import MemberCard, members
from athar.portal.chosen import CODE
from athar.portal.network.home import MemberLine, lines_of, plans_by_place, plans_of
from athar.portal.network.member import by_policy_area
from athar.reference.enums import Taxonomy
from athar.reference.queries import ThemeRef, themes
from athar.rollups.queries import CommitmentLine, commitment_lines

LEAST, MOST = 2, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: codes of members in their order, a policy area or "" for all."""

    members: tuple[str, ...] = ()
    area: str = ""

    def query(self) -> str:
        """Write the question as "?members=MAR,TUN&area=open-data"."""
        stated = {"members": ",".join(self.members), "area": self.area}
        found = {name: value for name, value in stated.items() if value}
        return f"?{urlencode(found, safe=',')}" if found else ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One member: its plan, its commitments of the area asked for, or all of them.

    Shape: `n_by_area` counts all its commitments by code of policy area. `marks` are the
    independent assessments by key of commitment.
    """

    line: MemberLine
    commitments: tuple[CommitmentLine, ...]
    n_by_area: Mapping[str, int]
    marks: Mapping[int, AssessmentView]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The members compared, and what else one may choose.

    Shape: `areas` are the policy areas in which one of them committed to something.
    """

    asked: Asked
    area: ThemeRef | None
    members: tuple[Compared, ...]
    areas: tuple[ThemeRef, ...]
    others: tuple[MemberCard, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether there is something to compare."""
        return len(self.members) >= LEAST


def read_asked(query: QueryDict) -> Asked:
    """Read what is compared. Errors: BadRequest for what cannot be a code, or too many members."""
    named = [*query.get("members", "").split(","), *query.getlist("member")]
    codes = tuple(dict.fromkeys(one.strip() for one in named if one.strip()))
    area = query.get("area", "").strip()
    if len(codes) > MOST or not all(CODE.fullmatch(one) for one in (*codes, *filter(None, [area]))):
        raise BadRequest("members or area is no choice here")
    return Asked(codes, area)


def gather_comparison(asked: Asked) -> ComparePage:
    """Gather a comparison.

    Errors: BadRequest for a member or an area that is not known.
    Queries: 8; 5 without members.
    """
    known = {one.code: one for one in members()}
    areas = themes(Taxonomy.OGP_POLICY_AREA)
    area = next((one for one in areas if one.code == asked.area), None)
    if not known.keys() >= set(asked.members) or (asked.area and area is None):
        raise BadRequest("there is no such member or area")
    chosen = [known[code] for code in asked.members]
    compared = _compared(chosen, areas, area)
    reached = {code for one in compared for code in one.n_by_area}
    return ComparePage(
        asked=asked,
        area=area,
        members=compared,
        areas=tuple(one for one in areas if one.code in reached or one is area),
        others=tuple(one for one in known.values() if one not in chosen),
    )


def _compared(
    chosen: Sequence[MemberCard], areas: Iterable[ThemeRef], area: ThemeRef | None
) -> tuple[Compared, ...]:
    plans = plans_by_place()
    owner = {plan.code: one.code for one in chosen for plan in plans_of(one, plans)}
    commitments = commitment_lines(owner)
    shown = [one for one in commitments if area is None or area.id in one.theme_ids]
    marks = assessed_marks([one.id for one in shown])
    found = []
    for line in lines_of(chosen, plans):
        own = [one for one in commitments if owner[one.plan_code] == line.member.code]
        of_area = tuple(one for one in shown if owner[one.plan_code] == line.member.code)
        by_area = by_policy_area(own, areas)
        found.append(
            Compared(
                line=line,
                commitments=of_area,
                n_by_area={one.code: len(some) for one, some in by_area.items() if one and some},
                marks={one.id: marks[one.id] for one in of_area if one.id in marks},
            )
        )
    return tuple(found)
