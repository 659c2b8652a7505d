"""The day on which figures are read."""

import datetime as dt

import pytest

from athar.kernel import clock


@pytest.fixture(autouse=True)
def end_of_june():
    """Read every figure on 30 June 2025."""
    clock.set_frozen(dt.date(2025, 6, 30))
    yield
    clock.set_frozen(None)
