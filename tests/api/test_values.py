"""Measured values: which, as of when, with what provenance, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim, NoNumber
from athar.plans.actions import publish_first_version
from athar.trail.queries import last_publication_number
from tests.indicators import cast as indicators
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan):
    """The small plan with indicators, and values of two years."""
    found = indicators.set_up(plan)
    record_measurements(
        by=None,
        drafts=[
            found.value(value=Decimal("27.5"), cell="Feuil1!B2", written="27,5"),
            found.value(period="2014", value=Decimal("13.3"), category="area=rural"),
            found.value("connected", value=None, no_number=NoNumber.SUPPRESSED),
        ],
        source={"name": "census.csv", "file": "ab" * 32},
    )
    return found


@pytest.fixture
def corrected(setting):
    """Correct one value; gives the numbers before and after."""
    before = last_publication_number()
    again = setting.value(value=Decimal("28.1"))
    record_measurements(by=None, drafts=[again], reason="typing error")
    return before, last_publication_number()


def test_a_value_is_given_with_its_provenance(setting, ask):
    found = ask("values?period=2024&indicator=shared/water")["items"]

    recorded_at = found[0].pop("recorded_at")
    assert recorded_at.startswith("20")
    assert found == [
        {
            "indicator_id": "http://testserver/id/indicator/shared/water",
            "indicator": "shared/water",
            "place": "hcp:01",
            "period": "2024",
            "category": "",
            "claim": "declared",
            "value": "27.5",
            "numerator": None,
            "denominator": None,
            "text": None,
            "no_number": None,
            "unit": "%",
            "revision": 0,
            "is_current": True,
            "publication": last_publication_number(),
            "recorded_by": None,
            "reason": None,
            "source": "form",
            "source_file": "census.csv",
            "source_sha256": "ab" * 32,
            "cell": "Feuil1!B2",
            "written": "27,5",
        }
    ]


def test_history_gives_every_state_and_as_of_what_was_public_then(corrected, ask):
    before, after = corrected
    fields = "fields=value,revision,is_current,reason,publication"

    states = ask(f"values?period=2024&indicator=shared/water&history=1&{fields}")["items"]
    then = [
        ask(f"values?period=2024&indicator=shared/water&as_of={one}&fields=value")["items"]
        for one in corrected
    ]

    assert [tuple(one.values()) for one in states] == [
        ("27.5", 0, False, None, before),
        ("28.1", 1, True, "typing error", after),
    ]
    assert then == [[{"value": "27.5"}], [{"value": "28.1"}]]


@pytest.mark.parametrize(
    ("asked", "periods"),
    [
        ("", ["2014", "2024", "2024"]),
        ("library=shared", ["2014", "2024"]),
        ("indicator=shared/water,PDR-NORD-2022-2027/connected", ["2014", "2024", "2024"]),
        ("indicator=shared/none", []),
        ("place=hcp:01&category=whole", ["2024", "2024"]),
        ("place=hcp:01,hcp:01.151", ["2014", "2024", "2024"]),
        ("place=hcp:01.151", []),
        ("place=hcp:99", []),
        ("within=hcp:01&since=2020", ["2024", "2024"]),
        ("within=hcp:01&place=hcp:01", ["2014", "2024", "2024"]),
        ("within=hcp:99", []),
        ("until=2014&claim=declared", ["2014"]),
        ("category=area=rural", ["2014"]),
        ("claim=validated", []),
        ("history=0&format=json", ["2014", "2024", "2024"]),
    ],
)
def test_values_are_filtered(setting, ask, asked, periods):
    assert [one["period"] for one in ask(f"values?{asked}")["items"]] == periods


def test_a_list_read_in_parts_is_whole(setting, whole, ask):
    assert whole("values?history=1", limit=1) == ask("values?history=1")["items"]


def test_a_percentage_of_counts_is_computed(setting, ask):
    counts = {"numerator": Decimal(1), "denominator": Decimal(8), "period": "2023"}
    record_measurements(by=None, drafts=[setting.value(**counts, claim=Claim.VALIDATED)])

    found = ask("values?period=2023&fields=value,numerator,denominator,claim")["items"]

    assert found == [
        {"value": "12.5", "numerator": "1.0", "denominator": "8.0", "claim": "validated"}
    ]


@pytest.mark.parametrize(
    ("query", "headers"),
    [("format=csv", {}), ("", {"Accept": "text/csv"}), ("", {"Accept": "text/csv;q=1,*/*;q=0.1"})],
)
def test_the_same_values_are_given_as_csv(setting, client, ask, query, headers):
    answer = client.get(f"/api/v1/values?{query}", headers=headers)

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    items = ask("values")["items"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Vary"].startswith("Accept")
    assert [row | {"is_current": "", "recorded_at": ""} for row in rows] == [
        {name: "" if one is None else str(one) for name, one in item.items()}
        | {"is_current": "", "recorded_at": ""}
        for item in items
    ]


def test_a_table_leads_on_and_leaves_fields(setting, client):
    answer = client.get("/api/v1/values?format=csv&limit=1&fields=period,value")

    following = answer.headers["Link"].split(">")[0].strip("<")
    assert answer.text.splitlines() == ["period,value", "2014,13.3"]
    assert client.get(following).text.splitlines() == ["period,value", "2024,27.5"]


def test_values_take_as_many_queries_whatever_their_number(
    setting, client, django_assert_num_queries
):
    for asked in ("limit=1", "limit=3"):
        client.get(f"/api/v1/values?{asked}")
        with django_assert_num_queries(5):
            client.get(f"/api/v1/values?{asked}")


def test_what_a_draft_plan_measures_is_given_to_nobody(draft_plan, client):
    own = indicators.set_up(draft_plan)
    record_measurements(by=None, drafts=[own.value("connected", value=Decimal(975318))])
    then = last_publication_number()

    answers = [
        client.get(f"/api/v1/{address}").text
        for address in (
            *("values", "values?history=1", f"values?as_of={then}", "values?format=csv"),
            *(f"values?library={draft_plan.code}", "indicators", "libraries"),
            *(f"values?indicator={draft_plan.code}/connected", "indicators?q=connected"),
        )
    ]

    assert [one for one in answers if "975318" in one or '"connected"' in one] == []


def test_of_the_past_only_what_was_public_is_given(draft_plan, ask):
    own = indicators.set_up(draft_plan)
    record_measurements(by=None, drafts=[own.value("connected", value=Decimal(3))])
    before = last_publication_number()
    publish_first_version(by=None, plan_id=draft_plan.id)

    found = [ask(f"values?as_of={n}")["items"] for n in (before, last_publication_number())]

    assert [len(one) for one in found] == [0, 1]
