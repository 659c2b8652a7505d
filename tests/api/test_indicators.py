"""Libraries and indicators: which, in what order, with what they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from athar.indicators.actions import put_framework, put_indicators, record_measurements
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.trail.queries import last_publication_number
from tests.indicators import cast as indicators
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan):
    """The small plan, which adopts running water of the shared library; a goal is named."""
    found = indicators.set_up(plan)
    water = replace(indicators.WATER, references=(("sdg", "6.1.1"), ("other", "7")))
    rest = (indicators.OPINION, indicators.MATURITY)
    put_indicators(by=None, library_id=found.library, drafts=(water, *rest))
    planned = (
        PlannedDraft(kind=PlannedKind.BASELINE, period="2014", value=Decimal("13.3")),
        PlannedDraft(kind=PlannedKind.TARGET, period="2027", value=Decimal(50)),
    )
    line = ResultLineDraft(
        indicator=("shared", "water"), place_id=found.places["01"], planned=planned
    )
    put_framework(by=None, plan_id=plan.id, drafts=[line])
    return found


def test_libraries_are_listed_shared_ones_first(setting, ask, whole):
    items = ask("libraries?fields=code,plan,n_indicators")["items"]

    assert [tuple(one.values()) for one in items] == [
        ("shared", None, 3),
        ("PDR-NORD-2022-2027", "PDR-NORD-2022-2027", 1),
    ]
    assert whole("libraries", limit=1) == ask("libraries")["items"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["connected", "water", "opinion", "maturity"]),
        ("library=shared", ["water", "opinion", "maturity"]),
        ("level=impact", ["opinion"]),
        ("plan=PDR-NORD-2022-2027", ["connected", "water"]),
        ("plan=none", []),
        ("sdg=6", ["water"]),
        ("sdg=6.1", ["water"]),
        ("sdg=7", []),
        ("sdg=6.11", []),
        ("q=eau", ["water"]),
        ("q=MENAGES+raccordes", ["connected"]),
        ("q=eau&sdg=7", []),
    ],
)
def test_indicators_are_filtered(setting, ask, asked, codes):
    assert [one["code"] for one in ask(f"indicators?{asked}")["items"]] == codes


def test_indicators_read_in_parts_are_whole(setting, ask, whole):
    assert whole("indicators", limit=1) == ask("indicators")["items"]


def test_an_indicator_is_given_as_it_is_defined(setting, ask):
    found = ask("indicators?q=eau&lang=fr")["items"]

    assert found == [
        {
            "id": "http://testserver/id/indicator/shared/water",
            "url": "http://testserver/fr/indicators/shared/water",
            "indicator": "shared/water",
            "library": "shared",
            "code": "water",
            "plan": None,
            "title": "Raccordement à l'eau",
            "definition": None,
            "level": "outcome",
            "measure": "percentage",
            "unit": {"code": "%", "names": "pour cent", "symbols": None},
            "direction": "ascending",
            "accumulation": "rate",
            "decimals": 1,
            "frequency": "year",
            "references": [{"scheme": "sdg", "code": "6.1.1"}, {"scheme": "other", "code": "7"}],
            "is_sample": False,
        }
    ]


@pytest.mark.parametrize("limit", [1, 3])
def test_a_list_takes_as_many_queries_whatever_its_length(
    setting, client, django_assert_num_queries, limit
):
    with django_assert_num_queries(3):
        client.get(f"/api/v1/indicators?limit={limit}")


def test_one_indicator_says_what_plans_aim_at_and_what_is_achieved(setting, ask):
    record_measurements(by=None, drafts=[setting.value(value=Decimal("27.5"))])

    found = ask("indicators/shared/water?lang=en&fields=dimensions,scale,sheet,lines")

    line = found["lines"][0]
    assert [one["code"] for one in found["dimensions"][0]["options"]] == ["rural", "urban"]
    assert (found["scale"], found["sheet"]) == ([], {})
    assert line == {
        "plan": "PDR-NORD-2022-2027",
        "node": None,
        "commitment": None,
        "level": "outcome",
        "place": "hcp:01",
        "category": "",
        "trajectory": "linear",
        "baseline": {"period": "2014", "value": "13.3", "revision": 0, "reason": None},
        "targets": [{"period": "2027", "value": "50.0", "revision": 0, "reason": None}],
        "last": {"period": "2024", "claim": "declared", "value": "27.5"},
        "achieved_percent": "38.7",
        "outcome": "normal",
        "known": 1,
        "expected": 1,
        "is_sample": False,
    }


def test_page_twin_and_api_say_the_same_of_what_is_achieved(setting, ask, client):
    record_measurements(by=None, drafts=[setting.value(value=Decimal("27.5"))])

    twin = client.get("/en/indicators/shared/water.json").json()
    line = ask("indicators/shared/water")["lines"][0]
    cell = ask("cells?indicator=shared/water&place=hcp:01&period=2024")["items"][0]
    value = ask("values?indicator=shared/water&place=hcp:01&period=2024")["items"][0]

    assert "38.7" in client.get("/en/indicators/shared/water").text
    assert twin["result"]["achieved_percent"] == line["achieved_percent"] == "38.7"
    assert {line["last"]["value"], cell["value"], value["value"]} == {"27.5"}


def test_words_have_no_percentage(setting, ask):
    opinion = ResultLineDraft(indicator=("shared", "opinion"), place_id=setting.places["01"])
    put_framework(by=None, plan_id=setting.plan.id, drafts=[opinion])

    line = ask("indicators/shared/opinion")["lines"][0]

    assert [line[name] for name in ("baseline", "last", "achieved_percent", "outcome")] == [
        *(None, None, None, None)
    ]


def test_as_of_a_publication_lines_are_those_of_then(setting, ask, client):
    before = last_publication_number()
    record_measurements(by=None, drafts=[setting.value(value=Decimal("27.5"))])

    now = ask("indicators/shared/water")["lines"][0]
    then = ask(f"indicators/shared/water?as_of={before}")["lines"][0]

    assert (now["achieved_percent"], then["achieved_percent"]) == ("38.7", None)
    assert (then["outcome"], then["last"]) == ("no_data", None)


@pytest.mark.parametrize("address", ["shared/none", "none/water"])
def test_what_is_no_indicator_is_not_found(setting, client, address):
    assert client.get(f"/api/v1/indicators/{address}").status_code == 404


def test_an_indicator_of_a_draft_is_not_found(draft_plan, client):
    indicators.set_up(draft_plan)

    assert client.get(f"/api/v1/indicators/{draft_plan.code}/connected").status_code == 404
