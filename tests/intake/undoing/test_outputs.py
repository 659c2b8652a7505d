"""Undoing what an import said of outputs: values and targets as before, a new plan as if never."""

from __future__ import annotations

import pytest

from athar.indicators.actions import take_back
from athar.indicators.models import Indicator, Library, Measurement
from athar.intake.undoing.acts import undo_import
from athar.plans.actions import publish_first_version
from athar.plans.models import Plan
from tests.cast import put_places
from tests.intake.outputs_small import LOSSES, PAVED, name_region, planned, take, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

CODE = "PDR-A1-01-1"


@pytest.fixture(autouse=True)
def _region(db):
    put_places()
    name_region()


def undo(report, *, by=None) -> None:
    undo_import(by=by, event_ids=report.event_ids, reason="Mauvais fichier")


def test_values_and_targets_are_stated_again_as_before(editor):
    take(PAVED)
    publish_first_version(by=None, plan_id=Plan.objects.get().pk)
    second = take({**PAVED, "value": "9", "target": "20"}, LOSSES, by=editor, reason="x")

    undo(second, by=editor)

    assert [value for _code, _period, value, _why in values()[:3]] == [74, 90, 74]
    assert values()[3:] == [
        ("PDR-A2-02-1", "2025-Q2", 30, ""),
        ("PDR-A2-02-1", "2025-Q2", None, "not_reported"),
    ]
    assert [one[3] for one in planned() if one[:2] == (CODE, "target")] == [185, 200, 185]
    assert [one[3] for one in planned() if one[0] == "PDR-A2-02-1"] == [38, None, 24, None]
    last = Measurement.objects.select_related("event").latest("pk")
    assert last.event.reason == "Mauvais fichier"


def test_what_was_corrected_since_stays():
    first = take(PAVED, LOSSES)
    take({**PAVED, "value": "9", "target": "20"}, LOSSES)

    n_back = take_back(
        by=None, plan_id=Plan.objects.get().pk, event_id=first.event_ids[0], reason="x"
    )

    assert n_back == 4  # the baseline of the road, and all that is said of the losses
    assert [one[2] for one in values()] == [74, 90, 30, None]


def test_outputs_of_a_plan_that_nobody_saw_go_with_it():
    first = take(PAVED, LOSSES)

    undo(first)

    counts = [one.objects.count() for one in (Plan, Library, Indicator, Measurement)]
    assert counts == [0, 0, 0, 0]
