"""The commitments of a country, its regions and its communes side by side, and what ties them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from athar.kernel import clock
from athar.kernel.aggregation import Combined
from athar.kernel.convergence import progress_together
from athar.kernel.progress import ComputedStatus
from athar.network.enums.convergence import Tier
from athar.network.queries.convergence import Convergence, Promise, Tie, convergence_of
from athar.opendata.choices import NO, YES
from athar.reference.queries import ThemeRef
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import figures_of

COLUMNS = (
    *("tier", "place", "plan_code", "plan", "code", "title", "is_sample", "policy_areas"),
    *("physical_percent", "together_percent", "together_known", "together_expected"),
    *("agreed_with", "proposed_with", "has_echo"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment with its own progress, that of all which counts towards it, and its ties.

    Shape: `together` holds the commitment itself too, so that of one without contributors it is
    its own progress. Units: percent.
    """

    promise: Promise
    own: Decimal | None
    together: Combined
    is_complete: bool
    agreed: tuple[Promise, ...]
    proposed: tuple[Promise, ...]
    has_echo: bool


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The commitments of one policy area by tier; without an area: those that state none."""

    area: ThemeRef | None
    tiers: Mapping[Tier, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class NamedTie:
    """A tie with both ends."""

    tie: Tie
    commitment: Promise
    target: Promise


@dataclass(frozen=True, slots=True)
class ConvergencePage:
    """All that the page, its files and the API say; `is_all`: plans that have ended as well."""

    found: Convergence
    lines: tuple[Line, ...]
    rows: tuple[AreaRow, ...]
    ties: tuple[NamedTie, ...]
    is_all: bool

    def of_tier(self, tier: Tier) -> tuple[Line, ...]:
        """Give the commitments of a tier."""
        return tuple(line for line in self.lines if line.promise.tier is tier)

    @property
    def silent(self) -> tuple[Line, ...]:
        """Give the national commitments that nothing below echoes."""
        return tuple(one for one in self.of_tier(Tier.NATIONAL) if not one.has_echo)

    @property
    def alone(self) -> tuple[Line, ...]:
        """Give the regional and communal commitments that no national one echoes."""
        below = (*self.of_tier(Tier.REGIONAL), *self.of_tier(Tier.LOCAL))
        return tuple(one for one in below if not one.has_echo)

    @property
    def helped(self) -> tuple[Line, ...]:
        """Give the commitments towards which others count."""
        return tuple(one for one in self.lines if one.together.expected > 1)


def gather_convergence(member: str, *, is_all: bool = False) -> ConvergencePage | None:
    """Gather what the plans of a member and within it do for one another; None without it.

    Queries: 7, 1 without such a member.
    """
    found = convergence_of(member, current_on=None if is_all else clock.today())
    if found is None:
        return None
    lines = tuple(_lines(found, figures_of([one.id for one in found.promises])))
    named = {one.id: one for one in found.promises}
    ties = tuple(
        NamedTie(tie, named[tie.commitment_id], named[tie.target_id]) for tie in found.ties
    )
    return ConvergencePage(found, lines, tuple(_rows(found, lines)), ties, is_all)


def _lines(found: Convergence, figures: Mapping[int, CommitmentFigures]) -> Iterator[Line]:
    named = {one.id: one for one in found.promises}
    cancelled = {
        key for key, one in figures.items() if one.computed.status is ComputedStatus.CANCELLED
    }
    contributors = {
        target: {key: part for key, part in ends.items() if key not in cancelled}
        for target, ends in found.contributors().items()
    }
    progress = {key: one.physical for key, one in figures.items()}
    gaps = found.gaps()
    for one in found.promises:
        ties = [tie for tie in found.ties if one.id in (tie.commitment_id, tie.target_id)]
        ends = {id(tie): tie.commitment_id + tie.target_id - one.id for tie in ties}
        own = figures.get(one.id)
        yield Line(
            promise=one,
            own=progress.get(one.id),
            together=progress_together(one.id, contributors, progress),
            is_complete=bool(own and own.is_validated_complete),
            agreed=tuple(named[ends[id(tie)]] for tie in ties if tie.is_agreed),
            proposed=tuple(named[ends[id(tie)]] for tie in ties if tie.is_open),
            has_echo=one.id not in gaps,
        )


def _rows(found: Convergence, lines: tuple[Line, ...]) -> Iterator[AreaRow]:
    for area in (*found.areas, None):
        wanted = [
            line
            for line in lines
            if (area.id in line.promise.areas if area else not line.promise.areas)
        ]
        if wanted:
            tiers = {
                tier: tuple(line for line in wanted if line.promise.tier is tier) for tier in Tier
            }
            yield AreaRow(area, tiers)


def table_rows(page: ConvergencePage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give the commitments as the files hold them, those of a country first."""
    areas = {one.id: one.names.in_language(lang).text for one in page.found.areas}
    for tier in Tier:
        for line in page.of_tier(tier):
            one = line.promise
            yield (
                tier.value,
                one.place.in_language(lang).text,
                one.plan_code,
                one.plan_title.in_language(lang).text,
                one.code,
                one.title.in_language(lang).text,
                YES if one.is_sample else NO,
                " · ".join(words for key, words in areas.items() if key in one.areas),
                line.own,
                line.together.value,
                line.together.known,
                line.together.expected,
                _keys(line.agreed),
                _keys(line.proposed),
                YES if line.has_echo else NO,
            )


def _keys(ends: tuple[Promise, ...]) -> str:
    return " ".join(key_of(one) for one in ends)


def key_of(one: Promise) -> str:
    """Give the code of the plan and that of the commitment."""
    return f"{one.plan_code}/{one.code}"


def for_machines(page: ConvergencePage) -> dict[str, Any]:
    """Give the page as JSON holds it; null is unknown, never zero."""
    return {
        "member": {"code": page.found.member_code, "names": page.found.names},
        "includes_ended_plans": page.is_all,
        "policy_areas": [{"code": one.code, "names": one.names} for one in page.found.areas],
        "commitments": [_line(line, page) for line in page.lines],
        "contributions": [_tie(one) for one in page.ties],
        "gaps": {
            "national_without_local": [key_of(one.promise) for one in page.silent],
            "local_without_national": [key_of(one.promise) for one in page.alone],
        },
    }


def _line(line: Line, page: ConvergencePage) -> dict[str, Any]:
    one = line.promise
    return {
        "commitment": key_of(one),
        "title": one.title,
        "tier": one.tier.value,
        "place": one.place,
        "is_sample": one.is_sample,
        "policy_areas": [area.code for area in page.found.areas if area.id in one.areas],
        "physical_percent": line.own,
        "together_percent": line.together.value,
        "together_known": line.together.known,
        "together_expected": line.together.expected,
        "has_echo": line.has_echo,
    }


def _tie(one: NamedTie) -> dict[str, Any]:
    return {
        "commitment": key_of(one.commitment),
        "target": key_of(one.target),
        "kind": one.tie.kind and one.tie.kind.value,
        "share_percent": one.tie.share,
        "since_on": one.tie.since_on,
        "answer": one.tie.answer.value,
        "is_sample": one.tie.is_sample,
    }
