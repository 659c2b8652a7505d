"""Fixtures every test may ask for: a frozen day, the small plan and the people around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

import athar.ui
from athar.kernel import clock
from tests.once import made_once

# On a machine that does other work too, examples are drawn slowly and a test waits: no fault of it.
examples.register_profile(
    "shared-machine",
    parent=examples.get_profile(examples.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
examples.load_profile("shared-machine")

DEMO_DAY = dt.date(2025, 10, 15)

#: Modules that take longest, longest first: begun last, one of them would keep a worker busy alone.
LONG = (
    "tests/intake/readers/test_damaged.py",
    "tests/config/test_canary.py",
    "tests/config/test_doors.py",
    "tests/intake/readers/test_anything.py",
    "tests/api/test_contract.py",
    "tests/config/test_kept_pages_replayed.py",
    "tests/rollups/test_past.py",
    "tests/config/test_demo.py",
    "tests/opendata/test_packages.py",
    "tests/config/test_demo_cells.py",
    "tests/config/test_demo_files.py",
    "tests/config/test_demo_network.py",
    "tests/portal/test_same_figure.py",
    "tests/desk/test_imports_steps.py",
    "tests/intake/values/test_killed.py",
    "tests/intake/projects/test_killed.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Collect the assets before any worker starts, if they were built since: pages name them."""
    from django.conf import settings
    from django.core.management import call_command

    from athar.config.commands.setup import SOURCES_OF_ASSETS

    manifest = settings.STATIC_ROOT / "staticfiles.json"
    built = Path(athar.ui.__file__).parent / "static" / "ui" / "dist"
    is_new = manifest.exists() and manifest.stat().st_mtime >= built.stat().st_mtime
    if hasattr(config, "workerinput") or is_new:
        return
    call_command(
        "collectstatic", interactive=False, verbosity=0, ignore_patterns=list(SOURCES_OF_ASSETS)
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest; the others stay as they were shuffled."""
    place = {name: at for at, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::")[0], len(place)))


@pytest.fixture(scope="session", autouse=True)
def no_folding() -> None:
    """Leave notes of moved pages unfolded: PostgreSQL counts keys on from test to test.

    So the 400th row falls into any test, and adds its three queries to the ones counted there.
    """
    from athar.ui import actions

    actions.MANY = 2**62


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """Begin each test in the first language, whichever the test before it ended in."""
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def open_doors(settings: Any) -> None:
    """Send forms as often as a test likes, without second factor; some tests shut these doors."""
    settings.FORM_LIMIT = 1_000_000
    settings.SECOND_FACTOR_FOR = ()


@pytest.fixture
def frozen_day() -> Iterator[dt.date]:
    """Hold the date at 15 October 2025, the day of the demonstration."""
    clock.set_frozen(DEMO_DAY)
    yield DEMO_DAY
    clock.set_frozen(None)


@pytest.fixture
@made_once
def draft_plan(db: None):
    """The small plan as a draft, with funding and reports (see tests/cast.py)."""
    from tests import cast

    return cast.draft_plan()


@pytest.fixture
@made_once
def plan(db: None):
    """The small plan with its first version published."""
    from tests import cast

    return cast.published_plan()


@pytest.fixture
@made_once
def people(plan):
    """One account per role around the published plan."""
    from tests import cast

    return cast.people(plan)


@pytest.fixture(scope="session")
def installations(tmp_path_factory, django_db_setup, django_db_blocker):
    """Installations in which the real command runs; databases of their own, gone afterwards."""
    from tests.intake.installations import Installations

    with django_db_blocker.unblock():
        made = Installations(tmp_path_factory.mktemp("installations"))
    try:
        made.set_up()
        yield made
    finally:
        made.databases.remove()
