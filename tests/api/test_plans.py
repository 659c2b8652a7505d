"""Plans and groupings as programs read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from athar.plans.actions import publish_first_version, put_commitments, put_plan
from athar.plans.models import Plan
from tests import cast


def another(code):
    """Publish one more plan, with one commitment."""
    key = put_plan(by=None, draft=replace(cast.PLAN, code=code, start_on=dt.date(2021, 1, 1)))
    draft = replace(cast.commitment_drafts(cast.put_places())[3], node_code=None)
    put_commitments(by=None, plan_id=key, drafts=[draft], complete=True)
    publish_first_version(by=None, plan_id=key)


@pytest.mark.parametrize("n", [1, 3])
def test_plans_come_by_code_in_five_queries(plan, ask, whole, n, django_assert_max_num_queries):
    for number in range(1, n):
        another(f"A{number}")

    with django_assert_max_num_queries(5):
        found = ask("plans")["items"]

    assert [one["code"] for one in found] == [*(f"A{number}" for number in range(1, n)), plan.code]
    assert whole("plans", 1) == found


def test_a_plan_of_a_list_has_the_figures_of_the_whole(plan, ask):
    found = ask("plans")["items"][0]

    assert (found["figures"]["n_total"], found["figures"]["money"]["paid"]) == (5, "1531250.25")
    assert (found["owner"], found["place"], found["currency"]) == ("REG", None, "MAD")
    assert found["id"] == f"http://testserver/id/plan/{plan.code}"


def test_a_plan_has_its_parts(plan, ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = ask(f"plans/{plan.code}")

    assert [node["path"] for node in found["nodes"]] == ["A1/", "A2/", "A1/P01/", "A1/P02/"]
    assert found["votes"] == [54, 0, 1]
    assert found["levels"][0]["one"]["fr"] == "axe"
    assert found["figures"]["money"]["paid"] == "1531250.25"
    assert {one["status"]: one["n"] for one in found["declared"]}["on_track"] == 1


def test_a_plan_names_its_place(plan, ask):
    Plan.objects.update(place=cast.put_places()["01"])

    found = ask(f"plans/{plan.code}?fields=place,places")

    assert found["place"] == "hcp:01"
    assert [one["code"] for one in found["places"]] == ["01.151", "01.511"]
    assert ask("plans?fields=place")["items"] == [{"place": "hcp:01"}]


def test_nodes_come_by_path_in_one_query(plan, ask, whole, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = ask("nodes")["items"]

    assert [one["path"] for one in found] == ["A1/", "A1/P01/", "A1/P02/", "A2/"]
    assert [one["parent"] for one in found] == [None, "A1", "A1", None]
    assert whole("nodes", 1) == found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("level=0", ["A1", "A2"]),
        ("level=1&plan=PDR-NORD-2022-2027", ["P01", "P02"]),
        ("plan=X", []),
    ],
)
def test_nodes_can_be_chosen(plan, ask, query, expected):
    assert [one["code"] for one in ask(f"nodes?{query}")["items"]] == expected


def test_a_node_has_its_figures_and_its_children(plan, ask, django_assert_num_queries):
    with django_assert_num_queries(6):
        found = ask(f"nodes/{plan.code}/A1")

    assert found["figures"]["n_total"] == 2
    assert [child["code"] for child in found["children"]] == ["P01", "P02"]
    assert found["id"] == f"http://testserver/id/node/{plan.code}/A1"


@pytest.mark.parametrize("address", ["plans/X", "nodes/X/A1", "nodes/PDR-NORD-2022-2027/A9"])
def test_what_is_not_there_is_not_found(plan, client, address):
    assert client.get(f"/api/v1/{address}").status_code == 404


def test_drafts_do_not_exist(draft_plan, client, ask):
    assert (ask("plans")["items"], ask("nodes")["items"]) == ([], [])
    assert client.get(f"/api/v1/plans/{draft_plan.code}").status_code == 404
    assert client.get(f"/api/v1/nodes/{draft_plan.code}/A1").status_code == 404
