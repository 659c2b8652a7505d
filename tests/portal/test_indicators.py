"""The page of an indicator: its answer, its way to the target, where it differs, as of when."""

import csv
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.indicators.actions import put_indicators, record_measurements
from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import NoNumber
from athar.plans.models import Plan
from athar.reference.enums import PlaceKind
from athar.reference.models import Place
from tests.indicators.cast import CONNECTED, set_up
from tests.portal.results import RURAL, WATER, independent, tell

pytestmark = pytest.mark.django_db
PERMANENT = "/id/indicator/shared/water"


@pytest.fixture
def told(plan):
    return tell(set_up(plan))


def numbers_of(html: str) -> list[str]:
    """Give the big numbers of a page."""
    found = re.findall(r'<p class="num">(.*?)</p>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def table_of(client, address: str) -> list[dict[str, str]]:
    answer = b"".join(client.get(address).streaming_content)
    return list(csv.DictReader(answer.decode("utf-8-sig").splitlines()))


def test_page_json_and_csv_say_the_worked_example_alike(told, client, whole):
    html = whole(f"/fr/{WATER}")
    twin = json.loads(client.get(f"/fr/{WATER}.json").content)
    judged = [row for row in table_of(client, f"/fr/{WATER}.csv") if row["achieved_percent"]]

    assert numbers_of(html) == ["27,5\u202f%", "38,7\u202f%", "2 sur 2"]
    assert (twin["headline"]["value"], twin["result"]["achieved_percent"]) == ("27.5", "38.7")
    assert [(row["measured_value"], row["achieved_percent"]) for row in judged] == [
        ("27.5", "38.7")
    ]
    assert twin["id"] == f"http://testserver{PERMANENT}"


def test_page_opens_where_the_plan_answers_for_it(told, client):
    twin = json.loads(client.get(f"/fr/{WATER}.json").content)

    assert (twin["place"]["code"], twin["category"]) == ("01", RURAL)
    assert [one["plan"] for one in twin["adopted_by"]] == [told.setting.plan.code]
    assert [one["value"] for one in twin["places"]["values"]] == ["9.1", "73.2"]


@pytest.mark.parametrize("period", ["2024", "2025"])
def test_places_stand_with_the_greatest_value_first_and_unknown_last(told, whole, period):
    place = told.setting.places["01.511"]  # of 2025 it alone is known, and it is nothing
    draft = told.setting.value(period="2025", place_id=place, value=Decimal(0), category=RURAL)
    record_measurements(by=None, drafts=[draft])

    table = whole(f"/fr/{WATER}?period={period}").partition('id="places"')[2]

    linked = re.findall(r'<a href="[^"]*place=hcp[^"]*(01\.\d+)[^"]*">', table)
    assert linked == ["01.511", "01.151"]


def test_neighbours_of_a_project_owe_nothing(told, whole):
    place = told.setting.places["01.151"]
    draft = told.setting.value("connected", place_id=place, value=Decimal(1200))
    record_measurements(by=None, drafts=[draft])
    address = f"/fr/indicators/{told.setting.plan.code}/connected?place=hcp:01.151"

    html = whole(address)

    assert numbers_of(html)[0] == "1\u202f200 ménages"
    assert 'id="places"' not in html
    assert 'id="places"' in whole(f"/fr/{WATER}")


def test_a_country_stands_among_the_others_that_of_the_plan_first(told, client, whole):
    home, other = (
        Place.objects.create(
            scheme="hcp", code=code, kind=PlaceKind.COUNTRY, path=f"/{code}/", names={"fr": code}
        )
        for code in ("MAR", "AAA")
    )
    Plan.objects.update(place=told.setting.places["01"])
    setting = told.setting
    draft = replace(CONNECTED, code="wealth", measured_at=PlaceKind.COUNTRY)
    keys = put_indicators(by=None, library_id=setting.library, drafts=[draft])
    values = [(home.pk, Decimal(5)), (other.pk, Decimal(7))]
    drafts = [
        MeasurementDraft(indicator_id=keys["wealth"], place_id=place, period="2024", value=value)
        for place, value in values
    ]
    record_measurements(by=None, drafts=drafts)

    twin = json.loads(client.get("/fr/indicators/shared/wealth.json").content)

    assert (twin["place"]["code"], twin["headline"]["value"]) == (home.code, "5")
    assert [one["value"] for one in twin["places"]["values"]] == ["7", "5"]


def test_another_place_and_the_whole_can_be_chosen(told, whole):
    of_province = whole(f"/fr/{WATER}?place=hcp:01.511&category={RURAL}")
    of_whole = whole(f"/fr/{WATER}?place=hcp:01&category=")

    assert numbers_of(of_province)[0] == "73,2\u202f%"
    assert numbers_of(of_whole) == ["Sans donnée"]


def test_why_there_is_no_number_is_said_in_words(told, client, whole):
    draft = told.setting.value(period="2025", no_number=NoNumber.SUPPRESSED, category=RURAL)
    record_measurements(by=None, drafts=[draft])

    html = whole(f"/fr/{WATER}?place=hcp:01")
    rows = table_of(client, f"/fr/{WATER}.csv")

    assert html.count("masqué pour protéger les personnes") == 2
    assert [row["no_number"] for row in rows if row["period"] == "2025"] == ["suppressed"]
    assert numbers_of(html)[0] == "27,5\u202f%"


def test_independent_values_stand_beside_and_are_not_mixed(told, client, whole):
    independent(told)

    html = whole(f"/fr/{WATER}")
    claims = [(row["claim"], row["measured_value"]) for row in table_of(client, f"/fr/{WATER}.csv")]

    assert numbers_of(html)[1] == "38,7\u202f%"
    assert claims == [("declared", "13.3"), ("declared", "27.5"), ("independent", "24.0")]


@pytest.mark.parametrize(("at", "value", "percent"), [(0, "26.5", "36.0"), (1, "27.9", "39.8")])
def test_earlier_states_are_read_on_page_json_and_csv(told, client, whole, at, value, percent):
    query = f"?as_of={told.numbers[at]}"

    html = whole(f"/fr/{WATER}{query}")
    twin = json.loads(client.get(f"/fr/{WATER}.json{query}").content)
    rows = table_of(client, f"/fr/{WATER}.csv{query}")

    assert numbers_of(html)[0] == value.replace(".", ",") + "\u202f%"
    assert (twin["headline"]["value"], twin["result"]["achieved_percent"]) == (value, percent)
    assert twin["as_of"]["publication"] == told.numbers[at]
    assert [(row["measured_value"], row["publication"]) for row in rows[-1:]] == [
        (value, str(told.numbers[at]))
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?place=nowhere", 400),
        ("?category=Ä", 400),
        ("?period=2", 400),
        ("?as_of=soon", 400),
        ("?as_of=99999", 404),
        ("?place=hcp:99", 404),
    ],
)
def test_what_cannot_be_asked_is_refused(told, client, query, status):
    assert client.get(f"/fr/{WATER}{query}").status_code == status


def test_indicators_of_a_draft_plan_do_not_exist(told, client):
    code = told.setting.plan.code
    Plan.objects.update(current_version=0)

    addresses = (f"/fr/indicators/{code}/connected", f"/id/indicator/{code}/connected")
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    assert client.get(f"/fr/indicators/{code}").status_code == 404


def test_indicator_without_values_or_plan_says_so(told, whole):
    html = whole("/fr/indicators/shared/maturity?place=hcp:01")

    assert numbers_of(html) == ["Sans donnée"]
    assert "Aucun plan publié ne l’a retenu." in html


def test_permanent_address_leads_to_the_page_and_keeps_the_moment(told, client):
    answer = client.get(f"{PERMANENT}?as_of=3", headers={"accept-language": "fr"})

    assert answer.headers["Location"] == f"/fr/{WATER}?as_of=3"
    assert f"/fr/{WATER}</loc>" in b"".join(client.get("/sitemap.xml").streaming_content).decode()


def test_page_can_be_cited(told, client):
    reference = client.get(f"/fr/{WATER}.bib").content.decode()

    assert reference.startswith("@dataset{athar-indicator-shared-water,")
    assert f"url = {{http://testserver{PERMANENT}}}" in reference


def test_page_takes_the_same_queries_however_much_it_shows(told, client, django_assert_num_queries):
    with django_assert_num_queries(10):
        client.get(f"/fr/{WATER}")
    independent(told)
    with django_assert_num_queries(10):
        client.get(f"/fr/{WATER}")
