"""What must not be read is refused by the command itself within 2 seconds and 150 MB.

Seconds are those of the processor: other work on the machine must not fail a test.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.intake.conftest import TEMPLATE, repacked

SECONDS, KILOBYTES = 2, 150 * 1024
SLOWING = ("COVERAGE_", "PYTHONDONTWRITEBYTECODE")
#: A process of its own between pytest and the command: a child starts with the memory of its parent.
MEASURE = """
import json, os, subprocess, sys
command = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
output = command.stdout.read().decode()
_, status, used = os.wait4(command.pid, 0)
seconds = used.ru_utime + used.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), output, seconds, used.ru_maxrss]))
"""


def refused(path, *, tries=3):
    """Give exit code, code of the problem, seconds and kilobytes of the fastest of some tries.

    The command runs as an operator runs it: with compiled modules, not measured by coverage.
    """
    env = {name: text for name, text in os.environ.items() if not name.startswith(SLOWING)}
    command = [sys.executable, "-m", "athar", "import", "plan", str(path), "--json"]
    best = None
    for _ in range(tries):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *command], capture_output=True, check=True, env=env
        )
        code, output, seconds, kilobytes = json.loads(done.stdout)
        (problem,) = json.loads(output)["problems"]
        if best is None or seconds < best[2]:
            best = (code, problem["code"], seconds, kilobytes)
        if seconds < SECONDS:
            break
    return best


def encrypted():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def with_macros():
    return repacked(xl__vbaProject_dot_bin=b"macros")


def corrupt():
    content = TEMPLATE.read_bytes()
    return content[:6000] + bytes(3000) + content[9000:]


def of_500_megabytes():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(b" " * 1024 * 1024)
    return stream.getvalue()


def wide_workbook():
    cells = "<c><v>1</v></c>" * 1_048_576
    return repacked(
        xl__worksheets__sheet1_dot_xml=(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<sheetData><row r="1">{cells}</row></sheetData></worksheet>'
        ).encode()
    )


def wide_text():
    return b";" * 1_048_575 + b"\n"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (encrypted, "file_encrypted"),
        (with_macros, "file_with_macros"),
        (corrupt, "file_damaged"),
        (of_500_megabytes, "file_unpacks_too_large"),
        (wide_workbook, "file_too_wide"),
        (wide_text, "file_too_wide"),
    ],
)
def test_what_must_not_be_read_is_refused_quickly_and_small(tmp_path, make, problem):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(make())

    code, found, seconds, kilobytes = refused(path)

    assert (code, found) == (1, problem)
    assert (seconds < SECONDS, kilobytes < KILOBYTES) == (True, True), (seconds, kilobytes)
