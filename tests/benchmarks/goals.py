"""What is wanted of the platform's speed and size, and what limits each that is missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure that is wanted: at least so much when `is_least`, else at most."""

    name: str
    unit: str
    wanted: float
    is_least: bool = False
    limited_by: str = ""

    def is_met(self, found: float) -> bool:
        """Tell whether a figure is as wanted."""
        return found >= self.wanted if self.is_least else found <= self.wanted


def _at_least(name: str, wanted: float, unit: str, limited_by: str = "") -> Goal:
    return Goal(name, unit, wanted, is_least=True, limited_by=limited_by)


def _at_most(name: str, wanted: float, unit: str, limited_by: str = "") -> Goal:
    return Goal(name, unit, wanted, limited_by=limited_by)


GOALS: Mapping[str, Goal] = {
    "warm": _at_least("stored page", 15_000, "a second and core", "the web server itself"),
    "unchanged": _at_least(
        "stored page the browser has (304)", 20_000, "a second and core", "the web server itself"
    ),
    "door": _at_least(
        "redirect of /",
        15_000,
        "a second and core",
        "the same layer as a stored page; the headers are most of what is sent",
    ),
    "commitment": _at_least(
        "cold page of a project",
        200,
        "a second and core",
        "ten reads, some 250 macros and 700 figures, dates and texts each escaped and isolated; "
        "no single one takes more than a tenth",
    ),
    "plan": _at_most(
        "cold page of a plan of 233 projects, median",
        25,
        "ms",
        "the status of each project today and the figures of groups put together of them take a "
        "third, the results of the plan a fifth, its templates a sixth",
    ),
    "list": _at_most(
        "cold filtered list of 2,000 projects, median",
        30,
        "ms",
        "every project is read to count what each filter would leave",
    ),
    "api list": _at_least(
        "API, list of 30, asked for again",
        1_000,
        "a second and core",
        "Django's middleware and counting the request; the answer itself is kept",
    ),
    "api detail": _at_least(
        "API, one project, asked for again",
        800,
        "a second and core",
        "Django's middleware and counting the request; the answer itself is kept",
    ),
    "indicator": _at_least(
        "cold page of an indicator",
        150,
        "a second and core",
        "ten reads, then some 80 macros, a drawing, a map and 900 texts each escaped; rendering "
        "takes about half",
    ),
    "api values": _at_least(
        "API, 200 values",
        800,
        "a second and core",
        "five reads, and 200 objects of 22 fields made in Python; Django's part is 0.7 ms of it",
    ),
    "api values again": _at_least(
        "API, 200 values, asked for again",
        1_000,
        "a second and core",
        "Django's middleware and counting the request; the answer itself is kept",
    ),
    "search": _at_most(
        "search over 20,000 texts, median",
        15,
        "ms",
        "a common word is in thousands of texts, all of which are ranked",
    ),
    "visible": _at_most("publication visible on every worker, readers asking", 1, "s"),
    "growth": _at_most(
        "tenfold data: slowest page's 95th percentile against before",
        1.2,
        "times",
        "the home page and the list of plans show ten plans in place of one; what is counted of "
        "each is kept until it moves, and pages of one plan stay as they were",
    ),
    "start": _at_most("start to first page", 2, "s"),
    "memory": _at_most(
        "memory of a worker",
        130,
        "MiB",
        "measured after every page, picture and answer of the API was asked for: the typesetter "
        "with its letters takes 33, kept pages and answers up to 16",
    ),
    "picture": _at_most("share image", 50, "ms of processor", "drawing by the typesetter"),
    "weight": _at_most("heaviest first view", 100, "KB on the wire"),
    "figures read": _at_most(
        "figures of indicators read as pages do, 95th percentile",
        5,
        "ms",
        "each row is made a figure in Python, at some 4 µs",
    ),
    "figures computed": _at_most(
        "every figure of 10 million values computed",
        3,
        "s",
        "10 million stated figures are written beside the 5 million put together, and each of "
        "three steps groups millions of keys of five columns",
    ),
    "rounds: my work": _at_most("My work of 2,000 projects and 12 rounds, cold", 60, "ms"),
    "rounds: my work, every round open": _at_most(
        "the same while all twelve rounds are open",
        60,
        "ms",
        "each of 24,000 reports that are owed is looked up once to count those that did not come",
    ),
    "rounds: my work, queries": _at_most("its reads, for who holds every role", 12, "reads"),
    "rounds: publish a report": _at_most("publication of a report of 2,000", 50, "ms"),
    "rounds: close a round": _at_most("closing of a round of 2,000", 20_000, "ms"),
    "rounds: edits lost": _at_most("edits lost of 50 people who type 100 each at once", 0, "edits"),
    "import 233": _at_most("import of 233 projects", 2, "s"),
    "import 5000": _at_most("import of 5,000 projects", 15, "s"),
    "import memory": _at_most("memory of importing 5,000 projects", 300, "MiB"),
    "values in": _at_least(
        "import of values with roll-ups and record",
        40_000,
        "a second",
        "reading the rows in Python takes about two fifths of the processor, the database as much "
        "(three indexes, the roll-ups), starting the command the rest",
    ),
    "values out": _at_least(
        "export of values as CSV",
        100_000,
        "a second",
        "SQLite gives rows to Python, which writes each line; PostgreSQL writes them itself",
    ),
    "values memory": _at_most("memory of importing values", 250, "MiB", "the command itself"),
}
