"""The worked examples of docs/methods, run through the kernel."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from athar.kernel.achievement import (
    ContradictoryDirection,
    Direction,
    Step,
    achieved,
    achieved_flow,
    check_direction,
)
from athar.kernel.money import per_inhabitant
from athar.kernel.numbers import floor_percent
from athar.kernel.progress import (
    DeclaredStatus,
    Part,
    Weighted,
    WeightRule,
    computed_status,
    financial,
    gap_flag,
    planned_share,
    slippage_days,
    weighted,
)
from tests.docs.worked_examples import Example, day, examples_of, number, rows_of

TODAY = date(2025, 10, 15)


def _printed(value: Decimal | None, decimals: int) -> str:
    if value is None:
        return "none"
    return str(value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def _coverage(whole: Weighted) -> str:
    return (
        f"percent {_printed(whole.percent, 2)}, "
        f"known {whole.known} of {whole.expected}, cancelled {whole.cancelled}"
    )


def _prints(whole: Weighted) -> str:
    if whole.percent is None:
        return "nothing"
    return str(floor_percent(whole.percent, complete=whole.is_complete))


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("achievement", ["achieved", "contradictions", "flow"]),
        ("progress", ["weighted"] * 5),
        ("status", ["planned", "status"]),
        ("slippage", ["slippage"]),
        ("money", ["financial", "per-inhabitant", "gap"]),
    ],
)
def test_method_page_shows_its_examples(page: str, kinds: list[str]) -> None:
    examples = examples_of(page)

    assert [example.kind for example in examples] == kinds
    assert all(example.rows for example in examples)


@pytest.mark.parametrize("row", rows_of("achievement", "achieved"))
def test_achievement_is_as_the_page_says(row: dict[str, str]) -> None:
    result = achieved(
        baseline=number(row["baseline"]),
        target=number(row["target"]),
        actual=number(row["actual"]),
        direction=Direction(row["direction"]),
    )

    assert (_printed(result.percent, 1), result.outcome) == (row["percent"], row["outcome"])


@pytest.mark.parametrize("row", rows_of("achievement", "contradictions"))
def test_contradictory_target_is_refused_with_both_numbers(row: dict[str, str]) -> None:
    baseline, target = number(row["baseline"]), number(row["target"])

    with pytest.raises(ContradictoryDirection) as refusal:
        check_direction(baseline=baseline, target=target, direction=Direction(row["direction"]))

    assert all(text in str(refusal.value) for text in (row["baseline"], row["target"]))


def test_flow_is_as_the_page_says() -> None:
    example = examples_of("achievement")[-1]
    steps = [Step(number(row["actual"]), number(row["target"])) for row in example.rows]

    result = achieved_flow(steps, direction=Direction.ASCENDING)

    said = f"percent {_printed(result.percent, 1)}, known {result.known} of {result.expected}"
    assert said == example.outcome


@pytest.mark.parametrize("example", examples_of("progress"), ids=lambda example: example.outcome)
def test_progress_is_as_the_page_says(example: Example) -> None:
    parts = [
        Part(number(row["weight"]), number(row["value"]), is_cancelled=row["cancelled"] == "yes")
        for row in example.rows
    ]

    whole = weighted(parts, WeightRule(example.variant))

    assert f"{_coverage(whole)}, prints {_prints(whole)}" == example.outcome


@pytest.mark.parametrize("row", rows_of("status", "planned"))
def test_planned_share_is_as_the_page_says(row: dict[str, str]) -> None:
    share = planned_share(start=day(row["start"]), end=day(row["end"]), on=day(row["on"]))

    assert _printed(share, 2) == row["percent"]


@pytest.mark.parametrize("row", rows_of("status", "status"))
def test_computed_status_is_as_the_page_says(row: dict[str, str]) -> None:
    computed = computed_status(
        declared=None if row["declared"] == "none" else DeclaredStatus(row["declared"]),
        physical=number(row["physical"]),
        planned_start=day(row["start"]),
        planned_end=day(row["end"]),
        reported_on=day(row["reported"]),
        today=TODAY,
        reporting_months=3,
    )

    assert (computed.status, _printed(computed.ratio, 2)) == (row["status"], row["ratio"])


@pytest.mark.parametrize("row", rows_of("slippage", "slippage"))
def test_slippage_is_as_the_page_says(row: dict[str, str]) -> None:
    days = slippage_days(day(row["planned end"]), day(row["forecast or actual end"]))

    assert days == (None if row["days"] == "none" else int(row["days"]))


def test_financial_progress_is_as_the_page_says() -> None:
    example = examples_of("money")[0]
    triples = [
        (number(row["paid"]), number(row["amount"]), row["cancelled"] == "yes")
        for row in example.rows
    ]

    whole = financial(triples)

    assert _coverage(whole) == example.outcome


@pytest.mark.parametrize("row", rows_of("money", "per-inhabitant"))
def test_money_per_inhabitant_is_as_the_page_says(row: dict[str, str]) -> None:
    inhabitants = number(row["inhabitants"])

    share = per_inhabitant(number(row["amount"]), None if inhabitants is None else int(inhabitants))

    assert ("none" if share is None else str(share)) == row["per inhabitant"]


@pytest.mark.parametrize("row", rows_of("money", "gap"))
def test_gap_between_works_and_payments_is_as_the_page_says(row: dict[str, str]) -> None:
    flagged = gap_flag(number(row["physical"]), number(row["financial"]))

    assert flagged is (row["flagged"] == "yes")
