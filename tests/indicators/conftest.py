"""A shared library of two invented indicators beside the small plan, and people around it."""

from __future__ import annotations

import pytest

from tests.indicators.cast import Setting, set_up
from tests.once import made_once


@pytest.fixture
@made_once
def setting(plan, frozen_day) -> Setting:
    """Two indicators in a shared library, one that the small plan owns for its dam."""
    return set_up(plan)
