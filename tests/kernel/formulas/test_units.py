"""The unit of a formula, from the units of its indicators."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.formulas import UnitMismatch, fits, parse, read_unit, unit_of, write_unit

UNITS = {
    "people": "persons",
    "men": "persons",
    "area": "km2",
    "road": "km",
    "cost": "MAD",
    "share": "%",
    "rate": "%",
    "index": "",
}
BASES = st.sampled_from(["persons", "km", "m", "MAD", "%", "CO2"])


def found(text):
    return write_unit(unit_of(parse(text), {code: read_unit(unit) for code, unit in UNITS.items()}))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12", ""),
        ("people", "persons"),
        ("-people", "persons"),
        ("people + men - 5", "persons"),
        ("people / area", "persons/km2"),
        ("per(people, area, 1000)", "persons/km2"),
        ("per(people, area)", "persons/km2"),
        ("road * road", "km2"),
        ("road^-1", "1/km"),
        ("road^0", ""),
        ("people / men * 100", ""),
        ("percent(men, people)", "%"),
        ("percent(men, people) - share", "%"),
        ("100 - share", "%"),
        ("2 * share", "%"),
        ("(share + rate) / 2", "%"),
        ("share / rate", ""),
        ("share * rate / 100", ""),
        ("1 / share", ""),
        ("people * share / 100", "persons"),
        ("1 + people / men", ""),
        ("index * cost", "MAD"),
        ("mean(cost, cost, 3)", "MAD"),
        ("abs(cost) / people", "MAD/persons"),
        ("sum(1, 2) * min(3, 4)", ""),
    ],
)
def test_unit_of_follows_the_formula(text, unit):
    assert found(text) == unit


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("people + area", {"persons": 1}, {"km": 2}),
        ("cost - people", {"MAD": 1}, {"persons": 1}),
        ("max(1, road, area)", {"km": 1}, {"km": 2}),
        ("percent(cost, people)", {"MAD": 1}, {"persons": 1}),
        ("share + index", {"%": 1}, {}),
    ],
)
def test_unit_of_refuses_what_does_not_add_up_with_both_units(text, left, right):
    with pytest.raises(UnitMismatch) as refusal:
        found(text)

    assert (refusal.value.left, refusal.value.right) == (left, right)
    said = f"{write_unit(left) or 1} and {write_unit(right) or 1} do not add up."
    assert str(refusal.value) == said


@pytest.mark.parametrize(
    ("text", "unit", "again"),
    [
        ("", {}, ""),
        ("1", {}, ""),
        ("persons / km²", {"persons": 1, "km": -2}, "persons/km2"),
        ("m³", {"m": 3}, "m3"),
        ("tCO2", {"tCO2": 1}, "tCO2"),
        ("kWh·persons^2", {"kWh": 1, "persons": 2}, "kWh·persons^2"),
        ("MAD/inhabitant/year", {"MAD": 1, "inhabitant": -1, "year": -1}, "MAD/inhabitant/year"),
        ("1/m2", {"m": -2}, "1/m2"),
        ("km^5", {"km": 5}, "km^5"),
        ("m*m", {"m": 2}, "m2"),
        ("km/km", {}, ""),
    ],
)
def test_units_are_read_and_written(text, unit, again):
    assert (read_unit(text), write_unit(read_unit(text))) == (unit, again)


@settings(max_examples=40)
@given(st.dictionaries(BASES, st.integers(-9, 9).filter(bool), max_size=3))
def test_written_unit_reads_the_same_again(unit):
    assert read_unit(write_unit(unit)) == unit


@pytest.mark.parametrize(
    ("computed", "declared", "expected"),
    [
        ("MAD/persons", "MAD/persons", True),
        ("MAD", "persons", False),
        ("", "", True),
        ("", "%", True),
        ("", "‰", True),
        ("", "km", False),
        ("%", "", False),
    ],
)
def test_fits_lets_a_pure_number_be_called_a_percentage(computed, declared, expected):
    assert fits(read_unit(computed), read_unit(declared)) is expected
