"""What changed, over the API: publications newest first, with what each did."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.trail.queries import last_publication_number


def test_publications_come_newest_first_with_what_they_did(amended, plan, ask):
    before, last = amended

    found = ask("changes")["items"]

    newest, first = found[0], found[-1]
    assert [one["number"] for one in found] == sorted(
        (one["number"] for one in found), reverse=True
    )
    assert (newest["number"], newest["kind"], newest["plan"]) == (last, "plan.amended", plan.code)
    assert newest["amendment"]["why"] == "costs rose"
    assert newest["commitments"][0]["code"] == "PDR-001"
    assert Decimal(newest["commitments"][0]["after"]["amount"]) == Decimal(2000000)
    assert (first["kind"], first["n_commitments"], first["commitments"]) == (
        "plan.version_published",
        5,
        [],
    )
    assert before < last == last_publication_number()


def test_changes_go_on_and_can_be_chosen(amended, plan, ask, whole):
    everything = ask("changes")["items"]
    month = everything[0]["published_at"][:7]

    assert whole("changes", 1) == everything
    assert ask(f"changes?plan={plan.code}&month={month}")["items"] == everything
    assert ask("changes?month=2019-01")["items"] == []
    assert ask("changes?plan=X")["items"] == []
    assert ask("changes?place=hcp:99")["items"] == []
    touched = ask("changes?place=hcp:01.151")["items"][0]["commitments"]
    assert [one["code"] for one in touched] == ["PDR-001"]


@pytest.mark.parametrize("n", [1, 3])
def test_changes_take_eight_queries_at_most(amended, ask, n, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found = ask(f"changes?limit={n}")["items"]

    assert len(found) == min(n, 2)


def test_changes_of_drafts_are_not_told(draft_plan, ask):
    assert ask("changes")["items"] == []
