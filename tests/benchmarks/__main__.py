"""`make bench`: requests per second and CPU per request of the public pages, beside a calibration.

Absolute numbers depend on the machine; compare ratios within one run. Writes
`var/benchmarks.json` and prints one table. `--small` takes few requests, so that CI keeps it alive.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.server import Server, athar, environment, serving

PLAN = "PDR-TTA-2022-2027"
PAGES = {
    "home": "/ar/",
    "plan": f"/ar/plans/{PLAN}",
    "list": f"/ar/plans/{PLAN}/commitments",
    "list, filtered": f"/ar/plans/{PLAN}/commitments?status=on_track&sort=-amount",
    "commitment": f"/ar/plans/{PLAN}/commitments/PDR-A3-P22-04",
    "plan, json": f"/ar/plans/{PLAN}.json",
    "list, csv": f"/ar/plans/{PLAN}/commitments.csv",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One page measured: times in milliseconds, sizes in kilobytes (as sent, and gzip)."""

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


def measure(server: Server, name: str, path: str, seconds: float, most: int) -> Row:
    """Ask one page again and again over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask() -> bytes:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body

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
        page=name,
        requests_per_second=round(len(times) / elapsed, 1),
        cpu_ms=round((server.cpu_seconds() - cpu) * 1000 / len(times), 2),
        p50_ms=round(statistics.median(ranked), 2),
        p95_ms=round(ranked[int(len(ranked) * 0.95) - 1], 2),
        kilobytes=round(len(body) / 1024, 1),
        kilobytes_gzip=round(len(gzip.compress(body, 6)) / 1024, 1),
    )


def main() -> int:
    """Measure the demonstration, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    with tempfile.TemporaryDirectory() as directory:
        env = environment(Path(directory), ATHAR_TODAY="2025-10-15")
        athar("setup", env=env)
        athar("demo", env=env)
        calibration = calibrate()
        with serving(env, PAGES["home"]) as server:
            rows = [
                measure(server, name, path, 0.5 if small else 5, 20 if small else 5000)
                for name, path in PAGES.items()
            ]
            start, memory = server.seconds_to_first_page, server.megabytes_per_worker()
    report(rows, calibration, start, memory)
    return 0


def report(rows: list[Row], calibration: float, start: float, memory: float) -> None:
    """Print the table and keep it as JSON."""
    write = sys.stdout.write
    write(f"calibration {calibration:.0f} ms · first page after {start:.2f} s · {memory:.0f} MiB per worker\n")
    write(f"{'page':16}{'req/s':>9}{'CPU ms':>9}{'p50 ms':>9}{'p95 ms':>9}{'KB':>8}{'KB gz':>8}\n")
    for row in rows:
        write(
            f"{row.page:16}{row.requests_per_second:>9}{row.cpu_ms:>9}{row.p50_ms:>9}"
            f"{row.p95_ms:>9}{row.kilobytes:>8}{row.kilobytes_gzip:>8}\n"
        )
    result = {
        "calibration_ms": round(calibration, 1),
        "seconds_to_first_page": round(start, 2),
        "mib_per_worker": round(memory, 1),
        "pages": [asdict(row) for row in rows],
    }
    target = Path("var") / "benchmarks.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
