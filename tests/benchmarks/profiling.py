"""Where the processor's time of a cold page goes: what limits a figure that is missed.

`python -m tests.benchmarks.profiling PATH …` prints it for an installation as JSON.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: So many requests are profiled after as many that are not.
REQUESTS = 10
MOST_NAMED = 3
#: The kinds of work, each by what the name of a file or of a function of C holds; the first wins.
_WORK: Mapping[str, tuple[str, ...]] = {
    "the database": ("sqlite3", "psycopg", "django/db/"),
    "numbers, dates and words": ("babel/", "athar/ui/formatting", "athar/kernel/", "decimal"),
    "templates": (".html", "jinja2", "markupsafe", "athar/ui/"),
    "what the page gathers": ("athar/",),
    "Django around it": ("django/",),
}
_REST = "Python itself"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one cold page costs.

    Units: `shares` by kind of work and by function, of the time profiled, 0 to 1, greatest first;
    `cpu_ms` without the profiler.
    """

    path: str
    n_queries: int
    cpu_ms: float
    calls: int
    shares: dict[str, float]
    functions: dict[str, float]


def measure_profiles(env: Mapping[str, str], paths: Sequence[str]) -> list[Profile]:
    """Profile pages of an installation, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.profiling", *paths],
        env=dict(env),
        capture_output=True,
        check=True,
        text=True,
    )
    return [Profile(**one) for one in json.loads(done.stdout)]


def kind_of(file: str, name: str) -> str:
    """Give the kind of work of a function."""
    where = file if file != "~" else name
    return next((kind for kind, marks in _WORK.items() if any(m in where for m in marks)), _REST)


def summary(path: str, n_queries: int, cpu_ms: float, stats: pstats.Stats) -> Profile:
    """Add up the time of every function by kind of work."""
    kinds: dict[str, float] = defaultdict(float)
    functions: dict[str, float] = {}
    calls = 0
    for (file, _line, name), (_primitive, n, own, _below, callers) in _rows(stats):
        if file == "~" and kind_of(file, name) == _REST:  # of C: it works for whoever calls it
            for (caller, _of, calling), (_p, _n, own_for, _b) in callers.items():
                kinds[kind_of(caller, calling)] += own_for
        else:
            kinds[kind_of(file, name)] += own
        functions[_named(file, name)] = own
        calls += n
    total = sum(kinds.values())

    def shares(times: Mapping[str, float]) -> dict[str, float]:
        ranked = sorted(times.items(), key=lambda one: -one[1])
        return {name: round(own / total, 3) for name, own in ranked}

    named = dict(list(shares(functions).items())[:MOST_NAMED])
    return Profile(path, n_queries, cpu_ms, calls // REQUESTS, shares(kinds), named)


def _named(file: str, name: str) -> str:
    bare = re.sub(r" at 0x[0-9a-f]+|[<>]", "", name)
    return bare if file == "~" else f"{'/'.join(file.split('/')[-2:])}: {bare}"


def _rows(stats: pstats.Stats) -> Iterator[tuple[tuple[str, int, str], tuple]]:  # type: ignore[type-arg]  # pstats does not say
    yield from stats.stats.items()  # type: ignore[attr-defined]  # pstats does not say


def _profiled(path: str) -> Profile:
    import time

    from django.db import connection
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def ask(n: int) -> None:
        # the API refuses what it does not know, and keeps answers in a web server only
        anew = "" if path.startswith("/api/") else f"{'&' if '?' in path else '?'}n={n}"
        answer = client.get(path + anew)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"

    for n in range(REQUESTS):
        ask(n)
    queries: list[str] = []

    def counted(execute: Any, sql: str, *more: Any) -> Any:
        queries.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(counted):
        ask(REQUESTS)
    began = time.process_time()
    for n in range(REQUESTS):
        ask(n)
    cpu_ms = round((time.process_time() - began) * 1000 / REQUESTS, 1)
    profile = cProfile.Profile()
    with profile:
        for n in range(REQUESTS):
            ask(n)
    return summary(path, len(queries), cpu_ms, pstats.Stats(profile))


def main(paths: Sequence[str]) -> int:
    """Print the profiles of pages as JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "athar.config.settings"
    import django

    django.setup()
    from athar.rollups import kept

    kept.begin()  # as a web server does
    sys.stdout.write(json.dumps([asdict(_profiled(path)) for path in paths]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
