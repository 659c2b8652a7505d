"""`make bench`: how fast pages answer and files are imported, against what is wanted.

Absolute numbers depend on the machine; compare ratios within one run. Prints the tables, writes
`var/benchmarks.json` and with `--report` docs/explain/performance.md. `--small` takes few requests
and little data, so that CI keeps it alive. `--profile` only says where the time of pages goes, in
docs/explain/profiles.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping
from itertools import cycle, repeat
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.imports import measure_imports
from tests.benchmarks.loading import asked, cold, tag_of, warm
from tests.benchmarks.pages import (
    DEMO,
    DEMO_COMMITMENT,
    GENERATED,
    first_views,
    generated_commitments,
    measure_pages,
)
from tests.benchmarks.profiling import measure_profiles
from tests.benchmarks.publication import seconds_until_seen
from tests.benchmarks.report import Figures
from tests.benchmarks.rollups import measure_computing, measure_reads
from tests.benchmarks.rounds import measured as measure_rounds
from tests.benchmarks.searching import measure_search
from tests.benchmarks.server import Server, athar, serving
from tests.benchmarks.values import measure_values
from tests.installed import installed

PLAN = f"/ar/plans/{DEMO}"
COMMITMENT = f"{PLAN}/commitments/{DEMO_COMMITMENT}"
API = "/api/v1/commitments"
INDICATOR = "/ar/indicators/hcp-rgph/illiteracy_rate_10_plus"
VALUES = "/api/v1/values?limit=200"
#: The pages that are profiled: those of the goals, those that grow, the API.
PROFILED = (
    COMMITMENT,
    PLAN,
    f"/ar/plans/{GENERATED}/commitments?status=on_track&sort=-amount",
    "/ar/",
    "/ar/plans",
    f"{API}?limit=30",
    f"{API}/{DEMO}/{DEMO_COMMITMENT}",
    INDICATOR,
    VALUES,
)


def calibrate() -> float:
    """Give the milliseconds of processor of a fixed amount of work."""
    began = time.process_time()
    total = 0
    for number in range(2_000_000):
        total += number * number % 7
    return (time.process_time() - began) * 1000


def installation(directory: Path, n_plans: int, n_commitments: int) -> Mapping[str, str]:
    """Make an installation with the demonstration and so many generated plans."""
    env = installed("demonstration", directory, ATHAR_API_LIMIT="10000000")
    generated = ("--plans", str(n_plans), "--commitments", str(n_commitments))
    athar("generate", *generated, "--anyway", env=env)
    return env


def measure_stored(server: Server, found: dict[str, float], seconds: float) -> None:
    """Measure what is answered without Django."""
    coding = {"Accept_Encoding": "br"}
    found["warm"] = round(warm(server, PLAN, seconds=seconds, **coding).per_core)
    tag = tag_of(server, PLAN, **coding)
    has_it = {**coding, "If_None_Match": tag}
    found["unchanged"] = round(warm(server, PLAN, seconds=seconds, **has_it).per_core)
    found["door"] = round(warm(server, "/", seconds=seconds, Accept_Language="fr").per_core)


def measure_cold(server: Server, found: dict[str, float], seconds: float) -> None:
    """Measure what is rendered anew each time."""
    found["commitment"] = round(cold(server, COMMITMENT, seconds=seconds).per_core)
    found["plan"] = cold(server, PLAN, seconds=seconds).p50_ms
    listed = f"{API}?limit=30"
    found["api list"] = round(asked(server, repeat(listed), seconds=seconds).per_core)
    detail = f"{API}/{DEMO}/{DEMO_COMMITMENT}"
    found["api detail"] = round(asked(server, repeat(detail), seconds=seconds).per_core)
    _measure_results(server, found, seconds)
    # of another project each time: words once set are kept
    codes = cycle(generated_commitments(server))
    drawn = (f"/ar/plans/{GENERATED}/commitments/{code}.png" for code in codes)
    found["picture"] = asked(server, drawn, seconds=seconds, at_most=500).cpu_ms


def _measure_results(server: Server, found: dict[str, float], seconds: float) -> None:
    """Measure the page of an indicator, and values as programs ask for them."""
    found["indicator"] = round(cold(server, INDICATOR, seconds=seconds).per_core)
    # the same values under another address: more addresses than a worker keeps answers of
    anew = (f"{VALUES}&since={year}" for year in cycle(range(1000, 2000)))
    found["api values"] = round(asked(server, anew, seconds=seconds).per_core)
    found["api values again"] = round(asked(server, repeat(VALUES), seconds=seconds).per_core)


def profile(directory: Path, *, is_small: bool) -> str:
    """Say where the time of pages goes in the greater installation."""
    env = installation(directory / "profiled", 10, 400 if is_small else 20_000)
    day = time.strftime("%Y-%m-%d")
    return report.profiled(measure_profiles(env, PROFILED), calibrate(), day)


def measure_growth(figures: Figures, n: int) -> None:
    """Compare the pages of the plans that are the same in both installations."""
    by_page = {row.page: [] for row in figures.rows if row.data != "demonstration"}
    for row in figures.rows:
        if row.data != "demonstration":
            by_page[row.page].append(row.cost.p95_ms)
    grown = {page: times[1] / times[0] for page, times in by_page.items() if len(times) == 2}
    slowest = max(grown, key=lambda page: grown[page])
    figures.found["growth"] = round(grown[slowest], 2)
    figures.notes.append(
        f"With {10 * n:,} commitments against {n:,}, the 95th percentile of each page became: "
        + ", ".join(f"{page} ×{times:.2f}" for page, times in grown.items())
        + "."
    )


def run(directory: Path, *, is_small: bool) -> Figures:
    """Measure everything, one thing after another."""
    n, seconds = (40, 0.4) if is_small else (2000, 4.0)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite, one worker"
    figures = Figures(time.strftime("%Y-%m-%d"), machine, round(calibrate(), 1))
    found = figures.found
    env = installation(directory / "once", 1, n)
    with serving(env, "/ar/") as server:
        found["start"] = round(server.seconds_to_first_page, 2)
        measure_stored(server, found, seconds)
        measure_cold(server, found, seconds)
        figures.rows, figures.failing = measure_pages(server, f"{n:,} generated", seconds=seconds)
        figures.views = first_views(server)
        found["weight"] = max(figures.views.values())
        found["memory"] = round(server.megabytes_per_worker(), 1)
    listed = [row for row in figures.rows if row.data.endswith("generated")]
    found["list"] = next(row.cost.p50_ms for row in listed if row.page == "list, filtered")
    found["visible"] = seconds_until_seen(env)
    env = installation(directory / "tenfold", 10, 10 * n)
    with serving(env, "/ar/") as server:
        rows, failing = measure_pages(server, f"{10 * n:,} generated", seconds=seconds, demo=False)
    figures.rows, figures.failing = figures.rows + rows, figures.failing + failing
    measure_growth(figures, n)
    n_entries, median, slow = measure_search(env, rounds=3 if is_small else 20)
    found["search"] = median
    figures.notes.append(f"Search: {n_entries:,} entries, median {median} ms, p95 {slow} ms.")
    _of_rollups(figures, env, is_small=is_small)
    figures.imports, failing = measure_imports(directory, is_small=is_small)
    figures.failing += failing
    _of_imports(figures)
    for name, took in measure_rounds(200 if is_small else 2000).items():
        found[f"rounds: {name}"] = round(took, 1)
    of_values, failing = measure_values(directory, is_small=is_small)
    found |= of_values
    figures.failing += failing
    return figures


def _of_rollups(figures: Figures, env: Mapping[str, str], *, is_small: bool) -> None:
    figures.found["figures read"], read = measure_reads(env, is_small=is_small)
    n_values = 20_000 if is_small else 10_000_000
    n_computed, figures.found["figures computed"] = measure_computing(n_values=n_values)
    figures.notes.append(
        f"Figures of indicators: {read}; {n_computed:,} computed from"
        f" {n_values:,} values, the snapshot apart."
    )


def _of_imports(figures: Figures) -> None:
    by_file = {one.file: one for one in figures.imports}
    figures.found["import 233"] = by_file["233 projects"].seconds
    if large := by_file.get("5,000 projects"):
        figures.found["import 5000"] = large.seconds
        figures.found["import memory"] = large.mib


def main() -> int:
    """Measure, print, keep; fail when a page or an import did."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--small", action="store_true", help="few requests, little data")
    parser.add_argument("--report", action="store_true", help=f"write {report.DOCUMENT}")
    parser.add_argument("--profile", action="store_true", help=f"write {report.PROFILES}")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        if arguments.profile:
            report.document_profiles(profile(Path(directory), is_small=arguments.small))
            return 0
        figures = run(Path(directory), is_small=arguments.small)
    sys.stdout.write(report.written(figures))
    sys.stdout.writelines(f"FAILED {line}\n" for line in figures.failing)
    report.keep(figures)
    if arguments.report:
        report.document(figures)
    return 1 if figures.failing else 0


if __name__ == "__main__":
    sys.exit(main())
