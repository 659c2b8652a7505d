"""How long a search takes in an installation, without the page around it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

WORDS = (
    "الماء",
    "طريق",
    "تاهيل",
    "eau potable",
    "route",
    "réseau",
    "school",
    "وزان",
    "assainissment",
)
SEARCH = """
import json, os, statistics, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "athar.config.settings"
import django
django.setup()
from athar.search.models import Entry
from athar.search.queries import search
times = []
for n in range(int(sys.argv[1])):
    for word in json.loads(sys.argv[2]):
        began = time.perf_counter()
        search(word, lang="ar")
        if n:
            times.append((time.perf_counter() - began) * 1000)
ranked = sorted(times)
print(json.dumps([Entry.objects.count(), statistics.median(ranked), ranked[int(len(ranked) * .95)]]))
"""


def measure_search(env: Mapping[str, str], *, rounds: int) -> tuple[int, float, float]:
    """Give how many entries are searched, and the median and 95th percentile in milliseconds."""
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, str(rounds), json.dumps(WORDS)],
        env=dict(env),
        capture_output=True,
        check=True,
        text=True,
    )
    n_entries, median, slow = json.loads(done.stdout)
    return n_entries, round(median, 1), round(slow, 1)
