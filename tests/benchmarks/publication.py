"""How long a publication takes to be seen on every worker, while readers keep asking."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.loading import Failing
from tests.benchmarks.pages import DEMO, DEMO_COMMITMENT
from tests.benchmarks.server import Server, serving

WORKERS = 2
#: So many ask at once, each over a connection of its own, so that no worker is idle or left out.
READERS = 4
PATH = f"/ar/plans/{DEMO}/commitments/{DEMO_COMMITMENT}"
#: Seconds of asking before the publication and after it.
BEFORE, AFTER = 1.0, 4.0
PUBLISH = """
import datetime as dt, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "athar.config.settings"
import django
django.setup()
from decimal import Decimal
from athar.plans.queries import plan_by_code
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
plan, code, percent = sys.argv[1:]
draft = ReportDraft(
    commitment_code=code, as_of_on=dt.date(2025, 10, 14), physical=Decimal(percent)
)
publish_reports(
    by=None, plan_id=plan_by_code(plan).id, drafts=[draft], source={"name": "benchmark"}
)
print(time.time(), flush=True)
"""


def seconds_until_seen(env: Mapping[str, str]) -> float:
    """Publish a report while readers ask, and give the seconds until no answer is the earlier one.

    Shape: counted to the beginning of the last request that was answered with the earlier page.
    Errors: Failing when it is still given at the end.
    """
    with serving(env, "/ar/", workers=WORKERS) as server, ThreadPoolExecutor(READERS) as pool:
        before, stop = _get(server, PATH), threading.Event()
        reading = [pool.submit(list, _read_on(server, before, stop)) for _ in range(READERS)]
        try:
            time.sleep(BEFORE)
            published_at = _publish(env)
            time.sleep(AFTER)
        finally:
            stop.set()
        answers = sorted(answer for one in reading for answer in one.result())
    old = [began_at for began_at, is_old in answers if is_old]
    if any(is_old for _began_at, is_old in answers[-READERS:]):
        raise Failing(f"{PATH} is still as it was {AFTER:g} s after a publication")
    return round(max(0.0, old[-1] - published_at), 3)


def _publish(env: Mapping[str, str]) -> float:
    """Publish from another process, as a job would, and give when that was done."""
    command = [sys.executable, "-c", PUBLISH, DEMO, DEMO_COMMITMENT, "41.41"]
    done = subprocess.run(command, env=dict(env), capture_output=True, check=True, text=True)
    return float(done.stdout)


def _read_on(server: Server, before: bytes, stop: threading.Event) -> Iterator[tuple[float, bool]]:
    """Ask again and again; give when each request began, and whether the answer was the old one."""
    while not stop.is_set():
        began_at = time.time()
        yield began_at, _get(server, PATH) == before


def _get(server: Server, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost"})
    body = connection.getresponse().read()
    connection.close()
    return body
