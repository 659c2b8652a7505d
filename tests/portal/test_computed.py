"""How was this computed: every figure of every kind of subject, for people and for machines."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from django.utils import translation

from athar.portal import wording
from athar.rollups.queries import plan_progress
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

PLAN = f"plans/{cast.PLAN.code}"
OF_MANY = ("statuses", "physical", "financial", "money")
OF_ONE = ("status", "physical", "financial", "money", "slippage")
SUBJECTS = (
    "",
    "?node=A1",
    "?node=P01",
    "?place=01.151",
    "?lead=MEE",
    "?lead=none",
    "?funder=REG",
    "?funder=none",
)
LANGUAGES = ("ar", "fr", "en")


def address(figure: str, query: str = "", lang: str = "fr", twin: str = "") -> str:
    return f"/{lang}/{PLAN}/computed/{figure}{twin}{query}"


def read(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html: str) -> str:
    """Give the words of a piece of a page, without its markup."""
    bare = re.sub(r"<[^>]+>", " ", html)
    return re.sub(r"[ \n]+", " ", bare).strip(" \n")


def number_of(html: str) -> str:
    return words_of(re.search(r'<p class="num">(.*?)</p>', html, re.DOTALL)[1])


def part_of(html: str, title: str) -> str:
    found = re.search(rf'<h2 class="sheet-h">{title}</h2>(.*?)</section>', html, re.DOTALL)
    return words_of(found[1])


def expected_numbers(figures, lang: str) -> dict[str, str]:
    with translation.override(lang):
        paid = wording.amount(figures.money.paid, figures.money.currency)
        return {
            "physical": wording.percent(figures.physical.whole),
            "financial": wording.percent(figures.financial.whole),
            "money": f"{paid.number} {paid.unit}",
        }


def opened(client, figures, queries) -> set[tuple[int, int]]:
    """Open figures of subjects in every language: the statuses met, and the panels in a page."""
    answers = [
        client.get(address(figure, query, lang))
        for figure in figures
        for query in queries
        for lang in LANGUAGES
    ]
    return {(one.status_code, one.content.count(b" data-panel>")) for one in answers}


@pytest.mark.parametrize("figure", OF_MANY)
def test_every_figure_of_many_is_explained_in_every_language(client, plan, figure):
    assert opened(client, [figure], SUBJECTS) == {(200, 1)}


@pytest.mark.parametrize("code", ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"])
def test_every_figure_of_one_is_explained_in_every_language(client, plan, code):
    assert opened(client, OF_ONE, [f"?commitment={code}"]) == {(200, 1)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_language_of_its_address(client, plan, lang):
    html = read(client, address("physical", "", lang))

    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("figure", ["physical", "financial", "money"])
def test_a_plan_is_explained_with_the_number_its_page_shows(client, plan, figure, lang):
    number = number_of(read(client, address(figure, "", lang)))

    assert number == expected_numbers(plan_progress(plan.id).total, lang)[figure]
    if figure != "financial":
        assert number in words_of(read(client, f"/{lang}/{PLAN}"))


@pytest.mark.parametrize("figure", ["physical", "money"])
def test_a_grouping_is_explained_with_the_number_its_page_shows(client, plan, figure):
    number = number_of(read(client, address(figure, "?node=A1")))

    assert number in words_of(read(client, f"/fr/{PLAN}/nodes/A1"))


def test_a_place_is_explained_by_what_is_in_it(client, plan):
    # 80 % of 1 250 000.50 and 100 % of 750 000; the road covers the whole region
    number = number_of(read(client, address("physical", "?place=01.151")))

    assert number == "87\u202f%"


def test_the_formula_stands_with_letters_and_with_numbers(client, plan):
    html = read(client, address("physical", lang="en"))

    formulas = [words_of(one) for one in re.findall(r"<math.*?</math>", html)]

    assert formulas == ["P = ∑ w p ∑ w", "= 1.75 4 = 43.75%"]


def test_statuses_are_counted_with_their_list(client, plan):
    html = read(client, address("statuses", "?node=A1", "en"))

    assert number_of(html) == "2 projects"
    assert f'href="/en/{PLAN}/commitments?node=A1&amp;status=completed"' in html


def test_what_is_left_out_is_named_with_its_reason(client, plan):
    left_out = part_of(read(client, address("physical", lang="en")), "What is left out, and why")

    assert left_out == (
        "Cancelled, or removed from the plan · 1 PDR-005 مرأب Progress not known · 1 "
        "PDR-004 Étude de circulation"
    )


def test_money_says_which_total_misses_what(client, plan):
    left_out = part_of(read(client, address("money", lang="en")), "What is left out, and why")

    assert left_out == (
        "Cost not known: adds nothing to what is planned · 1 PDR-004 Étude de circulation "
        "Payment not known: adds nothing to what is paid · 2 PDR-003 طريق الساحل PDR-005 مرأب"
    )


def test_a_value_says_who_gave_it_and_where_it_stood(client, plan):
    html = read(client, address("physical", "?commitment=PDR-001", "en"))

    assert part_of(html, "The inputs, and who gave them") == (
        "p = 80% Physical progress reported Declared, not validated as of 30 June 2025 "
        "published on 15 October 2025 row 2 column F text found there: “ 80 % ” "
        "no evidence on file All of it, exactly CSV XLSX JSON"
    )


def test_the_json_gives_what_the_page_shows(client, plan):
    answer = json.loads(read(client, address("physical", "?node=A1", twin=".json")))

    found = answer["explanation"]
    assert (found["figure"], found["whole"], found["known"], found["expected"]) == (
        "physical", 87, 2, 2,
    )  # fmt: skip
    assert Decimal(found["numerator"]) == Decimal("1750000.40")
    assert [one["value"] for one in found["inputs"]] == ["80.00", "100.00"]
    assert found["inputs"][0]["provenance"]["origin"] == {"row": 2, "column": "F"}
    assert answer["plan"]["code"] == cast.PLAN.code


def test_the_csv_gives_every_input_with_its_reason(client, plan):
    response = client.get(address("physical", twin=".csv"))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [
        (row["code"], row["value"], row["counts"], row["left_out_because"]) for row in rows
    ] == [
        ("PDR-001", "80.00", "yes", ""),
        ("PDR-002", "100.00", "yes", ""),
        ("PDR-003", "0.00", "yes", ""),
        ("PDR-004", "", "no", "no_progress"),
        ("PDR-005", "", "no", "cancelled"),
    ]
    assert (rows[0]["row"], rows[0]["column"], rows[0]["written"]) == ("2", "F", "80 %")
    assert (rows[3]["as_of_on"], rows[4]["as_of_on"]) == ("", "2025-06-30")


@pytest.mark.parametrize(
    ("query", "crumbs"),
    [
        ("?node=P01", [f"/fr/{PLAN}", f"/fr/{PLAN}/nodes/P01"]),
        ("?commitment=PDR-001", [f"/fr/{PLAN}", f"/fr/{PLAN}/commitments/PDR-001"]),
        ("?lead=MEE", [f"/fr/{PLAN}", f"/fr/{PLAN}/commitments?lead=MEE"]),
        ("?funder=none", [f"/fr/{PLAN}", f"/fr/{PLAN}/commitments?funder=none"]),
        ("", [f"/fr/{PLAN}"]),
    ],
)
def test_crumbs_lead_back_to_the_subject(client, plan, query, crumbs):
    html = read(client, address("physical", query))

    trail = re.search(r'<nav class="crumbs".*?</nav>', html, re.DOTALL)[0]

    assert re.findall(r'href="([^"]+)"', trail) == ["/fr/", *crumbs]


NOWHERE = (
    ("wealth", ""),
    ("status", ""),
    ("slippage", "?node=A1"),
    ("statuses", "?commitment=PDR-001"),
    ("physical", "?node=A9"),
    ("physical", "?node=none"),
    ("physical", "?place=99"),
    ("physical", "?commitment=PDR-999"),
    ("physical", "?lead=NOBODY"),
)


@pytest.mark.parametrize("twin", ["", ".json", ".csv"])
def test_what_does_not_exist_is_not_found(client, plan, twin):
    answers = {
        (figure, query): client.get(address(figure, query, twin=twin)).status_code
        for figure, query in NOWHERE
    }

    assert answers == dict.fromkeys(NOWHERE, 404)


@pytest.mark.parametrize(
    "query",
    [
        "?node=A1&place=01.151",
        "?node=A1&node=A2",
        "?node=",
        "?commitment=%00",
        "?commitment=%D8%A3",
        "?place=" + "9" * 101,
    ],
)
def test_nonsense_is_refused_with_words(client, plan, query):
    response = client.get(address("physical", query, "en"))

    assert response.status_code == 400
    assert "This request cannot be understood" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?node=A1", "?commitment=PDR-001"])
def test_a_draft_is_not_explained(client, draft_plan, query):
    assert client.get(address("physical", query)).status_code == 404


def test_a_parameter_of_somebody_else_changes_nothing(client, plan):
    with_it = read(client, address("physical", "?utm_source=letter"))

    assert number_of(with_it) == number_of(read(client, address("physical")))


@pytest.mark.parametrize(
    ("figure", "query", "n"),
    [
        ("statuses", "", 7),
        ("physical", "", 7),
        ("financial", "", 8),
        ("money", "", 9),
        ("physical", "?node=A1", 9),
        ("money", "?place=01.151", 11),
        ("physical", "?commitment=PDR-001", 8),
        ("status", "?commitment=PDR-001", 9),
        ("money", "?commitment=PDR-001", 11),
    ],
)
def test_an_explanation_takes_few_queries(
    client, plan, django_assert_num_queries, figure, query, n
):
    with django_assert_num_queries(n):
        client.get(address(figure, query))
