"""Removing what is kept of people for a while only."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from athar.kernel import clock
from athar.people.models import Invitation, SignIn


@transaction.atomic
def forget_ended_sessions() -> int:
    """Remove sessions that ended, and the browsers they were open in; give how many sessions.

    Queries: 2.
    """
    # by the real time, as sessions end by it even where the calendar stands still
    n_ended = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return n_ended


@transaction.atomic
def forget_invitations() -> int:
    """Remove invitations over for ATHAR_INVITATION_DAYS, whatever became of them; give how many.

    Shape: that somebody was invited stays in the record, without name and address.
    Queries: 1.
    """
    before = clock.now() - dt.timedelta(days=settings.INVITATION_DAYS)
    over = Q(expires_at__lt=before) | Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before)
    return Invitation.objects.filter(over).delete()[0]
