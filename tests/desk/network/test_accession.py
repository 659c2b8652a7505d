"""Accession at the desk: a focal point walks its road, a member accompanies it, nobody else sees."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from athar.network.actions import record_eligibility, write_note
from athar.network.enums.accession import Section, StepKey
from athar.network.models import Accession, AccessionStep, AccessionTask, Mentorship
from athar.network.queries import own_file, room_of
from tests.network.countries import EIGHT_OF_SIXTEEN, YEAR, answered, put_countries
from tests.network.roads import PDF, attach, open_road, open_room, step_of

pytestmark = pytest.mark.django_db
FILE = "/desk/network/accession/XAA"


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Stand in October 2025."""


@pytest.fixture(autouse=True)
def _one_factor(settings):
    """Let focal points in without a second factor."""
    settings.SECOND_FACTOR_FOR = ()


@pytest.fixture
def countries(db):
    return put_countries()


@pytest.fixture
def as_focal(client, countries):
    client.force_login(countries.focal_point)
    return client


@pytest.fixture
def as_mentor(countries, django_user_model):
    from django.test import Client

    client = Client()
    client.force_login(countries.mentor)
    return client


def send(client, path=FILE, **sent):
    return client.post(path, sent)


def file_of(countries):
    return own_file(countries.focal_point, "XAA")


def fact(**sent):
    return {
        "do": "fact",
        "at": "",
        "year": str(YEAR),
        "criterion": "information_law",
        "answer": "no",
        "source_title": "Bulletin officiel",
        "source_url": "https://example.org/bo",
        "source_year": "2024",
        "confidence": "seen",
        **sent,
    }


@pytest.mark.parametrize(
    ("sent", "key", "answer"),
    [
        ({}, "information_law", False),
        ({"answer": "yes"}, "information_law", True),
        ({"answer": ""}, "information_law", None),
        ({"criterion": "civil_liberties", "value": "5,3"}, "civil_liberties", "5.30"),
        ({"criterion": "civil_liberties", "value": "٥٫٣"}, "civil_liberties", "5.30"),
        ({"criterion": "cso_entry", "value": ""}, "cso_entry", None),
        ({"source_year": "", "confidence": "memory"}, "information_law", False),
    ],
)
def test_a_fact_is_recorded_with_its_source(as_focal, countries, sent, key, answer):
    done = send(as_focal, **fact(**sent))

    found = file_of(countries).years[0].facts[key]
    said = (
        found.answer
        if found.answer is None or isinstance(found.answer, bool)
        else str(found.answer)
    )
    assert (done.status_code, said, found.is_draft) == (302, answer, True)
    assert found.confidence == sent.get("confidence", "seen")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"criterion": "nonsense"}, "اختر العنصر والسنة."),
        ({"year": ""}, "اختر العنصر والسنة."),
        ({"source_title": ""}, "اذكر المصدر."),
        ({"criterion": "cso_entry", "value": "many"}, "أدخل رقما."),
        ({"criterion": "cso_entry", "value": "1e9"}, "أدخل عددا من 0 إلى 4."),
    ],
)
def test_what_is_wrong_with_a_fact_is_said_and_what_was_typed_stays(as_focal, sent, words):
    answer = send(as_focal, **fact(**sent))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count(words) == 1
    assert 'value="https://example.org/bo"' in html


def test_the_file_says_what_is_missing_and_which_reform_gives_it(as_focal, countries):
    record_eligibility(
        by=countries.focal_point,
        member_id=countries.candidate.pk,
        year=YEAR,
        facts=answered(**EIGHT_OF_SIXTEEN),
    )

    html = as_focal.get(FILE).content.decode()

    assert 'تنقص <bdi dir="ltr">4</bdi> نقط.' in html
    assert html.count('<bdi dir="ltr">+2</bdi>') == 6


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"audit_report": True, "disclosure_public": True}, "النقط المطلوبة متوفرة."),
        (
            dict.fromkeys(("information_law", "information_constitution", "disclosure_law"))
            | {"disclosure_public": True, "cso_entry": "1"},
            "لا نقط بعد",
        ),
    ],
    ids=["enough", "not enough data"],
)
def test_the_file_says_where_nothing_is_missing_or_known(as_focal, countries, more, words):
    record_eligibility(
        by=None,
        member_id=countries.candidate.pk,
        year=YEAR,
        facts=answered(**{**EIGHT_OF_SIXTEEN, **more}),
    )

    assert as_focal.get(FILE).content.decode().count(words) == 1


def test_the_road_is_started_planned_and_a_step_completed_with_a_document(as_focal, countries):
    send(as_focal, do="start", at="")
    step = AccessionStep.objects.get(key=StepKey.ELIGIBLE)
    upload = SimpleUploadedFile("score.pdf", PDF)
    send(as_focal, do="plan", at=step.pk, version=1, due_on="1/12/2025")
    send(as_focal, do="attach", at=step.pk, file=upload, title="الأهلية")

    done = send(as_focal, do="complete", at=step.pk, version=2, done_on="15/10/2025")

    step.refresh_from_db()
    assert (done.status_code, step.done_on, step.due_on) == (
        *(302, dt.date(2025, 10, 15)),
        dt.date(2025, 12, 1),
    )
    assert file_of(countries).road.steps[0].own[0].view.title["ar"] == "الأهلية"
    assert as_focal.get(FILE).content.decode().count("score.pdf") == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"do": "complete", "done_on": "15/10/2025"}, "أرفق أولا الوثيقة التي تثبت هذه الخطوة."),
        ({"do": "complete", "done_on": "soon"}, "اكتب اليوم مثل 31/12/2025."),
        ({"do": "complete", "done_on": "15/10/2025", "version": "9"}, "غيّر شخص آخر هذا"),
        ({"do": "attach"}, "اختر ملفا."),
        (
            {"do": "task", "title": "", "owner": "x", "due_on": "1/12/2025"},
            "اذكر ما يجب القيام به.",
        ),
    ],
    ids=["no document", "no day", "meanwhile", "no file", "no title"],
)
def test_what_is_wrong_with_a_step_is_said_at_its_form(as_focal, countries, sent, words):
    step = step_of(open_road(countries), StepKey.ELIGIBLE)

    answer = send(as_focal, **{"at": step.pk, "version": "1", **sent})

    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 1


def test_tasks_documents_and_sections_are_kept(as_focal, countries):
    road = open_road(countries)
    step = step_of(road, StepKey.LETTER)
    document = attach(countries, road, StepKey.LETTER)
    send(as_focal, do="task", at=step.pk, title="كتابة", owner="الديوان", due_on="1/12/2025")
    task = AccessionTask.objects.get()

    send(as_focal, do="tick", at=task.pk, version=1)
    task.refresh_from_db()
    ticked = task.done_on
    send(as_focal, do="untick", at=task.pk, version=2)
    send(as_focal, do="release", at=step.pk, document=document)
    released = file_of(countries).road.steps[1].own[0].is_public
    send(as_focal, do="restrict", at=step.pk, document=document)
    as_focal.post(FILE, {"do": "show", "at": "", "version": 1, "shown": ["road", "mentor"]})
    send(as_focal, do="plan", at=step.pk, version=1, due_on="")

    task.refresh_from_db()
    assert (ticked, task.done_on) == (dt.date(2025, 10, 15), None)
    assert (released, file_of(countries).road.steps[1].own[0].is_public) == (True, False)
    assert Accession.objects.get().shown == [Section.MENTOR, Section.ROAD]


def test_a_member_is_asked_accepts_and_both_work_in_one_room(as_focal, as_mentor, countries):
    open_road(countries)
    send(as_focal, do="ask", at="", mentor=countries.member.pk, words="رافقونا")
    key = Mentorship.objects.get().pk
    room = f"/desk/network/accession/rooms/{key}"
    asked = as_mentor.get(room).content.decode()

    accepted = send(as_mentor, room, do="accept", at="")
    for client, text in ((as_focal, "مرحبا"), (as_mentor, "أهلا")):
        send(client, room, do="note", at="", text=text, is_public="1")
    send(as_mentor, room, do="task", at="", title="زيارة", owner="نحن", due_on="1/12/2025")
    send(as_focal, room, do="tick", at=AccessionTask.objects.get().pk, version=1)
    send(as_mentor, room, do="file", at="", file=SimpleUploadedFile("plan.pdf", PDF))

    html = as_focal.get(room).content.decode()
    assert (asked.count("رافقونا"), accepted.status_code) == (1, 302)
    assert [html.count(one) for one in ("مرحبا", "أهلا", "plan.pdf")] == [1, 1, 1]
    assert html == re.sub("Moussa|Aïcha", lambda m: m[0], html)
    assert room_of(countries.mentor, key).tasks[0].done_on == dt.date(2025, 10, 15)
    assert as_mentor.get("/desk/network/accession/").content.decode().count("بلد المثال") == 1


def test_a_room_is_ended_and_locked(as_mentor, countries):
    key = open_room(countries, open_road(countries))
    room = f"/desk/network/accession/rooms/{key}"
    write_note(by=countries.mentor, mentorship_id=key, text="مرحبا")

    send(as_mentor, room, do="end", at="")
    refused = send(as_mentor, room, do="note", at="", text="بعد")

    html = as_mentor.get(room).content.decode()
    assert refused.status_code == 422
    assert (html.count("مرحبا"), html.count("<textarea"), html.count("<button")) == (1, 0, 0)


def test_a_member_may_decline_and_the_candidate_ask_again(as_focal, as_mentor, countries):
    open_road(countries)
    nobody = send(as_focal, do="ask", at="", mentor="")
    send(as_focal, do="ask", at="", mentor=countries.member.pk)
    room = f"/desk/network/accession/rooms/{Mentorship.objects.get().pk}"

    send(as_mentor, room, do="decline", at="")
    late = send(as_mentor, room, do="accept", at="")

    html = as_focal.get(FILE).content.decode()
    assert (nobody.status_code, late.status_code) == (422, 422)
    assert html.count('name="mentor"') == 1


def test_nobody_else_finds_a_file_or_a_room(client, countries, people):
    road = open_road(countries)
    key = open_room(countries, road)
    room, step = f"/desk/network/accession/rooms/{key}", step_of(road, StepKey.LETTER)
    others = (countries.stranger, people.administrator, people.coordinator, people.citizen)

    for who in others:
        client.force_login(who)
        assert [client.get(path).status_code for path in (FILE, room)] == [404, 404]
        assert send(client, room, do="note", text="x").status_code == 404
        assert send(client, do="plan", at=step.pk, version=1).status_code == 404

    client.force_login(countries.mentor)
    assert (client.get(FILE).status_code, client.get(room).status_code) == (404, 200)


def test_what_is_not_one_s_own_is_not_there_in_what_is_sent(client, countries):
    step = step_of(open_road(countries), StepKey.LETTER)
    client.force_login(countries.stranger)
    path = "/desk/network/accession/XCC"

    answers = [
        send(client, path, do="plan", at=step.pk, version=1, due_on=""),
        send(client, path, do="plan", at=99_999, version=1, due_on=""),
        send(client, path, do="plan", at="x", version=1, due_on=""),
        send(client, path, do="nonsense"),
        send(client, path, do="ask", mentor=countries.member.pk),
        send(client, path, do="show", version=1),
    ]

    assert [one.status_code for one in answers] == [404] * 6


def test_who_has_nothing_to_do_with_accession_is_told_so(client, people):
    client.force_login(people.citizen)

    html = client.get("/desk/network/accession/").content.decode()

    assert "لا تمثل أي مرشح" in html


@pytest.mark.parametrize("n", [1, 3])
def test_the_file_asks_few_queries(as_focal, countries, django_assert_max_num_queries, n):
    road = open_road(countries)
    for number in range(n):
        attach(countries, road, StepKey.LETTER, f"{number}.pdf")

    with django_assert_max_num_queries(30):
        assert as_focal.get(FILE).status_code == 200
