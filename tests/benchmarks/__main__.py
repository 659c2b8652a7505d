"""`make bench`: how fast the public pages answer and how fast files are imported.

Absolute numbers depend on the machine; compare ratios within one run. Writes
`var/benchmarks.json` and prints one table. `--small` takes few requests, so that CI keeps it alive.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import http.client
import json
import math
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.imports import Import, measure_imports
from tests.benchmarks.server import Server, athar, environment, serving

DEMO = "PDR-TTA-2022-2027"
GENERATED = "SAMPLE-1-001"


def pages(plan: str, commitment: str, place: str) -> dict[str, str]:
    """Give the pages of one data set that are measured, by name."""
    address = f"/ar/plans/{plan}"
    return {
        "plan": address,
        "list": f"{address}/commitments",
        "list, filtered": f"{address}/commitments?status=on_track&sort=-amount",
        "commitment": f"{address}/commitments/{commitment}",
        "place": f"/ar/places/hcp/{place}",
        "plan, json": f"{address}.json",
        "list, json": f"{address}/commitments.json",
        "commitment, json": f"{address}/commitments/{commitment}.json",
        "list, csv": f"{address}/commitments.csv",
    }


class Failing(Exception):  # noqa: N818 - the page is failing
    """A page did not answer 200; the message names it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One page measured: times in milliseconds, sizes in kilobytes (as sent, and gzip)."""

    data: str
    page: str
    requests_per_second: float
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    kilobytes: float
    kilobytes_gzip: float


def calibrate() -> float:
    """Give the milliseconds of a fixed amount of work, to compare machines and moments."""
    began = time.perf_counter()
    total = 0
    for number in range(2_000_000):
        total += number * number % 7
    return (time.perf_counter() - began) * 1000


def measure(server: Server, data: str, name: str, path: str, *, is_small: bool) -> Row:
    """Ask one page again and again over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask() -> bytes:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failing(f"{name} of {data}: {path} answered {answer.status}")
        return body

    seconds, most = (0.5, 20) if is_small else (4, 4000)
    for _ in range(3):
        body = ask()
    times: list[float] = []
    cpu, began = server.cpu_seconds(), time.perf_counter()
    while time.perf_counter() - began < seconds and len(times) < most:
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    elapsed = time.perf_counter() - began
    ranked = sorted(times)
    return Row(
        data=data,
        page=name,
        requests_per_second=round(len(times) / elapsed, 1),
        cpu_ms=round((server.cpu_seconds() - cpu) * 1000 / len(times), 2),
        p50_ms=round(statistics.median(ranked), 2),
        p95_ms=round(ranked[math.ceil(len(ranked) * 0.95) - 1], 2),
        kilobytes=round(len(body) / 1024, 1),
        kilobytes_gzip=round(len(gzip.compress(body, 6)) / 1024, 1),
    )


def main() -> int:
    """Measure the demonstration and generated plans, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--small", action="store_true", help="few requests, a tiny generated set")
    is_small = parser.parse_args().small
    n_plans, n_commitments = (2, 40) if is_small else (20, 2000)
    with tempfile.TemporaryDirectory() as directory:
        env = environment(Path(directory), ATHAR_TODAY="2025-10-15")
        athar("setup", env=env)
        athar("demo", env=env)
        generated = ("--plans", str(n_plans), "--commitments", str(n_commitments))
        began = time.perf_counter()
        athar("generate", *generated, "--anyway", env=env)
        seconds_to_generate = time.perf_counter() - began
        with serving(env, "/ar/") as server:
            rows, failing = measure_all(server, f"{n_commitments} generated", is_small=is_small)
            memory = server.megabytes_per_worker()
        imports, failing_imports = measure_imports(Path(directory), is_small=is_small)
    figures = {
        "calibration_ms": round(calibrate(), 1),
        "seconds_to_first_page": round(server.seconds_to_first_page, 2),
        "start_cpu_seconds": round(server.start_cpu_seconds, 2),
        "mib_per_worker": round(memory, 1),
        "seconds_to_generate": round(seconds_to_generate, 1),
    }
    failing += failing_imports
    report(rows, imports, failing, figures)
    return 1 if failing else 0


def measure_all(server: Server, generated: str, *, is_small: bool) -> tuple[list[Row], list[str]]:
    """Measure every page of both data sets; a page that fails is named and the others go on."""
    sets = {
        "installation": {"home": "/ar/", "plans": "/ar/plans", "places": "/ar/places"},
        "demonstration": pages(DEMO, "PDR-A3-P22-04", "01.151"),
        generated: pages(GENERATED, first_commitment(server, GENERATED), "02"),
    }
    rows, failing = [], []
    for data, addresses in sets.items():
        for name, path in addresses.items():
            try:
                rows.append(measure(server, data, name, path, is_small=is_small))
            except Failing as error:
                failing.append(str(error))
    return rows, failing


def first_commitment(server: Server, plan: str) -> str:
    """Give the code of a commitment of a generated plan, read from its list."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", f"/en/plans/{plan}/commitments.csv", headers={"Host": "localhost"})
    table = connection.getresponse().read().decode("utf-8-sig")
    return next(csv.reader(table.splitlines()[1:]))[0]


def report(
    rows: list[Row], imports: list[Import], failing: list[str], figures: dict[str, float]
) -> None:
    """Print the tables and keep them as JSON."""
    write = sys.stdout.write
    write(
        "calibration {calibration_ms} ms · first page after {seconds_to_first_page} s "
        "({start_cpu_seconds} s of processor) · "
        "{mib_per_worker} MiB per worker · generated in {seconds_to_generate} s\n".format(**figures)
    )
    heads = ("req/s", "CPU ms", "p50 ms", "p95 ms", "KB", "KB gz")
    write(f"{'data':16}{'page':18}" + "".join(f"{head:>9}" for head in heads) + "\n")
    for row in rows:
        data, page, *values = asdict(row).values()
        write(f"{data:16}{page:18}" + "".join(f"{value:>9}" for value in values) + "\n")
    write(f"{'import':34}{'seconds':>9}{'CPU s':>9}{'MiB':>9}\n")
    for one in imports:
        write(f"{one.file:34}{one.seconds:>9}{one.cpu_seconds:>9}{one.mib:>9}\n")
    for line in failing:
        write(f"FAILED {line}\n")
    result = {
        **figures,
        "pages": [asdict(row) for row in rows],
        "imports": [asdict(one) for one in imports],
        "failing": failing,
    }
    target = Path("var") / "benchmarks.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
