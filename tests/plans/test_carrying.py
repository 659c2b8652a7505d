"""What became of a commitment in a later plan: one statement, published, shown on both sides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.config.commandline import main
from athar.kernel.text import Translated
from athar.plans.actions import carry_over, publish_first_version, put_commitments, put_plan
from athar.plans.enums import CarryOverFate
from athar.plans.models import CarryOver, Commitment
from athar.plans.queries import commitment_page_facts, public_commitment
from athar.rollups.queries import commitment_as_of, past_of
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db

NEXT = "PDR-NORD-2028-2033"
WHY = Translated(fr="Financement retiré", ar="سُحب التمويل")


@pytest.fixture
def later(plan):
    """A later plan with one commitment, published: the key of the commitment."""
    return make(NEXT, 2028)


def make(code, year, *, publish=True):
    draft = replace(
        cast.PLAN, code=code, start_on=dt.date(year, 1, 1), end_on=dt.date(year + 5, 12, 31)
    )
    plan_id = put_plan(by=None, draft=draft)
    dam, *_rest = cast.commitment_drafts(cast.put_places())
    new = replace(dam, code="N-1", node_code=None)
    put_commitments(by=None, plan_id=plan_id, drafts=[new], complete=True)
    if publish:
        publish_first_version(by=None, plan_id=plan_id)
    return Commitment.objects.get(plan=plan_id).pk


def carry(plan, fate="continued", successor=None, code="PDR-001", **said):
    return carry_over(
        by=None,
        commitment_id=plan.commitments[code],
        fate=CarryOverFate(fate),
        successor_id=successor,
        **said,
    )


def test_both_pages_show_what_became_of_it(plan, later, django_assert_num_queries):
    carry(plan, "merged", later, reason=WHY)

    with django_assert_num_queries(2):
        old = commitment_page_facts(plan.code, "PDR-001")
    new = commitment_page_facts(NEXT, "N-1")

    (to,) = old.carried_to
    (back,) = new.carried_from
    assert (to.fate, to.plan_code, to.code, to.reason) == (CarryOverFate.MERGED, NEXT, "N-1", WHY)
    assert (back.plan_code, back.code, back.publication) == (
        plan.code,
        "PDR-001",
        last_publication_number(),
    )
    assert (old.carried_from, new.carried_to) == ((), ())


def test_the_last_statement_counts_and_both_are_kept(plan, later):
    carry(plan, "continued", later)
    carry(plan, "dropped", reason=WHY)

    old = commitment_page_facts(plan.code, "PDR-001")
    assert [(one.fate, one.code) for one in old.carried_to] == [(CarryOverFate.DROPPED, "")]
    assert commitment_page_facts(NEXT, "N-1").carried_from == ()
    assert CarryOver.objects.count() == 2


def test_it_was_not_said_before_it_was_published(plan, later):
    before = last_publication_number()
    carry(plan, "continued", later)

    past = past_of(plan.code, read_as_of(str(before)))
    view, _figures = commitment_as_of(past, "PDR-001")

    assert view.carried_to == ()


@pytest.mark.parametrize(
    ("fate", "goes_on", "reason", "code"),
    [
        ("continued", None, None, "successor_missing"),
        ("dropped", "later", WHY, "successor_given"),
        ("dropped", None, None, "reason_missing"),
        ("merged", "own", None, "same_plan"),
        ("continued", "earlier", None, "earlier_plan"),
        ("continued", "draft", None, "not_public"),
    ],
)
def test_what_cannot_be_is_refused(plan, fate, goes_on, reason, code):
    successors = {
        None: lambda: None,
        "later": lambda: make(NEXT, 2028),
        "own": lambda: plan.commitments["PDR-002"],
        "earlier": lambda: make("OLD", 2016),
        "draft": lambda: make("DRAFT", 2028, publish=False),
    }

    with pytest.raises(ValidationError) as refused:
        carry(plan, fate, successors[goes_on](), reason=reason)

    assert [one.code for one in refused.value.error_list] == [code]


def test_nothing_goes_on_in_itself(plan):
    same_year = make("SAME", 2022)
    carry(plan, "continued", same_year)

    with pytest.raises(ValidationError) as refused:
        carry_over(
            by=None,
            commitment_id=same_year,
            fate=CarryOverFate.CONTINUED,
            successor_id=plan.commitments["PDR-001"],
        )

    assert refused.value.error_list[0].code == "carried_in_a_circle"


def test_a_circle_that_stands_already_ends(plan, later):
    carry(plan, "continued", later)
    CarryOver.objects.create(
        commitment_id=later,
        fate="continued",
        successor_id=plan.commitments["PDR-001"],
        event=CarryOver.objects.get().event,
    )

    with pytest.raises(ValidationError) as refused:
        carry(plan, "continued", later)

    assert refused.value.error_list[0].code == "carried_in_a_circle"


@pytest.mark.parametrize("who", ["manager", "coordinator", "validator", "citizen", "stranger"])
def test_only_who_publishes_the_plan_may_say_it(plan, people, later, who):
    with pytest.raises(PermissionDenied):
        carry_over(
            by=getattr(people, who),
            commitment_id=plan.commitments["PDR-001"],
            fate=CarryOverFate.CONTINUED,
            successor_id=later,
        )

    assert CarryOver.objects.count() == 0


def test_the_pages_and_the_story_tell_it(plan, later, client):
    carry(plan, "continued", later)
    carry(plan, "dropped", code="PDR-002", reason=WHY)

    text = client.get(f"/fr/plans/{plan.code}/commitments/PDR-001").content.decode()
    dropped = client.get(f"/fr/plans/{plan.code}/commitments/PDR-002").content.decode()
    twin = client.get(f"/fr/plans/{NEXT}/commitments/N-1.json").json()
    told = client.get(f"/fr/plans/{plan.code}/changes").content.decode()

    assert f'href="/id/commitment/{NEXT}/N-1"' in text
    assert "Financement retiré" in dropped
    assert twin["carried_from"][0]["id"] == f"/id/commitment/{plan.code}/PDR-001"
    assert f'href="/fr/plans/{NEXT}/commitments/N-1"' in told


def test_a_merger_with_its_reason_is_told_on_both_pages(plan, later, client):
    carry(plan, "merged", later, reason=WHY)

    old = client.get(f"/en/plans/{plan.code}/commitments/PDR-001").content.decode()
    new = client.get(f"/en/plans/{NEXT}/commitments/N-1").content.decode()

    assert ("Merged into" in old, "Takes in" in new) == (True, True)


def test_it_is_said_on_the_command_line(plan, later, people, capsys):
    words = ("carry", f"{plan.code}/PDR-001", "continued", "--in", f"{NEXT}/N-1")

    code = main((*words, "--reason", "fr=Suite", "--by", people.editor.email))

    assert (code, capsys.readouterr().out) == (
        0,
        f"{plan.code}/PDR-001: continued in {NEXT}/N-1\n",
    )
    assert CarryOver.objects.get().reason == {"fr": "Suite"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("PLAN/PDR-001", "dropped", "--reason", "fr=Fin"), 0),
        (("PLAN/PDR-001", "dropped"), 1),
        (("PLAN/PDR-001", "dropped", "--reason", "fr=Fin", "--by", "citizen@example.org"), 1),
        (("PLAN/NONE", "dropped"), 2),
        (("PLAN/PDR-001", "continued", "--in", "PLAN/NONE"), 2),
        (("PLAN/PDR-001", "dropped", "--by", "nobody@example.org"), 2),
    ],
)
def test_the_command_says_what_it_did(plan, people, words, code):
    assert main(("carry", *(word.replace("PLAN", plan.code) for word in words))) == code


def test_a_reason_is_in_a_language(plan):
    with pytest.raises(SystemExit):
        main(("carry", f"{plan.code}/PDR-001", "dropped", "--reason", "Fin"))


def test_a_commitment_of_a_draft_is_not_public():
    draft = cast.draft_plan()

    assert public_commitment(draft.code, "PDR-001") is None
