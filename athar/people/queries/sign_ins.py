"""Where a person is signed in: the browsers whose session counts now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.utils import timezone

from athar.people.models import SignIn


@dataclass(frozen=True, slots=True)
class SignInView:
    """A browser that is signed in; its kind and its system are "" when it does not say them."""

    id: int
    browser: str
    system: str
    began_at: dt.datetime
    seen_at: dt.datetime
    is_current: bool


def sign_ins_of(account_id: int, current: str | None = None) -> tuple[SignInView, ...]:
    """Give the browsers in which a person is signed in, the one in use first, then the last seen.

    Shape: `current` is the key of the session in use. Sessions that ended are left out.
    Queries: 1.
    """
    # by the real time, as sessions end by it even where the calendar stands still
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = SignIn.objects.filter(account=account_id, session_key__in=live).order_by("-seen_at")
    found = [
        SignInView(
            id=row.pk,
            browser=row.browser,
            system=row.system,
            began_at=row.began_at,
            seen_at=row.seen_at,
            is_current=row.session_key == current,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.is_current))
