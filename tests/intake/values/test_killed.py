"""An import of values that is killed at any moment leaves nothing or all, and can be done again."""

from __future__ import annotations

import itertools
import time

import pytest

COUNTED = ("indicators_measurement", "trail_event", "indicators_category")
SECONDS = (1.5, 3)


@pytest.fixture
def long_file(tmp_path):
    """Write 21,600 values of one territory, one for each of 24 days of the months of 75 years."""
    days = itertools.product(range(1950, 2025), range(1, 13), range(1, 25))
    lines = [
        f"MAR,population_municipal,{year}-{month:02}-{day:02},{year * month + day}"
        for year, month, day in days
    ]
    path = tmp_path / "long.csv"
    path.write_text("\n".join(("code,indicator,period,value", *lines)), encoding="utf-8")
    return path


def test_import_that_is_killed_leaves_nothing_or_all_and_a_re_run_completes(
    installations, long_file
):
    made = installations.copy("values")
    assert [made.run("import", "places"), made.run("library", "load", "hcp-rgph")] == [0, 0]
    empty, found = made.count(COUNTED), []
    words = ("import", "values", str(long_file))

    for seconds in SECONDS:
        process = made.start(*words)
        time.sleep(seconds)
        process.kill()
        process.wait(timeout=60)
        found.append(made.count(COUNTED))
    code = made.run(*words)

    whole = empty | {
        "indicators_measurement": 21_600,
        "trail_event": empty["trail_event"] + 2,  # the values, and the file that they stood in
        "indicators_category": 1,
    }
    assert (code, made.count(COUNTED)) == (0, whole)
    assert [one for one in found if one not in (empty, whole)] == []
    assert found[0] == empty
