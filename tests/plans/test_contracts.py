"""The contract of a commitment as one plain value, the same from a draft and from the store."""

from dataclasses import replace
from decimal import Decimal

from athar.plans.actions import put_commitments
from athar.plans.contracts import KEPT, content_of_draft, differing, names_of, stored_contracts
from athar.plans.models import Commitment
from athar.reference.models import Theme
from tests import cast


def test_a_stored_commitment_says_what_its_draft_says(plan, django_assert_num_queries):
    theme = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"en": "Water"}, position=6
    )
    draft = replace(
        cast.commitment_drafts(cast.put_places())[0], theme_ids=(theme.pk,), weight=Decimal("0.5")
    )
    put_commitments(by=None, plan_id=plan.id, drafts=[draft], complete=False)
    stated = content_of_draft(draft, names_of([draft]))

    with django_assert_num_queries(6):
        stored = stored_contracts(plan.id, [plan.commitments["PDR-001"]])

    content = stored["PDR-001"].content
    left_as_it_is = {*KEPT, "contributions"}
    assert {name: one for name, one in content.items() if name not in left_as_it_is} == stated
    assert (stated["amount"], stated["weight"], stated["planned_end_on"]) == (
        "1250000.50",
        "0.5000",
        "2025-12-31",
    )
    assert (stated["places"], stated["themes"]) == (["hcp:01.151"], ["sdg:6"])
    assert stated["bodies"] == [["delegated_owner", "APDN"], ["lead", "MEE"]]


def test_what_is_unknown_stays_unknown_in_the_contract(plan):
    content = stored_contracts(plan.id)["PDR-004"].content

    assert (content["amount"], content["weight"], content["planned_start_on"]) == (None,) * 3
    assert (content["places"], content["themes"], content["bodies"]) == ([], [], [])


def test_contracts_stand_in_the_order_of_the_plan(plan):
    Commitment.objects.filter(code="PDR-005").update(position=0)
    Commitment.objects.filter(code="PDR-001").update(position=9)

    codes = list(stored_contracts(plan.id))

    assert codes == ["PDR-005", "PDR-002", "PDR-003", "PDR-004", "PDR-001"]


def test_a_difference_holds_only_what_is_stated_otherwise():
    before = {"amount": "1.00", "title": {"fr": "Pont"}, "kept": 1}

    found = differing(before, {"amount": None, "title": {"fr": "Pont"}, "node": "A1"})

    assert found == ({"amount": "1.00", "node": None}, {"amount": None, "node": "A1"})
