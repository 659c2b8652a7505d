"""How many measured values are imported and exported in a second, and in how much memory."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.imports import MEASURE
from tests.benchmarks.server import athar
from tests.installed import installed

LIBRARY, INDICATOR = "hcp-rgph", "population_municipal"
PARTS = ("total", "urban", "rural")
EXPORT = """
import sys, time
import django; django.setup()
from athar.indicators.queries import ValuesWanted, indicator_view
from athar.portal.values.files import values_csv
found = indicator_view(*sys.argv[1:3])
began = time.perf_counter()
size = sum(map(len, values_csv(ValuesWanted([found.id], "fr"))))
print(time.perf_counter() - began)
"""


def measure_values(directory: Path, *, is_small: bool) -> tuple[dict[str, float], list[str]]:
    """Import a long text of values and give it out again, in an installation of its own.

    Shape: figures by the keys of the goals, with roll-ups and record; what failed.
    """
    env = installed("ready", directory / "values")
    for words in (("import", "places"), ("library", "load", LIBRARY)):
        athar(*words, env=env)
    path = directory / "values.csv"
    n_values = _write(path, n_years=1 if is_small else 20)
    code, seconds, _cpu, mib = json.loads(
        _run(MEASURE, sys.executable, "-m", "athar", "import", "values", str(path), env=env)
    )
    if code != 0:
        return {}, ["import of values: refused"]
    out = float(_run(EXPORT, LIBRARY, INDICATOR, env=env))
    found = {"values in": n_values / seconds, "values out": n_values / out}
    rounded = {key: float(round(value)) for key, value in found.items()}
    return rounded | {"values memory": round(mib, 1)}, []


def _write(path: Path, *, n_years: int) -> int:
    """Write a value of six provinces for 28 days of each month, in all and by area."""
    codes = [f"01.{number}" for number in (151, 227, 331, 405, 511, 571)]
    days = itertools.product(range(2025 - n_years, 2025), range(1, 13), range(1, 29))
    lines = ["code,indicator,area,period,value"]
    for number, ((year, month, day), code, part) in enumerate(
        itertools.product(days, codes, PARTS)
    ):
        value = number % 5000 + 100
        lines.append(f"{code},{INDICATOR},{part},{year}-{month:02}-{day:02},{value}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return len(lines) - 1


def _run(program: str, *words: str, env: Mapping[str, str]) -> str:
    environ = {**env, "DJANGO_SETTINGS_MODULE": "athar.config.settings"}
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, env=environ, capture_output=True, check=True, text=True).stdout
