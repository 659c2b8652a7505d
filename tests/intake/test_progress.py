"""An import says how far it has come: each stage as it begins, and the rows while they are read."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from athar.intake.enums import Stage
from athar.intake.options import GivenFile, Options
from tests.intake import agreements_small, returns_small
from tests.intake.small import ROAD, options, plan_csv

pytestmark = pytest.mark.django_db


def test_import_of_a_plan_tells_its_stages_and_every_fifty_rows():
    told = []
    rows = [{**ROAD, "code": f"PDR-A1-{number:03}"} for number in range(1, 121)]

    import_plan(by=None, file=plan_csv(*rows), options=options(on_progress=_into(told)))

    assert told == [
        (Stage.OPENING, 0, 0),
        (Stage.READING, 0, 120),
        (Stage.READING, 50, 120),
        (Stage.READING, 100, 120),
        (Stage.CHECKING, 0, 0),
        (Stage.WRITING, 0, 0),
        (Stage.COUNTING, 0, 0),
    ]


def test_import_of_agreements_tells_its_stages(plan):
    told = []
    file = agreements_small.table(agreements_small.FRENCH)

    agreements_small.take(file, on_progress=_into(told))

    assert told == _stages(rows=4)


def test_import_of_a_return_tells_its_stages_and_counts_rows_of_codes_alone(plan):
    told = []
    file = returns_small.return_of(("PDR-001", "85 %"), ("PDR-003",))

    returns_small.take(file, on_progress=_into(told))

    assert told == _stages(rows=2)


def test_refused_file_is_told_as_opening_alone():
    told = []
    nothing = GivenFile("plan.csv", b"")

    import_plan(by=None, file=nothing, options=Options(on_progress=_into(told)))

    assert told == [(Stage.OPENING, 0, 0)]


def _stages(*, rows):
    return [
        (Stage.OPENING, 0, 0),
        (Stage.READING, 0, rows),
        (Stage.CHECKING, 0, 0),
        (Stage.WRITING, 0, 0),
        (Stage.COUNTING, 0, 0),
    ]


def _into(told):
    return lambda stage, done, total: told.append((stage, done, total))
