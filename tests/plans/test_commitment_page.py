"""What plans know of a commitment."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.enums import BodyRole
from athar.plans.models import CommitmentPlace, CommitmentTheme, Milestone
from athar.plans.queries import commitment_page_facts
from athar.reference.models import Theme
from tests import cast


@pytest.fixture
def dam(plan):
    commitment = plan.commitments["PDR-001"]
    theme = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"en": "Clean water"}, position=6
    )
    CommitmentTheme.objects.create(commitment_id=commitment, theme=theme)
    CommitmentPlace.objects.filter(commitment=commitment).update(
        latitude=Decimal("35.45"), longitude=Decimal("-5.1")
    )
    for position, title in enumerate(("Études", "Travaux")):
        Milestone.objects.create(commitment_id=commitment, position=position, title={"fr": title})
    return commitment


def test_a_commitment_is_read_with_all_it_is_linked_to_in_two_queries(
    plan, dam, django_assert_num_queries
):
    with django_assert_num_queries(2):
        found = commitment_page_facts(plan.code, "PDR-001")

    assert [node.code for node in found.groupings] == ["A1", "P01"]
    assert [(one.code, one.latitude) for one in found.places] == [("01.151", Decimal("35.45"))]
    assert [(one.taxonomy, one.code, one.names["en"]) for one in found.themes] == [
        ("sdg", "6", "Clean water")
    ]
    assert [one.title["fr"] for one in found.milestones] == ["Études", "Travaux"]


def test_bodies_stand_in_the_order_of_their_roles(plan):
    found = commitment_page_facts(plan.code, "PDR-001")

    assert [(one.role, one.organisation.code) for one in found.bodies] == [
        (BodyRole.LEAD, "MEE"),
        (BodyRole.DELEGATED_OWNER, "APDN"),
    ]
    assert [one.names["ar"] for one in found.bodies_as(BodyRole.LEAD)] == ["وزارة التجهيز والماء"]


def test_what_is_unknown_is_none(plan):
    found = commitment_page_facts(plan.code, "PDR-004")

    assert (found.amount, found.planned_start_on, found.places, found.bodies) == (
        None,
        None,
        (),
        (),
    )


@pytest.mark.parametrize("code", ["PDR-999", ""])
def test_an_unknown_commitment_is_none(plan, code):
    assert commitment_page_facts(plan.code, code) is None


def test_a_draft_is_hidden_unless_asked_for(draft_plan):
    hidden = commitment_page_facts(draft_plan.code, "PDR-001")
    shown = commitment_page_facts(draft_plan.code, "PDR-001", drafts=True)

    assert hidden is None
    assert shown.code == "PDR-001"


def test_what_an_amendment_has_not_published_yet_is_hidden(plan):
    draft = cast.commitment_drafts(cast.put_places())[0]
    put_commitments(
        by=None,
        plan_id=plan.id,
        drafts=[replace(draft, code="PDR-900")],
        complete=False,
    )

    assert commitment_page_facts(plan.code, "PDR-900") is None


def test_the_first_version_is_what_was_promised(plan):
    (version,) = commitment_page_facts(plan.code, "PDR-001").versions

    assert (version.number, version.before, version.why) == (1, None, "")
    assert (version.after["amount"], version.after["planned_end_on"]) == (
        "1250000.50",
        "2025-12-31",
    )


def test_an_amendment_says_what_it_changed_from_the_version_before(plan):
    draft = cast.commitment_drafts(cast.put_places())[0]
    for end in (dt.date(2026, 6, 30), dt.date(2026, 12, 31)):
        changed = replace(draft, planned_end_on=end)
        put_commitments(by=None, plan_id=plan.id, drafts=[changed], complete=False)
        publish_amendment(
            by=None,
            plan_id=plan.id,
            why="Crues",
            decided_by="Conseil",
            decided_on=dt.date(2025, 3, 3),
            changed_commitment_ids=[plan.commitments["PDR-001"]],
        )

    newest, second, _first = commitment_page_facts(plan.code, "PDR-001").versions

    assert (newest.number, newest.before, newest.after) == (
        3,
        {"planned_end_on": "2026-06-30"},
        {"planned_end_on": "2026-12-31"},
    )
    assert (second.why, second.decided_by, second.decided_on) == (
        "Crues",
        "Conseil",
        dt.date(2025, 3, 3),
    )
