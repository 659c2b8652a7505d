"""The whole demonstration in the database of the tests, loaded once for a module and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from athar.config.commandline import main
from athar.kernel import clock
from tests.conftest import DEMO_DAY


@contextmanager
def demonstration(data_dir: Path) -> Iterator[None]:
    """Load the demonstration as `athar demo` does; the tables are there already."""
    clock.set_frozen(DEMO_DAY)
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(DATA_DIR=data_dir),
        transaction.atomic(),
    ):
        patch.setattr("athar.config.commands.setup.set_up", lambda: None)
        assert main(("demo",)) == 0
        yield
        transaction.set_rollback(True)
    clock.set_frozen(None)
