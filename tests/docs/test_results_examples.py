"""The worked examples of docs/methods on indicators, run through the kernel."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from athar.indicators.shipped import DATA, read_library
from athar.kernel import aggregation
from athar.kernel.achievement import Direction
from athar.kernel.confidence import POINTS, Claim, Reason, Source, confidence
from athar.kernel.disaggregation import broken_down, withheld
from athar.kernel.formulas import (
    FormulaError,
    UnitMismatch,
    evaluate,
    parse,
    read_unit,
    unit_of,
    write_unit,
)
from athar.kernel.outliers import Limits, flags
from athar.kernel.trajectories import Trajectory, target_for
from tests.docs.worked_examples import METHODS, Example, day, examples_of, number, rows_of

WATER = (date(2022, 12, 31), Decimal("13.3"))
WATER_TARGETS = [(date(2024, 12, 31), Decimal(30)), (date(2027, 12, 31), Decimal(50))]
UNITS = {
    "people": "persons",
    "women": "persons",
    "area": "km2",
    "cost": "MAD",
    "share": "%",
}


def _said(value: Decimal | None) -> str:
    return "none" if value is None else str(value)


def _printed(value: Decimal | None) -> str:
    return _said(value and value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _numbers(text: str) -> list[Decimal | None]:
    return [number(one) for one in text.split(", ")]


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        (
            "aggregation",
            [("breakdown", ""), *(("over", rule.value) for rule in aggregation.Rule)],
        ),
        ("no-number", [("withheld", "")]),
        ("trajectories", [("target", "")]),
        ("outliers", [("flags", "")]),
        ("formulas", [("formula", ""), ("refused", ""), ("units", ""), ("computed", "")]),
        ("confidence", [("confidence", "")]),
    ],
)
def test_method_page_shows_its_examples(page: str, kinds: list[tuple[str, str]]) -> None:
    examples = examples_of(page)

    assert sorted((one.kind, one.variant) for one in examples) == sorted(kinds)
    assert all(example.rows for example in examples)


@pytest.mark.parametrize(
    "example",
    [one for one in examples_of("aggregation") if one.kind == "over"],
    ids=lambda example: example.variant,
)
def test_whole_is_made_of_its_parts_as_the_page_says(example: Example) -> None:
    columns = ("value", "numerator", "denominator", "weight")
    parts = [
        aggregation.Part(*(number(row.get(column, "unknown")) for column in columns))
        for row in example.rows
    ]

    whole = aggregation.combine(aggregation.Rule(example.variant), parts, factor=Decimal(100))

    said = f"value {_said(whole.value)}, known {whole.known} of {whole.expected}"
    assert said == example.outcome


@pytest.mark.parametrize("row", rows_of("trajectories", "target"))
def test_target_of_a_period_is_as_the_page_says(row: dict[str, str]) -> None:
    period_end = day(row["period end"])
    assert period_end is not None

    target = target_for(
        period_end,
        trajectory=Trajectory(row["trajectory"]),
        baseline=WATER,
        targets=WATER_TARGETS,
    )

    assert _printed(target) == row["target"]


@pytest.mark.parametrize("row", rows_of("outliers", "flags"))
def test_flag_is_raised_as_the_page_says(row: dict[str, str]) -> None:
    earlier = (
        [] if row["earlier"] == "none" else [number(one) for one in row["earlier"].split(", ")]
    )
    limits = Limits(minimum=Decimal(0), maximum=Decimal(100))

    found = flags(
        number(row["value"]), earlier=earlier, limits=limits, direction=Direction.ASCENDING
    )

    said = [(str(one.kind), _said(one.against), _printed(one.measure)) for one in found]
    told = (row["flag"], row["against"], row["measure"])
    assert said == ([] if row["flag"] == "none" else [told])


@pytest.mark.parametrize("row", rows_of("confidence", "confidence"))
def test_grade_of_confidence_is_as_the_page_says(row: dict[str, str]) -> None:
    found = confidence(
        claim=Claim(row["claim"]),
        has_evidence=row["evidence"] == "yes",
        source=Source(row["source"]),
        age=None if row["age"] == "unknown" else int(row["age"]),
        n_flags=int(row["flags"]),
    )

    assert (str(found.points), found.grade) == (row["points"], row["grade"])


def test_points_of_confidence_are_as_the_page_says() -> None:
    page = (METHODS / "confidence.md").read_text(encoding="utf-8")

    listed = re.findall(r"\| `(\w+)`.* \| ([+−]?\d) \|$", page, re.MULTILINE)

    assert {Reason(code): int(points.replace("−", "-")) for code, points in listed} == POINTS


@pytest.mark.parametrize("row", rows_of("formulas", "formula"))
def test_formula_gives_what_the_page_says(row: dict[str, str]) -> None:
    value = evaluate(parse(row["formula"]), {"a": number(row["a"]), "b": number(row["b"])})

    assert _printed(value) == row["value"]


@pytest.mark.parametrize("row", rows_of("formulas", "computed"))
def test_shipped_formula_gives_what_the_page_says(row: dict[str, str]) -> None:
    shipped = read_library(DATA / "libraries" / "worldbank.json")
    (computed,) = (one for one in shipped.indicators if one.formula)
    given = {"NY.GDP.MKTP.CD": number(row["product"]), "SP.POP.TOTL": number(row["people"])}

    assert _printed(evaluate(parse(computed.formula), given)) == row["value"]


@pytest.mark.parametrize("row", rows_of("formulas", "refused"))
def test_formula_is_refused_as_the_page_says(row: dict[str, str]) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(row["formula"])

    assert (refusal.value.code, str(refusal.value.position)) == (row["why"], row["at"])


@pytest.mark.parametrize("row", rows_of("formulas", "units"))
def test_unit_of_a_formula_is_as_the_page_says(row: dict[str, str]) -> None:
    units = {code: read_unit(unit) for code, unit in UNITS.items()}

    try:
        unit = write_unit(unit_of(parse(row["formula"]), units)) or "none"
    except UnitMismatch:
        unit = "refused"

    assert unit == row["unit"]


@pytest.mark.parametrize("row", rows_of("aggregation", "breakdown"))
def test_breakdown_is_found_as_the_page_says(row: dict[str, str]) -> None:
    found = broken_down(number(row["whole"]), _numbers(row["parts"]))

    told = (row["finding"], row["sum"], row["gap"])
    assert (found.fit, _said(found.parts_sum), _said(found.gap)) == told


@pytest.mark.parametrize("row", rows_of("no-number", "withheld"))
def test_small_counts_are_withheld_as_the_page_says(row: dict[str, str]) -> None:
    written = row["parts"].split(", ")

    hidden = withheld(_numbers(row["parts"]), smallest=Decimal(5))

    shown = ["withheld" if one else text for text, one in zip(written, hidden, strict=True)]
    assert ", ".join(shown) == row["shown"]
