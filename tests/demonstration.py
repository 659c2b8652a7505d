"""The whole demonstration in the database of the tests, for a module or a test, then taken back.

A process lives through it once: later on its rows are written again and its files copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from django.template import engines
from django.test import override_settings

from athar.config.commandline import main
from athar.config.commands import demo
from athar.kernel import clock
from tests.conftest import DEMO_DAY
from tests.once import made_once

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


@made_once
def _lived_through(host: str) -> dict[str, bytes]:
    """Live through the demonstration as `athar demo` does; gives the files that it keeps."""
    with (
        TemporaryDirectory() as directory,
        pytest.MonkeyPatch.context() as patch,
        override_settings(DATA_DIR=Path(directory)),
    ):
        patch.setattr("athar.config.commands.setup.set_up", lambda: None)
        patch.setattr(demo, "VALUES", few_values(Path(directory)))
        assert main(("demo", "--host", host)) == 0
        kept = (one for one in Path(directory, "files").rglob("*") if one.is_file())
        return {str(one.relative_to(directory)): one.read_bytes() for one in kept}


@contextmanager
def demonstration(data_dir: Path, host: str = "region") -> Iterator[None]:
    """Load the demonstration; the tables are there already."""
    clock.set_frozen(DEMO_DAY)
    with override_settings(DATA_DIR=data_dir), transaction.atomic():
        # templates are compiled into a directory that outlives the one lived through
        assert engines["jinja2"].env is not None
        for name, content in _lived_through(host=host).items():
            path = data_dir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield
        transaction.set_rollback(True)
    clock.set_frozen(None)
