"""The page of a country before the partnership: its points, what would be enough, its road."""

from __future__ import annotations

import re

import pytest

from athar.kernel.eligibility import Outcome
from athar.network.actions import (
    record_eligibility,
    show_document,
    show_sections,
    write_note,
)
from athar.network.enums.accession import Section, StepKey
from athar.network.models import EligibilityFact
from athar.network.shipped import read_facts
from athar.portal.network.accession.drawn import ring
from athar.portal.network.accession.page import gather_accession
from tests.network.countries import EIGHT_OF_SIXTEEN, YEAR, answered, put_countries
from tests.network.roads import attach, complete, open_road, open_room, step_of

pytestmark = pytest.mark.django_db
PAGE = "/ar/network/accession/XAA"


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Stand in October 2025."""


@pytest.fixture
def countries(db):
    return put_countries()


@pytest.fixture
def known(countries):
    """The candidate of the mock-up, with public facts."""
    record(countries.candidate, YEAR, **EIGHT_OF_SIXTEEN)
    return countries


def record(member, year, **answers):
    record_eligibility(by=None, member_id=member.pk, year=year, facts=answered(**answers))


def page(client, path=PAGE):
    return client.get(path).content.decode()


def texts(html, tag):
    found = re.findall(rf"<{tag}[ >].*?</{tag}>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>|[\u2066-\u2069]", "", one).split()) for one in found]


def test_the_page_says_how_near_the_country_is(client, known):
    html = page(client)

    assert texts(html, "h1") == ["بلد المثال: 4 نقط تفصلها عن الأهلية"]
    assert html.count('class="r-on"') == 8
    assert (html.count('class="r-go"'), html.count('class="r-no"')) == (4, 4)
    assert html.count("بلد خيالي وأرقام مختلقة") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "وليست قرارا من الشراكة"),
        ("fr", "et non une décision du Partenariat"),
        ("en", "not a decision of the partnership"),
    ],
)
def test_it_is_always_called_a_simulation(client, known, lang, words):
    for code in ("XAA", "XBB", "XCC"):
        assert words in page(client, f"/{lang}/network/accession/{code}")


def test_reforms_are_tried_without_script(client, known):
    html = page(client, PAGE + "?if=audit_report&if=disclosure_public&if=nonsense")

    data = gather_accession("XAA", ["audit_report", "disclosure_public", "nonsense"])
    assert data.chosen == ("audit_report", "disclosure_public")
    assert (data.tried.points, data.tried.outcome) == (12, Outcome.ELIGIBLE)
    assert html.count(" checked") == 2
    assert "12/16" in html


def test_a_reform_that_is_not_enough_says_so(client, known):
    html = page(client, PAGE + "?if=information_law")

    assert gather_accession("XAA", ["information_law"]).gained == 3
    assert "11/16" in html
    assert "وهي غير كافية" in html


def test_morocco_lacked_one_point_which_its_law_gives(client, countries):
    facts = [fact for _code, _year, fact in read_facts()]
    record_eligibility(by=None, member_id=countries.candidate.pk, year=2015, facts=facts)

    html = page(client)

    data = gather_accession("XAA", ["information_law"])
    assert (data.year.score.points, data.year.score.needed, data.gained) == (11, 12, 1)
    assert (data.tried.points, data.tried.outcome) == (12, Outcome.ELIGIBLE)
    assert [one.points for one in data.metrics] == [None, 3, None, None]
    assert (html.count('class="r-on"'), html.count('class="r-go"')) == (11, 1)
    assert "oecd-ilibrary.org" in html


def test_a_year_long_past_warns_a_member_of_nothing(client, countries):
    facts = [fact for _code, _year, fact in read_facts()]
    record_eligibility(by=None, member_id=countries.member.pk, year=2015, facts=facts)

    html = page(client, "/ar/network/accession/XBB")

    assert texts(html, "h1") == ["بلد المرافقة: 11 من 16 نقطة سنة 2015"]
    assert '<p class="note' not in html


def test_where_nothing_is_known_no_score_is_shown(client, countries):
    html = page(client)

    assert texts(html, "h1") == ["بلد المثال: المعطيات غير كافية لحساب النقط"]
    assert 'class="ring"' not in html
    assert gather_accession("XAA", ["audit_report"]).tried is None


def test_a_country_that_passes_needs_no_reform(client, countries):
    record(countries.candidate, YEAR, **{**EIGHT_OF_SIXTEEN, "audit_report": True,
                                         "disclosure_public": True})  # fmt: skip

    html = page(client)

    assert texts(html, "h1") == ["حصلت بلد المثال على النقط المطلوبة"]
    assert 'class="path' not in html


@pytest.mark.parametrize(
    ("years", "warned", "reviewed"),
    [((2025,), True, False), ((2024, 2025), True, True), ((2023, 2025), True, False)],
)
def test_a_member_below_the_minimum_is_warned(client, countries, years, warned, reviewed):
    for year in years:
        record(countries.member, year, **EIGHT_OF_SIXTEEN)

    data = gather_accession("XBB", [])
    html = page(client, "/ar/network/accession/XBB")

    assert (data.is_warned, data.is_in_review) == (warned, reviewed)
    assert html.count('<p class="note') == 1
    assert "اختبار القيم" not in html


def test_without_the_candidate_s_choice_nothing_of_its_road_is_public(client, known):
    road = open_road(known)
    complete(known, road, StepKey.ELIGIBLE)
    open_room(known, road)

    html = page(client)

    assert "is-done" not in html
    assert "بلد المرافقة" not in html.replace(html.split('class="road"')[1].split("</ol>")[0], "")
    assert texts(html, "h2")[-1] == "الطريق"


def test_what_the_candidate_shows_is_public(client, known):
    road = open_road(known)
    complete(known, road, StepKey.ELIGIBLE)
    key = attach(known, road, StepKey.LETTER, "letter.pdf")
    step = step_of(road, StepKey.LETTER)
    show_document(
        by=known.focal_point, step_id=step.pk, evidence_id=key, is_public=True, because=""
    )
    room = open_room(known, road)
    write_note(by=known.mentor, mentorship_id=room, text="ورشة عن بعد", is_public=True)
    show_sections(by=known.focal_point, accession_id=road, version=1, shown=list(Section))

    html = page(client)

    assert (html.count("is-done"), html.count("is-now")) == (1, 1)
    assert (html.count("letter.pdf"), "note.pdf" in html) == (1, False)
    assert (html.count("ورشة عن بعد"), texts(html, "h2")[-1]) == (1, "من يرافقها؟")


def test_the_page_asks_few_queries(client, known, django_assert_max_num_queries):
    road = open_road(known)
    complete(known, road, StepKey.ELIGIBLE)
    open_room(known, road)
    show_sections(by=known.focal_point, accession_id=road, version=1, shown=list(Section))

    with django_assert_max_num_queries(14):
        answer = client.get(PAGE)

    assert answer.status_code == 200


def test_the_twin_says_the_same_for_machines(client, known):
    EligibilityFact.objects.filter(criterion="civil_liberties").update(
        source_url="https://example.org/eiu"
    )

    told = client.get(PAGE + ".json?if=audit_report").json()

    (year,) = told["years"]
    assert (told["code"], told["is_simulation"], told["points_if_tried"]) == ("XAA", True, 10)
    assert (year["points"], year["needed"], year["values_check"]) == (8, 12, "passed")
    assert {
        "criterion": "civil_liberties",
        "answer": "5.30",
        "source_title": "Sample",
        "source_url": "https://example.org/eiu",
        "source_year": 2024,
        "confidence": "seen",
    } in year["facts"]


@pytest.mark.parametrize("path", ["NONE", "NONE.json", "templates/nothing.docx"])
def test_there_is_no_page_of_what_is_not_there(client, countries, path):
    assert client.get(f"/ar/network/accession/{path}").status_code == 404


def test_candidates_are_listed_with_the_templates(client, known, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        html = page(client, "/ar/network/accession")

    assert re.findall(r"accession/(X\w+)", html) == ["XAA", "XCC"]
    assert html.count(".docx") == 4


def test_a_template_is_a_download(client, db):
    answer = client.get("/ar/network/accession/templates/letter-of-intent.docx")

    assert answer.content[:2] == b"PK"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="letter-of-intent-ar.docx"'
    )


@pytest.mark.parametrize(("lang", "first"), [("ar", "M136"), ("fr", "M142")])
def test_the_ring_runs_as_the_language_is_read(lang, first):
    drawn = ring(points=9, gained=1, available=12, needed=9, lang=lang)

    pieces = re.findall(r'class="(r-\w+)" d="(M\d+)', drawn)
    assert [css for css, _at in pieces] == ["r-on"] * 9 + ["r-go"] + ["r-no"] * 2
    assert pieces[0][1][:3] == first[:3]
