"""What bodies would have reported of made-up commitments, half-year after half-year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.plans.drafts import CommitmentDraft, PlanDraft
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField

MOST_REPORTS = 6
NOT_REPORTED = {ReportField.PHYSICAL: EntryDraft(no_number=NoNumber.NOT_REPORTED)}


@dataclass(frozen=True, slots=True)
class Fate:
    """How a made-up project goes: how fast, whether anybody reports, whether it is given up."""

    pace: Decimal
    reports: bool = True
    is_cancelled: bool = False


FATES = (
    (Fate(Decimal("1.05")), 40),
    (Fate(Decimal("0.75")), 22),
    (Fate(Decimal("0.45")), 14),
    (Fate(Decimal("1.3")), 10),
    (Fate(Decimal(0)), 4),
    (Fate(Decimal("0.3"), is_cancelled=True), 4),
    (Fate(Decimal(1), reports=False), 6),
)


def half_years(start: dt.date, today: dt.date) -> list[dt.date]:
    """Give the ends of the half-years of a plan that have passed, the last six at most."""
    ends = [
        dt.date(year, month, day)
        for year in range(start.year, today.year + 1)
        for month, day in ((6, 30), (12, 31))
    ]
    return [end for end in ends if start < end < today][-MOST_REPORTS:]


def reports_of(
    one: CommitmentDraft, plan: PlanDraft, today: dt.date, random: Random
) -> Iterator[ReportDraft]:
    """Make up the reports of one commitment, the oldest first; none after its end."""
    fate = random.choices([fate for fate, _ in FATES], [weight for _, weight in FATES])[0]
    if not fate.reports:
        return
    start = one.planned_start_on or plan.start_on
    days = ((one.planned_end_on or plan.end_on) - start).days
    paid_ratio = Decimal(random.randint(60, 100)) / 100
    dates = half_years(plan.start_on, today)
    for as_of_on in dates:
        share = Decimal((as_of_on - start).days) / days * fate.pace * 100
        physical = Decimal(int(max(Decimal(0), min(share, Decimal(100)))))
        is_last = as_of_on == dates[-1] and fate.is_cancelled
        status = DeclaredStatus.CANCELLED if is_last else _status(physical, share, fate)
        yield _report(one, as_of_on, status, physical, paid_ratio, random)
        if status is DeclaredStatus.COMPLETED:
            return


def _status(physical: Decimal, share: Decimal, fate: Fate) -> DeclaredStatus:
    if physical == 100:
        return DeclaredStatus.COMPLETED
    if physical == 0:
        return DeclaredStatus.STOPPED if share > 0 or fate.pace == 0 else DeclaredStatus.NOT_STARTED
    if fate.pace < Decimal("0.5"):
        return DeclaredStatus.AT_RISK
    return DeclaredStatus.ON_TRACK if fate.pace > Decimal("0.8") else DeclaredStatus.DELAYED


def _report(
    one: CommitmentDraft,
    as_of_on: dt.date,
    status: DeclaredStatus,
    physical: Decimal,
    paid_ratio: Decimal,
    random: Random,
) -> ReportDraft:
    is_known = physical == 100 or random.random() > 0.07
    paid = _part(one.amount, physical * paid_ratio)
    started = one.planned_start_on if physical and one.planned_start_on else None
    is_over = status is DeclaredStatus.COMPLETED
    is_late = status in {DeclaredStatus.DELAYED, DeclaredStatus.AT_RISK}
    end = one.planned_end_on
    return ReportDraft(
        commitment_code=one.code,
        as_of_on=as_of_on,
        declared_status=status,
        physical=physical if is_known else None,
        committed=_part(one.amount, min(physical * Decimal("1.2"), Decimal(100))),
        paid=paid if random.random() > 0.1 else None,
        actual_start_on=started,
        actual_end_on=as_of_on - dt.timedelta(days=random.randint(0, 20)) if is_over else None,
        forecast_end_on=end + dt.timedelta(days=random.randint(30, 500))
        if end and is_late
        else None,
        entries={} if is_known else NOT_REPORTED,
    )


def _part(amount: Decimal | None, percent: Decimal) -> Decimal | None:
    return None if amount is None else (amount * percent / 100).quantize(Decimal("0.01"))
