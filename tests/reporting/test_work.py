"""My work: what waits for whom, and the grid of who handed over what."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.kernel import clock
from athar.people.actions import grant_role
from athar.people.models import Account
from athar.plans.models import Commitment
from athar.reporting.actions import close_round
from athar.reporting.models import CorrectiveAction, Round
from athar.reporting.queries import CellState, WorkFilter, my_work, punctuality, report_under_way
from tests import cast
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def fresh(account):
    return Account.objects.get(pk=account.pk)


def counts(work):
    lanes = (work.to_report, work.to_validate, work.returned, work.silent)
    return tuple(lane.count for lane in lanes)


def rows(work):
    return {
        body.organisation.code: [
            one and (one.n_received, one.n_validated, one.n_expected, one.state)
            for one in body.cells
        ]
        for body in work.grid.bodies
    }


def test_round_is_owed_by_the_lead_else_the_owner_of_the_plan(world):
    plan, people = world
    made.a_round(plan)

    work = my_work(fresh(people.coordinator))

    assert rows(work) == {
        "MEE": [(0, 0, 2, CellState.OPEN)],
        "REG": [(0, 0, 2, CellState.OPEN)],
    }
    assert [one.code for one in work.to_report.first] == [
        *("PDR-001", "PDR-002", "PDR-003", "PDR-004"),
    ]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("manager", (1, 0, 0, 0)),
        ("coordinator", (3, 0, 0, 0)),
        ("validator", (0, 1, 0, 0)),
        ("stranger", (0, 0, 0, 0)),
        ("editor", (0, 0, 0, 0)),
        ("citizen", (0, 0, 0, 0)),
    ],
)
def test_everybody_sees_what_waits_for_them(world, who, expected):
    plan, people = world
    made.submitted(plan, people.manager)

    assert counts(my_work(fresh(getattr(people, who)))) == expected


def test_returned_report_is_in_its_lane_with_its_note(world):
    plan, people = world
    key = made.returned(plan, people.manager, people.validator)

    work = my_work(fresh(people.manager))

    item = work.returned.first[0]
    assert counts(work) == (1, 0, 1, 0)
    assert (item.report_id, item.code, item.note, item.due_on) == (
        *(key, "PDR-001", "À revoir"),
        dt.date(2025, 10, 31),
    )


def test_silent_is_what_is_late_by_more_than_thirty_days(world):
    plan, people = world
    made.submitted(plan, people.manager)
    clock.set_frozen(dt.date(2025, 11, 30))
    late = my_work(fresh(people.coordinator))
    clock.set_frozen(dt.date(2025, 12, 1))

    work = my_work(fresh(people.coordinator))

    assert (counts(late), counts(work)) == ((3, 0, 0, 0), (3, 0, 0, 3))
    assert work.silent.first[0].days_late(work.today) == 31
    assert rows(work)["MEE"] == [(1, 0, 2, CellState.VERY_LATE)]


def test_body_of_which_every_report_is_validated_is_done(world):
    plan, people = world
    made.validated(plan, people.manager, people.validator)
    round_id = my_work(fresh(people.coordinator)).grid.rounds[0].id
    more = {"code": "PDR-002", "round_id": round_id}
    made.validated(plan, people.manager, people.validator, said=made.HELD_UP, **more)

    assert rows(my_work(fresh(people.coordinator)))["MEE"] == [(2, 2, 2, CellState.VALIDATED)]


def test_closed_round_shows_what_was_missed(world):
    plan, people = world
    key = made.validated(plan, people.manager, people.validator)
    round_id = my_work(fresh(people.coordinator)).grid.rounds[0].id

    missed = close_round(by=people.coordinator, round_id=round_id)

    work = my_work(fresh(people.coordinator))
    assert (missed, key is not None, counts(work)) == (3, True, (0, 0, 0, 0))
    assert rows(work)["MEE"] == [(1, 1, 2, CellState.MISSED)]


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        ({"place_path": "/MAR/01/01.511/"}, 1),
        ({"node_path": "A1/P01/"}, 1),
        ({"node_path": "A2/"}, 2),
        ({}, 4),
    ],
)
def test_work_is_filtered(world, wanted, n):
    plan, people = world
    made.a_round(plan)

    work = my_work(fresh(people.coordinator), WorkFilter(plan_id=plan.id, **wanted))

    assert work.to_report.count == n
    assert sum(cell.n_expected for body in work.grid.bodies for cell in body.cells if cell) == n


def test_work_is_filtered_by_body(world):
    plan, people = world
    made.a_round(plan)

    wanted = WorkFilter(organisation_id=plan.bodies["MEE"])

    assert counts(my_work(fresh(people.coordinator), wanted, limit=0)) == (2, 0, 0, 0)


@pytest.mark.parametrize("n_rounds", [1, 3])
def test_work_takes_as_many_queries_whatever_there_is(world, n_rounds):
    plan, people = world
    for n in range(n_rounds):
        day = dt.date(2025, 1 + n, 1)
        made.a_round(plan, code=f"R{n}", start_on=day, end_on=day)
    actor = fresh(people.coordinator)

    with CaptureQueriesContext(connection) as queries:
        work = my_work(actor)

    assert (len(queries), len(work.grid.rounds)) == (7, n_rounds)


def test_punctuality_counts_in_time_late_and_missing(world):
    plan, people = world
    round_id = made.a_round(plan)
    made.submitted(plan, people.manager, round_id=round_id)
    clock.set_frozen(dt.date(2025, 11, 2))
    made.prove(plan, "PDR-002")
    made.submitted(plan, people.manager, round_id=round_id, code="PDR-002")

    found = punctuality(plan.id)

    assert {
        code: (one.n_due, one.n_in_time, one.n_late, one.n_missing)
        for code, key in plan.bodies.items()
        if (one := found.get(key))
    } == {"MEE": (2, 1, 1, 0), "REG": (2, 0, 0, 2)}


def test_report_is_shown_beside_the_last_one(world):
    plan, people = world
    key = made.submitted(plan, people.manager)

    view = report_under_way(fresh(people.validator), key)

    fields = {name: (one.text, one.before, one.is_changed) for name, one in view.fields.items()}
    assert (fields["physical"], fields["committed"]) == (
        ("٩٥,٥ %", "80", True),
        ("1 250 000", "1250000", True),
    )
    assert (view.code, view.round.code, view.steps_done, view.steps_needed) == (
        *("PDR-001", "2025-T3", 0, 1),
    )
    assert view.may == {"comment", "validate", "return"}
    assert (view.checks, view.is_refused) == ((), False)


def test_public_report_stays_beside_the_one_before_it(world):
    plan, people = world
    first = made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    days = {"start_on": dt.date(2025, 10, 1), "end_on": dt.date(2025, 10, 10)}
    again = {**made.SAID, f"follow_up.{CorrectiveAction.objects.get().pk}.outcome": "done"}
    next_round = made.a_round(plan, code="2025-T4", **days)
    second = made.published(plan, people.manager, people.validator, round_id=next_round, said=again)

    views = [report_under_way(fresh(people.validator), key) for key in (first, second)]

    said = [(one.fields["physical"].text, one.fields["physical"].before) for one in views]
    assert said == [("40", "80"), ("٩٥,٥ %", "40")]
    assert [len(one.open_actions) for one in views] == [0, 1]
    assert [one.checks for one in views] == [(), ()]


@pytest.mark.parametrize("who", ["citizen", "evaluator", "editor", "administrator"])
def test_report_under_way_does_not_exist_for_others(world, who):
    plan, people = world
    key = made.submitted(plan, people.manager)

    assert report_under_way(fresh(getattr(people, who)), key) is None


def test_imported_report_is_not_under_way(world):
    plan, people = world
    commitment = Commitment.objects.get(pk=plan.commitments["PDR-001"])

    assert report_under_way(people.validator, commitment.reports.get().pk) is None


def test_report_under_way_takes_a_known_number_of_queries(world):
    plan, people = world
    key = made.submitted(plan, people.manager)
    actor = fresh(people.manager)

    with CaptureQueriesContext(connection) as queries:
        view = report_under_way(actor, key)

    assert (len(queries), view.may) == (14, {"comment"})


def test_work_of_somebody_with_every_role_takes_eight_queries(world):
    plan, people = world
    made.submitted(plan, people.manager)
    for role in ("project_manager", "validator"):
        grant_role(by=None, account_id=people.coordinator.pk, role=role, scope=f"plan:{plan.id}")
    clock.set_frozen(dt.date(2025, 12, 1))
    actor = fresh(people.coordinator)

    with CaptureQueriesContext(connection) as queries:
        work = my_work(actor)

    assert (len(queries), counts(work)) == (8, (3, 1, 0, 3))


def test_work_holds_nothing_of_a_plan_beside(world):
    plan, people = world
    made.a_round(plan)
    beside = cast.another_plan()
    made.submitted(beside, None, code="PDR-900")
    other = made.drafted(beside, None, code="PDR-901", round_id=Round.objects.latest("pk").pk)
    made.submit_report(by=None, report_id=other, version=made.version_of(other))
    made.return_report(by=None, report_id=other, version=made.version_of(other), note="x")
    for role in ("project_manager", "validator"):
        grant_role(by=None, account_id=people.coordinator.pk, role=role, scope=f"plan:{plan.id}")

    found = my_work(fresh(people.coordinator))

    assert (counts(found), len(found.plans)) == ((4, 0, 0, 0), 1)
