"""What the tests of public pages ask for."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _demo_day(frozen_day):
    """Read every page on the day of the demonstration."""


@pytest.fixture
def whole(client):
    """Give a public page as text, 200 or the test fails."""

    def read(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.text

    return read
