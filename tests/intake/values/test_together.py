"""The same file of values given by several officers at once is one import, and undone once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from athar.evidence.models import Evidence
from athar.indicators.models import Measurement
from athar.intake.models import RestorePoint
from athar.intake.options import GivenFile, Options
from athar.intake.undoing.acts import undo_import
from athar.intake.values.taking import Target, import_values
from tests import cast
from tests.intake.values.conftest import set_up_in_region

LINES = ("code,indicator,year,value", "01,connected,2024,30", "01,connected,2023,20")


def at_once(act):
    """Do something three times at the same moment."""
    together = Barrier(3, timeout=60)

    def wait(_officer):
        together.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as officers:
        return list(officers.map(wait, range(3)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_same_file_at_once_is_taken_once_and_taken_back_once(settings, tmp_path, frozen_day):
    settings.DATA_DIR = tmp_path
    set_up_in_region(cast.published_plan())
    file = GivenFile("valeurs.csv", "\n".join(LINES).encode())

    reports = at_once(lambda: import_values(by=None, file=file, target=Target(), options=Options()))

    assert sorted((one.added, one.same) for one in reports) == [(0, 2), (0, 2), (2, 0)]
    assert (RestorePoint.objects.count(), Evidence.objects.count()) == (1, 1)

    def undo():
        point = RestorePoint.objects.get()
        try:
            return undo_import(by=None, event_ids=[point.event_id], reason="Mauvais").n_values
        except ValidationError as refused:
            return refused.code

    assert sorted(map(str, at_once(undo))) == ["2", "already_undone", "already_undone"]
    assert Measurement.objects.count() == 4
