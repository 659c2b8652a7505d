"""The list of a plan's commitments and its twins, as they are asked for."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import translation

from athar.plans.models import Commitment, CommitmentTheme
from athar.portal.commitments import listing as module
from athar.portal.commitments.choices import Choices
from athar.portal.commitments.lines import COLUMNS
from athar.portal.commitments.listing import gather_list
from athar.portal.commitments.offers import chips, list_title, offers
from athar.reference.models import Theme
from athar.rollups.actions import rebuild

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "fr", "en")
ALL = ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"]


def text_of(html):
    inline = re.sub(r"</?(bdi|time|span|b|a)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", inline))


def address(plan, query="", lang="en", ending=""):
    return f"/{lang}/plans/{plan.code}/commitments{ending}{query}"


def codes_of(html):
    return re.findall(r'<bdi class="code">(PDR-\d+)</bdi>', html)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def themed(plan):
    """Give the pipe a theme, and the figures that follow."""
    water = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"en": "Water"}, position=6
    )
    CommitmentTheme.objects.create(commitment_id=plan.commitments["PDR-002"], theme=water)
    rebuild()
    return water


@pytest.mark.parametrize("lang", LANGUAGES)
def test_list_shows_every_commitment_in_every_language(plan, whole, lang):
    assert codes_of(whole(address(plan, lang=lang))) == ALL


@pytest.mark.parametrize("query", ["", "?place=01.151"])
def test_list_takes_eight_queries(plan, client, query, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(address(plan, query))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?node=A2", ["PDR-003", "PDR-004", "PDR-005"]),
        ("?node=P02", ["PDR-002"]),
        ("?place=01.511", ["PDR-002"]),
        ("?status=completed", ["PDR-002"]),
        ("?declared=not_started", ["PDR-003"]),
        ("?declared=none", ["PDR-004"]),
        ("?lead=MEE", ["PDR-001", "PDR-002"]),
        ("?lead=none", ["PDR-004"]),
        ("?funder=REG", ["PDR-001", "PDR-002"]),
        ("?year=2027", ["PDR-003"]),
        ("?year=none", ["PDR-004"]),
        ("?theme=none", ALL),
        ("?q=barrage", ["PDR-001"]),
        ("?q=PDR-00", ALL),
        ("?lead=MEE&node=P02", ["PDR-002"]),
        ("?sort=-amount", ["PDR-003", "PDR-001", "PDR-002", "PDR-005", "PDR-004"]),
        ("?sort=physical", ["PDR-003", "PDR-001", "PDR-002", "PDR-004", "PDR-005"]),
    ],
)
def test_list_holds_what_was_chosen(plan, whole, query, codes):
    assert codes_of(whole(address(plan, query))) == codes


def test_list_of_a_theme(plan, themed, whole):
    assert codes_of(whole(address(plan, f"?theme={themed.id}"))) == ["PDR-002"]


@pytest.mark.parametrize(
    "query", ["?place=99", "?node=A9", "?lead=NOBODY", "?theme=999999", "?q=zzzz", "?year=1990"]
)
def test_list_that_nothing_matches_shows_a_way_on(plan, whole, query):
    html = whole(address(plan, query))

    assert (codes_of(html), "No project matches these filters." in html) == ([], True)
    assert f'<a href="{address(plan)}">See the whole list</a>' in html


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "query", ["?sort=colour", "?page=x", "?status=late", "?year=1", "?theme=0", "?q=%00"]
)
def test_list_refuses_what_cannot_be_understood_with_words(plan, client, query, ending):
    answer = client.get(address(plan, query, ending=ending))

    assert answer.status_code == 400
    assert "This request cannot be understood" in answer.text


@pytest.mark.parametrize("ending", ["", ".json"])
def test_page_beyond_the_last_is_not_found(plan, client, ending):
    assert client.get(address(plan, "?page=2", ending=ending)).status_code == 404


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_list_of_a_draft_is_not_found(draft_plan, client, ending):
    assert client.get(address(draft_plan, ending=ending)).status_code == 404


def test_long_list_is_turned_page_by_page(plan, whole, monkeypatch):
    monkeypatch.setattr(module, "PER_PAGE", 2)

    first, last = whole(address(plan, "?sort=code")), whole(address(plan, "?sort=code&page=3"))

    assert (codes_of(first), codes_of(last)) == (["PDR-001", "PDR-002"], ["PDR-005"])
    assert (
        'rel="next" href="/en/plans/PDR-NORD-2022-2027/commitments?sort=code&amp;page=2"' in first
    )
    assert (first.count('rel="prev"'), last.count('rel="next"')) == (0, 0)
    assert "Page 3 of 3" in text_of(last)


def test_title_answers_with_count_and_amount(plan):
    found = {
        query: list_title(gather_list(plan.code, choices))
        for query, choices in {
            "all": Choices(),
            "status": Choices(status="completed"),
            "place": Choices(place="01.151"),
            "none": Choices(lead="none"),
        }.items()
    }

    assert found == {
        "all": "5 projects, MAD 4.1 million",
        "status": "1 project declared complete, MAD 750,000",
        "place": "2 projects in مكان 01.151, MAD 2 million",
        "none": "1 project",
    }


def test_offers_count_what_each_choice_would_leave(plan):
    found = offers(gather_list(plan.code, Choices(lead="MEE")))

    assert found["lead"].options == (
        ("MEE", "وزارة التجهيز والماء (2)"),
        ("REG", "North Region (1)"),
        ("APDN", "وكالة إنعاش الشمال (1)"),
        ("none", "Not stated (1)"),
    )
    assert found["node"].options == (
        ("A1", "A1 الماء (2)"),
        ("P01", "\u2003P01 السدود (1)"),
        ("P02", "\u2003P02 الماء الشروب (1)"),
    )
    assert (found["status"].value, found["lead"].value) == ("", "MEE")


def test_choice_that_nothing_has_stays_offered(plan):
    found = offers(gather_list(plan.code, Choices(lead="NOBODY", status="at_risk")))

    assert ("NOBODY", "NOBODY (0)") in found["lead"].options
    assert ("at_risk", "At risk (0)") in found["status"].options


def test_chips_word_each_filter_and_lead_to_the_list_without_it(plan):
    choices = Choices(q="dam", place="01.151", status="on_track", declared="on_track", year="none")

    found = chips(gather_list(plan.code, choices), "/list")

    assert [words.striptags() for words, _address in found] == [
        "“dam”",
        "مكان 01.151",
        "Computed: On track",
        "Declared: On track",
        "Year: Not stated",
    ]
    assert found[1][1] == "/list?q=dam&status=on_track&declared=on_track&year=none"


def test_json_page_says_what_was_chosen_and_where_the_next_is(plan, client, monkeypatch):
    monkeypatch.setattr(module, "PER_PAGE", 2)

    found = client.get(address(plan, "?sort=-amount", ending=".json")).json()

    assert [one["code"] for one in found["commitments"]] == ["PDR-003", "PDR-001"]
    assert (found["total"], found["n_pages"], found["amount"], found["amount_unknown"]) == (
        5,
        3,
        "4100000.50",
        1,
    )
    assert found["next"] == (
        f"http://testserver/en/plans/{plan.code}/commitments.json?sort=-amount&page=2"
    )
    assert client.get(found["next"]).json()["page"] == 2


def test_json_counts_by_the_words_of_the_address(plan, client):
    found = client.get(address(plan, ending=".json")).json()

    assert found["counts"]["declared"] == {
        "none": 1,
        "on_track": 1,
        "completed": 1,
        "not_started": 1,
        "cancelled": 1,
    }
    assert found["counts"]["place"] == {"none": 3, "01": 2, "01.151": 2, "01.511": 1}
    assert (found["next"], found["choices"]) == (None, {})


def test_csv_holds_the_whole_list_whatever_the_page(plan, client, monkeypatch):
    monkeypatch.setattr(module, "PER_PAGE", 2)

    answer = client.get(address(plan, "?page=2", ending=".csv"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert (tuple(header), [row[0] for row in rows]) == (COLUMNS, ALL)


def test_csv_and_json_and_figures_agree_to_the_last_digit(plan, client):
    answer = client.get(address(plan, ending=".csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))

    lines = client.get(address(plan, ending=".json")).json()["commitments"]

    for row, line in zip(table, lines, strict=True):
        for name in ("amount", "paid", "physical_percent", "financial_percent", "ratio"):
            assert row[name] == (line[name] or ""), name
    assert (table[0]["paid"], table[3]["amount"]) == ("781250.25", "")


def test_csv_writes_codes_marks_and_texts(plan, client):
    Commitment.objects.filter(code="PDR-004").update(title={"fr": "=1+1"})
    rebuild()

    answer = client.get(address(plan, lang="fr", ending=".csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    by_code = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}

    assert by_code["PDR-002"]["places"] == "01.151 01.511"
    assert by_code["PDR-002"]["nodes"] == "A1 P02"
    assert (by_code["PDR-005"]["is_sample"], by_code["PDR-001"]["is_sample"]) == ("yes", "no")
    assert (by_code["PDR-001"]["title"], by_code["PDR-004"]["title"]) == (
        "Barrage de Oued Laou",
        "'=1+1",
    )
