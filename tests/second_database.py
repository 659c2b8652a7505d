"""For the run on a second database: what cannot tell on which it runs is left out or not measured.

`-p tests.second_database` leaves out the tests that may not touch a database: pytest-django shuts it
to them, so that they are the same tests on each. `--measure` names what alone is measured: measuring
slows every line down, of libraries too, and nearly all code runs alike on both databases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage

#: What a test asks for that opens the database to it.
OPENED_BY = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the names of modules and packages that are measured."""
    parser.addoption("--measure", action="append", default=[], help="measured, of all that runs")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests to which the database is shut."""
    left_out = [item for item in items if not _may_touch_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = filter(_may_touch_database, items)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure a test, with what it prepares, only where that is wanted."""
    if item.nodeid.startswith(tuple(item.config.getoption("measure"))):
        return (yield)
    with _unmeasured():
        return (yield)


def _may_touch_database(item: pytest.Item) -> bool:
    asked = OPENED_BY.intersection(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


@contextmanager
def _unmeasured() -> Iterator[None]:
    """Stop measuring here, and in the programs that are started meanwhile."""
    measuring = Coverage.current()
    told = {name: text for name, text in os.environ.items() if name.startswith("COVERAGE_PROCESS")}
    for name in told:
        del os.environ[name]
    if measuring is not None:
        measuring.stop()
    try:
        yield
    finally:
        if measuring is not None:
            measuring.start()
        os.environ.update(told)
