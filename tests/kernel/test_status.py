"""Computed status, slippage and the gap between works and payments (methods, §3 and §4)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.progress import (
    Computed,
    ComputedStatus,
    DeclaredStatus,
    Thresholds,
    computed_status,
    gap_flag,
    planned_share,
    slippage_days,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
SHARES = st.decimals(min_value=0, max_value=100, places=2)
OPEN = st.none() | st.sampled_from(
    [s for s in DeclaredStatus if s not in {DeclaredStatus.COMPLETED, DeclaredStatus.CANCELLED}]
)


def status(**changes):
    """Half of a hundred days has passed when the figures were reported, today."""
    facts = {
        "declared": DeclaredStatus.ON_TRACK,
        "physical": Decimal(50),
        "planned_start": date(2025, 1, 1),
        "planned_end": date(2025, 4, 10),
        "reported_on": date(2025, 2, 19),
        "today": date(2025, 2, 19),
        "reporting_months": 6,
    }
    return computed_status(**{**facts, **changes})


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2024, 12, 31), "0"),
        (date(2025, 1, 1), "1"),
        (date(2025, 2, 19), "50"),
        (date(2025, 4, 9), "99"),
        (date(2025, 4, 10), "100"),
        (date(2026, 1, 1), "100"),
    ],
)
def test_planned_share_counts_days_with_both_ends(on, share):
    assert planned_share(start=date(2025, 1, 1), end=date(2025, 4, 10), on=on) == Decimal(share)


def test_planned_share_of_a_single_day_is_whole_on_that_day():
    day = date(2025, 1, 1)

    assert planned_share(start=day, end=day, on=day) == Decimal(100)


@pytest.mark.parametrize(
    ("start", "end", "on"),
    [
        (None, date(2025, 4, 10), date(2025, 2, 19)),
        (date(2025, 1, 1), None, date(2025, 2, 19)),
        (date(2025, 1, 1), date(2025, 4, 10), None),
        (date(2025, 4, 10), date(2025, 1, 1), date(2025, 2, 19)),
    ],
)
def test_planned_share_is_unknown_without_sound_dates(start, end, on):
    assert planned_share(start=start, end=end, on=on) is None


@pytest.mark.parametrize(
    ("physical", "ratio", "expected"),
    [
        ("50", "1", ComputedStatus.ON_TRACK),
        ("60", "1.2", ComputedStatus.ON_TRACK),
        ("45", "0.9", ComputedStatus.ON_TRACK),
        ("44.99", "0.8998", ComputedStatus.AT_RISK),
        ("35", "0.7", ComputedStatus.AT_RISK),
        ("34.99", "0.6998", ComputedStatus.OFF_TRACK),
        ("0", "0", ComputedStatus.OFF_TRACK),
    ],
)
def test_computed_status_compares_done_with_planned(physical, ratio, expected):
    assert status(physical=Decimal(physical)) == Computed(expected, Decimal(ratio), Decimal(50))


def test_computed_status_of_the_published_example():
    computed = status(
        physical=Decimal(77),
        planned_start=date(2022, 12, 1),
        planned_end=date(2023, 12, 31),
        reported_on=date(2025, 6, 18),
        today=date(2025, 6, 30),
    )

    assert computed == Computed(ComputedStatus.AT_RISK, Decimal("0.77"), Decimal(100))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"declared": DeclaredStatus.COMPLETED}, ComputedStatus.COMPLETED),
        ({"declared": DeclaredStatus.CANCELLED}, ComputedStatus.CANCELLED),
        ({"declared": None}, ComputedStatus.ON_TRACK),
        ({"declared": DeclaredStatus.STOPPED}, ComputedStatus.ON_TRACK),
        ({"physical": None}, ComputedStatus.NO_DATA),
        ({"reported_on": None}, ComputedStatus.NO_DATA),
        ({"planned_start": None}, ComputedStatus.NO_DATA),
        ({"planned_end": None}, ComputedStatus.NO_DATA),
        ({"today": date(2024, 12, 31)}, ComputedStatus.NOT_DUE),
        ({"today": date(2024, 12, 31), "physical": None}, ComputedStatus.NOT_DUE),
        ({"today": date(2026, 1, 1)}, ComputedStatus.STALE),
        ({"today": date(2026, 1, 1), "physical": None}, ComputedStatus.NO_DATA),
        (
            {"today": date(2026, 1, 1), "declared": DeclaredStatus.COMPLETED},
            ComputedStatus.COMPLETED,
        ),
    ],
)
def test_computed_status_asks_in_order(changes, expected):
    assert status(**changes).status == expected


def test_computed_status_is_not_due_when_figures_precede_the_start():
    computed = status(reported_on=date(2024, 12, 1))

    assert computed == Computed(ComputedStatus.NOT_DUE, None, Decimal(0))


@pytest.mark.parametrize(
    ("silent_days", "expected"),
    [(273, ComputedStatus.OFF_TRACK), (274, ComputedStatus.STALE)],
)
def test_computed_status_goes_stale_after_one_and_a_half_periods(silent_days, expected):
    reported_on = date(2025, 2, 19)

    computed = status(
        physical=Decimal(1),
        reported_on=reported_on,
        today=reported_on + timedelta(days=silent_days),
    )

    assert computed.status == expected


def test_computed_status_is_not_stale_on_the_last_day_allowed():
    four_years = Thresholds(stale_periods=Decimal(4))
    reported_on = date(2025, 2, 19)

    answers = [
        status(reporting_months=12, today=reported_on + timedelta(days=days), thresholds=four_years)
        for days in (1461, 1462)
    ]

    assert [a.status for a in answers] == [ComputedStatus.ON_TRACK, ComputedStatus.STALE]


def test_computed_status_judges_from_the_first_day():
    first = date(2025, 1, 1)

    computed = status(physical=Decimal(1), reported_on=first, today=first)

    assert computed == Computed(ComputedStatus.ON_TRACK, Decimal(1), Decimal(1))


def test_computed_status_follows_the_thresholds_it_is_given():
    strict = Thresholds(on_track=Decimal("1.1"), at_risk=Decimal("1.05"), stale_periods=Decimal(1))

    answers = [
        status(thresholds=strict).status,
        status(thresholds=strict, physical=Decimal(53)).status,
        status(thresholds=strict, today=date(2025, 8, 25)).status,
    ]

    assert answers == [
        ComputedStatus.OFF_TRACK,
        ComputedStatus.AT_RISK,
        ComputedStatus.STALE,
    ]


def test_computed_statuses_keep_their_order():
    assert " ".join(ComputedStatus) == (
        "completed on_track at_risk off_track not_due no_data stale cancelled"
    )


def test_declared_statuses_are_the_seven():
    assert " ".join(DeclaredStatus) == (
        "not_started on_track delayed at_risk stopped completed cancelled"
    )


@pytest.mark.parametrize(
    ("end", "days"),
    [(date(2027, 1, 31), 1127), (date(2023, 12, 31), 0), (date(2023, 12, 1), -30), (None, None)],
)
def test_slippage_days_counts_from_the_planned_end(end, days):
    assert slippage_days(date(2023, 12, 31), end) == days


def test_slippage_days_is_unknown_without_a_planned_end():
    assert slippage_days(None, date(2027, 1, 31)) is None


@pytest.mark.parametrize(
    ("physical", "financial", "flagged"),
    [
        ("40", "60", False),
        ("40", "60.01", True),
        ("60.01", "40", True),
        (None, "60", False),
        ("0", None, False),
    ],
)
def test_gap_flag_marks_more_than_twenty_points_either_way(physical, financial, flagged):
    numbers = [None if n is None else Decimal(n) for n in (physical, financial)]

    assert gap_flag(*numbers) is flagged


def test_gap_flag_follows_the_points_it_is_given():
    assert gap_flag(Decimal(40), Decimal(46), thresholds=Thresholds(gap_points=Decimal(5)))


@given(OPEN, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_computed_status_never_judges_without_figures(declared, start, end, reported_on, today):
    computed = status(
        declared=declared,
        physical=None,
        planned_start=start,
        planned_end=end,
        reported_on=reported_on,
        today=today,
    )

    assert computed.status in {ComputedStatus.NO_DATA, ComputedStatus.NOT_DUE}


@given(OPEN, SHARES, DAYS, DAYS, DAYS, DAYS)
def test_computed_status_has_a_ratio_exactly_when_it_judges(
    declared, physical, start, end, reported_on, today
):
    computed = status(
        declared=declared,
        physical=physical,
        planned_start=start,
        planned_end=end,
        reported_on=reported_on,
        today=today,
    )

    judged = {ComputedStatus.ON_TRACK, ComputedStatus.AT_RISK, ComputedStatus.OFF_TRACK}
    assert (computed.status in judged) is (computed.ratio is not None)


@given(DAYS, DAYS, DAYS, DAYS)
def test_planned_share_never_falls_as_days_pass(start, end, one, other):
    earlier, later = sorted([one, other])

    shares = [planned_share(start=start, end=end, on=day) for day in (earlier, later)]

    assert shares == [None, None] or 0 <= shares[0] <= shares[1] <= 100
