"""The same workbook of agreements or return given by two officers at once is one import."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from athar.trail.models import Event
from tests import cast
from tests.intake import agreements_small, returns_small


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("small", "kind"),
    [(agreements_small, "agreements.imported"), (returns_small, "return.imported")],
)
def test_same_file_at_once_is_taken_once(settings, tmp_path, small, kind):
    settings.DATA_DIR = tmp_path
    cast.published_plan()
    together = Barrier(2, timeout=60)

    def take(_officer):
        together.wait()
        try:
            return small.take(agreements_small.table(small.FRENCH))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as officers:
        reports = list(officers.map(take, range(2)))

    changes = sorted(one.changes.added + one.changes.changed for one in reports)
    assert ([one.is_taken for one in reports], changes) == ([True, True], [0, 2])
    assert Event.objects.filter(kind=kind).count() == 1
