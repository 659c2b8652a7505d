"""How long `athar import plan` takes and how much memory, and how fast it refuses a file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.server import athar
from tests.benchmarks.workbooks import plan_file, write_workbook
from tests.installed import installed

WORKBOOKS = {"233 projects": 233, "5,000 projects": 5000}
OVER_BYTES = 60 * 1024 * 1024
#: A process of its own: the command's memory begins with that of the process that starts it.
MEASURE = """
import json, os, subprocess, sys, time
began = time.perf_counter()
command = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(command.pid, 0)
seconds = time.perf_counter() - began
cpu, kilobytes = used.ru_utime + used.ru_stime, used.ru_maxrss
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, cpu, kilobytes / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Import:
    """One run of the command: seconds of the clock, seconds of processor, peak of memory."""

    file: str
    is_taken: bool
    seconds: float
    cpu_seconds: float
    mib: float


def measure_imports(directory: Path, *, is_small: bool) -> tuple[list[Import], list[str]]:
    """Import workbooks into an installation of their own, and give what did not go as it should."""
    env = installed("ready", directory / "imports")
    for words in (("import", "places"), ("import", "themes")):
        athar(*words, env=env)
    files = _workbooks(directory, is_small=is_small) | _refused(directory)
    rows = [_measure(name, path, env) for name, path in files.items()]
    failing = [
        f"import of {row.file}: {'taken' if row.is_taken else 'refused'}"
        for row in rows
        if row.is_taken != (row.file in WORKBOOKS)
    ]
    return rows, failing


def _workbooks(directory: Path, *, is_small: bool) -> dict[str, Path]:
    """Write the workbooks, each of a plan of its own."""
    files = {}
    for name, n_projects in WORKBOOKS.items():
        if n_projects <= 1000 or not is_small:
            files[name] = directory / f"projects-{n_projects}.xlsx"
            write_workbook(files[name], n_projects=n_projects)
    return files


def _refused(directory: Path) -> dict[str, Path]:
    """Write a workbook whose middle is lost, and a text larger than any file may be."""
    whole = directory / "projects-233.xlsx"
    damaged, oversized = directory / "damaged.xlsx", directory / "oversized.csv"
    content = whole.read_bytes()
    middle = len(content) // 2
    damaged.write_bytes(content[:middle] + bytes(3000) + content[middle + 3000 :])
    oversized.write_bytes(b"a;b;c\n" * (OVER_BYTES // 6))
    return {"a damaged file": damaged, "an oversized file": oversized}


def _measure(name: str, path: Path, env: Mapping[str, str]) -> Import:
    command = [sys.executable, "-m", "athar", "import", "plan", str(path)]
    described = path.with_suffix(".json")
    described.write_bytes(plan_file(path.stem.upper()))
    command += ["--plan-file", str(described)]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], env=dict(env), capture_output=True, check=True
    )
    code, seconds, cpu, mib = json.loads(done.stdout)
    return Import(name, code == 0, round(seconds, 2), round(cpu, 2), round(mib, 1))
