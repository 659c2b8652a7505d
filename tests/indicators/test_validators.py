"""What values and definitions must be: every way of being wrong has its code."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from athar.indicators.drafts import IndicatorDraft, MeasurementDraft
from athar.indicators.enums import (
    Accumulation,
    DirectionChoice,
    Measure,
    NoNumber,
    ResultLevel,
    RuleChoice,
)
from athar.indicators.validators import (
    Described,
    Known,
    Measured,
    check_indicators,
    check_measurements,
    is_category,
    problems_of,
)
from athar.indicators.validators.values import LONGEST_TEXT
from athar.kernel.text import Translated
from tests.indicators.cast import MATURITY, OPINION, WATER

WHOLE_LIFE = (dt.date(2022, 1, 1), dt.date(2027, 12, 31))
OPTIONS = {"area": frozenset({"rural", "urban"}), "sex": frozenset({"female", "male"})}


def measured(measure: Measure = Measure.UNIT, **stated: object) -> Measured:
    given: dict[str, object] = {
        "code": "I1",
        "measure": measure,
        "decimals": 1,
        "options": OPTIONS,
        "steps": frozenset({0, 1}),
        "is_computed": False,
        "plan_days": None,
    }
    return Measured(**(given | stated))  # type: ignore[arg-type]  # fields by name


KNOWN = Known(
    indicators={
        1: measured(),
        2: measured(Measure.PERCENTAGE),
        3: measured(Measure.ORDINAL, decimals=0),
        4: measured(Measure.QUALITATIVE),
        5: measured(is_computed=True),
        6: measured(plan_days=WHOLE_LIFE),
    },
    places={7},
    today=dt.date(2025, 10, 15),
)
GOOD = MeasurementDraft(indicator_id=1, place_id=7, period="2024", value=Decimal("27.5"))


def codes(draft: MeasurementDraft) -> list[str]:
    return [str(one.code) for one in problems_of(draft, KNOWN)]


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"value": Decimal(0)},
        {"value": Decimal("-3.5")},
        {"category": "area=rural,sex=female"},
        {"period": "2025"},
        {"period": "2024-Q3"},
        {"value": None, "no_number": NoNumber.NOT_APPLICABLE},
        {"indicator_id": 2, "value": None, "numerator": Decimal(1), "denominator": Decimal(3)},
        {"indicator_id": 3, "value": Decimal(1)},
        {"indicator_id": 4, "value": None, "text": "Mieux"},
        {"indicator_id": 6},
    ],
)
def test_good_value_has_no_problem(stated):
    assert codes(replace(GOOD, **stated)) == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"indicator_id": 9}, "unknown_indicator"),
        ({"indicator_id": 5}, "computed_indicator"),
        ({"place_id": 8}, "unknown_place"),
        ({"category": "area=sea"}, "unknown_category"),
        ({"category": "sex=female,area=rural"}, "unknown_category"),
        ({"category": "area=rural,area=urban"}, "unknown_category"),
        ({"period": "soon"}, "period_malformed"),
        ({"period": "T3 2024"}, "period_malformed"),
        ({"period": "2026"}, "period_to_come"),
        ({"indicator_id": 6, "period": "2021"}, "period_outside_plan"),
        ({"value": None}, "not_one_thing"),
        ({"text": "27"}, "not_one_thing"),
        ({"indicator_id": 2, "value": None, "numerator": Decimal(1)}, "not_one_thing"),
        ({"value": None, "text": "Mieux"}, "wrong_measure"),
        ({"indicator_id": 4}, "wrong_measure"),
        ({"value": None, "numerator": Decimal(1), "denominator": Decimal(3)}, "wrong_measure"),
        ({"indicator_id": 3, "value": Decimal(7)}, "unknown_step"),
        ({"value": Decimal("1E+400")}, "out_of_bounds"),
        ({"value": Decimal("NaN")}, "out_of_bounds"),
        ({"value": Decimal("27.55")}, "too_precise"),
        (
            {"indicator_id": 2, "value": None, "numerator": Decimal(1), "denominator": Decimal(0)},
            "denominator_not_positive",
        ),
        ({"indicator_id": 4, "value": None, "text": "a" * (LONGEST_TEXT + 1)}, "text_too_long"),
    ],
)
def test_bad_value_has_one_problem(stated, expected):
    assert codes(replace(GOOD, **stated)) == [expected]


def test_same_value_twice_is_refused():
    with pytest.raises(ValidationError) as refused:
        check_measurements([GOOD, replace(GOOD, value=Decimal(3))], KNOWN)

    assert [one.code for one in refused.value.error_list] == ["named_twice"]


def test_category_of_an_indicator_without_dimensions_is_the_whole():
    assert (is_category("", {}), is_category("area=rural", {})) == (True, False)


def definition_codes(draft: IndicatorDraft, **known: object) -> list[str]:
    given: dict[str, object] = {
        "units": {"%": {}, "step": {}, "text": {}, "household": {"household": 1}},
        "dimensions": {"area", "sex"},
        "frozen": {},
    }
    try:
        check_indicators([draft], **(given | known))  # type: ignore[arg-type]  # arguments by name
    except ValidationError as refused:
        return [str(one.code) for one in refused.error_list]
    return []


@pytest.mark.parametrize("draft", [WATER, OPINION, MATURITY])
def test_good_definition_has_no_problem(draft):
    assert definition_codes(draft) == []


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (replace(WATER, code="not a code"), "code_malformed"),
        (replace(WATER, title={}), "title_missing"),
        (replace(WATER, unit_code="mile"), "unknown_unit"),
        (replace(WATER, dimension_codes=("age",)), "unknown_dimension"),
        (replace(WATER, decimals=10), "decimals_out_of_range"),
        (replace(OPINION, direction=DirectionChoice.ASCENDING), "direction_without_number"),
        (replace(WATER, over_time=RuleChoice.SUM), "rate_added_up"),
        (replace(MATURITY, scale=()), "scale_missing"),
        (replace(WATER, scale=MATURITY.scale), "scale_out_of_place"),
        (
            replace(OPINION, over_place=RuleChoice.SUM, accumulation=Accumulation.STOCK),
            "words_added_up",
        ),
    ],
)
def test_bad_definition_has_one_problem(draft, expected):
    assert definition_codes(draft) == [expected]


POOR = IndicatorDraft(
    code="poor",
    title=Translated(fr="Pauvres"),
    unit_code="household",
    level=ResultLevel.OUTCOME,
)
ALL = replace(POOR, code="all")
SHARE = replace(WATER, code="share", formula="percent(poor, all)")


UNREADABLE = "The formula of share cannot be read"


def formula_problems(*drafts: IndicatorDraft, **known: object) -> list[tuple[str, str]]:
    units = {"%": {}, "household": {"household": 1}, "text": {}, "km": {"km": 1}}
    given: dict[str, object] = {"units": units, "dimensions": {"area"}, "frozen": {}}
    try:
        check_indicators([POOR, ALL, OPINION, *drafts], **(given | known))  # type: ignore[arg-type]  # arguments by name
    except ValidationError as refused:
        return [(str(one.code), message) for one in refused.error_list for message in one.messages]
    return []


def test_formula_of_its_own_library_in_its_own_unit_is_good():
    held = Described("", Measure.UNIT, {"household": 1}, has_values=True)
    of_stored = replace(SHARE, formula="percent(poor, stored)")

    assert formula_problems(SHARE, replace(POOR, code="twice", formula="2 * poor")) == []
    assert formula_problems(of_stored, stored={"stored": held}) == []


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        (
            "percent(poor, all",
            "formula_unreadable",
            f"{UNREADABLE}, from character 18 on: a parenthesis is not closed.",
        ),
        ("12 / 3", "formula_without_input", "The formula of share names no indicator."),
        (
            "percent(poor, `not-here`)",
            "formula_input_unknown",
            "The formula of share names what is not in its library: not-here.",
        ),
        (
            "100 * opinion",
            "formula_of_words",
            "The formula of share reckons with what takes no numbers: opinion.",
        ),
        (
            "100 - share",
            "formula_circular",
            "Indicators are computed from each other in a circle: share ← share.",
        ),
        (
            "share + poor",
            "formula_circular",
            "Indicators are computed from each other in a circle: share ← share.",
        ),
        (
            "poor + all",
            "formula_units_differ",
            "The units in the formula of share do not fit: household and %.",
        ),
        (
            "poor + poor / all",
            "formula_units_differ",
            "The units in the formula of share do not fit: household and 1.",
        ),
    ],
)
def test_bad_formula_is_refused_with_its_reason(formula, code, message):
    with translation.override("en"):
        found = formula_problems(replace(SHARE, formula=formula))

    assert found[0] == (code, message)


def test_what_has_values_cannot_be_computed_and_words_neither():
    assert [code for code, _said in formula_problems(SHARE, frozen={"share": 1})] == [
        "formula_over_values"
    ]
    of_words = replace(OPINION, code="told", formula="2 * poor")
    assert formula_problems(of_words)[0][0] == "formula_of_words"


def test_a_new_unit_of_what_is_stored_is_checked_in_the_formulas_that_name_it():
    held = Described("percent(poor, all)", Measure.PERCENTAGE, {"%": 1}, has_values=False)
    units = {"household": {"household": 1}, "km": {"km": 1}}
    drafts, stored = [replace(POOR, unit_code="km"), ALL], {"share": held}

    with pytest.raises(ValidationError) as refused:
        check_indicators(drafts, units=units, dimensions=(), frozen={}, stored=stored)

    assert [one.code for one in refused.value.error_list] == ["formula_units_differ"]


def test_definition_twice_and_frozen_decimals_are_refused():
    assert definition_codes(WATER, frozen={"water": 3}) == ["decimals_frozen"]
    with pytest.raises(ValidationError) as refused:
        check_indicators([WATER, WATER], units={"%": {}}, dimensions={"area"}, frozen={})
    assert {one.code for one in refused.value.error_list} == {"named_twice"}
