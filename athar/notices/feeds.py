"""The calendar of a person: the days on which they owe something, behind a secret address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from athar.kernel import clock
from athar.network.queries import open_tasks_of
from athar.notices.models import FeedKey
from athar.notices.queries import own_due_dates
from athar.people.models import Account
from athar.people.queries import token_digest

LONGEST_LINE = 73
"""Octets of a line before it is folded (RFC 5545 §3.1: 75 with its end)."""


def account_of_feed(secret: str) -> Account | None:
    """Give whose calendar a secret opens, None for one that opens nothing. Queries: 1."""
    row = FeedKey.objects.filter(digest=token_digest(secret), account__is_active=True)
    found = row.select_related("account").first()
    return found.account if found else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something is due; `uid` stays the same whenever the calendar is read."""

    uid: str
    on: dt.date
    words: str


def calendar_of(account: Account) -> bytes:
    """Give the calendar of a person: reports they owe, corrective actions, tasks of accession.

    Queries: 9 at most.
    """
    lang = account.language if account.language in settings.OFFERED_LANGUAGES else ""
    with translation.override(lang or settings.OFFERED_LANGUAGES[0]):
        days = list(_days(account, translation.get_language() or ""))
        name = _("Athar: what I owe")
    return calendar_bytes(name, days)


def calendar_bytes(name: str, days: Iterable[Day]) -> bytes:
    """Write a calendar: iCalendar (RFC 5545), one all-day event for each day. Queries: 0."""
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Athar//Due dates//EN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for day in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{day.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.on + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(day.words)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _days(account: Account, lang: str) -> Iterable[Day]:
    owed, actions = own_due_dates(account)
    for one in owed:
        title = one.title.in_language(lang).text
        words = _("Report due: %(title)s (%(code)s)") % {"title": title, "code": one.code}
        yield Day(f"report-{one.commitment_id}-{one.due_on:%Y%m%d}@athar", one.due_on, words)
    for action in actions:
        title = action.title.in_language(lang).text
        words = _("Corrective action due: %(title)s (%(code)s)") % {
            "title": title,
            "code": action.code,
        }
        yield Day(f"action-{action.id}@athar", action.due_on, words)
    for task in open_tasks_of(account):
        country = task.country.names.in_language(lang).text
        words = _("Accession: %(title)s (%(country)s)") % {"title": task.title, "country": country}
        yield Day(f"task-{task.id}@athar", task.due_on, words)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Fold a line by octets, never within a letter."""
    out, length = [], 0
    for letter in line:
        octets = letter.encode()
        if length + len(octets) > LONGEST_LINE:
            out.append(b"\r\n ")
            length = 1
        out.append(octets)
        length += len(octets)
    return b"".join(out) + b"\r\n"
