"""Reading a commitment with its figures, the names of a list's subjects, and the sum of a list."""

import datetime as dt
from decimal import Decimal

import pytest

from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.models import Plan
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import ListFilter
from athar.rollups.queries import (
    commitment_figures,
    commitment_with_figures,
    list_rows,
    subject_names,
)
from tests import cast


def test_a_commitment_is_read_with_its_figures_in_two_queries(
    plan, frozen_day, django_assert_num_queries
):
    with django_assert_num_queries(2):
        found, figures = commitment_with_figures(plan.code, "PDR-001")

    assert (found.code, found.id) == ("PDR-001", figures.commitment_id)
    assert figures == commitment_figures(found.id)


def test_a_commitment_of_a_draft_is_not_read(draft_plan):
    assert commitment_with_figures(draft_plan.code, "PDR-001") is None


def test_versions_that_froze_a_commitment_come_newest_first(plan):
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="New dates",
        decided_by="Council",
        decided_on=dt.date(2025, 3, 3),
        changed_commitment_ids=[plan.commitments["PDR-001"]],
    )

    changed, _figures = commitment_with_figures(plan.code, "PDR-001")
    same, _figures = commitment_with_figures(plan.code, "PDR-002")

    assert [(one.number, one.why, one.decided_by) for one in changed.versions] == [
        (2, "New dates", "Council"),
        (1, "", ""),
    ]
    assert changed.versions[0].decided_on == dt.date(2025, 3, 3)
    assert [one.number for one in same.versions] == [1]


def test_everything_a_list_is_about_is_named_in_one_query(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = subject_names(plan.id)

    assert [one.code for one in names[SubjectKind.NODE].values()] == ["A1", "P01", "P02", "A2"]
    assert {one.code for one in names[SubjectKind.LEAD].values()} == {"MEE", "REG", "APDN"}
    assert [one.level for one in names[SubjectKind.NODE].values()] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("filters", "amount", "unknown"),
    [
        (ListFilter(), Decimal("4100000.50"), 1),
        (ListFilter(text="PDR-004"), None, 1),
    ],
)
def test_a_list_knows_its_sum_over_all_pages(plan, frozen_day, filters, amount, unknown):
    listing = list_rows(plan.id, filters=filters, per_page=1)

    assert (listing.amount, listing.amount_unknown) == (amount, unknown)


def test_what_was_removed_is_not_in_the_sum(plan, frozen_day):
    before = list_rows(plan.id).amount
    drafts = cast.commitment_drafts(cast.put_places())
    gone = next(one for one in drafts if one.amount is not None)

    put_commitments(
        by=None,
        plan_id=plan.id,
        drafts=[one for one in drafts if one.code != gone.code],
        complete=True,
    )
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="Dropped",
        changed_commitment_ids=[plan.commitments[gone.code]],
    )

    assert list_rows(plan.id).amount == before - gone.amount
    assert Plan.objects.get(pk=plan.id).current_version == 2
