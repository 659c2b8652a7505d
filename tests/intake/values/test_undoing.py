"""An import of values is undone by stating again what stood before; history keeps every state."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.config.commandline import main
from athar.indicators.actions import take_back_values
from athar.indicators.models import Measurement
from athar.indicators.queries import indicator_view
from athar.indicators.rules import library_scope
from athar.intake.undoing.acts import undo_import
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.rollups.queries import figures_at
from athar.trail.models import Event
from tests.intake.values.conftest import stored

HEAD = "code,indicator,year,value"
FIRST = (HEAD, "01,connected,2024,30", "01,connected,2023,20")


def states(period="2024"):
    """Give all that was ever said of one value."""
    rows = Measurement.objects.filter(period=period).order_by("revision")
    return [one if one is not None else why for one, why in rows.values_list("value", "no_number")]


def undo(report, **more):
    return undo_import(event_ids=report.event_ids, **{"by": None, "reason": "Mauvais", **more})


@pytest.fixture
def n_queries():
    """Give what counts the queries of an act."""

    def count(act):
        with CaptureQueriesContext(connection) as context:
            act()
        return len(context)

    return count


def test_values_stand_again_as_before_and_every_state_is_kept(take):
    take(*FIRST)
    second = take(HEAD, "01,connected,2024,31", "01,connected,2022,1", reason="Repris")

    done = undo(second)

    assert (done.n_values, done.n_stay, done.plan_codes) == (2, 0, ())
    assert (states("2024"), states("2022")) == ([30, 31, 30], [1, "not_reported"])
    act = Event.objects.get(pk=done.event_ids[0])
    assert (act.kind, act.reason, act.source) == (
        "measurements.recorded",
        "Mauvais",
        {"withdraws": second.event_ids[0]},
    )
    assert act.publication_number


def test_figures_follow(take, setting):
    take(*FIRST)
    second = take(HEAD, "01,connected,2024,31", reason="Repris")

    undo(second)

    indicator = indicator_view(setting.plan.code, "connected", drafts=True)
    around = figures_at(indicator, (setting.places["01"],))
    assert [str(one.value) for one in around if one.period == "2024"] == ["30"]


def test_what_was_corrected_since_stays_and_is_counted(take):
    first = take(*FIRST)
    take(HEAD, "01,connected,2024,31", reason="Repris")

    done = undo(first)

    assert (done.n_values, done.n_stay) == (1, 1)
    assert stored() == [
        ("connected", "01", "2023", "", "declared", "not_reported"),
        ("connected", "01", "2024", "", "declared", 31),
    ]


def test_correction_that_was_undone_itself_holds_nothing(take):
    first = take(*FIRST)
    second = take(HEAD, "01,connected,2024,31", reason="Repris")

    undo(second)
    done = undo(first)

    assert (done.n_values, done.n_stay) == (2, 0)
    assert states() == [30, 31, 30, "not_reported"]


def test_undone_import_between_is_passed_over(take):
    take(*FIRST)
    second = take(HEAD, "01,connected,2024,31", reason="Repris")
    third = take(HEAD, "01,connected,2024,32", reason="Encore")

    with pytest.raises(ValidationError) as nothing_left:
        undo(second)
    undo(third)
    undo(second)

    assert nothing_left.value.code == "changed_since"
    assert states() == [30, 31, 32, 31, 30]


def test_cell_and_text_of_what_stood_before_come_back(take):
    take(HEAD, "01,connected,2024,30 abonnés")
    take(HEAD, "01,connected,2024,30")
    second = take(HEAD, "", "01,connected,2024,31", reason="Repris")

    undo(second)

    last = Measurement.objects.latest("pk")
    assert (last.cell, last.source) == ("valeurs!D2", "import")


def test_import_is_undone_once_and_only_with_a_reason(take):
    first = take(*FIRST)

    with pytest.raises(ValidationError) as unexplained:
        undo(first, reason=" ")
    undo(first)
    with pytest.raises(ValidationError) as again:
        undo(first)

    assert (unexplained.value.code, again.value.code) == ("reason_missing", "already_undone")


def test_same_file_is_imported_again_after_it_was_undone(take):
    first = take(*FIRST)
    undo(first)

    again = take(*FIRST, reason="Bon fichier")

    assert (again.is_taken, again.superseded, states()) == (True, 2, [30, "not_reported", 30])


def test_who_may_not_state_the_values_does_not_take_them_back(take, people):
    first = take(*FIRST)
    before = stored()

    with pytest.raises(PermissionDenied):
        undo(first, by=people.citizen)

    assert stored() == before


def test_who_imported_with_a_grant_over_the_library_takes_it_back(take, people, setting):
    scope = library_scope(setting.library)
    grant_role(by=None, account_id=people.citizen.pk, role=Role.FOCAL_POINT, scope=scope)
    first = take(HEAD, "01.151,water,2023,27.5", by=people.citizen)

    done = undo(first, by=people.citizen)

    assert (first.is_taken, done.n_values) == (True, 1)


def test_dry_run_takes_nothing_back(take):
    first = take(*FIRST)
    before = stored()

    tried = undo(first, dry_run=True)

    assert (tried.n_values, tried.event_ids, stored()) == (2, (), before)


def test_number_of_queries_does_not_grow_with_the_values(take, n_queries):
    undo(take(HEAD, "01,connected,2022,5"))  # nothing is asked of acts undone before there are any
    few = take(*FIRST)
    many = take(HEAD, *(f"01,connected,2023-{month:02},{month}" for month in range(1, 13)))

    counts = [n_queries(lambda one=one: undo(one)) for one in (few, many)]

    assert counts[0] == counts[1]


def test_act_that_brought_no_values_takes_nothing_back(take):
    take(*FIRST)

    assert take_back_values(by=None, event_id=0, reason="x").event_id is None


def test_values_are_not_taken_back_without_a_reason(take):
    first = take(*FIRST)
    before = stored()

    with pytest.raises(ValidationError) as refused:
        take_back_values(by=None, event_id=first.event_ids[0], reason=" ")

    assert (refused.value.code, stored()) == ("reason_missing", before)


@pytest.mark.parametrize("as_json", [True, False])
def test_command_undoes_an_import_of_values(take, capsys, as_json):
    first = take(*FIRST)
    take(HEAD, "01,connected,2024,31", reason="Repris")
    words = ["import", "undo", str(first.event_ids[0]), "--reason", "Mauvais"]

    code = main([*words, *(["--json"] if as_json else [])])

    out = capsys.readouterr().out
    said = json.loads(out) if as_json else out.splitlines()
    assert code == 0
    if as_json:
        assert (said["values"], said["values_corrected_since"], said["plans"]) == (1, 1, [])
    else:
        assert said == [
            f"valeurs.csv: import {first.event_ids[0]} was undone",
            "values taken back: 1, corrected since: 1",
        ]
