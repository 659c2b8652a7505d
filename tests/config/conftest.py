"""What the tests of the whole installation ask for."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_limit(settings):
    """Walk every route as often as a test likes: counts are shared by all that runs at once."""
    settings.API_LIMIT = settings.API_TOKEN_LIMIT = settings.API_WRITE_LIMIT = 1_000_000
