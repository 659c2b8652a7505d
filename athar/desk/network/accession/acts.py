"""What the buttons of a candidate's file and of a shared room do."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from athar.desk.network.accession.sending import Act, Sent
from athar.kernel.text import Translated
from athar.network import actions
from athar.network.enums.eligibility import LIMITS, Confidence, CriterionKey
from athar.network.facts import FactDraft
from athar.network.queries import AccessionFile, MentorView, RoomView

_ANSWERS = {"yes": True, "no": False}


def acts_on_file(file: AccessionFile) -> dict[str, Act]:
    """Give what may be done in a candidate's file, by the name of the button."""
    return {
        "fact": partial(_record_fact, file),
        "start": partial(_start, file),
        "show": partial(_show, file),
        "plan": _plan,
        "attach": _attach,
        "release": partial(_release, is_public=True),
        "restrict": partial(_release, is_public=False),
        "complete": _complete,
        "task": _add_task,
        "tick": partial(_tick, is_done=True),
        "untick": partial(_tick, is_done=False),
        "ask": partial(_ask, file),
    }


def acts_on_request(asked: MentorView) -> dict[str, Act]:
    """Give how a member may answer a candidate."""
    return {
        "accept": partial(_answer, asked, accepts=True),
        "decline": partial(_answer, asked, accepts=False),
    }


def acts_in_room(room: RoomView) -> dict[str, Act]:
    """Give what may be done in a shared room."""
    key = room.mentorship.id
    return {
        "note": partial(_note, key),
        "file": partial(_put_file, key),
        "task": partial(_add_room_task, key),
        "tick": partial(_tick_in_room, is_done=True),
        "untick": partial(_tick_in_room, is_done=False),
        "end": partial(_end, key),
    }


def _record_fact(file: AccessionFile, sent: Sent) -> str:
    criterion, year = sent.text("criterion"), sent.number("year")
    if criterion not in CriterionKey.values or year is None:
        raise ValidationError(_("Choose a criterion and a year."), code="criterion_missing")
    key, source_year = CriterionKey(criterion), sent.number("source_year")
    confidence = sent.text("confidence")
    draft = FactDraft(
        criterion=key,
        is_met=None if key in LIMITS else _ANSWERS.get(sent.text("answer")),
        value=sent.number("value") if key in LIMITS else None,
        source_title=sent.text("source_title")[:200],
        source_url=sent.text("source_url")[:1000],
        source_year=None if source_year is None else int(source_year),
        confidence=Confidence.MEMORY if confidence == Confidence.MEMORY else Confidence.SEEN,
    )
    actions.record_eligibility(by=sent.by, member_id=file.country.id, year=int(year), facts=[draft])
    return _("The fact is recorded.")


def _start(file: AccessionFile, sent: Sent) -> str:
    actions.start_road(by=sent.by, member_id=file.country.id)
    return _("The road is open: begin with its first step.")


def _show(file: AccessionFile, sent: Sent) -> str:
    actions.show_sections(
        by=sent.by,
        accession_id=file.road.id if file.road else 0,
        version=sent.key("version"),
        shown=sent.request.POST.getlist("shown")[:10],
    )
    return _("What the public sees is chosen.")


def _plan(sent: Sent) -> str:
    actions.plan_step(
        by=sent.by,
        step_id=sent.key("at"),
        version=sent.key("version"),
        due_on=sent.day("due_on") if sent.text("due_on") else None,
    )
    return _("The date is kept.")


def _attach(sent: Sent) -> str:
    content, name = sent.file()
    title = sent.text("title")
    actions.attach_to_step(
        by=sent.by,
        step_id=sent.key("at"),
        content=content,
        name=name,
        title=Translated({sent.by.language: title}),
        because=_("A document of the candidate, not shown yet."),
    )
    return _("The document is attached. Nobody else sees it yet.")


def _release(sent: Sent, *, is_public: bool) -> str:
    actions.show_document(
        by=sent.by,
        step_id=sent.key("at"),
        evidence_id=sent.key("document"),
        is_public=is_public,
        because=_("A document of the candidate, kept back."),
    )
    return _("The document is public.") if is_public else _("The document is kept back.")


def _complete(sent: Sent) -> str:
    actions.complete_step(
        by=sent.by,
        step_id=sent.key("at"),
        version=sent.key("version"),
        done_on=sent.day("done_on"),
    )
    return _("The step is completed.")


def _add_task(sent: Sent) -> str:
    actions.add_task(
        by=sent.by,
        step_id=sent.key("at"),
        title=sent.text("title"),
        owner=sent.text("owner"),
        due_on=sent.day("due_on"),
    )
    return _("The task is added.")


def _tick(sent: Sent, *, is_done: bool) -> str:
    actions.finish_task(
        by=sent.by, task_id=sent.key("at"), version=sent.key("version"), is_done=is_done
    )
    return _("The task is kept.")


def _ask(file: AccessionFile, sent: Sent) -> str:
    if file.road is None:
        raise Http404
    if not sent.text("mentor"):
        raise ValidationError(_("Choose a member."), code="mentor_missing")
    actions.ask_mentor(
        by=sent.by,
        accession_id=file.road.id,
        mentor_id=sent.key("mentor"),
        words=sent.text("words"),
    )
    return _("The member is asked. Its focal point will answer.")


def _answer(asked: MentorView, sent: Sent, *, accepts: bool) -> str:
    actions.answer_candidate(by=sent.by, mentorship_id=asked.id, accepts=accepts)
    if accepts:
        return _("You accompany this candidate. Your shared room is open.")
    return _("The candidate is told that you decline.")


def _note(key: int, sent: Sent) -> str:
    actions.write_note(
        by=sent.by,
        mentorship_id=key,
        text=sent.text("text"),
        is_public=sent.text("is_public") == "1",
    )
    return _("The note is kept.")


def _put_file(key: int, sent: Sent) -> str:
    content, name = sent.file()
    actions.attach_to_room(
        by=sent.by,
        mentorship_id=key,
        content=content,
        name=name,
        because=_("Shared by two countries alone."),
    )
    return _("The file is in the room.")


def _add_room_task(key: int, sent: Sent) -> str:
    actions.add_room_task(
        by=sent.by,
        mentorship_id=key,
        title=sent.text("title"),
        owner=sent.text("owner"),
        due_on=sent.day("due_on"),
    )
    return _("The task is added.")


def _tick_in_room(sent: Sent, *, is_done: bool) -> str:
    actions.finish_room_task(
        by=sent.by, task_id=sent.key("at"), version=sent.key("version"), is_done=is_done
    )
    return _("The task is kept.")


def _end(key: int, sent: Sent) -> str:
    actions.end_mentorship(by=sent.by, mentorship_id=key)
    return _("The accompaniment is ended. The room stays to be read.")
