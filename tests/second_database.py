"""For the run on a second database: everything runs, what goes other ways there is measured.

`--measure` names what alone is measured: measuring slows every line down, of libraries too, and
nearly all code runs alike on both databases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the names of modules and packages that are measured."""
    parser.addoption("--measure", action="append", default=[], help="measured, of all that runs")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure a test, with what it prepares, only where that is wanted."""
    if item.nodeid.startswith(tuple(item.config.getoption("measure"))):
        return (yield)
    with _unmeasured():
        return (yield)


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
