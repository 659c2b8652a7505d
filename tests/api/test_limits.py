"""How often somebody may ask: never more than the limit, whoever else is asking."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import RequestFactory

from athar.api import limits
from athar.kernel import clock
from athar.people.actions import create_account, create_token, revoke_token
from athar.people.queries import tokens_of

pytestmark = pytest.mark.django_db
PROCESS = """
import sys
from pathlib import Path
from athar.api.limits import Counts
counts = Counts(Path(sys.argv[1]))
print(sum(counts.take("somebody", 1) <= int(sys.argv[2]) for _ in range(int(sys.argv[3]))))
"""


@pytest.fixture(autouse=True)
def _own_counts(settings, tmp_path):
    """Count each test in a file of its own, with small limits."""
    settings.DATA_DIR = tmp_path
    settings.API_LIMIT, settings.API_TOKEN_LIMIT = 3, 5


@pytest.fixture
def same_minute(monkeypatch):
    """Hold the minute, ten seconds after it began."""
    monkeypatch.setattr(limits.time, "time", lambda: 60_010.0)


@pytest.fixture
def secret():
    """Make a read token and give its secret."""
    account = create_account(by=None, email="program@example.org")
    return create_token(
        by=None,
        account_id=account.pk,
        name="harvest",
        expires_at=clock.now() + dt.timedelta(days=30),
    )


def asked(client, n, **headers):
    return [client.get("/api/v1/plans", headers=headers).status_code for _ in range(n)]


def test_what_is_left_is_said_and_then_refused(client, same_minute):
    answers = [client.get("/api/v1/plans") for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one.headers["RateLimit"] for one in answers] == [
        f'"address";r={left};t=50' for left in (2, 1, 0, 0)
    ]
    assert answers[0].headers["RateLimit-Policy"] == '"address";q=3;w=60'
    assert answers[-1].headers["Retry-After"] == "50"
    assert answers[-1].json()["code"] == "too_many_requests"


def test_the_next_minute_begins_anew(client, same_minute, monkeypatch):
    asked(client, 4)
    monkeypatch.setattr(limits.time, "time", lambda: 60_060.0)

    assert asked(client, 1) == [200]


def test_errors_count_and_preflights_do_not(client, same_minute):
    for address in ("/api/v1/x", "/api/v1/plans?limit=0", "/api/v1/openapi.json"):
        client.get(address)
        client.options(address)

    assert asked(client, 1) == [429]


def test_a_token_allows_more_and_counts_for_itself(client, same_minute, secret):
    asked(client, 4)

    with_token = asked(client, 6, Authorization=f"Bearer {secret}")

    assert with_token == [200] * 5 + [429]


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic abc", "Bearer", ""])
def test_a_token_that_is_none_is_said(client, same_minute, header):
    answer = client.get("/api/v1/plans", headers={"Authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["RateLimit-Policy"] == '"address";q=3;w=60'


def test_a_revoked_token_counts_no_longer(client, same_minute, secret):
    owner = create_account(by=None, email="other@example.org").pk - 1
    revoke_token(by=None, token_id=tokens_of(owner)[0].id)

    assert asked(client, 1, Authorization=f"Bearer {secret}") == [401]


def test_a_token_takes_one_query(client, secret, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/api/v1/openapi.json", headers={"Authorization": f"Bearer {secret}"})


def test_threads_together_never_pass_the_limit(tmp_path):
    counts = limits.Counts(tmp_path / "counts")

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _n: counts.take("somebody", 1), range(200)))

    assert sorted(taken) == list(range(1, 201))


def test_processes_together_never_pass_the_limit(tmp_path):
    command = [sys.executable, "-c", PROCESS, str(tmp_path / "counts"), "150", "100"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    let_through = [int(process.communicate(timeout=60)[0]) for process in running]

    assert sum(let_through) == 150


def test_counts_of_past_minutes_are_forgotten(tmp_path):
    counts = limits.Counts(tmp_path / "counts")

    counts.take("somebody", 1)
    counts.take("somebody", 2)

    with sqlite3.connect(tmp_path / "counts") as file:
        assert file.execute("SELECT * FROM taken").fetchall() == [("somebody", 2, 1)]


def test_what_cannot_be_counted_is_read_all_the_same(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "no" / "such" / "directory"

    answer = client.get("/api/v1/plans")

    assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)


def caller(address, **more):
    return limits.caller_of(RequestFactory().get("/", REMOTE_ADDR=address, **more))


def test_an_address_is_never_kept_and_changes_its_name_every_day(settings):
    today = caller("192.0.2.7")

    clock.set_frozen(clock.today() + dt.timedelta(days=1))

    assert "192.0.2.7" not in today
    assert len(today) == 32
    assert today != caller("192.0.2.7")


def test_an_address_names_a_household(settings):
    assert caller("2001:db8::1") == caller("2001:db8::2")
    assert caller("2001:db8::1") != caller("2001:db8:0:1::1")
    assert caller("192.0.2.7") != caller("192.0.2.8")
    assert caller("") == caller("unix")


def test_behind_a_proxy_the_last_address_told_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    forged = caller("10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 192.0.2.7")

    assert forged == caller("10.0.0.2", HTTP_X_FORWARDED_FOR="192.0.2.7")
