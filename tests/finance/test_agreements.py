"""Stating agreements with the shares of their parties, as signed and as amended."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.finance.models import Agreement, AgreementAmendment, AgreementShare
from athar.kernel.text import Translated
from athar.plans.drafts import Differences

SIGNED = AgreementDraft(
    number="C-12/2022",
    session_on=dt.date(2022, 3, 7),
    title=Translated(fr="Barrages"),
    commitment_codes=("PDR-002", "PDR-001"),
    shares={"REG": Decimal("500000.5"), "MEE": None},
    amendments=(
        AmendmentDraft(number=2, shares={"REG": Decimal(700000), "APDN": Decimal(0)}),
        AmendmentDraft(number=1, session_on=dt.date(2023, 3, 6), title=Translated(fr="Avenant")),
    ),
)
CONTENT = {
    "session_on": "2022-03-07",
    "title": {"fr": "Barrages"},
    "commitments": ["PDR-001", "PDR-002"],
    "shares": {"REG": "500000.50", "MEE": None},
    "amendments": [
        {"number": 1, "session_on": "2023-03-06", "title": {"fr": "Avenant"}, "shares": {}},
        {
            "number": 2,
            "session_on": None,
            "title": {},
            "shares": {"REG": "700000.00", "APDN": "0.00"},
        },
    ],
}


def put(plan, *drafts, by=None):
    return put_agreements(by=by, plan_id=plan.id, drafts=drafts)


def shares():
    rows = AgreementShare.objects.order_by("agreement__number", "amendment__number", "pk")
    return list(rows.values_list("amendment__number", "organisation__code", "amount"))


def test_an_agreement_is_stored_with_parties_and_amendments(plan):
    differences = put(plan, SIGNED)

    (added,) = differences.added
    row = Agreement.objects.get()
    assert (added.subject, added.code, added.before) == (f"agreement:{row.pk}", "C-12/2022", None)
    assert added.after == CONTENT
    assert sorted(row.commitments.values_list("code", flat=True)) == ["PDR-001", "PDR-002"]
    assert sorted(shares(), key=str) == [
        (2, "APDN", Decimal(0)),
        (2, "REG", Decimal(700000)),
        (None, "MEE", None),
        (None, "REG", Decimal("500000.50")),
    ]


def test_the_same_agreement_again_changes_nothing(plan):
    put(plan, SIGNED)
    before = list(AgreementShare.objects.values_list("pk", flat=True))

    assert put(plan, SIGNED) == Differences()
    assert list(AgreementShare.objects.values_list("pk", flat=True)) == before


def test_an_agreement_without_a_date_is_stored_without_one(plan):
    undated = AgreementDraft(number="C-1")
    put(plan, undated)

    again = put(plan, undated)

    assert (Agreement.objects.get().session_on, again) == (None, Differences())


def test_changed_shares_replace_earlier_ones_and_keep_the_agreement(plan):
    put(plan, SIGNED)
    key = Agreement.objects.get().pk

    differences = put(plan, replace(SIGNED, shares={"REG": Decimal(1)}, amendments=()))

    (changed,) = differences.changed
    assert (changed.subject, changed.before) == (f"agreement:{key}", CONTENT)
    assert changed.after == {**CONTENT, "shares": {"REG": "1.00"}, "amendments": []}
    assert shares() == [(None, "REG", Decimal(1))]
    assert AgreementAmendment.objects.count() == 0


def test_an_agreement_may_lose_a_commitment(plan):
    put(plan, SIGNED)

    put(plan, replace(SIGNED, commitment_codes=("PDR-002",)))

    codes = Agreement.objects.get().commitments.values_list("code", flat=True)
    assert list(codes) == ["PDR-002"]


def test_agreements_not_named_stay(plan):
    put(plan, SIGNED)

    put(plan, AgreementDraft(number="C-13/2022"))

    numbers = Agreement.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["C-12/2022", "C-13/2022"]
    assert len(shares()) == 4


def test_a_refused_agreement_changes_nothing(plan):
    put(plan, SIGNED)
    before = shares()

    with pytest.raises(ValidationError) as refused:
        put(plan, replace(SIGNED, shares={}), AgreementDraft(number="", shares={"X": None}))

    assert [one.code for one in refused.value.error_list] == ["number_missing", "unknown_body"]
    assert shares() == before


@pytest.mark.parametrize("who", ["coordinator", "manager", "stranger", "citizen"])
def test_only_who_edits_the_plan_states_its_agreements(plan, people, who):
    with pytest.raises(PermissionDenied):
        put(plan, SIGNED, by=getattr(people, who))

    assert Agreement.objects.count() == 0


@pytest.mark.parametrize("n_agreements", [1, 3])
def test_stating_agreements_takes_the_same_queries_for_one_and_for_three(
    plan, n_agreements, django_assert_num_queries
):
    drafts = [replace(SIGNED, number=f"C-{number}") for number in range(n_agreements)]

    with django_assert_num_queries(16):
        put(plan, *drafts)
