"""Figures kept by difference are those computed from scratch, whatever happens to a plan."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import transaction

from athar.finance.models import FundingLine
from athar.plans.models import Commitment, CommitmentPlace, Node, Plan
from athar.reporting.models import Report
from athar.rollups import actions
from athar.rollups.ledger import FIGURE_FIELDS
from athar.rollups.models import Progress
from athar.trail import actions as trail
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db

STATUSES = ("", "not_started", "on_track", "delayed", "completed", "cancelled")
PLACES = ("01.1", "01.2", "01.1.1", "01.1.2", "01.2.1", "04")


def happened(world, kind):
    with transaction.atomic():
        trail.record(kind=kind, by=None, subject=f"plan:{world.plan.pk}")


def one_of(chance, world):
    return world.commitments[chance.choice(sorted(world.commitments))]


def import_some(chance, world):
    for _ in range(chance.randint(1, 3)):
        add_commitment(
            world,
            f"C{len(world.commitments)}-{chance.random()}",
            node=chance.choice(("P01", "P02", "P03", None)),
            amount=chance.choice((None, 0, 7, 120)),
            places=tuple(chance.sample(PLACES, chance.randint(0, 3))),
            leads=tuple(chance.sample(("REG", "ONEE"), chance.randint(0, 2))),
            funding=dict.fromkeys(chance.sample(("REG", "MEE"), chance.randint(0, 2)), 3),
            themes=tuple(chance.sample(("6", "6.1"), chance.randint(0, 1))),
            start=chance.choice((None, dt.date(2022, 1, chance.randint(1, 28)))),
            end=chance.choice((None, dt.date(2026, 1, chance.randint(1, 28)))),
            covers_whole_place=chance.random() < 0.2,
            weight=chance.choice((None, Decimal("0.5"), Decimal(3))),
        )
    happened(world, "plan.imported")


def publish_report(chance, world):
    report(
        world,
        chance.choice(sorted(world.commitments)),
        on=dt.date(2025, chance.randint(1, 12), 1),
        status=chance.choice(STATUSES),
        physical=chance.choice((None, 0, "33.33", 100)),
        paid=chance.choice((None, 0, 5, 200)),
        committed=chance.choice((None, 6)),
        validated=chance.random() < 0.3,
        forecast_end_on=chance.choice((None, dt.date(2028, chance.randint(1, 12), 1))),
    )


def move(chance, world):
    node = world.nodes[chance.choice(("P01", "P02", "P03"))]
    Commitment.objects.filter(pk=one_of(chance, world).pk).update(node=node)
    happened(world, "plan.edited")


def move_programme(chance, world):
    above = world.nodes[chance.choice(("A1", "A2"))]
    Node.objects.filter(plan=world.plan, code="P02").update(parent=above)
    happened(world, "plan.edited")


def change_places(chance, world):
    chosen = one_of(chance, world)
    CommitmentPlace.objects.filter(commitment=chosen).delete()
    for code in chance.sample(PLACES, chance.randint(0, 2)):
        CommitmentPlace.objects.create(commitment=chosen, place=world.places[code])
    happened(world, "plan.imported")


def amend(chance, world):
    rows = Commitment.objects.filter(pk=one_of(chance, world).pk)
    rows.update(
        amount=chance.choice((None, 9 * MILLION)),
        planned_end_on=chance.choice((None, dt.date(2029, 1, 1))),
        removed_in_version=chance.choice((None, 2)),
    )
    happened(world, "plan.amended")


def weigh_otherwise(chance, world):
    Plan.objects.filter(pk=world.plan.pk).update(
        weight_rule=chance.choice(("cost", "equal", "custom"))
    )
    happened(world, "plan.edited")


def take_out(chance, world):
    unreported = [
        code
        for code, one in world.commitments.items()
        if not Report.objects.filter(commitment=one).exists()
    ]
    if unreported:
        gone = world.commitments.pop(chance.choice(unreported))
        FundingLine.objects.filter(commitment=gone).delete()
        gone.delete()
    happened(world, "plan.imported")


STEPS = (
    import_some,
    publish_report,
    publish_report,
    move,
    move_programme,
    change_places,
    amend,
    weigh_otherwise,
    take_out,
)


def figures():
    return sorted(
        Progress.objects.values_list("plan_id", "kind", "subject_id", *FIGURE_FIELDS), key=str
    )


@pytest.mark.parametrize("seed", range(12))
def test_figures_kept_by_difference_are_those_computed_from_scratch(seed):
    chance = random.Random(seed)
    world = make_world()
    import_some(chance, world)

    for _ in range(25):
        if not world.commitments:
            import_some(chance, world)
        step = chance.choice(STEPS)
        step(chance, world)
        assert (step.__name__, actions.check()) == (step.__name__, ())
    kept = figures()
    actions.rebuild()

    assert figures() == kept


def test_check_names_the_figure_that_is_wrong():
    world = make_world()
    add_commitment(world, "C1", amount=10)
    imported(world)
    Progress.objects.filter(kind="plan").update(n_total=7)

    found = actions.check()

    plan = world.plan
    assert found == (actions.Mismatch("PDR", "plan", plan.pk, "n_total", 7, 1),)


def test_check_names_rows_that_are_missing_or_too_many():
    world = make_world()
    add_commitment(world, "C1", node=None, amount=10)
    imported(world)
    Progress.objects.filter(kind="lead").update(subject_id=99)

    found = actions.check(plan_id=world.plan.pk)

    assert found == (
        actions.Mismatch("PDR", "lead", 0, "row", None, "present"),
        actions.Mismatch("PDR", "lead", 99, "row", "present", None),
    )


def test_rebuild_tells_how_far_it_is_and_leaves_other_plans_alone():
    for code in ("ONE", "TWO"):
        world = make_world(code)
        add_commitment(world, f"{code}-1", node=None, places=("01.1",))
    told = []

    n_rows = actions.rebuild(progress=lambda done, total: told.append((done, total)))
    again = actions.rebuild(plan_id=world.plan.pk)

    # commitment, plan, province, region, "no lead", "no split", 2024, 2025
    assert (n_rows, again, told) == (16, 8, [(1, 2), (2, 2)])


def test_a_second_look_writes_nothing():
    world = make_world()
    add_commitment(world, "C1")
    imported(world)

    assert actions.refresh(plan_id=world.plan.pk) == 0


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_following_a_report_takes_the_same_queries_for_one_and_for_three(
    n_commitments, django_assert_num_queries
):
    world = make_world()
    for number in range(3):
        add_commitment(world, f"C{number}", places=("01.1.1",), funding={"REG": 3})
    imported(world)
    chosen = [one.pk for one in world.commitments.values()][:n_commitments]
    Commitment.objects.filter(pk__in=chosen).update(planned_end_on=dt.date(2025, 6, 1))

    with django_assert_num_queries(18):
        actions.refresh(plan_id=world.plan.pk, commitment_ids=chosen)
