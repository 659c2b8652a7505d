"""What one commitment adds to the figures of everything it belongs to, in whole numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import NamedTuple

from athar.kernel.progress import DeclaredStatus
from athar.rollups.enums import SubjectKind

NONE_STATED = 0
NOTHING_DECLARED = "none"
_WHOLE_PERCENT = 10_000
_EARLIEST = frozenset({"first_planned_start_on", "planned_start_on", "actual_start_on"})


class Subject(NamedTuple):
    """What a figure is about: its kind and primary key, 0 = "none stated"."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of one commitment, or of many: earliest starts, latest ends and report."""

    first_planned_start_on: dt.date | None = None
    first_planned_end_on: dt.date | None = None
    planned_start_on: dt.date | None = None
    planned_end_on: dt.date | None = None
    actual_start_on: dt.date | None = None
    actual_end_on: dt.date | None = None
    forecast_end_on: dt.date | None = None
    last_reported_on: dt.date | None = None

    @classmethod
    def around(cls, spans: Iterable[Span]) -> Span:
        """Give the dates of many: a date is None when it is known of none of them."""
        all_of_them = tuple(spans)
        return cls(*(_edge(name, all_of_them) for name in SPAN_FIELDS))

    @property
    def planned_years(self) -> range:
        """Give the years of the current planned period; only 0 when no date is known."""
        days = [day for day in (self.planned_start_on, self.planned_end_on) if day]
        if not days:
            return range(NONE_STATED, NONE_STATED + 1)
        return range(days[0].year, days[-1].year + 1)

    def holds_edge_of(self, other: Span, kept: Span) -> bool:
        """Tell whether an edge of `other` rests on this one and not on what is kept as well.

        Without this one, another edge is to be looked for.
        """
        return any(
            getattr(self, name) is not None
            and getattr(self, name) == getattr(other, name) != getattr(kept, name)
            for name in SPAN_FIELDS
        )


SPAN_FIELDS = tuple(one.name for one in fields(Span))


def _edge(name: str, spans: Iterable[Span]) -> dt.date | None:
    days: Iterable[dt.date | None] = map(attrgetter(name), spans)
    known = [day for day in days if day is not None]
    if not known:
        return None
    return min(known) if name in _EARLIEST else max(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the stores say of one commitment today and would say of it tomorrow.

    Units: `weight` in units of the plan's rule, `physical` in hundredths of a percent, money in
    hundredths of the currency; None is unknown. `node_ids` and `place_ids` hold every level it
    counts in; `funder_shares` what each body pays, 0 the part that is not split.
    """

    commitment_id: int
    plan_id: int
    node_ids: frozenset[int] = frozenset()
    place_ids: frozenset[int] = frozenset({NONE_STATED})
    lead_ids: frozenset[int] = frozenset({NONE_STATED})
    funder_shares: Mapping[int, int] = field(default_factory=lambda: {NONE_STATED: 0})
    theme_ids: frozenset[int] = frozenset()
    weight: int | None = None
    physical: int | None = None
    amount: int | None = None
    committed: int | None = None
    paid: int | None = None
    declared: str = ""
    is_validated: bool = False
    is_removed: bool = False
    span: Span = Span()
    words: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.is_removed or self.declared == DeclaredStatus.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Counts and sums that add up and take away exactly; the names are those of the roll-up."""

    n_total: int = 0
    n_cancelled: int = 0
    n_removed: int = 0
    n_validated_complete: int = 0
    n_physical_known: int = 0
    n_physical_zero: int = 0
    n_weighted: int = 0
    weight_sum: int = 0
    weighted_sum: int = 0
    n_amount_known: int = 0
    amount_sum: int = 0
    n_committed_known: int = 0
    committed_sum: int = 0
    n_paid_known: int = 0
    paid_sum: int = 0
    n_financial: int = 0
    financial_amount_sum: int = 0
    financial_paid_sum: int = 0
    n_paid_in_full: int = 0
    share_sum: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def total(cls, parts: Iterable[Contribution]) -> Contribution:
        """Add up what many commitments contribute."""
        all_of_them = tuple(parts)
        statuses: Counter[str] = Counter()
        for part in all_of_them:
            statuses.update(part.by_status)
        return cls(
            **{name: sum(map(attrgetter(name), all_of_them)) for name in NUMBERS},
            by_status=_without_zeros(statuses),
        )

    def __add__(self, other: Contribution) -> Contribution:
        return Contribution.total((self, other))

    def __sub__(self, other: Contribution) -> Contribution:
        statuses = Counter(self.by_status)
        statuses.subtract(other.by_status)
        return Contribution(
            **{name: getattr(self, name) - getattr(other, name) for name in NUMBERS},
            by_status=_without_zeros(statuses),
        )


NUMBERS = tuple(one.name for one in fields(Contribution) if one.name != "by_status")


def _without_zeros(statuses: Mapping[str, int]) -> dict[str, int]:
    return {status: statuses[status] for status in sorted(statuses) if statuses[status]}


def contribution(facts: Facts, *, share: int = 0) -> Contribution:
    """Give what a commitment adds to one subject it counts in; `share` is a funder's own part.

    Shape: what is cancelled or removed stays in the counts and in what was committed and paid,
    and leaves both sums of every percentage; what was removed is no longer planned.
    Source: methods.md §2.
    """
    counts = not facts.is_cancelled
    amount = None if facts.is_removed else facts.amount
    weight, physical = facts.weight, facts.physical
    return Contribution(
        n_total=1,
        n_cancelled=int(facts.is_cancelled),
        n_removed=int(facts.is_removed),
        n_validated_complete=int(
            counts and facts.is_validated and facts.declared == DeclaredStatus.COMPLETED
        ),
        by_status={facts.declared or NOTHING_DECLARED: 1},
        n_physical_known=int(physical is not None),
        n_physical_zero=int(physical == 0),
        **_weighted(weight, physical, counts=counts),
        n_amount_known=int(amount is not None),
        amount_sum=amount or 0,
        n_committed_known=int(facts.committed is not None),
        committed_sum=facts.committed or 0,
        n_paid_known=int(facts.paid is not None),
        paid_sum=facts.paid or 0,
        **_financial(amount, facts.paid, counts=counts),
        share_sum=0 if facts.is_removed else share,
    )


def _weighted(weight: int | None, physical: int | None, *, counts: bool) -> dict[str, int]:
    if not counts or weight is None or physical is None:
        return {}
    clipped = max(0, min(physical, _WHOLE_PERCENT))
    return {"n_weighted": 1, "weight_sum": weight, "weighted_sum": weight * clipped}


def _financial(amount: int | None, paid: int | None, *, counts: bool) -> dict[str, int]:
    if not counts or amount is None or paid is None:
        return {}
    return {
        "n_financial": 1,
        "financial_amount_sum": amount,
        "financial_paid_sum": paid,
        "n_paid_in_full": int(paid >= amount),
    }


def memberships(facts: Facts) -> dict[Subject, int]:
    """Give the groups a commitment counts in, each with the share that a funder pays, else 0."""
    groups = {Subject(SubjectKind.PLAN, facts.plan_id): 0}
    for kind, ids in (
        (SubjectKind.NODE, facts.node_ids),
        (SubjectKind.PLACE, facts.place_ids),
        (SubjectKind.LEAD, facts.lead_ids),
        (SubjectKind.THEME, facts.theme_ids),
        (SubjectKind.YEAR, facts.span.planned_years),
    ):
        groups |= dict.fromkeys((Subject(kind, one) for one in ids), 0)
    for funder, share in facts.funder_shares.items():
        groups[Subject(SubjectKind.FUNDER, funder)] = share
    return groups


def write_memberships(groups: Mapping[Subject, int]) -> str:
    """Write memberships as one text in which " kind:id:" finds a group."""
    return "".join(f" {group.kind}:{group.id}:{groups[group]}" for group in sorted(groups))


def read_memberships(text: str) -> Iterator[tuple[Subject, int]]:
    """Read back what write_memberships wrote."""
    for token in text.split():
        kind, one, share = token.split(":")
        yield Subject(kind, int(one)), int(share)


def paths_counted(
    paths: Iterable[str], *, plan_path: str | None, covers_whole_place: bool
) -> frozenset[str]:
    """Give the paths of the places a commitment counts in; none = its place is unknown.

    Shape: each place and every place it lies in, up to the plan's own. What covers the whole
    territory counts in the plan's own place only. Places outside it count up to, but without,
    those that contain the plan's place.
    """
    if covers_whole_place:
        return frozenset({plan_path} if plan_path else ())
    above_plan = set(_with_ancestors(plan_path)) - {plan_path} if plan_path else set()
    return frozenset(one for path in paths for one in _with_ancestors(path)) - above_plan


def _with_ancestors(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return [f"/{'/'.join(codes[: n + 1])}/" for n in range(len(codes))]


def funder_shares(amount: int | None, by_funder: Mapping[int, int]) -> dict[int, int]:
    """Give what each funder pays, and under 0 what is not split, if anything is not.

    Shape: a commitment without any split always counts under 0, with its amount if it is known.
    """
    rest = (amount or 0) - sum(by_funder.values())
    if by_funder and rest <= 0:
        return dict(by_funder)
    return {**by_funder, NONE_STATED: max(rest, 0)}


def with_ancestors(one: int | None, parents: Mapping[int, int | None]) -> Collection[int]:
    """Give a key and those above it; nothing for None."""
    line: list[int] = []
    while one is not None and one not in line:
        line.append(one)
        one = parents.get(one)
    return line
