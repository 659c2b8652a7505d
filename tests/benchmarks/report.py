"""The figures as tables: for the terminal, as JSON, and as docs/explain/performance.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.benchmarks.goals import GOALS
from tests.benchmarks.imports import Import
from tests.benchmarks.pages import Row
from tests.benchmarks.profiling import Profile

JSON_FILE = Path("var") / "benchmarks.json"
DOCUMENT = Path("docs") / "explain" / "performance.md"
PROFILES = Path("docs") / "explain" / "profiles.md"


@dataclass(slots=True)
class Figures:
    """Everything one run found; `found` by the keys of the goals."""

    day: str
    machine: str
    calibration_ms: float
    found: dict[str, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    views: dict[str, float] = field(default_factory=dict)
    failing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def written(figures: Figures) -> str:
    """Give the tables as Markdown."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    yield f"Measured on {figures.day}, {figures.machine}."
    yield f"A fixed loop of Python took {figures.calibration_ms:.0f} ms of processor in this run."
    yield from ("", "## Goals", "")
    yield from _table(("what", "wanted", "found", ""), _goals(figures.found))
    missed = [key for key, found in figures.found.items() if not GOALS[key].is_met(found)]
    if missed:
        yield from ("", "What limits those that are missed:", "")
        yield from (f"- {GOALS[key].name}: {GOALS[key].limited_by}." for key in missed)
    yield from ("", "## Pages, each rendered anew", "")
    heads = ("data", "page", "a second", "CPU ms", "p50 ms", "p95 ms", "KB")
    yield from _table(heads, (_page(row) for row in figures.rows))
    yield from ("", "## First views on the wire, fonts, style and script included", "")
    yield from _table(("page", "KB"), figures.views.items())
    yield from ("", "## Imports", "")
    imports = ((one.file, one.seconds, one.cpu_seconds, one.mib) for one in figures.imports)
    yield from _table(("workbook", "seconds", "CPU s", "MiB"), imports)
    yield from ("", *figures.notes)


def _goals(found: Mapping[str, float]) -> Iterator[Sequence[object]]:
    for key, value in found.items():
        goal = GOALS[key]
        sign = "≥" if goal.is_least else "≤"
        wanted = f"{sign} {goal.wanted:,g} {goal.unit}"
        yield goal.name, wanted, f"{value:,g}", "met" if goal.is_met(value) else "**missed**"


def _page(row: Row) -> Sequence[object]:
    cost = row.cost
    size = round(cost.bytes / 1000, 1)
    return row.data, row.page, cost.per_second, cost.cpu_ms, cost.p50_ms, cost.p95_ms, size


def _table(heads: Sequence[str], rows: object) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|---" * len(heads) + "|"
    for row in rows:  # type: ignore[attr-defined]  # rows of anything that can be printed
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def keep(figures: Figures) -> None:
    """Write the figures as JSON for whoever compares runs."""
    JSON_FILE.parent.mkdir(exist_ok=True)
    JSON_FILE.write_text(json.dumps(asdict(figures), indent=1), encoding="utf-8")


INTRODUCTION = """# Performance

This page is written by `make bench REPORT=yes`; the figures below were seen in one run. Absolute
numbers depend on the machine: compare ratios within a run, and `CPU` with the loop beside it. The
same page measured twice in one run differs by up to a quarter; what is met or missed by less is not
settled. Where the time of the slowest pages goes, and how many reads each takes, is
[profiled](profiles.md).

How it is reached: pages are kept in memory before Django until what they rest on moves
([0038](../adr/0038-pages-kept-in-memory.md)); their reads are prepared once
([0039](../adr/0039-reads-prepared-once.md)); figures are added up when something is written, not
when it is read ([0008](../adr/0008-roll-ups-without-today.md)), and what depends on the day is
counted once for a plan until it moves; imports write rows, not objects.

"""


def document(figures: Figures) -> None:
    """Write docs/explain/performance.md."""
    DOCUMENT.write_text(INTRODUCTION + written(figures), encoding="utf-8")


PROFILED = """# Where the time of a page goes

This page is written by `make bench PROFILE=yes`. Each page is rendered anew, without the store of
pages and without a web server, ten times for its cost and ten times under a profiler, which makes
many small calls look dearer than they are: read the shares, not their decimals. What it says of the
[goals](performance.md):

- A project's page holds six reads and thousands of small pieces of text, each escaped, isolated in
  its direction and put together by a template. No single function takes a tenth of the time; fewer
  pieces or a compiled renderer would help, a faster query would not.
- The page of a plan, its list and its map read every project of the plan to say its status today.
- The home page and the list of plans count the status of every project of a plan once and keep the
  counts until that plan moves or the day ends: ten plans cost ten tiles.
- An answer of the API that is asked for again is kept, and only so are the goals met; made anew it
  costs what stands here, some 300 answers a second.

"""


def profiled(profiles: Sequence[Profile], calibration_ms: float, day: str) -> str:
    """Give the profiles as Markdown."""
    kinds = sorted({kind for one in profiles for kind in one.shares})
    heads = ("page", "reads", "CPU ms", *kinds, "dearest functions")
    rows = (
        (
            f"`{one.path}`",
            one.n_queries,
            one.cpu_ms,
            *(f"{one.shares.get(kind, 0):.0%}" for kind in kinds),
            ", ".join(f"{name} {share:.0%}" for name, share in one.functions.items()),
        )
        for one in profiles
    )
    said = f"Profiled on {day}; a fixed loop of Python took {calibration_ms:.0f} ms of processor."
    return "\n".join((said, "", *_table(heads, rows))) + "\n"


def document_profiles(text: str) -> None:
    """Write docs/explain/profiles.md."""
    PROFILES.write_text(PROFILED + text, encoding="utf-8")
