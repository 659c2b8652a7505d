"""What is kept for a while only goes once a day, or by hand; the record of acts stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from athar.config import retention
from athar.config.commandline import main
from athar.config.ticking import due_work
from athar.kernel import clock
from athar.notices.models import Mail
from athar.people.actions import invite_person
from athar.people.enums import Role
from athar.people.models import Invitation, SignIn
from athar.plans.models import EditDraft
from athar.trail.models import Event, KeptAnswer

pytestmark = pytest.mark.django_db
OLD, YOUNG = 1000, 1
WHAT = (
    "sessions that ended",
    "invitations that are over",
    "lines of the log of mails",
    "drafts that nobody kept",
    "answers kept for programs",
    "files never applied",
)


@pytest.fixture(autouse=True)
def _nothing_done_today(db):
    cache.clear()


def leave(people, plan, days: int) -> None:
    """Leave one of each thing so many days ago."""
    then = clock.now() - dt.timedelta(days=days)
    key = f"of-{days}"
    ends = timezone.now() + dt.timedelta(days=-1 if days == OLD else 1)
    Session.objects.create(session_key=key, session_data="", expire_date=ends)
    SignIn.objects.create(account=people.citizen, session_key=key, began_at=then, seen_at=then)
    invite_person(
        by=people.administrator,
        email=f"{key}@example.org",
        role=Role.OBSERVER,
        scope="plan:9",
        base_url="https://x.example/",
    )
    Invitation.objects.filter(email=f"{key}@example.org").update(
        invited_at=then, expires_at=then + dt.timedelta(days=14)
    )
    Mail.objects.create(account=people.citizen, day=then.date(), next_try_at=then)
    EditDraft.objects.create(
        plan_id=plan.id,
        kind="commitment",
        code=key,
        by=people.editor,
        base={},
        typed={},
        saved_at=then,
    )
    KeptAnswer.objects.create(caller="x", key=key, digest="x", asked_at=then)


def test_what_is_old_goes_and_the_rest_stays(people, plan, capsys):
    for days in (OLD, YOUNG):
        leave(people, plan, days)
    n_acts = Event.objects.count()

    code = main(("forget",))

    said = capsys.readouterr().out.splitlines()
    assert (code, said[-1]) == (0, "5 were removed")
    assert said[:-1] == [
        f"{0 if words == 'files never applied' else 1:>6} {words}" for words in WHAT
    ]
    left = (Session, SignIn, Invitation, Mail, EditDraft, KeptAnswer)
    assert [model.objects.count() for model in left] == [1] * 6
    assert Event.objects.count() == n_acts


def test_trial_removes_nothing(people, plan, capsys):
    leave(people, plan, OLD)

    main(("forget", "--dry-run"))

    assert capsys.readouterr().out.splitlines()[-1] == "5 would be removed"
    assert (Session.objects.count(), Invitation.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "model"),
    [("INVITATION_DAYS", Invitation), ("MAIL_LOG_DAYS", Mail), ("DRAFT_DAYS", EditDraft)],
    ids=["invitations", "mails", "drafts"],
)
def test_settings_say_how_long(people, plan, settings, name, model):
    leave(people, plan, OLD)
    setattr(settings, name, OLD + 1)

    retention.forget_what_is_over()

    assert model.objects.count() == 1


def test_worker_does_it_once_a_day(people, plan, monkeypatch):
    leave(people, plan, OLD)
    retention.forget_once_a_day()
    leave(people, plan, OLD + 1)

    retention.forget_once_a_day()
    again_today = Mail.objects.count()
    monkeypatch.setattr(clock, "today", lambda: dt.date(2099, 1, 1))
    retention.forget_once_a_day()

    assert (again_today, Mail.objects.count()) == (1, 0)
    assert retention.forget_once_a_day in due_work()


def test_what_failed_is_tried_again(monkeypatch):
    def fail():
        raise OSError("no disk")

    monkeypatch.setattr(retention, "forget_what_is_over", fail)

    for _attempt in range(2):
        with pytest.raises(OSError, match="no disk"):
            retention.forget_once_a_day()
