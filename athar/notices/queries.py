"""What there is to tell a person today, and what they want to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.network.queries.experiences import members_spoken_for
from athar.network.queries.peers import QuestionView, questions_waiting_for
from athar.network.queries.process import ProcessDue, process_due
from athar.notices.enums import MailState, Rhythm, Topic
from athar.notices.models import FeedKey, Mail, Preference
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import ErasureAsked, LentView, erasures_asked, lent_to, scopes_held
from athar.people.rules import can_manage_accounts, organisation_scope
from athar.reporting.queries import (
    DueAction,
    Left,
    Owed,
    WorkItem,
    due_actions,
    left_reports,
    my_work,
    owed_reports,
)

MOST_LINES = 20
"""How many lines of a topic a digest holds; the others are counted."""
CUT_OFF_AFTER = dt.timedelta(minutes=5)
"""After what time a mail that is leaving has left or was cut off."""
_MONTH = dt.timedelta(days=30)
_MANAGER = (Role.PROJECT_MANAGER,)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants to be told."""

    rhythm: Rhythm
    has_reminders: bool


def choice_of(account_id: int) -> Choice:
    """Give what a person chose, else what everybody gets at first: weekly, with reminders.

    Queries: 1.
    """
    row = Preference.objects.filter(account=account_id).first()
    if row is None:
        return Choice(Rhythm.WEEKLY, has_reminders=True)
    return Choice(Rhythm(row.rhythm), row.has_reminders)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A mail that did not leave for certain and is not sent again.

    Shape: `is_unknown` where the server may have it, else the server refused it to the last try;
    `error` is the kind of what went wrong, "" where the worker was cut off.
    """

    who: str
    day: dt.date
    is_unknown: bool
    error: str


def held_back(limit: int) -> list[HeldBack]:
    """Give the last mails that were held back, the newest first. Queries: 1."""
    cut_off = Q(state=MailState.LEAVING, next_try_at__lt=clock.now() - CUT_OFF_AFTER)
    broken = Q(state=MailState.LEAVING) & ~Q(error="")
    rows = Mail.objects.filter(cut_off | broken | Q(state=MailState.GIVEN_UP))
    return [
        HeldBack(str(row.account), row.day, row.state == MailState.LEAVING, row.error)
        for row in rows.select_related("account").order_by("-day", "pk")[:limit]
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to tell: a commitment, its body where it is another's, and its day.

    Shape: `role` and `by` are those of a right that was lent, which has no code; `by` alone names
    somebody who asks for something; `requirement` is one of a member, which `body` names.
    """

    code: str = ""
    title: Translated | None = None
    body: Translated | None = None
    due_on: dt.date | None = None
    role: Role | None = None
    by: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one topic, the first `MOST_LINES` of them, and how many there are."""

    topic: Topic
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Digest:
    """All there is to tell a person on a day; a topic without lines is left out.

    Shape: `is_pressing` says that today is one of the days before or after a due date on which
    reminders go out, or a rung of the ladder.
    """

    day: dt.date
    sections: tuple[Section, ...]
    is_pressing: bool

    @property
    def count(self) -> int:
        """Count what waits."""
        return sum(one.count for one in self.sections)


def digest_of(account: Account) -> Digest:
    """Give what there is to tell a person today, by the rights they hold now.

    Shape: of late reports the managers of a body are told when somebody else among them wrote
    the last one, then the coordinators, then validators and administrators: each from as many
    days after the due date on as ATHAR_ESCALATION_DAYS says.
    Queries: 27 at most, and 5 for each member of which they are the focal point.
    """
    today, lent = clock.today(), lent_to(account.pk)
    work = my_work(account, limit=MOST_LINES)
    ours = _owed_by_bodies_of(account)
    own = [one for one in ours if _is_own(one, account, lent)]
    late = _late_elsewhere(account, [one for one in ours if one not in own], today)
    actions = due_actions(account, _MANAGER, today + dt.timedelta(days=_first_reminder()))
    process = _process_of(account, today)
    overdue = [one for one in own if one.due_on < today]
    due = [one for one in own if one.due_on >= today]
    sections = (
        _section(Topic.RETURNED, map(_of_report, work.returned.first), work.returned.count),
        _section(Topic.OVERDUE, map(_of_own, overdue)),
        _section(Topic.DUE, map(_of_own, due)),
        _section(
            Topic.TO_VALIDATE, map(_of_report, work.to_validate.first), work.to_validate.count
        ),
        _section(Topic.ACTIONS, (Line(one.code, one.title, None, one.due_on) for one in actions)),
        _section(Topic.LATE_ELSEWHERE, map(_of_other, late.values())),
        _section(Topic.LEFT, map(_of_other, left_reports(account, (Role.COORDINATOR,)))),
        _section(Topic.QUESTIONS, map(_of_question, _questions_for(account))),
        _section(Topic.LENT, map(_of_lent, _newly_lent(account, lent))),
        _section(Topic.PROCESS, map(_of_process, process)),
        _section(Topic.ERASURES, map(_of_asking, _erasures_for(account))),
    )
    dates = [one.due_on for one in own]
    dates += [*(one.due_on for one in actions), *(one.due_on for one in process)]
    days = {(today - day).days for day in dates}
    rungs = {(today - one.due_on).days for one in late.values()}
    return Digest(
        day=today,
        sections=tuple(one for one in sections if one.count),
        is_pressing=bool(
            days & set(settings.REMINDER_DAYS) or rungs & set(settings.ESCALATION_DAYS)
        ),
    )


def own_due_dates(account: Account) -> tuple[list[Owed], tuple[DueAction, ...]]:
    """Give the reports a person owes and the corrective actions they answer for, by due date.

    Queries: 6 at most.
    """
    lent = lent_to(account.pk)
    own = [one for one in _owed_by_bodies_of(account) if _is_own(one, account, lent)]
    in_a_year = clock.today() + dt.timedelta(days=366)
    return own, due_actions(account, _MANAGER, in_a_year)


def kept_notices(account_id: int) -> dict[str, Any]:
    """Give what is kept for telling a person things: what they chose, their mails, the latest last.

    Shape: plain values for JSON, times in ISO 8601; `calendar_made_at` None without a calendar.
    Queries: 3.
    """
    choice, made_at = choice_of(account_id), feed_made_at(account_id)
    mails = Mail.objects.filter(account=account_id).order_by("day", "pk")
    return {
        "rhythm": choice.rhythm.value,
        "has_reminders": choice.has_reminders,
        "calendar_made_at": made_at.isoformat() if made_at else None,
        "mails": [
            {
                "day": one.day.isoformat(),
                "state": one.state,
                "tries": one.n_tries,
                "ended_at": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in mails
        ],
    }


def feed_made_at(account_id: int) -> dt.datetime | None:
    """Give when the address of a person's calendar was made, None without one. Queries: 1."""
    rows = FeedKey.objects.filter(account=account_id)
    return rows.values_list("made_at", flat=True).first()


def is_due(account_id: int, digest: Digest) -> bool:
    """Tell whether a digest leaves today, by what the person chose.

    Shape: the one of the week leaves on its day, or on the next day the installation runs.
    Queries: 2.
    """
    choice = choice_of(account_id)
    if not digest.count:
        return False
    if choice.rhythm is Rhythm.DAILY or (choice.has_reminders and digest.is_pressing):
        return True
    return choice.rhythm is Rhythm.WEEKLY and not _was_told_this_week(account_id, digest.day)


def _was_told_this_week(account_id: int, today: dt.date) -> bool:
    since = (today.isoweekday() - settings.DIGEST_WEEKDAY) % 7
    days = (today - dt.timedelta(days=since), today - dt.timedelta(days=1))
    return Mail.objects.filter(account=account_id, day__range=days).exists()


def _first_reminder() -> int:
    return max(0, *(-day for day in settings.REMINDER_DAYS))


def _owed_by_bodies_of(account: Account) -> list[Owed]:
    """Give what a manager's bodies owe: a body that may report for another does not owe it."""
    scopes = {scope for _role, scope in scopes_held(account, _MANAGER)}
    has_wider = any(not one.startswith("organisation:") for one in scopes)
    return [
        one
        for one in owed_reports(account, _MANAGER)
        if has_wider or organisation_scope(one.organisation_id) in scopes
    ]


def _is_own(owed: Owed, account: Account, lent: Collection[LentView]) -> bool:
    """Tell whether a report is a person's to write: theirs before, nobody's, or lent to them."""
    keys = {f"commitment:{owed.commitment_id}", organisation_scope(owed.organisation_id)}
    return owed.writer_id in {None, account.pk} or any(one.scope in keys for one in lent)


def _late_elsewhere(account: Account, others: list[Owed], today: dt.date) -> dict[int, Owed]:
    """Give by commitment the reports of others that are so late that this person is told."""
    managers, coordinators, heads = settings.ESCALATION_DAYS
    before = today - dt.timedelta(days=managers)
    found = {one.commitment_id: one for one in others if one.due_on <= before}
    for roles, days in (
        ((Role.COORDINATOR,), coordinators),
        ((Role.VALIDATOR, Role.ADMINISTRATOR), heads),
    ):
        rows = owed_reports(account, roles, today - dt.timedelta(days=days))
        found |= {one.commitment_id: one for one in rows if one.commitment_id not in found}
    return found


def _newly_lent(account: Account, lent: Iterable[LentView]) -> list[LentView]:
    """Leave what was lent since the last mail that left, a week ago at most."""
    week_ago = clock.now() - dt.timedelta(days=7)
    rows = Mail.objects.filter(account=account, state="sent", ended_at__gt=week_ago)
    since = rows.order_by("-ended_at").values_list("ended_at", flat=True).first() or week_ago
    return [one for one in lent if one.lent_at > since]


def _process_of(account: Account, today: dt.date) -> tuple[ProcessDue, ...]:
    """Give what the members a person speaks for owe in the next month, and what they missed."""
    scopes = [scope for _role, scope in scopes_held(account, (Role.FOCAL_POINT,))]
    members = [int(one.partition(":")[2]) for one in scopes if one.startswith("member:")]
    return process_due(members, today + _MONTH) if members else ()


def _section(topic: Topic, lines: Iterable[Line], count: int | None = None) -> Section:
    found = tuple(lines)
    return Section(topic, found[:MOST_LINES], len(found) if count is None else count)


def _of_report(item: WorkItem) -> Line:
    return Line(item.code, item.title, None, item.due_on)


def _of_own(owed: Owed) -> Line:
    return Line(owed.code, owed.title, None, owed.due_on)


def _erasures_for(account: Account) -> tuple[ErasureAsked, ...]:
    return erasures_asked() if can_manage_accounts(account) else ()


def _questions_for(account: Account) -> tuple[QuestionView, ...]:
    if not account.has_role((Role.FOCAL_POINT,)):
        return ()
    return questions_waiting_for([one.id for one in members_spoken_for(account)])


def _of_question(one: QuestionView) -> Line:
    return Line(str(one.number), Translated({one.language: one.text}), one.member.names)


def _of_asking(asked: ErasureAsked) -> Line:
    return Line(due_on=asked.due_on, by=asked.name)


def _of_other(owed: Owed | Left) -> Line:
    return Line(owed.code, owed.title, owed.body, owed.due_on)


def _of_process(due: ProcessDue) -> Line:
    return Line(body=due.member, due_on=due.due_on, requirement=due.requirement)


def _of_lent(lent: LentView) -> Line:
    return Line(due_on=lent.last_on, role=lent.role, by=lent.lent_by)
