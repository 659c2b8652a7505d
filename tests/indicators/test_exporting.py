"""Values copied by PostgreSQL itself come in blocks, whatever their size the same lines."""

from __future__ import annotations

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.queries import ValuesWanted, copied_values


@pytest.mark.postgres
def test_values_are_the_same_in_blocks_of_any_size(setting):
    record_measurements(
        by=None, drafts=[setting.value(period=str(year)) for year in range(2015, 2020)]
    )
    wanted = ValuesWanted([setting.indicators["water"]], "fr")

    at_once, in_blocks = list(copied_values(wanted)), list(copied_values(wanted, at_least=1))

    assert (len(at_once), len(in_blocks)) == (1, 6)
    assert sorted(b"".join(in_blocks).splitlines()) == sorted(at_once[0].splitlines())
