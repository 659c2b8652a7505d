"""Steps and points of commitments, stated with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.kernel.text import Translated
from athar.plans.actions import put_commitments
from athar.plans.drafts import MilestoneDraft
from athar.plans.models import CommitmentPlace, Milestone
from tests import cast

WORKS = MilestoneDraft(
    title=Translated(fr="Travaux"), planned_on=dt.date(2025, 3, 1), weight=Decimal("2.5")
)
OPENING = MilestoneDraft(title=Translated(fr="Mise en service"), requires_evidence=False)


def dam():
    return cast.commitment_drafts(cast.put_places())[0]


def put(plan, **stated):
    return put_commitments(
        by=None, plan_id=plan.id, drafts=[replace(dam(), **stated)], complete=False
    )


def steps():
    return list(Milestone.objects.order_by("position").values_list("title", "planned_on", "weight"))


def test_steps_are_written_in_their_order(draft_plan):
    put(draft_plan, milestones=(WORKS, OPENING))

    assert steps() == [
        ({"fr": "Travaux"}, dt.date(2025, 3, 1), Decimal("2.5000")),
        ({"fr": "Mise en service"}, None, None),
    ]
    assert set(Milestone.objects.values_list("first_planned_on", flat=True)) == {None}


def test_a_draft_that_says_nothing_of_steps_keeps_them(draft_plan):
    put(draft_plan, milestones=(WORKS,))

    assert put(draft_plan).is_empty
    assert len(steps()) == 1


def test_steps_are_changed_moved_and_removed_by_their_keys(draft_plan):
    put(draft_plan, milestones=(WORKS, OPENING))
    works, opening = Milestone.objects.order_by("position")

    found = put(draft_plan, milestones=(replace(OPENING, id=opening.pk, title=Translated(fr="x")),))

    assert (steps(), Milestone.objects.get().pk) == ([({"fr": "x"}, None, None)], opening.pk)
    (changed,) = found.changed
    assert [one["id"] for one in changed.before["milestones"]] == [works.pk, opening.pk]
    assert changed.after["milestones"] == [
        {
            "id": opening.pk,
            "title": {"fr": "x"},
            "planned_on": None,
            "weight": None,
            "requires_evidence": False,
        }
    ]


def test_the_same_steps_again_change_nothing(draft_plan):
    put(draft_plan, milestones=(WORKS,))
    key = Milestone.objects.get().pk

    assert put(draft_plan, milestones=(replace(WORKS, id=key),)).is_empty


def test_a_step_added_to_a_public_promise_was_first_planned_so(plan):
    put(plan, milestones=(WORKS,))

    assert Milestone.objects.get().first_planned_on == dt.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (MilestoneDraft(title=Translated()), "step_title_missing"),
        (replace(WORKS, weight=Decimal(-1)), "step_weight_out_of_range"),
        (replace(WORKS, id=987654), "step_unknown"),
    ],
)
def test_a_wrong_step_is_refused(draft_plan, step, code):
    with pytest.raises(ValidationError) as refused:
        put(draft_plan, milestones=(step,))

    assert [one.code for one in refused.value.error_list] == [code]
    assert steps() == []


def test_a_step_that_was_reached_stays(draft_plan):
    put(draft_plan, milestones=(WORKS,))
    Milestone.objects.update(done_on=dt.date(2025, 4, 1))

    with pytest.raises(ValidationError) as refused:
        put(draft_plan, milestones=())

    assert refused.value.error_list[0].code == "step_done"
    assert len(steps()) == 1


def points():
    return list(
        CommitmentPlace.objects.filter(commitment__code="PDR-001").values_list(
            "latitude", "longitude"
        )
    )


def test_a_point_is_set_kept_and_taken_away(draft_plan):
    place = cast.put_places()["01.151"]
    at = (Decimal("35.123456"), Decimal("-5.2"))

    found = put(draft_plan, points={place: at})

    assert points() == [at]
    assert found.changed[0].after == {"points": {"hcp:01.151": ["35.123456", "-5.200000"]}}
    assert put(draft_plan).is_empty
    assert put(draft_plan, points={place: at}).is_empty
    put(draft_plan, points={})
    assert points() == [(None, None)]


@pytest.mark.parametrize("at", [(Decimal(91), Decimal(0)), (Decimal(0), Decimal(-181))])
def test_a_point_that_is_not_on_earth_is_refused(draft_plan, at):
    with pytest.raises(ValidationError) as refused:
        put(draft_plan, points={cast.put_places()["01.151"]: at})

    assert refused.value.error_list[0].code == "point_outside"


def test_why_and_what_for_are_stated_or_left(draft_plan):
    found = put(draft_plan, problem=Translated(fr="Crues"))

    assert found.changed[0].after == {"problem": {"fr": "Crues"}}
    assert put(draft_plan).is_empty
