"""Reading what focal points share: candidates and requests of theirs, rooms, and dates to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from athar.evidence.queries import Attached, attached_to
from athar.evidence.subjects import WorkedOn
from athar.kernel.actor import Actor
from athar.network.enums.accession import MentorshipState
from athar.network.enums.members import Programme, Standing
from athar.network.models.accession import AccessionTask, Mentorship, RoomNote
from athar.network.models.members import Member
from athar.network.queries.accession import Country, MentorView, TaskView, country_of, task_view
from athar.network.rules.accession import can_enter_room
from athar.people.enums import Role
from athar.people.queries import scopes_held
from athar.people.rules import INSTALLATION


@dataclass(frozen=True, slots=True)
class NoteView:
    """What somebody wrote into a room; `written_by` empty: an account that is gone."""

    text: str
    is_public: bool
    written_at: dt.datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """The room that a candidate and its mentor share: tasks by day, notes newest first, files."""

    mentorship: MentorView
    tasks: tuple[TaskView, ...]
    notes: tuple[NoteView, ...]
    files: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class OwnCountries:
    """What a focal point has to do with accession.

    Shape: the candidates they speak for; requests and rooms in which their country is the mentor.
    """

    candidates: tuple[Country, ...]
    asked: tuple[MentorView, ...]

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.candidates or self.asked)


def own_countries(actor: Actor) -> OwnCountries:
    """Give the candidates somebody speaks for, and who asks their country. Queries: 3."""
    mine = _mine(actor, "pk")
    rows = Member.objects.select_related("place").filter(mine)
    candidates = rows.filter(
        statuses__programme=Programme.OGP,
        statuses__standing=Standing.CANDIDATE,
        statuses__until_on=None,
    )
    asked = Mentorship.objects.filter(_mine(actor, "mentor")).exclude(
        state=MentorshipState.DECLINED
    )
    return OwnCountries(
        tuple(map(country_of, candidates.order_by("code"))),
        tuple(map(_view, asked.select_related(*_JOINED).order_by("-pk"))),
    )


def mentorship_asked(actor: Actor | None, mentorship_id: int) -> MentorView | None:
    """Give a request to the focal points of both countries, None to everybody else. Queries: 2."""
    row = Mentorship.objects.filter(pk=mentorship_id).select_related(*_JOINED).first()
    if row is None or not can_enter_room(actor, *_scopes(row)):
        return None
    return _view(row)


def room_of(actor: Actor | None, mentorship_id: int) -> RoomView | None:
    """Give a shared room to the focal points of both countries, None to everybody else.

    Shape: None also before it is opened. Queries: 5 at most.
    """
    found = mentorship_asked(actor, mentorship_id)
    if found is None or found.state not in {MentorshipState.ACCEPTED, MentorshipState.ENDED}:
        return None
    tasks = AccessionTask.objects.filter(mentorship=found.id).order_by("due_on", "pk")
    notes = RoomNote.objects.filter(mentorship=found.id).select_related("written_by")
    return RoomView(
        mentorship=found,
        tasks=tuple(map(task_view, tasks)),
        notes=tuple(
            NoteView(
                one.text,
                one.is_public,
                one.written_at,
                one.written_by.name if one.written_by else "",
            )
            for one in notes.order_by("-pk")
        ),
        files=attached_to(f"mentorship:{found.id}"),
    )


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is not done, as a calendar names it."""

    id: int
    title: str
    country: Country
    due_on: dt.date


def open_tasks_of(actor: Actor) -> tuple[OpenTask, ...]:
    """Give what is to be done on the roads and in the rooms of a focal point, by day. Queries: 2.

    Shape: of a room that is closed nothing.
    """
    own = _mine(actor, "accession__member") & Q(mentorship=None)
    shared = Q(mentorship__state=MentorshipState.ACCEPTED) & (
        _mine(actor, "accession__member") | _mine(actor, "mentorship__mentor")
    )
    rows = AccessionTask.objects.filter(own | shared, done_on=None)
    return tuple(
        OpenTask(one.pk, one.title, country_of(one.accession.member), one.due_on)
        for one in rows.select_related("accession__member__place").order_by("due_on", "pk")
    )


def scopes_of_room(mentorship_id: int) -> WorkedOn:
    """Give the scope keys of both countries of a room: for their focal points alone.

    Errors: Mentorship.DoesNotExist.
    Queries: 1.
    """
    row = Mentorship.objects.select_related("mentor", "accession__member").get(pk=mentorship_id)
    candidate, mentor = _scopes(row)
    scopes = (*candidate, *mentor)
    return WorkedOn(scopes, scopes, (Role.FOCAL_POINT,))


_JOINED = ("mentor__place", "accession__member__place")


def _scopes(row: Mentorship) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return row.accession.member.scope_keys, row.mentor.scope_keys


def _mine(actor: Actor, field: str) -> Q:
    """Ask for what belongs to the members a person speaks for."""
    scopes = {scope for _role, scope in scopes_held(actor, (Role.FOCAL_POINT,))}
    if INSTALLATION in scopes:
        return Q()
    keys = [one.partition(":")[2] for one in scopes if one.startswith("member:")]
    return Q(**{f"{field}__in": keys})


def _view(row: Mentorship) -> MentorView:
    return MentorView(
        row.pk,
        country_of(row.accession.member),
        country_of(row.mentor),
        MentorshipState(row.state),
        row.words,
        row.asked_at,
        row.answered_at,
    )
