"""Places and indicators of every rule."""

from __future__ import annotations

import pytest

from tests.once import made_once
from tests.rollups.cells.cast import Setting, set_up


@pytest.fixture
@made_once
def setting(db, frozen_day) -> Setting:
    """Ten places, six indicators, nothing stated yet."""
    return set_up()
