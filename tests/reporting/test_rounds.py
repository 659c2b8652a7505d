"""Rounds: who owes what, closing with what was missed, reopening for a reason, more time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from athar.kernel import clock
from athar.plans.models import Commitment
from athar.portal.changes.sentences import title
from athar.reporting.actions import (
    close_round,
    extend_due,
    open_round,
    remind_reporters,
    reopen_round,
    save_report,
    start_report,
)
from athar.reporting.enums import RoundState
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.rounds import round_view, state_of_round
from athar.rollups.queries import StoryFilter, story
from athar.trail.models import Event
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def codes(refusal):
    return sorted(one.code for one in refusal.value.error_list)


def owed():
    rows = Assignment.objects.order_by("pk")
    return list(rows.values_list("commitment__code", "organisation__code"))


def test_round_asks_for_what_is_in_force(world):
    plan, people = world

    made.a_round(plan, by=people.coordinator)

    assert owed() == [
        ("PDR-001", "MEE"),
        ("PDR-002", "MEE"),
        ("PDR-003", "REG"),
        ("PDR-004", "REG"),
    ]


def test_trial_round_asks_for_what_is_named_and_in_force(world):
    plan, people = world
    named = Commitment.objects.filter(code__in=("PDR-002", "PDR-004")).values_list("pk", flat=True)

    made.a_round(plan, by=people.coordinator, commitment_ids=[*named, 0])

    assert owed() == [("PDR-002", "MEE"), ("PDR-004", "REG")]


def test_validated_complete_is_asked_for_no_more(world):
    plan, _people = world
    Report.objects.filter(commitment__code="PDR-002").update(
        claim="validated", validated_at=clock.now()
    )

    made.a_round(plan)

    assert [code for code, _body in owed()] == ["PDR-001", "PDR-003", "PDR-004"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"code": " "}, ["code_missing"]),
        ({"code": "x" * 21}, ["code_too_long"]),
        ({"end_on": dt.date(2025, 6, 1)}, ["ends_before_start"]),
        ({"due_on": dt.date(2025, 9, 1)}, ["due_before_open"]),
    ],
)
def test_round_that_cannot_be_is_refused(world, more, expected):
    plan, _people = world

    with pytest.raises(ValidationError) as refusal:
        made.a_round(plan, **more)

    assert (codes(refusal), Round.objects.count()) == (expected, 0)


def test_second_round_of_a_period_is_refused(world):
    plan, _people = world
    made.a_round(plan)

    with pytest.raises(ValidationError) as refusal:
        made.a_round(plan)

    assert codes(refusal) == ["code_taken", "rounds_overlap"]


def test_draft_plan_has_no_rounds(frozen_day, draft_plan):
    with pytest.raises(ValidationError) as refusal:
        open_round(by=None, plan_id=draft_plan.id, code="R1", **made.DATES)

    assert codes(refusal) == ["not_published"]


@pytest.mark.parametrize(
    ("day", "state", "is_locked"),
    [
        (dt.date(2025, 9, 30), RoundState.TO_COME, True),
        (dt.date(2025, 10, 1), RoundState.OPEN, False),
        (dt.date(2025, 10, 31), RoundState.OPEN, False),
        (dt.date(2025, 11, 1), RoundState.OVERDUE, False),
    ],
)
def test_state_of_a_round_follows_from_its_dates(world, day, state, is_locked):
    plan, _people = world
    row = Round.objects.get(pk=made.a_round(plan))

    view = round_view(row, day)

    assert (view.state, view.is_locked) == (state, is_locked)


def test_closed_round_is_closed_on_any_day(world):
    row = Round(closed_at=clock.now())

    assert state_of_round(row, dt.date(2025, 1, 1)) == RoundState.CLOSED


def test_closing_locks_what_is_typed_and_tells_what_was_missed(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    round_id = Report.objects.get(pk=key).round_id
    told = []

    missed = close_round(
        by=people.coordinator, round_id=round_id, progress=lambda *done: told.append(done)
    )
    with pytest.raises(ValidationError) as refusal:
        save_report(by=people.manager, report_id=key, version=2, changes={"paid": "1"})

    event = Event.objects.get(kind="round.closed")
    assert (missed, told, codes(refusal)) == (4, [(4, 4)], ["round_closed"])
    ended = {**event.changes.order_by("pk")[0].after}
    assert [ended[name] for name in ("code", "closed", "n_assignments", "n_missed")] == [
        *("2025-T3", True, 4, 4)
    ]
    assert [(one.subject, one.after) for one in event.changes.order_by("pk")][1:2] == [
        (f"commitment:{plan.commitments['PDR-001']}", {"round": "2025-T3", "is_reported": False}),
    ]


def test_closing_again_changes_nothing(world):
    plan, people = world
    round_id = made.a_round(plan)
    close_round(by=people.coordinator, round_id=round_id)
    n = Event.objects.count()

    again = close_round(by=people.coordinator, round_id=round_id)

    assert (again, Event.objects.count()) == (0, n)


def test_round_to_come_takes_no_report(world):
    plan, people = world
    round_id = made.a_round(plan, opens_on=dt.date(2025, 10, 20))

    with pytest.raises(ValidationError) as refusal:
        start_report(
            by=people.manager, round_id=round_id, commitment_id=plan.commitments["PDR-001"]
        )

    assert codes(refusal) == ["round_to_come"]


def test_report_that_is_not_owed_is_not_started(world):
    plan, people = world
    round_id = made.a_round(plan)

    with pytest.raises(ValidationError) as refusal:
        start_report(
            by=people.coordinator, round_id=round_id, commitment_id=plan.commitments["PDR-005"]
        )

    assert codes(refusal) == ["not_owed"]


def test_reopening_is_told_to_the_public_with_its_reason(world):
    plan, people = world
    round_id = made.a_round(plan)
    close_round(by=people.coordinator, round_id=round_id)
    day = dt.date(2025, 11, 30)

    done = reopen_round(by=people.coordinator, round_id=round_id, reason=" Grève ", due_on=day)
    again = reopen_round(by=people.coordinator, round_id=round_id, reason="x", due_on=day)

    reopened = story(StoryFilter(plan_id=plan.id)).publications[0].round
    assert (done, again) == (True, False)
    assert (reopened.code, reopened.due_on, reopened.reason) == ("2025-T3", day, "Grève")
    assert set(Assignment.objects.values_list("due_on", flat=True)) == {day}


def test_round_is_reopened_for_some_alone(world):
    plan, people = world
    round_id, day = made.a_round(plan), dt.date(2025, 11, 30)
    close_round(by=people.coordinator, round_id=round_id)
    dam = plan.commitments["PDR-001"]

    reopen_round(
        by=people.coordinator, round_id=round_id, reason="x", due_on=day, commitment_ids=[dam]
    )

    due = dict(Assignment.objects.values_list("commitment_id", "due_on"))
    assert (due.pop(dam), set(due.values())) == (day, {made.DATES["due_on"]})
    assert start_report(by=people.manager, round_id=round_id, commitment_id=dam)


def test_public_is_told_of_every_act_on_a_round(world):
    plan, people = world
    by, later = people.coordinator, dt.date(2025, 11, 15)
    key = made.a_round(plan, by=by)
    ids = [plan.commitments[code] for code in ("PDR-001", "PDR-002")]
    extend_due(by=by, round_id=key, commitment_ids=ids, due_on=later, reason="Pluies")
    close_round(by=by, round_id=key)

    told = story(StoryFilter(plan_id=plan.id)).publications[:3]

    assert [(one.kind, one.round.n_reports, one.round.reason) for one in told] == [
        ("round.closed", 4, ""),
        ("round.due_extended", 2, "Pluies"),
        ("round.opened", 4, ""),
    ]
    assert {(one.round.code, one.projects) for one in told} == {("2025-T3", ())}
    words = [str(title(one)) for one in told]
    assert "4" in words[0]
    assert "Pluies" in words[1]
    numbers = [one.number for one in told]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("reason", "day", "code"),
    [("", dt.date(2025, 11, 30), "reason_missing"), ("x", dt.date(2025, 10, 14), "due_passed")],
)
def test_reopening_needs_a_reason_and_a_day_to_come(world, reason, day, code):
    plan, people = world
    round_id = made.a_round(plan)
    close_round(by=people.coordinator, round_id=round_id)

    with pytest.raises(ValidationError) as refusal:
        reopen_round(by=people.coordinator, round_id=round_id, reason=reason, due_on=day)

    assert codes(refusal) == [code]


def test_more_time_is_given_for_some_reports(world):
    plan, people = world
    round_id = made.a_round(plan)
    keys, day = [plan.commitments["PDR-001"]], dt.date(2025, 11, 30)
    of = {"by": people.coordinator, "round_id": round_id, "commitment_ids": keys, "due_on": day}

    n, again = extend_due(**of), extend_due(**of)

    later = Assignment.objects.filter(due_on=day).values_list("commitment__code", flat=True)
    assert (n, again, list(later)) == (1, 0, ["PDR-001"])


def test_closed_round_gives_no_more_time(world):
    plan, people = world
    round_id = made.a_round(plan)
    close_round(by=people.coordinator, round_id=round_id)

    with pytest.raises(ValidationError) as refusal:
        extend_due(
            by=people.coordinator,
            round_id=round_id,
            commitment_ids=[],
            due_on=dt.date(2025, 11, 30),
        )

    assert codes(refusal) == ["round_closed"]


def test_who_owes_is_reminded_once_a_day(world):
    plan, people = world
    key = made.submitted(plan, people.manager)
    of = {
        "by": people.coordinator,
        "round_id": Report.objects.get(pk=key).round_id,
        "commitment_ids": list(plan.commitments.values()),
    }

    first, again = remind_reporters(**of), remind_reporters(**of)
    clock.set_frozen(dt.date(2025, 10, 16))
    next_day = remind_reporters(**of)

    assert (first, again, next_day) == (3, 0, 3)
