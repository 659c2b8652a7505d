"""Noting in which browsers an account is signed in, at next to no cost for a page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest

from athar.kernel import clock
from athar.people.devices import device_of
from athar.people.models import SignIn

if TYPE_CHECKING:
    from athar.people.models import Account

NOTED_EVERY = dt.timedelta(minutes=15)
"""How exactly it is known when a browser was last seen."""
_MOST_REMEMBERED = 10_000

# When this process last noted a session: a page asks the database only after a while.
_noted: dict[str, dt.datetime] = {}


def sign_in_began(sender: Any, *, request: HttpRequest, user: Account, **_told: Any) -> None:
    """Note the browser of a session that begins. Queries: at most 4."""
    if request.session.session_key:
        _note(request, user.pk)


def password_renewed(sender: Any, *, request: HttpRequest, user: Account, **_told: Any) -> None:
    """End the sessions that began with another password and open nothing now. Queries: 1."""
    end_sessions(user.sign_ins.exclude(session_key=request.session.session_key or ""))


def end_sessions(rows: QuerySet[SignIn]) -> None:
    """End the sessions of some browsers. Queries: 1."""
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()


def forget_sessions(account_id: int, addresses: Collection[str]) -> None:
    """End every session that knows a person, those in which signing in was only begun too.

    Queries: 2. Reads all sessions there are.
    """
    known = [
        one.session_key
        for one in Session.objects.iterator()
        if _knows(one.get_decoded(), str(account_id), addresses)
    ]
    Session.objects.filter(session_key__in=known).delete()


def _knows(session: Mapping[str, Any], account: str, addresses: Collection[str]) -> bool:
    if session.get(SESSION_KEY) == account:
        return True
    kept = json.dumps(session, default=str).lower()
    return any(address.lower() in kept for address in addresses)


def note_presence(request: HttpRequest) -> None:
    """Note that the browser of a session was seen, every quarter of an hour at most.

    Shape: nothing without a session; a session that began before browsers were noted begins now.
    Queries: none as a rule, 1 when it is time, 3 when the browser is not known.
    """
    key = request.session.session_key
    if not key or not request.user.is_authenticated:
        return
    now = clock.now()
    noted = _noted.get(key)
    # a frozen calendar may have been set back
    if noted is not None and abs(now - noted) < NOTED_EVERY:
        return
    if SignIn.objects.filter(session_key=key, account=request.user.pk).update(seen_at=now):
        _remember(key, now)
    else:
        _note(request, request.user.pk)


def follow_session(before: str | None, request: HttpRequest) -> None:
    """Keep the browser when its session got another key, as after a new password.

    Queries: none as a rule, 1 when the key is another one.
    """
    after = request.session.session_key
    if before and after and before != after:
        SignIn.objects.filter(session_key=before).update(session_key=after)


def _note(request: HttpRequest, account_id: int) -> None:
    now = clock.now()
    browser, system = device_of(request.META.get("HTTP_USER_AGENT", ""))
    key = str(request.session.session_key)
    seen = {"account_id": account_id, "browser": browser, "system": system, "seen_at": now}
    SignIn.objects.update_or_create(
        session_key=key, defaults=seen, create_defaults={**seen, "began_at": now}
    )
    _remember(key, now)


def _remember(key: str, now: dt.datetime) -> None:
    if len(_noted) >= _MOST_REMEMBERED:
        _noted.clear()
    _noted[key] = now
