"""Stating a plan and its commitments: what differs is written, the rest stays untouched."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.text import Translated
from athar.plans.actions import put_commitments, put_plan
from athar.plans.actions.locking import StaleEdit
from athar.plans.drafts import Differences
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody, CommitmentPlace, Plan
from athar.reference.models import Theme
from tests import cast


def test_the_same_plan_again_changes_nothing(plan):
    before = Plan.objects.values().get()

    key = put_plan(by=None, draft=cast.PLAN)

    assert (key, Plan.objects.values().get()) == (plan.id, before)


def test_a_changed_plan_counts_its_edits(plan):
    version = Plan.objects.get().row_version

    put_plan(by=None, draft=replace(cast.PLAN, votes=None, announced_amount=Decimal(0)))

    row = Plan.objects.get()
    assert (row.row_version, row.votes_for, row.announced_amount) == (version + 1, None, Decimal(0))


def test_who_read_an_older_plan_does_not_overwrite_it(plan):
    read = Plan.objects.get().row_version
    put_plan(by=None, draft=replace(cast.PLAN, reporting_months=3), row_version=read)

    with pytest.raises(StaleEdit):
        put_plan(by=None, draft=replace(cast.PLAN, reporting_months=12), row_version=read)

    assert Plan.objects.get().reporting_months == 3


def test_a_plan_of_an_unknown_body_is_refused(plan):
    with pytest.raises(ValidationError) as refused:
        put_plan(by=None, draft=replace(cast.PLAN, owner_code="ONEE"))

    assert (refused.value.code, refused.value.params) == ("unknown_body", {"named": "ONEE"})


@pytest.mark.parametrize("who", ["manager", "coordinator", "administrator", "stranger", "citizen"])
def test_only_its_editor_changes_a_plan(plan, people, who):
    with pytest.raises(PermissionDenied):
        put_plan(by=getattr(people, who), draft=replace(cast.PLAN, reporting_months=3))

    assert Plan.objects.get().reporting_months == 6


def test_the_editor_of_a_plan_starts_no_other_and_gives_it_to_no_other_body(plan, people):
    drafts = replace(cast.PLAN, code="NEW"), replace(cast.PLAN, owner_code="MEE")

    for draft in drafts:
        with pytest.raises(PermissionDenied):
            put_plan(by=people.editor, draft=draft)

    assert list(Plan.objects.values_list("code", "owner__code")) == [(plan.code, "REG")]


def put(plan, *drafts, by=None, complete=False):
    return put_commitments(by=by, plan_id=plan.id, drafts=drafts, complete=complete)


@pytest.fixture
def drafts(plan):
    return cast.commitment_drafts(cast.put_places())


def rows():
    return list(Commitment.objects.order_by("pk").values())


def test_the_same_commitments_again_change_nothing(plan, drafts):
    before = rows()

    differences = put(plan, *drafts, complete=True)

    assert (differences, rows()) == (Differences(), before)


def test_a_change_names_the_fields_that_differ(plan, drafts):
    differences = put(plan, replace(drafts[0], amount=None, approved_on=dt.date(2022, 5, 1)))

    (changed,) = differences.changed
    assert (changed.subject, changed.code) == (
        f"commitment:{plan.commitments['PDR-001']}",
        "PDR-001",
    )
    assert changed.before == {"approved_on": None, "amount": "1250000.50"}
    assert changed.after == {"approved_on": "2022-05-01", "amount": None}
    assert Commitment.objects.get(code="PDR-001").amount is None


def test_a_commitment_that_only_moved_is_not_changed(plan, drafts):
    before = Commitment.objects.values("row_version", "amount").get(code="PDR-001")

    differences = put(plan, replace(drafts[0], position=9))

    row = Commitment.objects.values("row_version", "amount").get(code="PDR-001")
    assert (differences, row) == (Differences(), before)
    assert Commitment.objects.get(code="PDR-001").position == 9


def test_a_kept_place_keeps_its_point_when_another_is_added(plan, drafts):
    kept = CommitmentPlace.objects.filter(commitment__code="PDR-001")
    kept.update(latitude=Decimal("35.45"), longitude=Decimal("-5.1"))
    places = cast.put_places()

    put(plan, replace(drafts[0], place_ids=(places["01.151"], places["01.511"])))

    found = kept.order_by("place__code").values_list("place__code", "latitude")
    assert list(found) == [("01.151", Decimal("35.45")), ("01.511", None)]


def test_bodies_and_themes_are_added_and_taken_away(plan, drafts):
    theme = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"en": "Water"}, position=6
    )
    put(plan, replace(drafts[0], theme_ids=(theme.pk,), bodies=((BodyRole.LEAD, "APDN"),)))

    differences = put(plan, replace(drafts[0], bodies=((BodyRole.LEAD, "APDN"),)))

    (changed,) = differences.changed
    assert (changed.before, changed.after) == ({"themes": ["sdg:6"]}, {"themes": []})
    bodies = CommitmentBody.objects.filter(commitment__code="PDR-001")
    assert list(bodies.values_list("role", "organisation__code")) == [("lead", "APDN")]


def test_what_a_published_plan_no_longer_names_is_marked_but_kept(plan, drafts):
    differences = put(plan, *drafts[1:], complete=True)

    (gone,) = differences.gone
    assert (gone.code, gone.before["amount"], gone.after) == ("PDR-001", "1250000.50", None)
    assert Commitment.objects.get(code="PDR-001").removed_in_version == 2
    assert put(plan, *drafts[1:], complete=True) == Differences()


def test_what_comes_back_into_a_plan_is_no_longer_removed(plan, drafts):
    put(plan, *drafts[1:], complete=True)

    differences = put(plan, *drafts, complete=True)

    (changed,) = differences.changed
    assert (changed.before, changed.after) == (
        {"removed_in_version": 2},
        {"removed_in_version": None},
    )
    assert Commitment.objects.get(code="PDR-001").removed_in_version is None


def test_what_a_draft_plan_no_longer_names_is_gone(draft_plan):
    drafts = cast.commitment_drafts(cast.put_places())

    differences = put(draft_plan, *drafts[3:4], complete=True)

    assert [one.code for one in differences.gone] == ["PDR-001", "PDR-002", "PDR-003", "PDR-005"]
    assert list(Commitment.objects.values_list("code", flat=True)) == ["PDR-004"]


def test_refused_commitments_change_nothing(plan, drafts):
    before = rows()

    with pytest.raises(ValidationError) as refused:
        put(plan, replace(drafts[0], amount=None), replace(drafts[1], title=Translated()))

    assert [one.code for one in refused.value.error_list] == ["title_missing"]
    assert rows() == before


@pytest.mark.parametrize("who", ["manager", "coordinator", "validator", "stranger", "citizen"])
def test_only_the_editor_states_commitments(plan, people, drafts, who):
    before = rows()

    with pytest.raises(PermissionDenied):
        put(plan, replace(drafts[0], amount=None), by=getattr(people, who))

    assert rows() == before


def test_the_editor_states_commitments(plan, people, drafts):
    differences = put(plan, replace(drafts[0], amount=None), by=people.editor)

    assert [one.code for one in differences.changed] == ["PDR-001"]


@pytest.mark.parametrize("n_changed", [1, 3])
def test_stating_takes_the_same_queries_for_one_and_for_three(
    plan, drafts, n_changed, django_assert_num_queries
):
    changed = [
        replace(one, amount=Decimal(5), place_ids=(), bodies=()) for one in drafts[:n_changed]
    ]

    with django_assert_num_queries(13):
        put(plan, *changed)
