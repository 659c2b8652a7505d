"""The twin of the checks for tables finds of every row what the checks of one value find."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from athar.indicators.enums import Measure
from athar.indicators.validators import (
    ColumnChecks,
    Known,
    Measured,
    ValueRow,
    columns,
    problems_of,
)
from athar.kernel.quantity import to_scaled


def _measured(measure: Measure, **more: object) -> Measured:
    given = {"code": "c", "measure": measure, "decimals": 1, "is_computed": False, "steps": ()}
    options = {"area": {"rural", "urban"}, "sex": {"female"}}
    return Measured(**({"options": options, "plan_days": None} | given | more))


KNOWN = Known(
    indicators={
        1: _measured(Measure.UNIT),
        2: _measured(Measure.PERCENTAGE, decimals=2),
        3: _measured(Measure.QUALITATIVE),
        4: _measured(Measure.ORDINAL, decimals=0, steps={1, 2}),
        5: _measured(Measure.UNIT, plan_days=(dt.date(2022, 1, 1), dt.date(2027, 12, 31))),
        6: _measured(Measure.UNIT, is_computed=True),
    },
    places={1, 2},
    today=dt.date(2025, 10, 15),
)
_NUMBERS = [
    None,
    *map(Decimal, ("0", "1", "27.5", "27.50", "0.001", "-3", "1E+400", "NaN", "sNaN")),
]
ROWS = st.lists(
    st.builds(
        ValueRow,
        indicator_id=st.integers(1, 7),
        place_id=st.integers(1, 3),
        period=st.sampled_from(["2024", "2024-Q1", "2031", "2019", "T1 2024", "?"]),
        category=st.sampled_from(["", "area=rural", "sex=female,area=rural", "area=moon", "x"]),
        claim=st.sampled_from(["declared", "validated"]),
        value=st.sampled_from(_NUMBERS),
        numerator=st.sampled_from(_NUMBERS[:4]),
        denominator=st.sampled_from(_NUMBERS[:4]),
        text=st.sampled_from(["", "", "", "words", "w" * 2001]),
        no_number=st.sampled_from(["", "", "suppressed"]),
        cell=st.just("A1"),
        written=st.just(""),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_checks_of_a_table_agree_with_those_of_one_value(rows):
    checks = ColumnChecks(KNOWN)

    found = [checks.scaled(tuple(one)) for one in (*rows, *rows)]

    for one, verdict in zip((*rows, *rows), found, strict=True):
        problems = [(each.code, each.params) for each in problems_of(one.draft(), KNOWN)]
        if problems:
            assert [(each.code, each.params) for each in verdict] == problems
        else:
            decimals = KNOWN.indicators[one.indicator_id].decimals
            numbers = (one.value, one.numerator, one.denominator)
            assert verdict == tuple(n if n is None else to_scaled(n, decimals) for n in numbers)


def test_numbers_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(columns, "MOST_KEPT", 2)
    checks = ColumnChecks(KNOWN)
    row = ValueRow(1, 1, "2024", "", "declared", None, None, None, "", "", "A1", "")

    found = [checks.scaled(row._replace(value=Decimal(n))) for n in (1, 2, 3, 1)]

    assert found == [(10, None, None), (20, None, None), (30, None, None), (10, None, None)]
    assert len(checks._numbers) == 2


def test_signalling_nan_is_refused_after_its_like_was_taken():
    checks = ColumnChecks(KNOWN)
    row = ValueRow(1, 1, "2024", "", "declared", Decimal(1), None, None, "", "", "A1", "")

    taken, refused = checks.scaled(row), checks.scaled(row._replace(value=Decimal("sNaN")))

    assert (taken, [one.code for one in refused]) == ((10, None, None), ["out_of_bounds"])
