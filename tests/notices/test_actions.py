"""Choosing what one is told; each digest leaves once, whoever is cut off or runs beside."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPDataError

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend

from athar.kernel import clock
from athar.notices.actions import (
    choose_notices,
    forget_mails,
    queue_digests,
    send_digests,
)
from athar.notices.enums import Rhythm
from athar.notices.jobs import tell_people
from athar.notices.models import Mail
from athar.notices.queries import choice_of
from athar.people.models import Account
from athar.trail.models import Event
from tests.notices.cast import on, only
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db
HERE = "tests.notices.test_actions"


class FullServer(EmailBackend):
    """Refuses every mail."""

    def send_messages(self, messages):
        raise SMTPDataError(452, b"no space")


class KilledWorker(EmailBackend):
    """Takes the mail, and is cut off before it can say so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit(9)


class SecondWorker(EmailBackend):
    """Lets another worker do the same work while a mail is handed over."""

    def send_messages(self, messages):
        tell_people()
        return super().send_messages(messages)


@pytest.fixture
def owing(frozen_day, plan, people, settings):
    """The manager owes two reports; it is a morning."""
    only(settings)
    made.a_round(plan)
    return people.manager


def states():
    return dict(Mail.objects.order_by("pk").values_list("account__email", "state"))


def mine(account):
    return Mail.objects.get(account=account)


def test_digest_leaves_once_for_who_has_something_to_read(owing, mailoutbox):
    tell_people()
    tell_people()

    assert [one.to for one in mailoutbox] == [[owing.email]]
    assert sorted(states().values()) == ["nothing"] * (len(states()) - 1) + ["sent"]
    assert mine(owing).ended_at is not None


def test_nothing_is_queued_before_the_hour(owing, settings):
    settings.DIGEST_HOUR = 24

    assert (queue_digests(), Mail.objects.count()) == (0, 0)


def test_each_is_queued_once(owing):
    first = queue_digests()

    assert (first, queue_digests(), Mail.objects.count()) == (first, 0, first)


def test_worker_cut_off_while_sending_never_sends_twice(owing, mailoutbox, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{HERE}.KilledWorker"
    with pytest.raises(SystemExit):
        tell_people()
    settings.EMAIL_BACKEND = backend

    tell_people()

    assert (len(mailoutbox), mine(owing).state) == (1, "leaving")


def test_two_workers_at_once_send_one_mail(owing, mailoutbox, settings):
    settings.EMAIL_BACKEND = f"{HERE}.SecondWorker"

    tell_people()

    assert (len(mailoutbox), mine(owing).state) == (1, "sent")


def test_mail_that_another_took_is_left_to_them(owing, mailoutbox, monkeypatch):
    queue_digests()

    def taken(account, digest):
        Mail.objects.filter(account=account).update(state="leaving")
        return write(account, digest)

    from athar.notices.actions import write_mail as write

    monkeypatch.setattr("athar.notices.actions.write_mail", taken)

    assert (send_digests(), len(mailoutbox), mine(owing).state) == (0, 0, "leaving")


def test_mail_that_cannot_leave_is_tried_later_then_given_up(owing, settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{HERE}.FullServer"
    before = clock.now()
    waits = []
    for _try in range(6):
        tell_people()
        row = mine(owing)
        waits.append(round((row.next_try_at - before) / dt.timedelta(minutes=5)))
        Mail.objects.filter(pk=row.pk).update(next_try_at=before)

    assert waits == [1, 2, 4, 8, 16, 32]
    assert (row.state, row.n_tries, row.error, mailoutbox) == ("given_up", 6, "SMTPDataError", [])
    assert tell_people() == 0


def test_what_waited_into_the_next_day_is_overtaken(owing, mailoutbox):
    queue_digests()
    on("2025-10-16")

    send_digests()

    assert (set(states().values()), mailoutbox) == ({"overtaken"}, [])


def test_account_that_was_closed_meanwhile_gets_nothing(owing, mailoutbox):
    queue_digests()
    Account.objects.filter(pk=owing.pk).update(is_active=False)

    send_digests()

    assert (mine(owing).state, mailoutbox) == ("overtaken", [])


def test_log_is_forgotten_after_its_time(owing, settings):
    tell_people()
    on("2026-01-13")
    kept = forget_mails()
    on("2026-01-14")

    assert (kept, forget_mails() > 0, Mail.objects.count()) == (0, True, 0)


def test_choice_is_kept_with_its_event(people):
    me = people.manager
    chosen = {"rhythm": Rhythm.DAILY, "has_reminders": False}

    first = choose_notices(by=me, account_id=me.pk, **chosen)

    assert (first, choose_notices(by=me, account_id=me.pk, **chosen)) == (True, False)
    assert (choice_of(me.pk).rhythm, choice_of(me.pk).has_reminders) == (Rhythm.DAILY, False)
    event = Event.objects.filter(kind="notices.chosen").get()
    change = event.changes.get()
    assert (event.by_id, change.before, change.after) == (
        me.pk,
        {"rhythm": "weekly", "has_reminders": True},
        {"rhythm": "daily", "has_reminders": False},
    )


def test_nobody_chooses_for_another(people):
    with pytest.raises(PermissionDenied):
        choose_notices(
            by=people.administrator,
            account_id=people.manager.pk,
            rhythm=Rhythm.NONE,
            has_reminders=False,
        )
