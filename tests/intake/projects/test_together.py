"""The same file given by two officers at once is one import."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from athar.intake.actions import import_plan, twice
from athar.plans.models import Commitment, Plan
from athar.reporting.models import Report
from athar.trail.models import Event
from tests.intake.installations import COUNTED, IMPORT
from tests.intake.small import ROWS, options, plan_csv


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_same_file_at_once_is_imported_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    together = Barrier(2, timeout=60)

    def take(_officer):
        together.wait()
        try:
            return import_plan(by=None, file=plan_csv(*ROWS), options=options())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as officers:
        reports = list(officers.map(take, range(2)))

    assert [report.is_taken for report in reports] == [True, True]
    assert sorted(report.changes.added for report in reports) == [0, 3]
    assert (Plan.objects.count(), Commitment.objects.count(), Report.objects.count()) == (1, 3, 2)
    assert Event.objects.filter(kind="plan.imported").count() == 1


def test_two_commands_at_once_are_one_import(installations):
    shared = installations.copy("shared")
    alone = installations.copy("alone")

    officers = [shared.start(*IMPORT), shared.start(*IMPORT)]
    codes = [one.wait(timeout=120) for one in officers]

    assert codes == [0, 0]
    assert alone.run(*IMPORT) == 0
    assert shared.count(COUNTED) == alone.count(COUNTED)
    assert shared.run("rollup", "--check") == 0


def test_what_somebody_else_created_meanwhile_is_found_the_second_time():
    tries = []

    def act():
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError
        return "found"

    assert (twice(act), len(tries)) == ("found", 2)
