"""Figures put together apart: what it takes grows with the values, not with their square."""

from __future__ import annotations

import sqlite3

from athar.rollups.cells import apart

_QUARTERS = [f"{year}-Q{n}" for year in range(2015, 2025) for n in (1, 2, 3, 4)]


def work_of(n_places, monkeypatch):
    """Count what SQLite does, in thousands of its steps, for forty quarters of each place."""
    done = []
    connect = sqlite3.connect

    def counted(name):
        database = connect(name)
        database.set_progress_handler(lambda: done.append(1) and 0, 1000)
        return database

    monkeypatch.setattr(sqlite3, "connect", counted)
    places = [(key, 1, 1, "commune", n_places) for key in range(2, n_places + 2)]
    ground = apart.Ground(
        indicators=[(1, "sum", "sum", "none", "", "[]")],
        places=[(1, 0, 0, "province", 1), *places],
        held=[],
        parts=[],
        whole_id=1,
        depths={0, 1},
    )
    stated = {
        (1, 1, period, place[0], "declared"): (5, None, None, "")
        for place in places
        for period in _QUARTERS
    }
    rows = apart.put_together(stated, ground)
    monkeypatch.undo()
    return len(rows), len(done)


def test_four_times_as_many_values_take_about_four_times_as_much(monkeypatch):
    few, more = work_of(25, monkeypatch), work_of(100, monkeypatch)

    assert (few[0], more[0]) == (26 * 50, 101 * 50)
    assert more[1] < 5 * few[1]
