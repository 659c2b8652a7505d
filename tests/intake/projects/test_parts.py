"""What a file promises and what it reports may be taken apart, each on its day."""

import pytest

from athar.finance.models import Execution, FundingLine
from athar.indicators.models import Measurement, PlannedValue
from athar.intake.enums import Part
from athar.plans.models import Commitment
from athar.reporting.models import Report
from tests.intake import outputs_small
from tests.intake.outputs_small import PAVED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(settings, tmp_path, places):
    settings.DATA_DIR = tmp_path


def stored():
    """Count what is promised, and what is reported."""
    promised = (Commitment, FundingLine, PlannedValue)
    reported = (Report, Execution, Measurement)
    return tuple(tuple(one.objects.count() for one in kinds) for kinds in (promised, reported))


def test_promise_is_taken_without_what_is_reported():
    outputs_small.take(PAVED, only=Part.PROMISE)

    assert stored() == ((1, 2, 2), (0, 0, 0))


def test_reports_come_later_and_the_promise_stays_as_it_is():
    outputs_small.take(PAVED, only=Part.PROMISE)

    dearer = {**PAVED, "amount": "15"}
    report = outputs_small.take(dearer, only=Part.REPORTS, plan_file=None, plan_code="PDR-NORD")

    assert stored() == ((1, 2, 2), (1, 1, 1))
    assert str(Commitment.objects.get().amount) == "12500000.00"
    assert (report.changes.added, report.changes.changed) == (0, 1)


def test_both_parts_are_what_the_whole_file_says():
    outputs_small.take(PAVED, only=Part.PROMISE)
    outputs_small.take(PAVED, only=Part.REPORTS)

    again = outputs_small.take(PAVED)

    assert (again.changes.added, again.changes.changed, again.event_ids) == (0, 0, ())
