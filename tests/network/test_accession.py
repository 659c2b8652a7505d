"""The road of a candidate: walked by its focal point, seen by the public as the candidate chooses."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.evidence.queries import public_download, readable
from athar.kernel.text import Translated
from athar.network.actions import (
    add_task,
    attach_to_step,
    complete_step,
    finish_task,
    plan_step,
    record_eligibility,
    show_document,
    show_sections,
    start_road,
)
from athar.network.enums.accession import Section, StepKey
from athar.network.enums.members import Standing
from athar.network.models import Accession, AccessionTask, MembershipStatus
from athar.network.queries import accession_file, countries_before, own_file
from athar.plans.enums import PlanKind
from athar.plans.models import Plan
from athar.reference.models import Place
from athar.trail.models import Event
from athar.trail.refusing import Collision
from tests.network.countries import EIGHT_OF_SIXTEEN, YEAR, answered, put_member
from tests.network.roads import BECAUSE, PDF, attach, complete, open_road, open_room, step_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Stand in October 2025."""


@pytest.fixture
def road(countries) -> int:
    return open_road(countries)


def codes(refused):
    return [one.code for one in refused.value.error_list]


def show(countries, road, *sections):
    version = Accession.objects.get(pk=road).row_version
    show_sections(by=countries.focal_point, accession_id=road, version=version, shown=sections)


def test_a_road_has_six_steps_of_which_the_first_is_current(countries, road):
    found = own_file(countries.focal_point, "XAA").road

    assert [one.key for one in found.steps] == list(StepKey)
    assert (found.current, found.started_on) == (StepKey.ELIGIBLE, dt.date(2025, 10, 15))


@pytest.mark.parametrize(
    ("which", "code"), [("candidate", "road_started_already"), ("member", "not_a_candidate")]
)
def test_only_a_candidate_walks_and_once(countries, road, which, code):
    with pytest.raises(ValidationError) as refused:
        start_road(by=None, member_id=getattr(countries, which).pk)

    assert codes(refused) == [code]


def test_a_step_is_completed_with_its_document_and_the_next_is_current(countries, road):
    complete(countries, road, StepKey.ELIGIBLE)

    found = own_file(countries.focal_point, "XAA").road
    assert found.current is StepKey.LETTER
    assert (found.steps[0].done_on, len(found.steps[0].own)) == (dt.date(2025, 10, 15), 1)
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-3:] == [
        "accession.started",
        "evidence.attached",
        "accession.step_completed",
    ]


@pytest.mark.parametrize(
    ("key", "day", "code"),
    [
        (StepKey.ELIGIBLE, "2025-10-15", "document_missing"),
        (StepKey.LETTER, "2025-10-15", "step_before_open"),
        (StepKey.ELIGIBLE, "2025-10-16", "done_impossible"),
        (StepKey.ELIGIBLE, "2025-10-14", "done_impossible"),
    ],
)
def test_a_step_that_cannot_be_completed_is_refused(countries, road, key, day, code):
    step = step_of(road, key)

    with pytest.raises(ValidationError) as refused:
        complete_step(
            by=countries.focal_point,
            step_id=step.pk,
            version=1,
            done_on=dt.date.fromisoformat(day),
        )

    assert codes(refused) == [code]


def test_a_completed_step_is_not_planned_any_more(countries, road):
    complete(countries, road, StepKey.ELIGIBLE)
    step = step_of(road, StepKey.ELIGIBLE)

    with pytest.raises(ValidationError) as refused:
        plan_step(by=countries.focal_point, step_id=step.pk, version=step.row_version, due_on=None)

    assert codes(refused) == ["step_done"]


def test_a_step_is_planned_and_unplanned(countries, road):
    step = step_of(road, StepKey.LETTER)
    day = dt.date(2026, 3, 1)

    plan_step(by=countries.focal_point, step_id=step.pk, version=1, due_on=day)
    planned = step_of(road, StepKey.LETTER).due_on
    plan_step(by=countries.focal_point, step_id=step.pk, version=2, due_on=None)

    assert (planned, step_of(road, StepKey.LETTER).due_on) == (day, None)


def test_tasks_are_added_ticked_and_opened_again(countries, road):
    by, step = countries.focal_point, step_of(road, StepKey.LETTER)
    key = add_task(
        by=by, step_id=step.pk, title=" Write ", owner="Cabinet", due_on=dt.date(2025, 12, 1)
    )

    finish_task(by=by, task_id=key, version=1, is_done=True)
    (ticked,) = own_file(by, "XAA").road.steps[1].tasks
    finish_task(by=by, task_id=key, version=2, is_done=False)

    assert (ticked.title, ticked.done_on) == ("Write", dt.date(2025, 10, 15))
    assert AccessionTask.objects.get(pk=key).done_on is None


@pytest.mark.parametrize(
    ("title", "owner", "code"),
    [
        (" ", "Cabinet", "title_missing"),
        ("Write", " ", "owner_missing"),
        ("x" * 201, "Cabinet", "too_long"),
        ("Write", "x" * 151, "too_long"),
    ],
)
def test_a_task_says_what_and_who(countries, road, title, owner, code):
    step = step_of(road, StepKey.LETTER)

    with pytest.raises(ValidationError) as refused:
        add_task(
            by=countries.focal_point,
            step_id=step.pk,
            title=title,
            owner=owner,
            due_on=dt.date(2025, 12, 1),
        )

    assert codes(refused) == [code]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(countries, road):
    by, step = countries.focal_point, step_of(road, StepKey.LETTER)
    task = add_task(
        by=by, step_id=step.pk, title="Write", owner="Cabinet", due_on=dt.date(2025, 12, 1)
    )
    acts = [
        lambda: plan_step(by=by, step_id=step.pk, version=9, due_on=None),
        lambda: complete_step(by=by, step_id=step.pk, version=9, done_on=dt.date(2025, 10, 15)),
        lambda: finish_task(by=by, task_id=task, version=9, is_done=True),
        lambda: show_sections(by=by, accession_id=road, version=9, shown=[]),
    ]

    for act in acts:
        with pytest.raises(Collision):
            act()


def test_an_unknown_section_is_refused(countries, road):
    with pytest.raises(ValidationError) as refused:
        show(countries, road, "everything")

    assert codes(refused) == ["section_unknown"]


def test_nobody_else_walks_the_road(countries, road, people):
    step = step_of(road, StepKey.ELIGIBLE)
    others = (countries.mentor, countries.stranger, people.administrator, people.coordinator)

    for by in others:
        for act in (
            lambda by: plan_step(by=by, step_id=step.pk, version=1, due_on=None),
            lambda by: show_sections(by=by, accession_id=road, version=1, shown=[]),
            lambda by: attach_to_step(
                by=by,
                step_id=step.pk,
                content=PDF,
                name="x.pdf",
                title=Translated(),
                because=BECAUSE,
            ),
        ):
            with pytest.raises(PermissionDenied):
                act(by)

    assert [own_file(by, "XAA") for by in (*others, None)] == [None] * 5
    assert own_file(countries.focal_point, "XCC") is None
    assert own_file(countries.focal_point, "NONE") is None


def test_a_document_of_a_step_is_read_by_the_focal_point_alone(countries, road, people):
    key = attach(countries, road, StepKey.LETTER)

    readers = (countries.focal_point, countries.mentor, people.administrator, people.validator)
    assert [readable(key, by=who) is not None for who in readers] == [True, False, False, False]


def test_a_document_is_public_once_it_and_its_section_are_shown(countries, road):
    step = step_of(road, StepKey.LETTER)
    key = attach(countries, road, StepKey.LETTER)
    by, sha256 = countries.focal_point, readable(key, by=countries.focal_point).sha256

    def is_public():
        documents = [one for s in _public_steps() for one in s.documents]
        return (public_download(sha256, "note.pdf") is not None, len(documents))

    def _public_steps():
        found = accession_file("XAA").road
        return found.steps if found else ()

    seen = [is_public()]
    show(countries, road, Section.DOCUMENTS)
    seen.append(is_public())
    show_document(by=by, step_id=step.pk, evidence_id=key, is_public=True, because="")
    seen.append(is_public())
    show_document(by=by, step_id=step.pk, evidence_id=key, is_public=False, because=BECAUSE)
    seen.append(is_public())
    assert seen == [(False, 0), (False, 0), (True, 1), (False, 0)]


def test_by_default_the_public_sees_only_public_facts(countries, road):
    record_eligibility(
        by=countries.focal_point,
        member_id=countries.candidate.pk,
        year=YEAR,
        facts=answered(**EIGHT_OF_SIXTEEN),
    )
    open_room(countries, road)

    before = accession_file("XAA")
    show(countries, road, Section.FACTS)
    after = accession_file("XAA")

    assert (before.years, before.road) == ((), None)
    assert (before.is_candidate, before.is_member) == (True, False)
    assert after.years[0].score.points == 8
    assert (after.road.steps, after.road.mentors) == ((), ())


def test_the_public_sees_what_the_candidate_shows(countries, road, django_assert_max_num_queries):
    complete(countries, road, StepKey.ELIGIBLE)
    step = step_of(road, StepKey.LETTER)
    add_task(
        by=countries.focal_point,
        step_id=step.pk,
        title="Write",
        owner="Cabinet",
        due_on=dt.date(2025, 12, 1),
    )
    open_room(countries, road)
    show(countries, road, *Section)

    with django_assert_max_num_queries(12):
        found = accession_file("XAA").road

    assert [one.done_on for one in found.steps[:2]] == [dt.date(2025, 10, 15), None]
    assert [one.title for one in found.steps[1].tasks] == ["Write"]
    assert [one.mentor.code for one in found.mentors] == ["XBB"]


def test_there_is_no_file_of_a_country_that_is_not_known(countries):
    assert accession_file("NONE") is None


def test_countries_are_listed_by_where_they_stand(countries, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = countries_before(Standing.CANDIDATE)

    assert [one.code for one in found] == ["XAA", "XCC"]


def test_what_members_did_comes_from_their_statuses_and_plans(countries, plan):
    place = Place.objects.get(scheme="hcp", code="01")
    member = put_member("XDD", "ع", "D", Standing.MEMBER)
    member.place, member.is_fictional = place, False
    member.save()
    MembershipStatus.objects.filter(member=countries.member).update(since_on=None)
    Plan.objects.filter(pk=plan.id).update(
        kind=PlanKind.NATIONAL_ACTION_PLAN, place=place, current_version=1
    )

    deeds = accession_file("XAA").deeds

    assert [(one.country.code, one.on) for one in deeds[StepKey.LETTER]] == [
        ("XDD", dt.date(2024, 1, 1))
    ]
    assert [(one.country.names, one.on) for one in deeds[StepKey.FIRST_PLAN]] == [
        (place.names, dt.date(2022, 1, 1))
    ]
