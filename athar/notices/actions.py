"""Choosing what one is told; putting digests into the queue and letting them leave, each once."""

from __future__ import annotations

import datetime as dt
import logging
import secrets

from django.conf import settings
from django.utils import timezone

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.notices.enums import MailState, Rhythm
from athar.notices.handing import OutcomeUnknown, hand_over
from athar.notices.models import FeedKey, Mail, Preference
from athar.notices.queries import choice_of, digest_of, is_due
from athar.notices.rules import can_choose_notices
from athar.notices.writing import write_mail
from athar.people.enums import Role
from athar.people.queries import account_ids_with, token_digest
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

TOLD_ROLES = (
    *(Role.PROJECT_MANAGER, Role.COORDINATOR, Role.VALIDATOR, Role.ADMINISTRATOR),
    Role.FOCAL_POINT,
)
"""Whose holders have something to be told of."""
FIRST_WAIT = dt.timedelta(minutes=5)
"""After what time a mail that could not leave is tried again; each further wait is doubled."""
MOST_TRIES = 6

_log = logging.getLogger(__name__)


@acting("notices.chosen", "account:{account_id}")
def choose_notices(
    *, by: Actor | None, account_id: int, rhythm: Rhythm, has_reminders: bool
) -> bool:
    """Choose how often a person is written to, and whether due dates are reminded of.

    Shape: False when that is what was chosen already.
    Errors: PermissionDenied.
    Queries: 3 and those of the record.
    """
    require(can_choose_notices(by, account_id), "notices.choose_notices")
    before = choice_of(account_id)
    chosen = {"rhythm": rhythm.value, "has_reminders": has_reminders}
    was = {"rhythm": before.rhythm.value, "has_reminders": before.has_reminders}
    if chosen == was:
        return False
    Preference.objects.update_or_create(account_id=account_id, defaults=chosen)
    record(
        kind="notices.chosen",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"notices:{account_id}", was, chosen)],
    )
    return True


@acting("notices.feed_made", "account:{account_id}")
def make_feed(*, by: Actor | None, account_id: int) -> str:
    """Make the secret address of a person's calendar; the one before opens nothing any more.

    Shape: the secret, which nobody can be shown again.
    Errors: PermissionDenied.
    Queries: 3 and those of the record.
    """
    require(can_choose_notices(by, account_id), "notices.make_feed")
    secret = secrets.token_urlsafe(32)
    digest, made_at = token_digest(secret), clock.now()
    FeedKey.objects.update_or_create(
        account_id=account_id, defaults={"digest": digest, "made_at": made_at}
    )
    record(
        kind="notices.feed_made",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"feed:{account_id}", None, {"made_at": made_at.isoformat()})],
    )
    return secret


@acting("notices.feed_revoked", "account:{account_id}")
def revoke_feed(*, by: Actor | None, account_id: int) -> bool:
    """Take back the secret address of a person's calendar.

    Shape: False when there is none.
    Errors: PermissionDenied.
    Queries: 1 and those of the record.
    """
    require(can_choose_notices(by, account_id), "notices.revoke_feed")
    if not FeedKey.objects.filter(account=account_id).delete()[0]:
        return False
    record(
        kind="notices.feed_revoked",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"feed:{account_id}", {}, None)],
    )
    return True


def queue_digests() -> int:
    """Put the digest of today into the queue for everybody who may be told something.

    Shape: how many were not there yet; none before the hour of ATHAR_DIGEST_HOUR. Two workers
    that do it at once put each in once.
    Queries: 3, 1 once everybody has theirs, none before the hour.
    """
    now, today = clock.now(), clock.today()
    if timezone.localtime(now).hour < settings.DIGEST_HOUR:
        return 0
    queued = set(Mail.objects.filter(day=today).values_list("account_id", flat=True))
    missing = [one for one in account_ids_with(TOLD_ROLES) if one not in queued]
    Mail.objects.bulk_create(
        [Mail(account_id=one, day=today, next_try_at=now) for one in missing],
        ignore_conflicts=True,
    )
    return len(missing)


def send_digests() -> int:
    """Let every mail leave whose moment has come; give how many left.

    Shape: each leaves once at most. What it says is put together first, then the mail is marked as
    leaving in a transaction of its own, then it is handed over: whoever is cut off in between
    leaves it marked, and nobody sends it again, nor where the line broke so that the server may
    have it. What the server surely did not take is tried again, and what waited into the next day
    is overtaken by the digest of that day.
    Queries: 1, and 35 at most for each mail.
    """
    waiting = Mail.objects.filter(state=MailState.WAITING, next_try_at__lte=clock.now())
    return sum(_send(mail) for mail in waiting.select_related("account").order_by("pk"))


def _send(mail: Mail) -> bool:
    """Let one mail leave; tell whether it did."""
    if mail.day != clock.today() or not mail.account.is_active:
        _end(mail, MailState.OVERTAKEN)
        return False
    try:
        digest = digest_of(mail.account)
        if not is_due(mail.account_id, digest):
            _end(mail, MailState.NOTHING)
            return False
        letter = write_mail(mail.account, digest)
        if not _mark_leaving(mail):
            return False
        hand_over(letter)
    except OutcomeUnknown as unknown:
        _log.exception("Whether the digest %s left is not known; it is held back", mail.pk)
        Mail.objects.filter(pk=mail.pk).update(error=str(unknown)[:80])
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
        _log.exception("The digest %s could not leave", mail.pk)
        _try_later(mail, type(error).__name__)
        return False
    _end(mail, MailState.SENT)
    return True


def _mark_leaving(mail: Mail) -> bool:
    """Mark a mail as leaving; tell whether nobody did before."""
    waiting = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING, n_tries=mail.n_tries)
    return bool(waiting.update(state=MailState.LEAVING, next_try_at=clock.now()))


def _try_later(mail: Mail, error: str) -> None:
    """Put a mail back for later, or give it up after the last try."""
    wait = FIRST_WAIT * 2**mail.n_tries
    mine = Mail.objects.filter(pk=mail.pk, n_tries=mail.n_tries, ended_at=None)
    is_last = mail.n_tries + 1 >= MOST_TRIES
    mine.update(
        n_tries=mail.n_tries + 1,
        state=MailState.GIVEN_UP if is_last else MailState.WAITING,
        ended_at=clock.now() if is_last else None,
        next_try_at=clock.now() + wait,
        error=error[:80],
    )


def _end(mail: Mail, state: MailState) -> None:
    Mail.objects.filter(pk=mail.pk, ended_at=None).update(state=state, ended_at=clock.now())


def forget_mails() -> int:
    """Remove lines of the log that are older than ATHAR_MAIL_LOG_DAYS; give how many.

    Queries: 1.
    """
    before = clock.today() - dt.timedelta(days=settings.MAIL_LOG_DAYS)
    return Mail.objects.filter(day__lt=before).delete()[0]
