"""What a later statement does not say of an agreement stays as it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.finance.models import Agreement, AgreementShare
from athar.kernel.text import Translated
from athar.plans.drafts import Differences

SIGNED = AgreementDraft(
    number="2022/11",
    session_on=dt.date(2022, 3, 7),
    title=Translated(fr="Barrages"),
    commitment_codes=("PDR-001",),
    shares={"REG": Decimal(500), "MEE": Decimal(100)},
    origins={"REG": {"file": "abc", "row": 5, "written": "500"}},
    amendments=(AmendmentDraft(number=1, shares={"REG": Decimal(700)}),),
)


def put(plan, *drafts):
    return put_agreements(by=None, plan_id=plan.id, drafts=drafts)


def stored():
    shares = AgreementShare.objects.order_by("amendment__number", "organisation__code")
    rows = shares.values_list("amendment__number", "organisation__code", "amount")
    return sorted((number or 0, code, str(amount)) for number, code, amount in rows)


def test_agreement_only_named_keeps_all_it_says(plan):
    put(plan, SIGNED)
    before = stored()

    named = AgreementDraft(number="2022/11", states_commitments=False)

    assert put(plan, named) == Differences()
    assert stored() == before


def test_commitments_stated_alone_keep_title_session_and_shares(plan):
    put(plan, SIGNED)
    before = stored()

    put(plan, AgreementDraft(number="2022/11", commitment_codes=("PDR-002",)))

    row = Agreement.objects.get()
    assert list(row.commitments.values_list("code", flat=True)) == ["PDR-002"]
    assert (row.session_on, row.title) == (dt.date(2022, 3, 7), {"fr": "Barrages"})
    assert stored() == before


def test_shares_stated_alone_keep_commitments_and_amendments(plan):
    put(plan, SIGNED)

    put(
        plan, AgreementDraft(number="2022/11", shares={"REG": Decimal(1)}, states_commitments=False)
    )

    row = Agreement.objects.get()
    assert list(row.commitments.values_list("code", flat=True)) == ["PDR-001"]
    assert stored() == [(0, "REG", "1.00"), (1, "REG", "700.00")]


def test_amendments_stated_alone_keep_what_was_first_signed(plan):
    put(plan, SIGNED)

    put(plan, AgreementDraft(number="2022/11", amendments=(), states_commitments=False))

    assert stored() == [(0, "MEE", "100.00"), (0, "REG", "500.00")]


def test_new_agreement_that_states_nothing_is_stored_empty(plan):
    (added,) = put(plan, AgreementDraft(number="2022/12", states_commitments=False)).added

    assert added.after == {
        "session_on": None,
        "title": {},
        "commitments": [],
        "shares": {},
        "amendments": [],
    }


def test_share_keeps_where_its_amount_stood(plan):
    put(plan, SIGNED)

    share = AgreementShare.objects.get(amendment=None, organisation__code="REG")

    assert share.origin == {"file": "abc", "row": 5, "written": "500"}


def test_the_same_amount_from_elsewhere_changes_nothing(plan):
    put(plan, SIGNED)

    again = put(plan, replace(SIGNED, origins={"REG": {"file": "def", "row": 9}}))

    assert again == Differences()
