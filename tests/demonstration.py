"""The whole demonstration in the database of the tests, loaded once for a module and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from athar.config.commandline import main
from athar.config.commands import demo
from athar.kernel import clock
from tests.conftest import DEMO_DAY

#: The country and the region whole, its provinces as wholes, its communes with running water;
#: Morocco and Senegal.
_KEPT = re.compile(
    r"code,|MA,|01,|01\.\d+,province,\w+,total,all,"
    r"|01\.[\d.]+,commune,amenities_running_water,total,"
    r"|indicator,|[\w.]+,(MAR|SEN),"
)


def few_values(into: Path) -> dict[str, Path]:
    """Write the part of the shipped values that tests read: the rest only takes their time."""
    files = {}
    for library, shipped in demo.VALUES.items():
        lines = shipped.read_text("utf-8").splitlines(keepends=True)
        files[library] = into / shipped.name
        files[library].write_text("".join(filter(_KEPT.match, lines)), "utf-8")
    return files


@contextmanager
def demonstration(data_dir: Path, host: str = "region") -> Iterator[None]:
    """Load the demonstration as `athar demo` does; the tables are there already."""
    clock.set_frozen(DEMO_DAY)
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(DATA_DIR=data_dir),
        transaction.atomic(),
    ):
        patch.setattr("athar.config.commands.setup.set_up", lambda: None)
        patch.setattr(demo, "VALUES", few_values(data_dir))
        assert main(("demo", "--host", host)) == 0
        yield
        transaction.set_rollback(True)
    clock.set_frozen(None)
