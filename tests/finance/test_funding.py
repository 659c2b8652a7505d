"""Stating who plans to pay how much, by funder and by year, without making up a split."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from threading import Event as Signal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, FundingDraft
from athar.finance.models import FundingLine
from athar.plans.drafts import Differences
from tests import cast


def stored():
    rows = FundingLine.objects.order_by("commitment__code", "funder__code", "year")
    return list(rows.values_list("commitment__code", "funder__code", "year", "amount"))


def put(plan, *drafts, by=None, complete=False):
    return put_funding(by=by, plan_id=plan.id, drafts=drafts, complete=complete)


def line(code="PDR-003", **stated):
    return FundingDraft(commitment_code=code, **{"amount": Decimal(7), **stated})


def test_the_same_funding_again_changes_nothing(plan):
    before = list(FundingLine.objects.values_list("pk", flat=True))

    differences = put(plan, *cast.FUNDING, complete=True)

    assert differences == Differences()
    assert list(FundingLine.objects.values_list("pk", flat=True)) == before


def test_new_funding_is_added_with_where_it_stood(plan):
    differences = put(plan, line(funder_code="REG", year=2026, origin={"row": 4}))

    (added,) = differences.added
    assert (added.subject, added.code, added.before) == (
        f"commitment:{plan.commitments['PDR-003']}",
        "PDR-003",
        None,
    )
    assert added.after == {
        "funding": [{"funder": "REG", "year": 2026, "agreement": None, "amount": "7.00"}]
    }
    assert FundingLine.objects.get(commitment__code="PDR-003").origin == {"row": 4}


def test_lines_of_a_commitment_replace_its_earlier_ones(plan):
    differences = put(plan, line("PDR-001", funder_code="REG"))

    (changed,) = differences.changed
    assert [one["amount"] for one in changed.before["funding"]] == [
        "250000.50",
        "1000000.00",
        "750000.00",
        "500000.50",
    ]
    assert [row for row in stored() if row[0] == "PDR-001"] == [
        ("PDR-001", "REG", None, Decimal(7))
    ]


def test_commitments_not_named_keep_their_lines_unless_the_file_is_whole(plan):
    kept = put(plan, line(year=2026))
    n_kept = FundingLine.objects.count()
    whole = put(plan, line(year=2026), complete=True)

    assert ([one.code for one in kept.gone], n_kept) == ([], len(cast.FUNDING) + 1)
    assert [(one.code, one.after) for one in whole.gone] == [("PDR-001", None), ("PDR-002", None)]
    assert stored() == [("PDR-003", None, 2026, Decimal(7))]


def test_a_line_names_its_agreement(plan):
    put_agreements(by=None, plan_id=plan.id, drafts=[AgreementDraft(number="C-1")])

    put(plan, line(funder_code="REG", agreement_number="C-1"))

    assert FundingLine.objects.get(commitment__code="PDR-003").agreement.number == "C-1"


def test_zero_is_an_amount(plan):
    put(plan, line(funder_code="REG", amount=Decimal(0)))

    assert stored()[-1] == ("PDR-003", "REG", None, Decimal(0))


def test_refused_funding_changes_nothing(plan):
    before = stored()

    with pytest.raises(ValidationError) as refused:
        put(plan, line(year=2026), line("PDR-999", year=2026), complete=True)

    assert [one.code for one in refused.value.error_list] == ["unknown_commitment"]
    assert stored() == before


@pytest.mark.parametrize("who", ["coordinator", "manager", "stranger", "citizen"])
def test_only_who_edits_the_plan_states_its_funding(plan, people, who):
    before = stored()

    with pytest.raises(PermissionDenied):
        put(plan, line(year=2026), by=getattr(people, who))

    assert stored() == before


def test_the_editor_states_funding(plan, people):
    differences = put(plan, line(year=2026), by=people.editor)

    assert [one.code for one in differences.added] == ["PDR-003"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_funding_stated_meanwhile_waits_and_takes_the_place_of_the_first():
    plan = cast.published_plan()
    written = Signal()

    def first():
        with closing(connection), transaction.atomic():
            put(plan, line("PDR-001", funder_code="REG", amount=Decimal(1)))
            written.set()
            time.sleep(0.3)

    def second():
        assert written.wait(timeout=60)
        with closing(connection):
            put(plan, line("PDR-001", funder_code="REG", amount=Decimal(2)))

    with ThreadPoolExecutor(2) as editors:
        stated = [editors.submit(act) for act in (first, second)]

    assert [one.exception() for one in stated] == [None, None]
    assert stored()[0] == ("PDR-001", "REG", None, Decimal(2))


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_stating_funding_takes_the_same_queries_for_one_and_for_three(
    plan, n_commitments, django_assert_num_queries
):
    drafts = [
        replace(line(year=2026), commitment_code=f"PDR-00{number + 1}")
        for number in range(n_commitments)
    ]

    with django_assert_num_queries(8):
        put(plan, *drafts)
