"""The columns of indicators become outputs of the projects: targets, values, where they stood."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from athar.indicators.enums import Accumulation, DirectionChoice, Measure, ResultLevel
from athar.indicators.models import Indicator, Measurement, ResultLine, Unit
from athar.indicators.queries import indicator_view
from athar.intake.options import Options
from athar.intake.outputs.preparing import period_ending
from athar.intake.returns.taking import import_progress
from athar.plans.actions import publish_first_version
from athar.plans.models import Plan
from athar.trail.models import Event
from tests.cast import put_places
from tests.intake.agreements_small import table
from tests.intake.outputs_small import LOSSES, PAVED, name_region, planned, said, take, values
from tests.intake.small import DAM, DESCRIPTION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day", "region")]

PAVED_CODE, LOSSES_CODE = "PDR-A1-01-1", "PDR-A2-02-1"


@pytest.fixture
def region(db):
    """The region that the plan is of, found by its code."""
    put_places()
    name_region()


def take_return(*rows, period="2025-Q3", **chosen):
    file = table((("Code projet", "Av. physique %", "Valeur indicateur"), *rows))
    options = Options(plan_code="PDR-NORD", **chosen)
    return import_progress(by=None, file=file, period=period, options=options)


def test_indicator_of_a_project_belongs_to_the_library_of_its_plan():
    take(PAVED, LOSSES)

    road = indicator_view("PDR-NORD", PAVED_CODE, drafts=True)
    rate = indicator_view("PDR-NORD", LOSSES_CODE, drafts=True)
    assert (road.title, road.unit.code, road.decimals) == ({"fr": "Linéaire renforcé"}, "km", 1)
    assert (road.level, road.direction) == (ResultLevel.OUTPUT, DirectionChoice.ASCENDING)
    assert (rate.measure, rate.accumulation) == (Measure.PERCENTAGE, Accumulation.RATE)
    assert rate.direction is DirectionChoice.DESCENDING


def test_targets_and_values_keep_their_cells():
    take(PAVED)

    assert planned() == [
        (PAVED_CODE, "baseline", "2021", 0),
        (PAVED_CODE, "target", "2027", 185),
    ]
    assert values() == [(PAVED_CODE, "2025-Q2", 74, "")]
    value = Measurement.objects.select_related("event").get()
    assert (value.cell, value.written) == ("plan!Q2", "7,4")
    assert value.event.source["name"] == "plan.csv"
    assert ResultLine.objects.get().place.code == "01"


def test_report_counts_what_is_kept_of_the_indicators():
    report = take(PAVED, LOSSES)

    counts = {"indicators": 2, "baselines": 2, "targets": 2, "values": 2}
    assert report.as_json()["outputs"] == counts
    assert report.summary()[-1] == "outputs: 2 indicators, 2 baselines, 2 targets, 2 values"


def test_report_of_a_file_without_indicators_counts_none():
    report = take()

    assert set(report.as_json()["outputs"].values()) == {0}
    assert not any(line.startswith("outputs") for line in report.summary())


def test_same_file_again_changes_nothing():
    take(PAVED, LOSSES)
    n_events = Event.objects.count()

    again = take(PAVED, LOSSES)

    assert (again.event_ids, Event.objects.count()) == ((), n_events)


def test_other_value_of_the_same_day_supersedes_and_another_target_is_a_revision():
    take(PAVED)

    take({**PAVED, "value": "8,1", "target": "20"}, reason="Erreur")

    assert values() == [(PAVED_CODE, "2025-Q2", 74, ""), (PAVED_CODE, "2025-Q2", 81, "")]
    assert planned()[1:] == [
        (PAVED_CODE, "target", "2027", 185),
        (PAVED_CODE, "target", "2027", 200),
    ]


def test_title_in_another_language_is_added_and_the_rest_stays():
    take(PAVED)

    take({**PAVED, "indicator": "الطول المقوى", "baseline": "", "value": ""})

    road = indicator_view("PDR-NORD", PAVED_CODE, drafts=True)
    assert road.title == {"ar": "الطول المقوى", "fr": "Linéaire renforcé"}
    assert road.direction is DirectionChoice.ASCENDING
    assert values() == [(PAVED_CODE, "2025-Q2", 74, "")]


def test_unit_that_nobody_knows_stands_in_the_definition():
    take({**PAVED, "unit": "tours"}, {**LOSSES, "unit": ""})

    found = [indicator_view("PDR-NORD", one, drafts=True) for one in (PAVED_CODE, LOSSES_CODE)]
    assert [one.unit.code for one in found] == ["number", "number"]
    assert [dict(one.definition) for one in found] == [{"fr": "tours"}, {}]


def test_words_in_place_of_a_number_say_why_and_a_dash_says_nothing():
    take({**PAVED, "value": "s.o."}, {**LOSSES, "value": "-"})

    assert values() == [(PAVED_CODE, "2025-Q2", None, "not_applicable")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("beaucoup", "number_not_understood"), ("9" * 20, "number_not_understood")],
)
def test_value_that_is_no_number_is_asked_about(cell, code):
    report = take({**PAVED, "value": cell})

    assert said(report) == [(2, code, cell)]
    assert values() == []


def test_more_decimals_than_an_indicator_keeps_are_noted():
    take(PAVED)

    report = take({**PAVED, "target": "18,55", "value": "7,45"})

    assert said(report) == [(2, "value_not_kept", "18,55"), (2, "value_not_kept", "7,45")]
    assert values() == [(PAVED_CODE, "2025-Q2", 74, "")]


def test_value_of_a_day_outside_the_plan_is_noted():
    report = take(PAVED, as_of_on=dt.date(2021, 6, 30))

    assert said(report) == [(2, "value_not_kept", "7,4")]
    assert values() == []


def test_dry_run_keeps_nothing():
    report = take(PAVED, dry_run=True)

    assert report.is_taken
    assert (Indicator.objects.count(), Unit.objects.count()) == (0, 0)


def test_return_states_the_value_of_the_indicator_of_a_project():
    take(PAVED, LOSSES, DAM)

    report = take_return(("PDR-A1-01", 60, "12,3"), ("PDR-A2-02", "", ""), ("PDR-A2-01", 5, 3))

    assert said(report) == [(4, "value_not_kept", "3")]
    assert values()[1] == (PAVED_CODE, "2025-Q3", 123, "")
    assert Measurement.objects.get(period="2025-Q3").cell.endswith("!C2")
    counts = {"indicators": 1, "baselines": 0, "targets": 0, "values": 1}
    assert report.as_json()["outputs"] == counts
    assert report.summary()[-1] == "outputs: 1 values"


def test_value_that_belongs_to_no_indicator_blocks_a_strict_return():
    take(PAVED, DAM)

    report = take_return(("PDR-A2-01", 5, 3), ("PDR-A1-01", 60, "12,3"), strict=True)

    assert (said(report), report.is_taken) == ([(2, "value_not_kept", "3")], False)
    assert values() == [(PAVED_CODE, "2025-Q2", 74, "")]


def test_return_with_a_value_alone_is_kept_once():
    take(PAVED)
    rows = (("PDR-A1-01", "", "9"),)

    first, again = take_return(*rows), take_return(*rows)

    assert (len(first.event_ids), again.event_ids) == (1, ())
    assert values()[1] == (PAVED_CODE, "2025-Q3", 90, "")


def test_outputs_of_a_published_plan_change_without_an_amendment():
    take(PAVED)
    publish_first_version(by=None, plan_id=Plan.objects.get(code="PDR-NORD").pk)

    take({**PAVED, "value": "8"})

    assert Plan.objects.get(code="PDR-NORD").current_version == 1
    assert values()[-1] == (PAVED_CODE, "2025-Q2", 80, "")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(2025, 6, 30), "2025-Q2"),
        (dt.date(2025, 7, 31), "2025-07"),
        (dt.date(2025, 7, 30), "2025-07-30"),
    ],
)
def test_value_is_of_the_period_that_ends_on_its_day(day, code):
    assert period_ending(day).code == code


def test_output_without_any_place_is_noted():
    report = take(PAVED, plan_file=json.dumps(DESCRIPTION).encode())

    assert said(report) == [(2, "value_not_kept", "Linéaire renforcé")]
    assert ResultLine.objects.count() == 0
