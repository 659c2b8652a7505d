"""Fixtures of the network."""

from __future__ import annotations

import pytest

from tests.network.countries import Countries, put_countries


@pytest.fixture
def countries(db: None) -> Countries:
    """Give a candidate, a member and another candidate with their focal points."""
    return put_countries()
