"""Fixtures every test may ask for: a frozen day, the small plan and the people around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from athar.kernel import clock

DEMO_DAY = dt.date(2025, 10, 15)


def pytest_configure(config: pytest.Config) -> None:
    """Collect the assets once before any worker starts: pages name them by their checksum."""
    from django.conf import settings
    from django.core.management import call_command

    from athar.config.commands.setup import SOURCES_OF_ASSETS

    if hasattr(config, "workerinput") or (settings.STATIC_ROOT / "staticfiles.json").exists():
        return
    call_command(
        "collectstatic", interactive=False, verbosity=0, ignore_patterns=list(SOURCES_OF_ASSETS)
    )


@pytest.fixture
def frozen_day() -> Iterator[dt.date]:
    """Hold the date at 15 October 2025, the day of the demonstration."""
    clock.set_frozen(DEMO_DAY)
    yield DEMO_DAY
    clock.set_frozen(None)


@pytest.fixture
def draft_plan(db: None):
    """The small plan as a draft, with funding and reports (see tests/cast.py)."""
    from tests import cast

    return cast.draft_plan()


@pytest.fixture
def plan(db: None):
    """The small plan with its first version published."""
    from tests import cast

    return cast.published_plan()


@pytest.fixture
def people(plan):
    """One account per role around the published plan."""
    from tests import cast

    return cast.people(plan)
