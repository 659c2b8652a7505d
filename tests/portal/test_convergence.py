"""National, regional and communal commitments on one page, their ties and gaps, and its files."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from athar.network.actions.convergence import answer_accord, propose_accord
from tests.network.meeting import contribute, meet
from tests.portal.measured import text_of

pytestmark = pytest.mark.django_db
AT = "/en/network/convergence/MAR"


@pytest.fixture
def met(frozen_day):
    """R-1 at 80 % counts by half for N-1 at 40 %; C-1 is proposed for it."""
    found = meet({"N-1": 40, "R-1": 80})
    contribute(found, "RAP", "R-1", "N-1", Decimal(50))
    contribute(found, "CAP", "C-1", "N-1")
    ends = {"commitment_id": found.keys["R-1"], "target_id": found.keys["N-1"]}
    propose_accord(by=None, **ends, kind="implements", is_sample=True)
    answer_accord(by=None, **ends, accepts=True, seen="implements  50")
    return found


def test_all_tiers_stand_side_by_side_with_their_gaps(met, whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        words = text_of(whole(AT))

    assert "National 2 Regional 1 Communal 1" in words
    assert "Contributions agreed by both sides 1 Contributions proposed, not counted 1" in words
    assert "National commitments without a local echo 1 Engagement N-2" in words
    assert "Regional and communal commitments without a national echo 1 Engagement C-1" in words


def test_progress_is_put_together_over_what_is_agreed_only(met, whole):
    words = text_of(whole(AT))

    assert "Engagement N-1 40% 53% known for 2 of 2 commitments" in words


def test_ties_say_their_kind_share_and_answer(met, whole):
    words = text_of(whole(AT))

    assert "Engagement R-1 sample Implements Engagement N-1 50% Not stated Agreed" in words
    assert "Engagement C-1 Not stated yet Engagement N-1 whole Not stated Proposed" in words


def test_files_hold_one_line_for_each_commitment(met, client):
    sent = b"".join(client.get(f"{AT}.csv").streaming_content).decode("utf-8-sig")

    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(sent))}
    assert sorted(rows) == ["C-1", "N-1", "N-2", "R-1"]
    one = rows["N-1"]
    assert (one["tier"], one["policy_areas"], one["agreed_with"], one["proposed_with"]) == (
        "national", "Open data", "RAP/R-1", "CAP/C-1"
    )  # fmt: skip
    assert (one["together_known"], one["has_echo"], rows["N-2"]["has_echo"]) == ("2", "yes", "no")
    assert client.get(f"{AT}.xlsx").content[:2] == b"PK"


def test_json_says_the_same(met, client):
    told = client.get(f"{AT}.json").json()

    assert told["gaps"] == {
        "national_without_local": ["NAP/N-2"],
        "local_without_national": ["CAP/C-1"],
    }
    tie = told["contributions"][0]
    assert (tie["commitment"], tie["target"], tie["kind"], tie["answer"]) == (
        "RAP/R-1", "NAP/N-1", "implements", "accepted"
    )  # fmt: skip
    by_key = {one["commitment"]: one for one in told["commitments"]}
    assert by_key["NAP/N-1"]["together_percent"].startswith("53.33")
    assert by_key["CAP/C-1"]["physical_percent"] is None


def test_plans_that_ended_are_shown_when_asked_for(met, whole):
    assert 'href="/en/network/convergence/MAR?plans=all"' in whole(AT)
    assert "convergence/MAR.csv?plans=all" in whole(f"{AT}?plans=all")


def test_a_country_without_plans_is_said_in_words(met, whole):
    from athar.plans.models import Plan

    Plan.objects.update(end_on="2024-12-31")

    words = text_of(whole(AT))

    assert "No action plan is published here yet." in words
    assert "No plan says yet that it contributes" in words


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".xlsx"])
def test_who_is_no_member_has_no_page(db, client, ending):
    assert client.get(f"/en/network/convergence/ZZZ{ending}").status_code == 404
