"""Page, JSON and CSV say the same number, to the last digit, in every language."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest

from athar.config.commands.demo import PLAN_CODE
from tests.demonstration import demonstration

LANGUAGES = ("ar", "fr", "en")
PLAN = f"plans/{PLAN_CODE}"
TOTAL = Decimal("19850000000.00")
WRITTEN = {
    "ar": ("19,85 مليار درهم", "من أصل 233 مشروعا"),
    "fr": ("19,85 milliards DH", "Sur 233 projets"),
    "en": ("MAD 19.85 billion", "Of 233 projects"),
}
MONEY = ("planned", "committed", "paid")


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once and taken back at the end."""
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        yield


@pytest.fixture(autouse=True)
def _shown(_demonstration, db):
    """Every test here reads the demonstration."""


@pytest.fixture
def table(client):
    """Give the rows of a CSV."""

    def read(address: str) -> list[dict[str, str]]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    return read


@pytest.fixture
def progress(client):
    """Give the figures of the plan as its JSON has them in a language."""
    return lambda lang="fr": client.get(f"/{lang}/{PLAN}.json").json()["progress"]


def added_up(rows, column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows if row[column]), Decimal("0.00"))


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("\u202f", " ").split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_writes_the_total_and_the_count(whole, lang):
    text = text_of(whole(f"/{lang}/{PLAN}"))

    assert [words for words in WRITTEN[lang] if words not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plan_json_says_the_total_to_the_last_digit(progress, lang):
    figures = progress(lang)["total"]

    assert figures["n_total"] == 233
    assert figures["money"]["planned"] == str(TOTAL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_list_csv_adds_up_to_the_plan(progress, table, lang):
    rows, money = table(f"/{lang}/{PLAN}/commitments.csv"), progress(lang)["total"]["money"]

    assert len(rows) == 233
    for name, column in zip(MONEY, ("amount", "committed", "paid"), strict=True):
        assert str(added_up(rows, column)) == money[name]
        assert sum(not row[column] for row in rows) == money[f"{name}_unknown"]


def test_statuses_of_the_list_are_those_of_the_plan(progress, table):
    rows = table(f"/en/{PLAN}/commitments.csv")
    statuses = {one["status"]: one["n"] for one in progress()["total"]["statuses"]}

    assert Counter(row["computed_status"] for row in rows) == Counter(statuses)


def test_progress_of_the_plan_is_the_weighted_mean_of_the_list(progress, table):
    counted = [
        (Decimal(row["amount"]), Decimal(row["physical_percent"]))
        for row in table(f"/en/{PLAN}/commitments.csv")
        if row["amount"] and row["physical_percent"] and row["declared_status"] != "cancelled"
    ]
    physical = progress()["total"]["physical"]
    weights = sum(amount for amount, _percent in counted)

    assert physical["known"] == len(counted)
    assert Decimal(physical["denominator"]) == weights
    assert Decimal(physical["exact"]) == sum(a * p for a, p in counted) / weights


def test_places_of_the_plan_say_what_its_list_says(table):
    rows = table(f"/en/{PLAN}/commitments.csv")
    of_plan = {row["place_code"]: row for row in table(f"/en/{PLAN}/places.csv")}

    assert len(of_plan) == 8
    for code, place in of_plan.items():
        there = [row for row in rows if f" {code}" in f" {row['places']}"]
        assert place["commitments"] == str(len(there))
        for name, column in zip(MONEY, ("amount", "committed", "paid"), strict=True):
            assert place[f"amount_{name}"] == str(added_up(there, column))


def test_page_of_a_place_says_what_the_plan_says_of_it(progress, table):
    of_plan = {row["place_code"]: row for row in table(f"/en/{PLAN}/places.csv")}
    in_json = {one["place"]["code"]: one["figures"] for one in progress()["places"]}

    for code, stated in of_plan.items():
        own = next(row for row in table(f"/en/places/hcp/{code}.csv") if row["place_code"] == code)
        assert {name: own[name] for name in stated} == stated
        assert in_json[code]["money"]["planned"] == stated["amount_planned"]
        assert in_json[code]["physical"]["exact"] == stated["physical_percent"]
