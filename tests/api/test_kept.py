"""Answers are kept until something is published, and never longer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import OperationalError, connection

from athar.api import kept
from athar.kernel import clock
from athar.reporting.actions import publish_reports
from tests import cast

LIST = "/api/v1/commitments?limit=2"


@pytest.fixture(autouse=True)
def _keeping(monkeypatch):
    """Keep answers as the web server does, and learn of moves at once."""
    monkeypatch.setattr(kept, "FRESH", 0.0)
    kept.begin()
    yield
    kept.end()


def publish(plan, physical):
    report = replace(cast.REPORTS[0], as_of_on=dt.date(2025, 9, 30), physical=Decimal(physical))
    publish_reports(by=None, plan_id=plan.id, drafts=[report], source={"name": "test"})


def test_an_answer_is_given_again_without_asking_the_stores(plan, client, monkeypatch):
    first = client.get(LIST)
    monkeypatch.setattr(kept, "FRESH", 60.0)

    with connection.execute_wrapper(lambda *_call: pytest.fail("asked the stores")):
        again = client.get(LIST)
        unchanged = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert again.headers["Link"] == first.headers["Link"]
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_what_is_published_is_seen_at_once(plan, client):
    before = client.get(LIST).json()["items"][0]["physical_percent"]

    publish(plan, 90)

    assert (before, client.get(LIST).json()["items"][0]["physical_percent"]) == ("80.00", "90.00")


def test_a_new_day_makes_every_answer_anew(plan, client):
    before = client.get(LIST).json()["items"][0]["planned_today_percent"]

    clock.set_frozen(clock.today() + dt.timedelta(days=30))

    assert client.get(LIST).json()["items"][0]["planned_today_percent"] != before


def test_hosts_languages_and_parts_are_kept_apart(plan, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked = [(LIST, "a.example"), (LIST, "b.example"), (f"{LIST}&lang=fr", "a.example")]

    answers = [client.get(one, headers={"Host": host}).content for one, host in asked * 2]

    assert len(set(answers)) == 3
    assert answers[:3] == answers[3:]


def test_errors_and_searches_are_not_kept(plan, client):
    for address in ("plans/NO-SUCH", "plans?limit=0", "search?q=eau"):
        client.get(f"/api/v1/{address}")

    assert len(kept._kept[0].answers) == 0


def test_the_least_asked_for_is_forgotten_first(plan, client):
    size = len(client.get("/api/v1/nodes?limit=1").content)
    kept.begin(size * 2 + size // 2)
    addresses = [f"/api/v1/nodes?limit=1&plan={plan.code}", "/api/v1/nodes?limit=1"]

    for address in (*addresses, addresses[0], "/api/v1/nodes?limit=1&level=0", addresses[0]):
        client.get(address)

    queries = [address[1] for address in kept._kept[0].answers]
    assert queries == ["limit=1&level=0", f"limit=1&plan={plan.code}"]


def test_without_the_database_nothing_comes_from_memory(plan, client):
    client.get(LIST)
    client.raise_request_exception = False

    def refuse(*_call):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        answer = client.get(LIST)

    assert answer.status_code == 500
