"""Who owes what in a round: how each report stands, and who may see it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.kernel import clock
from athar.reporting.actions import close_round
from athar.reporting.queries import (
    CellState,
    Standing,
    commitments_owed,
    completion_of_plan,
    round_owed,
)
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people, made.a_round(plan)


def standings(actor, key):
    return {one.code: one.standing for one in round_owed(actor, key).reports}


def test_each_report_stands_as_it_was_brought(world):
    plan, people, key = world
    made.submitted(plan, people.manager, round_id=key)
    made.drafted(plan, people.manager, round_id=key, code="PDR-002")

    assert standings(people.coordinator, key) == {
        "PDR-001": Standing.SUBMITTED,
        "PDR-002": Standing.UNDER_WAY,
        "PDR-003": Standing.NOT_BEGUN,
        "PDR-004": Standing.NOT_BEGUN,
    }


def test_what_is_late_then_missed_is_said(world):
    plan, people, key = world
    made.returned(plan, people.manager, people.validator, round_id=key)
    made.drafted(plan, people.manager, round_id=key, code="PDR-002")
    clock.set_frozen(dt.date(2025, 11, 5))

    late = standings(people.coordinator, key)
    close_round(by=people.coordinator, round_id=key)
    missed = standings(people.coordinator, key)

    assert [late[code] for code in ("PDR-001", "PDR-002", "PDR-003")] == [
        *(Standing.RETURNED, Standing.LATE, Standing.LATE),
    ]
    assert set(missed.values()) == {Standing.MISSED}


def test_counts_say_what_came(world):
    plan, people, key = world
    made.published(plan, people.manager, people.validator, round_id=key)

    found = round_owed(people.coordinator, key)

    assert (found.n_received, [one.code for one in found.missing], found.may_run) == (
        1,
        ["PDR-002", "PDR-003", "PDR-004"],
        True,
    )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("manager", ["PDR-001", "PDR-002"]),
        ("validator", ["PDR-001", "PDR-002", "PDR-003", "PDR-004"]),
        ("citizen", None),
        ("administrator", None),
    ],
)
def test_others_see_what_is_within_their_reach(world, who, expected):
    _plan, people, key = world

    found = round_owed(getattr(people, who), key)

    assert (found and [one.code for one in found.reports]) == expected
    assert found is None or not found.may_run


def test_round_that_is_not_there_is_none(world):
    assert round_owed(world[1].coordinator, 999) is None


def test_round_takes_few_queries(world):
    plan, people, key = world

    with CaptureQueriesContext(connection) as queries:
        round_owed(people.coordinator, key)
        completion_of_plan(plan.id)

    assert len(queries) <= 8


def test_cells_name_the_commitments_that_are_owed(world):
    plan, _people, key = world
    body = plan.bodies["MEE"]

    found = commitments_owed({(key, body), (key, 999)})

    assert found == {key: [plan.commitments["PDR-001"], plan.commitments["PDR-002"]]}
    assert commitments_owed(set()) == {}


def test_grid_has_every_round(world):
    plan, _people, key = world

    grid = completion_of_plan(plan.id)

    assert [one.id for one in grid.rounds] == [key]
    assert [body.organisation.code for body in grid.bodies] == ["MEE", "REG"]


def test_only_the_cells_asked_for_are_given(world):
    plan, _people, key = world
    next_quarter = {"start_on": dt.date(2025, 10, 1), "end_on": dt.date(2025, 12, 31)}
    later = made.a_round(plan, code="2025-T4", **next_quarter)
    water, north = plan.bodies["MEE"], plan.bodies["REG"]

    found = commitments_owed({(key, water), (later, north)})

    assert found == {
        key: [plan.commitments["PDR-001"], plan.commitments["PDR-002"]],
        later: [plan.commitments["PDR-003"], plan.commitments["PDR-004"]],
    }


def test_round_that_has_not_opened_is_to_come(world):
    plan, _people, key = world
    clock.set_frozen(dt.date(2025, 9, 1))

    grid = completion_of_plan(plan.id)

    states = {cell.state for body in grid.bodies for cell in body.cells if cell}
    assert (grid.rounds[0].id, states) == (key, {CellState.TO_COME})
