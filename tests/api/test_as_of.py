"""The past over the API: as of the last publication what is now, as of an earlier one what was."""

from __future__ import annotations

import pytest

from athar.trail.queries import last_publication_number
from tests.api.test_commitments import FOUND, ORDERS

SINGLE = ("plans/{}", "nodes/{}/A1", "nodes/{}/P01", "commitments/{}/PDR-001")


def test_as_of_the_last_publication_is_now(amended, plan, ask):
    _before, last = amended

    for address in (one.format(plan.code) for one in SINGLE):
        assert ask(f"{address}?as_of={last}") == ask(address), address


def test_as_of_an_earlier_publication_is_what_was_public_then(amended, plan, ask):
    before, _last = amended

    then = ask(f"commitments/{plan.code}/PDR-001?as_of={before}")
    now = ask(f"commitments/{plan.code}/PDR-001")
    axis = ask(f"nodes/{plan.code}/A1?as_of={before}&fields=title,parent")
    listed = ask(f"commitments?plan={plan.code}&q=laou&as_of={before}")["items"]

    assert (then["figures"]["amount"], now["figures"]["amount"]) == ("1250000.50", "2000000.00")
    assert axis == {"title": {"ar": "الماء", "fr": "Eau"}, "parent": None}
    assert [one["amount"] for one in listed] == ["1250000.50"]
    assert ask(f"plans/{plan.code}?as_of={before}")["current_version"] == 1


def test_filters_and_orders_of_the_past_are_those_of_now(amended, plan, ask, whole):
    _before, last = amended
    chosen = {query: f"commitments?{query}" for query in FOUND if "plan=" not in query}

    now = {query: ask(f"{one}&plan={plan.code}") for query, one in chosen.items()}
    then = {query: ask(f"{one}&plan={plan.code}&as_of={last}") for query, one in chosen.items()}
    orders = {
        sort: whole(f"commitments?plan={plan.code}&as_of={last}&sort={sort}", 2) for sort in ORDERS
    }

    assert then == now
    assert orders == {
        sort: whole(f"commitments?plan={plan.code}&sort={sort}", 2) for sort in ORDERS
    }


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("plan=PDR-NORD-2022-2027&as_of=999", "as_of_future"),
        ("plan=PDR-NORD-2022-2027&as_of=2025-02-30", "as_of_malformed"),
        ("plan=PDR-NORD-2022-2027&as_of=2019-01-01", "as_of_before_first"),
        ("as_of=1", "plan_missing"),
    ],
)
def test_a_publication_that_is_none_is_said(plan, faults, query, code):
    assert faults(f"commitments?{query}") == [("as_of", code)]


def test_what_was_not_public_then_is_not_found(plan, ask, client):
    last = last_publication_number()
    missing = [
        f"commitments/{plan.code}/PDR-999?as_of={last}",
        f"nodes/{plan.code}/A9?as_of={last}",
        f"plans/NO-SUCH?as_of={last}",
        f"nodes/NO-SUCH/A1?as_of={last}",
        f"commitments/NO-SUCH/A1?as_of={last}",
    ]

    assert [client.get(f"/api/v1/{one}").status_code for one in missing] == [404] * 5
    assert ask(f"commitments?plan=NO-SUCH&as_of={last}")["items"] == []
