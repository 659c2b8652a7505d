"""What is refused in a report and what is asked about, against what is known of its commitment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.kernel.outliers import Limits
from athar.kernel.progress import DeclaredStatus
from athar.reporting.checks import Check, CheckCode, Severity
from athar.reporting.judging import Before, Known, Usual, is_refused, judge, n_sentences
from athar.reporting.typed import is_field, read_typed
from athar.reporting.wording import MESSAGES, refusal_of

TODAY = dt.date(2025, 10, 15)
LAST = Before(
    as_of_on=dt.date(2025, 6, 30),
    declared=DeclaredStatus.ON_TRACK,
    physical=Decimal(50),
    committed=Decimal(100),
    paid=Decimal(60),
)
FINE = {"declared_status": "on_track", "physical": "60"}
OBSTACLE = {"obstacle.reason": "land"}
ACTION = {"action.text.fr": "x", "action.owner": "y", "action.due_on": "2025-12-31"}


def read(said):
    return read_typed(said, code="P1", as_of_on=dt.date(2025, 9, 30), text_lines=frozenset({9}))


def found(said, **known):
    checks = judge(read(said), Known(today=TODAY, **known))
    return [(str(one.code), one.field) for one in checks]


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        (FINE, {}, []),
        ({}, {}, [("status_missing", "declared_status")]),
        ({**FINE, "physical": "4o"}, {}, [("unreadable", "physical")]),
        ({**FINE, "paid": "1.250"}, {}, [("ambiguous_number", "paid")]),
        ({**FINE, "physical": "101"}, {}, [("percent_out_of_range", "physical")]),
        ({**FINE, "paid": "-1"}, {}, [("amount_out_of_range", "paid")]),
        ({**FINE, "paid": "5", "why.paid": "not_due"}, {}, [("number_and_reason", "paid")]),
        (
            {**FINE, "actual_start_on": "2025-05-01", "actual_end_on": "2025-04-01"},
            {},
            [("ends_before_start", "actual_end_on")],
        ),
        ({**FINE, "actual_start_on": "2025-11-01"}, {}, [("day_to_come", "actual_start_on")]),
        (
            {**FINE, "narrative.fr": "Un. Deux. Trois. Quatre."},
            {},
            [("too_many_sentences", "narrative.fr")],
        ),
        (
            {"declared_status": "completed"},
            {"milestones": frozenset({1}), "open_milestones": frozenset({1})},
            [
                ("complete_without_evidence", "declared_status"),
                ("complete_with_open_milestones", "declared_status"),
            ],
        ),
        (
            {**FINE, "physical": "100"},
            {},
            [("complete_without_evidence", "physical")],
        ),
        ({**FINE, "physical": "100"}, {"n_evidence": 1}, []),
        (
            {**FINE, "declared_status": "delayed"},
            {},
            [("obstacle_missing", "obstacle.reason"), ("action_missing", "action.text")],
        ),
        ({**FINE, "declared_status": "stopped", **OBSTACLE, **ACTION}, {}, []),
        (
            {**FINE, "declared_status": "at_risk", **OBSTACLE, **ACTION, "action.due_on": ""},
            {},
            [("action_missing", "action.due_on")],
        ),
        (
            {**FINE, **OBSTACLE, "action.text.fr": "x"},
            {},
            [("action_missing", "action.owner")],
        ),
        (
            FINE,
            {"planned_start": dt.date(2025, 1, 1), "planned_end": dt.date(2025, 9, 30)},
            [("obstacle_missing", "obstacle.reason"), ("action_missing", "action.text")],
        ),
        (
            FINE,
            {"open_actions": frozenset({3})},
            [("follow_up_missing", "follow_up.3.outcome")],
        ),
        ({**FINE, "follow_up.3.outcome": "done"}, {"open_actions": frozenset({3})}, []),
        (
            {**FINE, "milestone.7": "2025-09-01", "follow_up.8.outcome": "done"},
            {},
            [("unknown_field", "milestone.7"), ("unknown_field", "follow_up.8.outcome")],
        ),
        ({**FINE, "indicator.5.": "3"}, {}, [("unknown_field", "indicator.5.")]),
        (
            {**FINE, "physical": "40", "paid": "50", "committed": "90"},
            {"last": LAST},
            [("regression", "physical"), ("regression", "committed"), ("regression", "paid")],
        ),
        ({**FINE, "physical": "81"}, {"last": LAST}, [("jump", "physical")]),
        ({**FINE, "physical": "80"}, {"last": LAST}, []),
        (
            {**FINE, "paid": "81"},
            {"amount": Decimal(100)},
            [("payments_ahead", "paid")],
        ),
        ({**FINE, "paid": "80"}, {"amount": Decimal(100)}, []),
        ({**FINE, "paid": "5", "committed": "4"}, {}, [("paid_above_committed", "paid")]),
        (
            {"declared_status": "on_track", "physical": "50", "committed": "100", "paid": "60"},
            {"last": LAST},
            [("nothing_changed", "")],
        ),
        (
            {**FINE, "indicator.5.": "200"},
            {"lines": {5: Usual((Decimal(100),), Limits(maximum=Decimal(150)))}},
            [("value_out_of_range", "indicator.5."), ("value_jump", "indicator.5.")],
        ),
    ],
)
def test_what_is_found_in_a_report(said, known, expected):
    assert found(said, **known) == expected


def test_only_what_refuses_keeps_a_report_from_being_submitted():
    warned = judge(read({**FINE, "physical": "81"}), Known(today=TODAY, last=LAST))
    refused = judge(read({}), Known(today=TODAY))

    assert (is_refused(warned), is_refused(refused)) == (False, True)


def test_refusal_names_the_field_of_each_entry():
    warning = Check(CheckCode.JUMP, "physical", {"now": 81, "before": 50, "points": 31})
    refusal = refusal_of([warning, Check(CheckCode.UNREADABLE, "paid", {"typed": "x"})])

    assert [(one.code, one.params["field"]) for one in refusal.error_list] == [
        ("unreadable", "paid")
    ]


def test_every_code_has_words_and_a_severity():
    assert set(MESSAGES) == set(CheckCode)
    assert {one.severity for one in CheckCode} == set(Severity)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("Un", 1),
        ("12.5 km faits. Reste 3,5 km.", 2),
        ("هل انتهى؟ نعم! تم.", 3),
        ("a\nb", 2),
    ],
)
def test_sentences_are_counted(text, n):
    assert n_sentences(text) == n


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3", {"value": Decimal(3)}),
        ("٤٥ ٪", {"value": Decimal(45)}),
        ("12/40", {"numerator": Decimal(12), "denominator": Decimal(40)}),
        ("not_reported", {"no_number": "not_reported"}),
    ],
)
def test_value_of_an_indicator_is_read(typed, expected):
    value = read({"indicator.5.area=rural": typed}).values[0]

    assert {name: getattr(value, name) for name in expected} == expected
    assert (value.line_id, value.category, value.written) == (5, "area=rural", typed)


def test_text_of_an_indicator_is_read_where_it_takes_one():
    assert read({"indicator.9.": "Bon"}).values[0].text == "Bon"


def test_value_that_cannot_be_read_is_none():
    reading = read({"indicator.5.": "x"})

    assert (reading.values, [one.field for one in reading.problems]) == ((), ["indicator.5."])


def test_dates_keep_how_exact_they_are():
    draft = read({"actual_end_on": "mars 2025", "forecast_end_on": "2026"}).draft

    assert (draft.actual_end_on, draft.actual_end_precision) == (dt.date(2025, 3, 31), "month")
    assert draft.forecast_end_on == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *(("physical", True), ("narrative.ar", True), ("indicator.3.", True)),
        *(("indicator.3.area=rural,sex=f", True), ("follow_up.2.text.fr", True)),
        *(("narrative.de", False), ("milestone.x", False), ("physical2", False), ("", False)),
    ],
)
def test_fields_have_names(name, is_one):
    assert is_field(name) is is_one
