"""Asking a member to accompany a candidate, its answer, and the work in the room they share."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.evidence.actions import attach_file
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.actions.accession import road_to_walk, tick
from athar.network.enums.accession import MentorshipState
from athar.network.enums.members import Programme, Standing
from athar.network.models.accession import AccessionTask, Mentorship, RoomNote
from athar.network.models.members import MembershipStatus
from athar.network.rules.accession import can_answer_candidate, can_work_in_room
from athar.network.validators.accession import check_note, check_task
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

ROOM_FILES = "mentorship"
"""The kind of subject to which files of a room are attached."""
_OPEN = (MentorshipState.ASKED, MentorshipState.ACCEPTED)


@acting("mentorship.asked", "accession:{accession_id}")
def ask_mentor(*, by: Actor | None, accession_id: int, mentor_id: int, words: str = "") -> int:
    """Ask a member of the partnership to accompany a candidate; give the key of the mentorship.

    Errors: PermissionDenied; Accession.DoesNotExist; ValidationError: not_a_member,
    mentor_asked_already.
    Queries: 4 and those of the record.
    """
    row = road_to_walk(by, accession_id, "network.ask_mentor")
    if not MembershipStatus.objects.filter(
        member=mentor_id, programme=Programme.OGP, standing=Standing.MEMBER, until_on=None
    ).exists():
        raise ValidationError(_("Ask a member of the partnership."), code="not_a_member")
    if row.mentorships.filter(state__in=_OPEN).exists():
        raise ValidationError(
            _("A member is asked already, or accompanies you."), code="mentor_asked_already"
        )
    found = Mentorship.objects.create(
        accession=row, mentor_id=mentor_id, words=words.strip(), asked_at=clock.now()
    )
    _record("asked", by, found, None)
    return found.pk


@acting("mentorship.answered", "mentorship:{mentorship_id}")
def answer_candidate(*, by: Actor | None, mentorship_id: int, accepts: bool) -> None:
    """Accept to accompany a candidate, or decline; accepted, the shared room is open.

    Errors: PermissionDenied; Mentorship.DoesNotExist; ValidationError: answered_already.
    Queries: 2 and those of the record.
    """
    row = _locked(mentorship_id)
    allowed = can_answer_candidate(by, row.mentor.scope_keys)
    require(allowed, "network.answer_candidate")
    if row.state != MentorshipState.ASKED:
        raise ValidationError(_("This was answered already."), code="answered_already")
    row.state = MentorshipState.ACCEPTED if accepts else MentorshipState.DECLINED
    row.answered_at = clock.now()
    row.save(update_fields=["state", "answered_at"])
    _record("answered", by, row, MentorshipState.ASKED)


@acting("mentorship.ended", "mentorship:{mentorship_id}")
def end_mentorship(*, by: Actor | None, mentorship_id: int) -> None:
    """End an accompaniment: the room stays to be read, nothing is added to it any more.

    Errors: PermissionDenied; Mentorship.DoesNotExist; ValidationError: room_closed.
    Queries: 2 and those of the record.
    """
    row = _room_to_work_in(by, mentorship_id, "network.end_mentorship")
    row.state, row.ended_at = MentorshipState.ENDED, clock.now()
    row.save(update_fields=["state", "ended_at"])
    _record("ended", by, row, MentorshipState.ACCEPTED)


@acting("room.noted", "mentorship:{mentorship_id}")
def write_note(*, by: Actor | None, mentorship_id: int, text: str, is_public: bool = False) -> int:
    """Write into the shared room; `is_public`: the accession page tells it too.

    Errors: PermissionDenied; Mentorship.DoesNotExist; ValidationError: room_closed, and those of
    check_note.
    Queries: 2 and those of the record.
    """
    row = _room_to_work_in(by, mentorship_id, "network.write_note")
    check_note(text)
    note = RoomNote.objects.create(
        mentorship=row,
        text=text.strip(),
        is_public=is_public,
        written_at=clock.now(),
        written_by_id=by.pk if by else None,
    )
    kind = "mentorship.told" if is_public else "room.noted"
    # what is said in the room stays there: the record says only that something was
    touched = [Touched(f"note:{note.pk}", None, {"is_public": is_public})]
    record(kind=kind, by=by, subject=_subject(row), touched=touched)
    return note.pk


@acting("room.task_added", "mentorship:{mentorship_id}")
def add_room_task(
    *, by: Actor | None, mentorship_id: int, title: str, owner: str, due_on: dt.date
) -> int:
    """Add something to do to the shared room; give its key.

    Errors: PermissionDenied; Mentorship.DoesNotExist; ValidationError: room_closed, and those of
    check_task.
    Queries: 2 and those of the record.
    """
    row = _room_to_work_in(by, mentorship_id, "network.add_room_task")
    check_task(title, owner)
    task = AccessionTask.objects.create(
        accession_id=row.accession_id,
        mentorship=row,
        title=title.strip(),
        owner=owner.strip(),
        due_on=due_on,
    )
    touched = [Touched(f"task:{task.pk}", None, {"due_on": due_on.isoformat()})]
    record(kind="room.task_added", by=by, subject=_subject(row), touched=touched)
    return task.pk


@acting("room.task_done", "task:{task_id}")
def finish_room_task(*, by: Actor | None, task_id: int, version: int, is_done: bool) -> None:
    """Tick a task of the shared room off, or take the tick back.

    Errors: PermissionDenied; AccessionTask.DoesNotExist; Collision; ValidationError: room_closed.
    Queries: 3 and those of the record.
    """
    rows = AccessionTask.objects.select_for_update(of=("self",))
    task = rows.get(pk=task_id, mentorship__isnull=False)
    row = _room_to_work_in(by, task.mentorship_id or 0, "network.finish_room_task")
    touched = [tick(task, version, is_done=is_done)]
    record(kind="room.task_done", by=by, subject=_subject(row), touched=touched)


@acting("room.file_attached", "mentorship:{mentorship_id}")
def attach_to_room(
    *, by: Actor | None, mentorship_id: int, content: bytes, name: str, because: str
) -> int:
    """Put a file into the shared room, which the public never sees; give its key.

    Errors: PermissionDenied; Mentorship.DoesNotExist; ValidationError: room_closed, and those of
    attach_file.
    Queries: 1 and those of attach_file.
    """
    row = _room_to_work_in(by, mentorship_id, "network.attach_to_room")
    return attach_file(
        by=by,
        subject=_subject(row),
        scope_keys=(*row.accession.member.scope_keys, *row.mentor.scope_keys),
        content=content,
        name=name,
        is_public=False,
        restricted_because=because,
    ).pk


def _locked(mentorship_id: int) -> Mentorship:
    rows = Mentorship.objects.select_for_update(of=("self",))
    return rows.select_related("mentor", "accession__member").get(pk=mentorship_id)


def _room_to_work_in(by: Actor | None, mentorship_id: int, act: str) -> Mentorship:
    row = _locked(mentorship_id)
    scopes = row.accession.member.scope_keys, row.mentor.scope_keys
    require(can_work_in_room(by, *scopes), act)
    if row.state != MentorshipState.ACCEPTED:
        raise ValidationError(_("This room is not open."), code="room_closed")
    return row


def _subject(row: Mentorship) -> str:
    return f"{ROOM_FILES}:{row.pk}"


def _record(act: str, by: Actor | None, row: Mentorship, before: str | None) -> None:
    touched = Touched(
        _subject(row),
        None if before is None else {"state": str(before)},
        {"state": str(row.state), "mentor": row.mentor_id},
    )
    subject = f"member:{row.accession.member_id}"
    record(kind=f"mentorship.{act}", by=by, subject=subject, touched=[touched])
