"""How long reading figures of indicators takes, and computing all of them from a snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from athar.rollups.cells import computing
from tests.benchmarks.server import athar

READ = """
import gc, json, os, random, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "athar.config.settings"
import django
django.setup()
from athar.rollups.models import Cell
from athar.reference.models import Place
from athar.rollups.queries import figures_among, figures_at_place, figures_of_indicator
chance = random.Random(1)
some = list(Cell.objects.values_list("indicator_id", "place_id")[:: max(1, Cell.objects.count() // 500)])
periods = list(Cell.objects.order_by("-period").values_list("period", flat=True).distinct()[:6])
provinces = [key for key in Place.objects.filter(kind="province").values_list("pk", flat=True)]
gc.freeze()  # as a web server does
times, whole = [], []
for n in range(int(sys.argv[1])):
    indicators = [one for one, _place in chance.sample(some, 20)]
    places = [place for _one, place in chance.sample(some, 20)]
    reads = (
        # the page of an indicator, that of a place, a matrix, a map in its steps in time
        lambda: figures_of_indicator(indicators[0], place_ids=places[:1]),
        lambda: figures_at_place(places[0], indicator_ids=indicators),
        lambda: figures_among(indicators[:5], places, [""], periods[:1]),
        lambda: figures_among(indicators[:1], provinces, [""], periods),
        lambda: figures_of_indicator(indicators[0]),
    )
    for read in reads:
        began = time.perf_counter()
        found = read()
        if n:
            kept = whole if read is reads[-1] else times
            kept.append((time.perf_counter() - began) * 1000)
print(json.dumps([
    Cell.objects.count(), sorted(times)[int(len(times) * .95)], len(found), sorted(whole)[len(whole) // 2]
]))
"""
_PLACES = (
    (1, 0, 0, "country", 1),
    *((2 + n, 1, 1, "region", 4) for n in range(4)),
    *((10 + n, 2 + n % 4, 2, "province", 5) for n in range(20)),
)
_ALL_ADDED = ("sum", "sum", "sum", "", '["age"]')


def measure_reads(env: Mapping[str, str], *, is_small: bool) -> tuple[float, str]:
    """Make up values; give the 95th percentile of a read of figures in ms, and a note of it.

    Shape: read as pages do; how long all figures of one indicator take stands in the note.
    """
    n_indicators, n_values = ("40", "2000") if is_small else ("2000", "400000")
    words = ("--indicators", n_indicators, "--values", n_values, "--anyway")
    athar("generate", *words, env=env)
    done = subprocess.run(
        [sys.executable, "-c", READ, "5" if is_small else "100"],
        env=dict(env),
        capture_output=True,
        check=True,
        text=True,
    )
    n_figures, slow, n_all, whole = json.loads(done.stdout)
    note = f"read among {n_figures:,}, all {n_all:,} of one indicator in {whole:.1f} ms"
    return round(slow, 1), note


def measure_computing(*, n_values: int) -> tuple[int, float]:
    """Compute every figure of made-up values of 20 provinces; give how many, and the seconds.

    Shape: 500 values of each indicator, by province, year and age; a snapshot is made directly.
    """
    import duckdb

    n_indicators = n_values // 500
    with (
        tempfile.TemporaryDirectory() as directory,
        computing.Workshop(Path(directory), memory_mb=6000) as workshop,
    ):
        (Path(directory) / "stated").mkdir()
        duckdb.execute(
            "COPY (SELECT i AS indicator_id, 100 + k AS category_id, p AS place_id,"
            " (2020 + y)::varchar AS period, 'declared' AS claim, 0 AS revision,"
            " (i * 7919 + p * 31 + k * 17) % 100000 AS value, NULL::bigint AS numerator,"
            f" NULL::bigint AS denominator, '' AS no_number FROM range({n_indicators}) a(i),"
            " range(10, 30) b(p), range(5) c(y), range(5) d(k))"
            f" TO '{directory}/stated/made-up.parquet'"
        )
        rules = ((one, *_ALL_ADDED) for one in range(n_indicators))
        workshop.load("indicators_indicator", computing.INDICATORS, rules)
        workshop.load("cells_place", computing.PLACES, _PLACES)
        workshop.load("cells_held", computing.HELD, [])
        parts = (('["age"]', 0, 100 + one, 5, 99) for one in range(5))
        workshop.load("cells_part", computing.PARTS, parts)
        n_figures, seconds = workshop.compute(n_positions=1, whole_id=99, depths=range(3))
    return n_figures, round(seconds, 2)
