"""Acts on the road into the partnership, with who may do them: focal points, nobody else."""

from __future__ import annotations

import datetime as dt

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.network.actions import (
    add_room_task,
    add_task,
    answer_candidate,
    ask_mentor,
    attach_to_room,
    attach_to_step,
    complete_step,
    end_mentorship,
    finish_room_task,
    finish_task,
    plan_step,
    record_eligibility,
    show_document,
    show_sections,
    start_road,
    write_note,
)
from athar.network.enums.accession import StepKey
from athar.network.enums.members import Standing
from athar.network.models import AccessionStep, Member
from athar.people.demo import put_demo_focal_point
from tests import cast
from tests.config.preparing import After
from tests.network.countries import YEAR, answered, put_member

OWN = {"focal_point"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
DAY = dt.date(2030, 1, 1)


def _candidate(_plan: cast.SmallPlan) -> Member:
    return put_member("XAA", "بلد المثال", "Exemplie", Standing.CANDIDATE)


def _road(plan: cast.SmallPlan) -> int:
    return start_road(by=None, member_id=_candidate(plan).pk)


def _first(plan: cast.SmallPlan) -> int:
    return AccessionStep.objects.get(accession=_road(plan), key=StepKey.ELIGIBLE).pk


def _attach(by: object, key: int) -> int:
    return attach_to_step(
        by=by, step_id=key, content=PDF, name="a.pdf", title=Translated(), because="x"
    )


def _proved(plan: cast.SmallPlan) -> tuple[int, int]:
    key = _first(plan)
    return key, _attach(None, key)


def _task(plan: cast.SmallPlan) -> int:
    return add_task(by=None, step_id=_first(plan), title="x", owner="x", due_on=DAY)


def _asked(plan: cast.SmallPlan) -> int:
    mentor = put_member("XBB", "بلد المرافقة", "Mentorie", Standing.MEMBER)
    return ask_mentor(by=None, accession_id=_road(plan), mentor_id=mentor.pk)


def _room(plan: cast.SmallPlan) -> int:
    key = _asked(plan)
    answer_candidate(by=None, mentorship_id=key, accepts=True)
    return key


def _room_task(plan: cast.SmallPlan) -> int:
    return add_room_task(by=None, mentorship_id=_room(plan), title="x", owner="x", due_on=DAY)


def _road_and_mentor(plan: cast.SmallPlan) -> tuple[int, int]:
    mentor = put_member("XBB", "بلد المرافقة", "Mentorie", Standing.MEMBER)
    return _road(plan), mentor.pk


ACCESSION = {
    "make a demo account of a focal point": (
        lambda by, _plan: put_demo_focal_point(
            by=by, email="x@example.org", name="X", scope="member:1"
        ),
        {"administrator"},
    ),
    "record facts on eligibility": (
        After(
            _candidate,
            lambda by, _plan, candidate: record_eligibility(
                by=by,
                member_id=candidate.pk,
                year=YEAR - 1,
                facts=answered(information_law=True),
            ),
        ),
        {"focal_point", "administrator"},
    ),
    "start the road of a candidate": (
        After(_candidate, lambda by, _plan, one: start_road(by=by, member_id=one.pk)),
        OWN,
    ),
    "show sections of the road": (
        After(
            _road,
            lambda by, _plan, key: show_sections(by=by, accession_id=key, version=1, shown=[]),
        ),
        OWN,
    ),
    "plan a step": (
        After(_first, lambda by, _plan, key: plan_step(by=by, step_id=key, version=1, due_on=DAY)),
        OWN,
    ),
    "attach a document to a step": (
        After(_first, lambda by, _plan, key: _attach(by, key)),
        OWN,
    ),
    "show a document of a step": (
        After(
            _proved,
            lambda by, _plan, keys: show_document(
                by=by, step_id=keys[0], evidence_id=keys[1], is_public=True, because=""
            ),
        ),
        OWN,
    ),
    "complete a step": (
        After(
            _proved,
            lambda by, _plan, keys: complete_step(
                by=by, step_id=keys[0], version=1, done_on=clock.today()
            ),
        ),
        OWN,
    ),
    "add a task to a step": (
        After(
            _first,
            lambda by, _plan, key: add_task(by=by, step_id=key, title="x", owner="x", due_on=DAY),
        ),
        OWN,
    ),
    "tick a task of a step": (
        After(
            _task,
            lambda by, _plan, key: finish_task(by=by, task_id=key, version=1, is_done=True),
        ),
        OWN,
    ),
    "ask a member to accompany": (
        After(
            _road_and_mentor,
            lambda by, _plan, keys: ask_mentor(by=by, accession_id=keys[0], mentor_id=keys[1]),
        ),
        OWN,
    ),
    "answer a candidate": (
        After(
            _asked,
            lambda by, _plan, key: answer_candidate(by=by, mentorship_id=key, accepts=True),
        ),
        OWN,
    ),
    "end an accompaniment": (
        After(_room, lambda by, _plan, key: end_mentorship(by=by, mentorship_id=key)),
        OWN,
    ),
    "write into a room": (
        After(_room, lambda by, _plan, key: write_note(by=by, mentorship_id=key, text="x")),
        OWN,
    ),
    "add a task to a room": (
        After(
            _room,
            lambda by, _plan, key: add_room_task(
                by=by, mentorship_id=key, title="x", owner="x", due_on=DAY
            ),
        ),
        OWN,
    ),
    "tick a task of a room": (
        After(
            _room_task,
            lambda by, _plan, key: finish_room_task(by=by, task_id=key, version=1, is_done=True),
        ),
        OWN,
    ),
    "put a file into a room": (
        After(
            _room,
            lambda by, _plan, key: attach_to_room(
                by=by, mentorship_id=key, content=PDF, name="a.pdf", because="x"
            ),
        ),
        OWN,
    ),
}
