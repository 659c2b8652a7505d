"""Commitments as programs read them: filters, order, parts of a list, one commitment."""

from __future__ import annotations

import pytest

from athar.plans.models import Commitment
from tests import cast

ALL = ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"]


def codes(items):
    return [one["code"] for one in items]


def test_a_list_gives_every_commitment_as_registered(plan, ask):
    answer = ask("commitments")

    assert codes(answer["items"]) == ALL
    assert answer["next"] is None


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_parts_of_a_list_hold_each_commitment_once(plan, whole, limit):
    assert codes(whole("commitments", limit)) == ALL


ORDERS = {
    "plan": ALL,
    "-plan": ALL[::-1],
    "code": ALL,
    "-code": ALL[::-1],
    "amount": ["PDR-005", "PDR-002", "PDR-001", "PDR-003", "PDR-004"],
    "-amount": ["PDR-003", "PDR-001", "PDR-002", "PDR-005", "PDR-004"],
    "physical": ["PDR-003", "PDR-001", "PDR-002", "PDR-004", "PDR-005"],
    "-physical": ["PDR-002", "PDR-001", "PDR-003", "PDR-004", "PDR-005"],
    "planned_end": ["PDR-005", "PDR-002", "PDR-001", "PDR-003", "PDR-004"],
    "-slippage": ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"],
    "updated": ["PDR-001", "PDR-002", "PDR-003", "PDR-005", "PDR-004"],
}
FOUND = {
    "plan=PDR-NORD-2022-2027": ALL,
    "plan=NO-SUCH": [],
    "node=A1": ALL[:2],
    "node=A1&plan=PDR-NORD-2022-2027": ALL[:2],
    "node=P02": ["PDR-002"],
    "node=none": [],
    "place=01.151": ALL[:2],
    "place=hcp:01.511": ["PDR-002"],
    "place=iso3166:01.511": [],
    "place=none": ["PDR-003", "PDR-004", "PDR-005"],
    "lead=MEE": ALL[:2],
    "lead=none": ["PDR-004"],
    "funder=REG": ALL[:2],
    "funder=none": ["PDR-003", "PDR-004", "PDR-005"],
    "theme=sector:water": [],
    "theme=7": [],
    "theme=x": [],
    "theme=none": ALL,
    "status=completed": ["PDR-002"],
    "status=cancelled": ["PDR-005"],
    "declared=on_track": ["PDR-001"],
    "declared=none": ["PDR-004"],
    "year=2022": ["PDR-001", "PDR-005"],
    "year=none": ["PDR-004"],
    "q=laou": ["PDR-001"],
    "q=%D8%B7%D8%B1%D9%8A%D9%82": ["PDR-003"],
    "q=&node=&status=&sort=&fields=&lang=&cursor=": ALL,
}


def test_every_order_goes_on_where_it_ended(plan, whole):
    at_once = {sort: codes(whole(f"commitments?sort={sort}", 200)) for sort in ORDERS}
    in_parts = {sort: codes(whole(f"commitments?sort={sort}", 1)) for sort in ORDERS}

    assert at_once == ORDERS
    assert in_parts == ORDERS


def test_filters_mean_what_they_mean_on_the_pages(plan, ask):
    found = {query: codes(ask(f"commitments?{query}")["items"]) for query in FOUND}

    assert found == FOUND


def test_an_item_says_codes_exact_numbers_and_addresses(plan, ask):
    found = ask("commitments?q=PDR-001")["items"][0]

    at = "http://testserver"
    assert found["id"] == f"{at}/id/commitment/{plan.code}/PDR-001"
    assert found["url"]["fr"] == f"{at}/fr/plans/{plan.code}/commitments/PDR-001"
    assert (found["amount"], found["paid"], found["currency"]) == (
        "1250000.50",
        "781250.25",
        "MAD",
    )
    assert (found["nodes"], found["places"]) == (["A1", "P01"], ["hcp:01.151"])
    assert (found["leads"], found["funders"]) == (["MEE"], ["REG", "MEE"])
    assert (found["physical_percent"], found["planned_end_on"]) == ("80.00", "2025-12-31")
    assert found["title"] == {
        "ar": "سد واد لاو",
        "fr": "Barrage de Oued Laou",
        "en": "Oued Laou dam",
    }


def test_unknown_is_null(plan, ask):
    found = ask("commitments?q=PDR-004")["items"][0]

    empty = ("amount", "paid", "physical_percent", "planned_end_on", "declared_status")
    assert {name: found[name] for name in empty} == dict.fromkeys(empty)


def test_drafts_do_not_exist(draft_plan, client, ask):
    assert ask("commitments")["items"] == []
    assert client.get(f"/api/v1/commitments/{draft_plan.code}/PDR-001").status_code == 404


def test_what_a_published_plan_has_not_published_yet_does_not_exist(plan, ask):
    Commitment.objects.filter(code="PDR-003").update(first_version=None)

    assert codes(ask("commitments")["items"]) == ["PDR-001", "PDR-002", "PDR-004", "PDR-005"]


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_without_themes_takes_four_queries(plan, ask, n, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = ask(f"commitments?limit={n}")

    assert len(found["items"]) == n


def test_filters_by_code_take_one_query_each(plan, ask, django_assert_num_queries):
    with django_assert_num_queries(4 + 5):
        ask("commitments?node=A1&place=01.151&lead=MEE&funder=REG&status=on_track")


def test_one_commitment_takes_seven_queries(plan, ask, django_assert_num_queries):
    with django_assert_num_queries(7):
        found = ask(f"commitments/{plan.code}/PDR-001")

    assert found["figures"]["paid"] == "781250.25"
    assert found["reports"][0]["as_of_on"] == str(cast.AS_OF)


def test_an_unknown_commitment_is_not_found(plan, client):
    answer = client.get(f"/api/v1/commitments/{plan.code}/PDR-999")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_change_while_paging_loses_nothing(plan, ask):
    first = ask("commitments?limit=2")
    Commitment.objects.filter(code="PDR-003").update(position=0)

    rest = ask(first["next"].split("/api/v1/")[1])

    assert codes(first["items"] + rest["items"]) == ALL[:4]
