"""The rows of the roll-up: written from facts, and read back as what they contribute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, Decimal

from athar.kernel.money import from_minor, to_minor
from athar.kernel.progress import planned_share, slippage_days
from athar.rollups.contributions import (
    NUMBERS,
    SPAN_FIELDS,
    Contribution,
    Facts,
    Span,
    Subject,
    contribution,
    memberships,
    read_memberships,
    write_memberships,
)
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress

_MILLIONTH = Decimal("0.000001")
MONEY_SUMS = frozenset(
    {
        "amount_sum",
        "committed_sum",
        "paid_sum",
        "financial_amount_sum",
        "financial_paid_sum",
        "share_sum",
    }
)
OWN_FIELDS = (
    "commitment_id",
    "declared_status",
    "physical",
    "amount",
    "committed",
    "paid",
    "is_validated",
    "ratio",
    "slippage_first",
    "slippage_current",
    "counted_in",
    "words",
)
FIGURE_FIELDS = (*NUMBERS, "by_status", *SPAN_FIELDS, *OWN_FIELDS)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts, sums and dates of one subject."""

    sums: Contribution = field(default_factory=Contribution)
    span: Span = field(default_factory=Span)

    @classmethod
    def total(cls, parts: Iterable[Tally]) -> Tally:
        """Add up counts and sums, and put the dates together."""
        all_of_them = tuple(parts)
        return cls(
            Contribution.total(part.sums for part in all_of_them),
            Span.around(part.span for part in all_of_them),
        )


def row_of_commitment(facts: Facts) -> Progress:
    """Give the row of one commitment."""
    span = facts.span
    end_on = span.actual_end_on or span.forecast_end_on
    row = Progress(
        plan_id=facts.plan_id,
        kind=SubjectKind.COMMITMENT,
        subject_id=facts.commitment_id,
        commitment_id=facts.commitment_id,
        declared_status=facts.declared,
        physical=_full(facts.physical),
        amount=_full(facts.amount),
        committed=_full(facts.committed),
        paid=_full(facts.paid),
        is_validated=facts.is_validated,
        ratio=_ratio(facts),
        slippage_first=slippage_days(span.first_planned_end_on, end_on),
        slippage_current=slippage_days(span.planned_end_on, end_on),
        counted_in=write_memberships(memberships(facts)),
        words=facts.words,
    )
    write_tally(row, Tally(contribution(facts), facts.span))
    return row


def row_of_group(plan_id: int, subject: Subject, tally: Tally) -> Progress:
    """Give the row of a group."""
    row = Progress(plan_id=plan_id, kind=subject.kind, subject_id=subject.id)
    write_tally(row, tally)
    return row


def write_tally(row: Progress, tally: Tally) -> None:
    """Put counts, sums and dates into a row."""
    for name in NUMBERS:
        number = getattr(tally.sums, name)
        setattr(row, name, from_minor(number) if name in MONEY_SUMS else number)
    row.by_status = dict(tally.sums.by_status)
    for name in SPAN_FIELDS:
        setattr(row, name, getattr(tally.span, name))


def tally_of(row: Progress) -> Tally:
    """Read counts, sums and dates back from a row."""
    numbers = {name: getattr(row, name) for name in NUMBERS}
    numbers |= {name: to_minor(Decimal(numbers[name])) for name in MONEY_SUMS}
    return Tally(
        Contribution(by_status=row.by_status, **numbers),
        Span(*(getattr(row, name) for name in SPAN_FIELDS)),
    )


def parts_of_groups(rows: Iterable[Progress]) -> dict[Subject, list[Tally]]:
    """Give what the commitments of these rows add to each group they count in."""
    parts: defaultdict[Subject, list[Tally]] = defaultdict(list)
    for row in rows:
        own = tally_of(row)
        for subject, share in read_memberships(row.counted_in):
            parts[subject].append(
                replace(own, sums=replace(own.sums, share_sum=share)) if share else own
            )
    return parts


def differing(stored: Progress, expected: Progress) -> Mapping[str, tuple[object, object]]:
    """Give the fields in which two rows of one subject differ: (stored, expected)."""
    pairs = {name: (getattr(stored, name), getattr(expected, name)) for name in FIGURE_FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _ratio(facts: Facts) -> Decimal | None:
    span, physical = facts.span, _full(facts.physical)
    planned = planned_share(
        start=span.first_planned_start_on, end=span.first_planned_end_on, on=span.last_reported_on
    )
    if physical is None or not planned:
        return None
    return (physical / planned).quantize(_MILLIONTH, rounding=ROUND_FLOOR)


def _full(number: int | None) -> Decimal | None:
    return None if number is None else from_minor(number)
