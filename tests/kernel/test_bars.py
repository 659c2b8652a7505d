"""A bar fills from nothing to all of it."""

from __future__ import annotations

import pytest

from athar.kernel.bars import bar


@pytest.mark.parametrize(
    ("done", "total", "filled"), [(0, 4, 0), (1, 4, 7), (2.5, 5, 15), (4, 4, 30), (9, 4, 30)]
)
def test_bar_is_filled_by_the_share_that_is_done(done, total, filled):
    assert bar(done, total) == "█" * filled + "░" * (30 - filled)


def test_bar_of_nothing_is_empty():
    assert bar(0, 0) == "░" * 30
