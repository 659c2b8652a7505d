"""The room that a candidate shares with the member that accompanies it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.evidence.queries import public_download, readable
from athar.network.actions import (
    add_room_task,
    add_task,
    answer_candidate,
    ask_mentor,
    attach_to_room,
    end_mentorship,
    finish_room_task,
    finish_task,
    show_sections,
    write_note,
)
from athar.network.enums.accession import MentorshipState, Section, StepKey
from athar.network.models import AccessionTask
from athar.network.queries import (
    accession_file,
    mentorship_asked,
    open_tasks_of,
    own_countries,
    own_file,
    room_of,
)
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.trail.models import Change
from athar.trail.refusing import Collision
from tests.network.roads import BECAUSE, PDF, open_road, open_room, step_of

pytestmark = pytest.mark.django_db
SECRET = "What nobody else may read"
DAY = dt.date(2025, 12, 1)


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Stand in October 2025."""


@pytest.fixture
def road(countries) -> int:
    return open_road(countries)


@pytest.fixture
def room(countries, road) -> int:
    return open_room(countries, road)


def codes(refused):
    return [one.code for one in refused.value.error_list]


def task_in(room, by, title="Visit"):
    return add_room_task(by=by, mentorship_id=room, title=title, owner="Both", due_on=DAY)


def test_a_member_that_accepts_opens_the_room(countries, road):
    key = ask_mentor(
        by=countries.focal_point, accession_id=road, mentor_id=countries.member.pk, words=" Hi "
    )
    before = room_of(countries.mentor, key)
    asked = mentorship_asked(countries.mentor, key)

    answer_candidate(by=countries.mentor, mentorship_id=key, accepts=True)

    assert (before, asked.state, asked.words) == (None, MentorshipState.ASKED, "Hi")
    assert room_of(countries.mentor, key).mentorship.state is MentorshipState.ACCEPTED


def test_a_member_that_declines_leaves_the_candidate_free_to_ask_again(countries, road):
    by, member = countries.focal_point, countries.member.pk
    key = ask_mentor(by=by, accession_id=road, mentor_id=member)
    answer_candidate(by=countries.mentor, mentorship_id=key, accepts=False)

    again = ask_mentor(by=by, accession_id=road, mentor_id=member)

    assert [one.state for one in own_file(by, "XAA").road.mentors] == ["asked", "declined"]
    assert (room_of(by, key), room_of(by, again)) == (None, None)
    assert [one.id for one in own_countries(countries.mentor).asked] == [again]


@pytest.mark.parametrize(
    ("which", "code"), [("member", "mentor_asked_already"), ("other", "not_a_member")]
)
def test_one_member_of_the_partnership_is_asked_at_a_time(countries, road, room, which, code):
    with pytest.raises(ValidationError) as refused:
        ask_mentor(
            by=countries.focal_point, accession_id=road, mentor_id=getattr(countries, which).pk
        )

    assert codes(refused) == [code]


def test_only_the_member_that_was_asked_answers_and_once(countries, road):
    key = ask_mentor(by=countries.focal_point, accession_id=road, mentor_id=countries.member.pk)
    for by in (countries.focal_point, countries.stranger):
        with pytest.raises(PermissionDenied):
            answer_candidate(by=by, mentorship_id=key, accepts=True)
    answer_candidate(by=countries.mentor, mentorship_id=key, accepts=True)

    with pytest.raises(ValidationError) as refused:
        answer_candidate(by=countries.mentor, mentorship_id=key, accepts=False)

    assert codes(refused) == ["answered_already"]


def test_both_write_and_both_read(countries, room, django_assert_max_num_queries):
    write_note(by=countries.focal_point, mentorship_id=room, text=f" {SECRET} ")
    write_note(by=countries.mentor, mentorship_id=room, text="Answer")
    write_note(by=None, mentorship_id=room, text="By the system")
    task = task_in(room, countries.mentor)
    attach_to_room(
        by=countries.mentor, mentorship_id=room, content=PDF, name="m.pdf", because=BECAUSE
    )

    with django_assert_max_num_queries(7):
        found = room_of(countries.mentor, room)

    assert found == room_of(countries.focal_point, room)
    assert [(one.text, one.written_by) for one in found.notes] == [
        ("By the system", ""),
        ("Answer", "Moussa Mentor"),
        (SECRET, "Aïcha Focale"),
    ]
    assert ([one.id for one in found.tasks], len(found.files)) == ([task], 1)


def test_nobody_else_enters_the_room_reads_its_files_or_adds_to_it(countries, room, people):
    key = attach_to_room(
        by=countries.mentor, mentorship_id=room, content=PDF, name="m.pdf", because=BECAUSE
    )
    task = task_in(room, countries.mentor)
    evaluator = create_account(by=None, email="all@example.org")
    grant_role(by=None, account_id=evaluator.pk, role=Role.EVALUATOR, scope="installation")
    others = (countries.stranger, people.administrator, people.coordinator, evaluator)

    for by in others:
        for act in (
            lambda by: write_note(by=by, mentorship_id=room, text="x"),
            lambda by: task_in(room, by),
            lambda by: finish_room_task(by=by, task_id=task, version=1, is_done=True),
            lambda by: end_mentorship(by=by, mentorship_id=room),
            lambda by: attach_to_room(
                by=by, mentorship_id=room, content=PDF, name="x.pdf", because=BECAUSE
            ),
        ):
            with pytest.raises(PermissionDenied):
                act(by)

    sha256 = readable(key, by=countries.focal_point).sha256
    assert [room_of(by, room) for by in (*others, None)] == [None] * 5
    assert [readable(key, by=Account.objects.get(pk=by.pk)) for by in others] == [None] * 4
    assert public_download(sha256, "m.pdf") is None
    assert (room_of(countries.mentor, 0), mentorship_asked(None, room)) == (None, None)


def test_what_is_said_in_the_room_does_not_stand_in_the_record(countries, room):
    write_note(by=countries.mentor, mentorship_id=room, text=SECRET)
    task_in(room, countries.mentor, SECRET)

    written = "".join(str(one.after) for one in Change.objects.all())

    assert SECRET not in written


def test_a_note_for_the_public_stands_on_the_page_once_the_mentor_is_shown(countries, road, room):
    write_note(by=countries.mentor, mentorship_id=room, text=SECRET)
    write_note(by=countries.mentor, mentorship_id=room, text="A workshop", is_public=True)
    before = accession_file("XAA").road

    show_sections(by=countries.focal_point, accession_id=road, version=1, shown=[Section.MENTOR])

    told = accession_file("XAA").road.told
    assert (before, [text for _when, text in told]) == (None, ["A workshop"])


@pytest.mark.parametrize(("text", "code"), [("  ", "text_missing"), ("x" * 5001, "too_long")])
def test_a_note_says_something(countries, room, text, code):
    with pytest.raises(ValidationError) as refused:
        write_note(by=countries.mentor, mentorship_id=room, text=text)

    assert codes(refused) == [code]


def test_tasks_of_the_room_are_ticked_by_either_and_never_as_those_of_a_step(countries, room):
    key = task_in(room, countries.mentor)

    finish_room_task(by=countries.focal_point, task_id=key, version=1, is_done=True)

    with pytest.raises(Collision):
        finish_room_task(by=countries.mentor, task_id=key, version=1, is_done=False)
    with pytest.raises(AccessionTask.DoesNotExist):
        finish_task(by=countries.focal_point, task_id=key, version=2, is_done=False)
    assert room_of(countries.mentor, room).tasks[0].done_on == dt.date(2025, 10, 15)


def test_a_room_that_is_ended_is_read_but_nothing_is_added(countries, room):
    task_in(room, countries.mentor)
    end_mentorship(by=countries.mentor, mentorship_id=room)

    with pytest.raises(ValidationError) as refused:
        write_note(by=countries.mentor, mentorship_id=room, text="x")

    assert codes(refused) == ["room_closed"]
    assert room_of(countries.focal_point, room).mentorship.state is MentorshipState.ENDED
    assert open_tasks_of(countries.mentor) == ()


def test_dates_to_come_are_those_of_one_s_roads_and_rooms(
    countries, road, room, django_assert_max_num_queries
):
    task_in(room, countries.mentor)
    add_task(
        by=countries.focal_point,
        step_id=step_of(road, StepKey.LETTER).pk,
        title="Write",
        owner="Cabinet",
        due_on=DAY + dt.timedelta(days=1),
    )

    def titles(who):
        return [one.title for one in open_tasks_of(Account.objects.get(pk=who.pk))]

    with django_assert_max_num_queries(3):
        found = titles(countries.focal_point)

    assert found == ["Visit", "Write"]
    assert (titles(countries.mentor), titles(countries.stranger)) == (["Visit"], [])


def test_focal_points_find_their_countries(countries, room, django_assert_max_num_queries):
    everybody = create_account(by=None, email="every@example.org")
    grant_role(by=None, account_id=everybody.pk, role=Role.FOCAL_POINT, scope="installation")

    with django_assert_max_num_queries(4):  # one for the account
        found = own_countries(Account.objects.get(pk=countries.mentor.pk))

    mine = own_countries(Account.objects.get(pk=countries.focal_point.pk))
    every = own_countries(Account.objects.get(pk=everybody.pk))
    assert (found.candidates, [one.candidate.code for one in found.asked]) == ((), ["XAA"])
    assert ([one.code for one in mine.candidates], mine.asked, bool(mine)) == (["XAA"], (), True)
    assert ([one.code for one in every.candidates], len(every.asked)) == (["XAA", "XCC"], 1)
