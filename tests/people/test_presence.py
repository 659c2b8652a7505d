"""Browsers are noted when they sign in and, rarely, when they are seen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.kernel import clock
from athar.people import presence
from athar.people.devices import device_of
from athar.people.models import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("", ("", "")),
        ("curl/8.0", ("", "")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko Firefox/131.0", ("Firefox", "Linux")),
        (
            "Mozilla/5.0 (Linux; Android 13) SamsungBrowser/23.0 Chrome/115.0 Safari/537.36",
            ("Samsung Internet", "Android"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129 Safari/537.36 Edg/129",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("x" * 500 + "Firefox", ("", "")),
    ],
    ids=["silent", "program", "firefox", "samsung", "edge", "iphone", "far too long"],
)
def test_browser_says_what_it_is(said, device):
    assert device_of(said) == device


def _note_again(client, monkeypatch, minutes):
    later = clock.now() + dt.timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/desk/sign-ins")
    return later, sum("people_signin" in one["sql"] for one in asked.captured_queries)


@pytest.mark.parametrize(("minutes", "n_queries"), [(14, 1), (16, 2)])
def test_browser_is_noted_every_quarter_of_an_hour(client, people, monkeypatch, minutes, n_queries):
    client.force_login(people.citizen)
    began = SignIn.objects.get().began_at

    later, asked = _note_again(client, monkeypatch, minutes)

    row = SignIn.objects.get()
    # one to list them; one more to note it
    assert (asked, row.began_at) == (n_queries, began)
    assert (row.seen_at == later) is (n_queries == 2)


def test_session_from_before_is_noted_when_it_is_seen(client, people, monkeypatch):
    client.force_login(people.citizen)
    SignIn.objects.all().delete()
    monkeypatch.setattr(presence, "_noted", {})

    client.get("/desk/")

    assert SignIn.objects.get().account == people.citizen


def test_public_page_asks_nothing_of_who_reads_it(client, people, plan, monkeypatch):
    client.force_login(people.citizen)
    monkeypatch.setattr(presence, "_noted", {})

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/fr/plans")

    tables = ("django_session", "people_signin", "people_account")
    assert answer.status_code == 200
    assert [one for one in asked.captured_queries if any(t in one["sql"] for t in tables)] == []
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_memory_of_a_process_is_bounded(monkeypatch):
    monkeypatch.setattr(presence, "_MOST_REMEMBERED", 2)
    monkeypatch.setattr(presence, "_noted", {})

    for number in range(5):
        presence._remember(str(number), clock.now())

    assert sorted(presence._noted) == ["4"]
