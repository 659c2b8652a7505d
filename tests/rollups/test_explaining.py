"""How a figure was computed: the formula, its inputs with who said so, and what is left out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import WeightRuleChoice
from athar.plans.models import Commitment, Plan, PlanVersion
from athar.reporting.models import Report, ReportEntry
from athar.rollups.enums import Figure, Formula, LeftOutBecause
from athar.rollups.queries import explain
from tests.once import made_once
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db

ORIGIN = {"file": "0" * 64, "name": "suivi.xlsx", "sheet": "Suivi", "row": 7, "column": "F"}


@pytest.fixture
@made_once
def world():
    """Five commitments of axis A1: two whole, one without cost, one without progress, one cancelled."""
    world = make_world()
    for code, amount in (("C1", 10), ("C2", 30), ("C3", None), ("C4", 10), ("C5", 10)):
        add_commitment(world, code, amount=amount, places=("01.1",), leads=("ONEE",))
    imported(world)
    report(world, "C1", physical=80, paid=5, status="on_track")
    report(world, "C2", physical=40)
    report(world, "C3", physical=50, paid=1)
    report(world, "C4", paid=3, committed=4)
    report(world, "C5", physical=20, paid=2, status="cancelled")
    return world


def plan_of(world):
    return f"plan:{world.plan.pk}"


def commitment_of(world, code):
    return f"commitment:{world.commitments[code].pk}"


def left_out(explanation):
    return [(one.because, one.n, one.codes) for one in explanation.left_out]


def test_progress_leaves_out_what_is_unknown_and_says_so(world):
    found = explain(Figure.PHYSICAL, plan_of(world))

    assert (found.formula, found.percent, found.whole) == (Formula.WEIGHTED_MEAN, Decimal(50), 50)
    assert (found.numerator, found.denominator) == (20 * MILLION, 40 * MILLION)
    assert (found.known, found.expected) == (2, 4)
    assert left_out(found) == [
        (LeftOutBecause.CANCELLED, 1, ("C5",)),
        (LeftOutBecause.NO_PROGRESS, 1, ("C4",)),
        (LeftOutBecause.NO_COST, 1, ("C3",)),
    ]
    assert [(one.commitment.code, one.value, one.weight, one.counts) for one in found.inputs] == [
        ("C1", Decimal(80), 10 * MILLION, True),
        ("C2", Decimal(40), 30 * MILLION, True),
        ("C3", Decimal(50), None, False),
        ("C4", None, 10 * MILLION, False),
        ("C5", Decimal(20), 10 * MILLION, False),
    ]


def test_progress_by_number_counts_every_item_the_same(world):
    Plan.objects.update(weight_rule=WeightRuleChoice.EQUAL)

    found = explain(Figure.PHYSICAL, plan_of(world))

    assert (found.numerator, found.denominator) == (Decimal("1.7"), Decimal(3))
    assert (found.known, found.weight_rule) == (3, WeightRuleChoice.EQUAL)


def test_progress_by_set_weights_leaves_out_what_has_none(world):
    Plan.objects.update(weight_rule=WeightRuleChoice.CUSTOM)
    Commitment.objects.filter(code="C1").update(weight=Decimal("0.25"))

    found = explain(Figure.PHYSICAL, plan_of(world))

    assert (found.percent, found.denominator) == (Decimal(80), Decimal("0.25"))
    assert left_out(found)[2:] == [
        (LeftOutBecause.NO_COST, 1, ("C3",)),
        (LeftOutBecause.NO_WEIGHT, 1, ("C2",)),
    ]


def test_payments_count_only_where_both_amounts_are_known(world):
    found = explain(Figure.FINANCIAL, plan_of(world))

    assert (found.formula, found.percent) == (Formula.PAID_OVER_PLANNED, Decimal(40))
    assert (found.numerator, found.denominator) == (8 * MILLION, 20 * MILLION)
    assert left_out(found) == [
        (LeftOutBecause.CANCELLED, 1, ("C5",)),
        (LeftOutBecause.NO_COST, 1, ("C3",)),
        (LeftOutBecause.NO_PAYMENT, 1, ("C2",)),
    ]
    assert [one.value for one in found.inputs] == [
        *(5 * MILLION, None, MILLION),
        *(3 * MILLION, 2 * MILLION),
    ]


def test_money_of_what_was_cancelled_still_counts(world):
    found = explain(Figure.MONEY, plan_of(world))

    assert (found.formula, found.known, found.expected) == (Formula.SUM, 3, 5)
    assert (found.money.planned, found.money.paid) == (60 * MILLION, 11 * MILLION)
    assert left_out(found) == [
        (LeftOutBecause.NO_COST, 1, ("C3",)),
        (LeftOutBecause.NO_PAYMENT, 1, ("C2",)),
    ]
    assert [one.committed for one in found.inputs] == [None, None, None, 4 * MILLION, None]


def test_statuses_are_counted_in_their_order(world):
    found = explain(Figure.STATUSES, plan_of(world))

    counted = {one.status: one.n for one in found.statuses if one.n}
    assert [one.status for one in found.statuses] == list(ComputedStatus)
    assert counted == {
        ComputedStatus.ON_TRACK: 1,
        ComputedStatus.OFF_TRACK: 2,
        ComputedStatus.NO_DATA: 1,
        ComputedStatus.CANCELLED: 1,
    }
    assert (found.formula, found.known, found.expected) == (Formula.STATUS_COUNTS, 4, 5)


def test_only_what_was_validated_counts_as_validated(world):
    report(world, "C1", on=dt.date(2025, 7, 1), physical=100, status="completed", validated=True)
    report(world, "C2", on=dt.date(2025, 7, 1), physical=100, status="completed")

    found = explain(Figure.STATUSES, plan_of(world))

    completed = next(one for one in found.statuses if one.status is ComputedStatus.COMPLETED)
    assert (completed.n, completed.n_validated) == (2, 1)


@pytest.mark.parametrize(
    ("key", "name"),
    [("node:A1", "Titre A1"), ("place:01.1", "01.1"), ("lead:ONEE", "ONEE"), ("theme:6", "6")],
)
def test_a_group_is_explained_under_its_name(world, key, name):
    kind, _, code = key.partition(":")
    objects = {
        "node": world.nodes,
        "place": world.places,
        "lead": world.bodies,
        "theme": world.themes,
    }

    found = explain(Figure.PHYSICAL, f"{kind}:{objects[kind][code].pk}", plan_id=world.plan.pk)

    assert (found.label.code, found.label.names["fr"]) == (code, name)
    assert found.expected == (0 if kind == "theme" else 4)


@pytest.mark.parametrize(("subject", "code"), [("funder:0", ""), ("year:2024", "2024")])
def test_years_and_what_nobody_holds_have_no_names(world, subject, code):
    found = explain(Figure.MONEY, subject, plan_id=world.plan.pk)

    assert (found.label.code, found.label.names) == (code, Translated())
    assert found.plan.code == "PDR"


def test_reported_progress_is_given_as_it_was_reported(world):
    stated = Report.objects.get(commitment__code="C1")
    ReportEntry.objects.create(report=stated, field="physical", written="80 %", origin=ORIGIN)

    found = explain(Figure.PHYSICAL, commitment_of(world, "C1"))

    (one,) = found.inputs
    assert (found.formula, found.percent, found.whole) == (Formula.REPORTED, Decimal(80), 80)
    assert (found.known, found.expected, found.method) == (1, 1, "progress")
    assert (one.provenance.written, one.provenance.origin) == ("80 %", ORIGIN)
    assert (one.provenance.author_name, one.provenance.as_of_on, one.provenance.claim) == (
        "Service de suivi",
        dt.date(2025, 6, 30),
        "declared",
    )
    assert one.provenance.evidence_keys == (f"report:{stated.pk}", commitment_of(world, "C1"))


def test_where_no_cell_stands_behind_a_figure_its_report_does(world):
    Report.objects.filter(commitment__code="C1").update(source={"file": "suivi.xlsx"})

    (one,) = explain(Figure.PHYSICAL, commitment_of(world, "C1")).inputs

    assert (one.provenance.written, one.provenance.origin) == ("", {"file": "suivi.xlsx"})


def test_unknown_progress_stays_unknown(world):
    found = explain(Figure.PHYSICAL, commitment_of(world, "C4"))

    assert (found.percent, found.whole, found.known) == (None, None, 0)


def test_a_payment_names_the_latest_report_that_stated_one(world):
    first = Report.objects.get(commitment__code="C1")
    report(world, "C1", on=dt.date(2025, 9, 30), physical=90)

    found = explain(Figure.FINANCIAL, commitment_of(world, "C1"))

    (one,) = found.inputs
    assert (found.percent, found.numerator, found.denominator) == (50, 5 * MILLION, 10 * MILLION)
    assert one.provenance.report_id == first.pk


def test_status_is_given_with_the_numbers_of_its_rule(world):
    Commitment.objects.filter(code="C1").update(planned_end_on=dt.date(2027, 12, 31))
    imported(world)

    found = explain(Figure.STATUS, commitment_of(world, "C1"))

    status = found.status
    assert (status.status, status.declared, status.physical) == (
        ComputedStatus.ON_TRACK,
        DeclaredStatus.ON_TRACK,
        Decimal(80),
    )
    assert (status.first_planned_start_on, status.first_planned_end_on, status.reported_on) == (
        dt.date(2024, 1, 1),
        dt.date(2025, 12, 31),
        dt.date(2025, 6, 30),
    )
    assert status.ratio == Decimal(80) / status.planned
    assert status.ratio_by_current_dates > status.ratio
    assert (status.frozen_at, status.reporting_months) == (None, 6)


def test_a_status_without_progress_has_no_ratio(world):
    status = explain(Figure.STATUS, commitment_of(world, "C4")).status

    assert (status.status, status.ratio, status.ratio_by_current_dates) == (
        ComputedStatus.NO_DATA,
        None,
        None,
    )


def test_status_says_when_the_dates_it_rests_on_were_frozen(plan):
    found = explain(Figure.STATUS, f"commitment:{plan.commitments['PDR-001']}")

    assert found.status.frozen_at == PlanVersion.objects.get().published_at


@pytest.mark.parametrize(
    ("stated", "days", "is_forecast"),
    [
        ({"forecast_end_on": dt.date(2026, 1, 31)}, 31, True),
        ({"actual_end_on": dt.date(2025, 12, 1)}, -30, False),
        ({}, None, False),
    ],
)
def test_delay_is_counted_against_both_versions(world, stated, days, is_forecast):
    report(world, "C1", on=dt.date(2025, 7, 31), physical=90, **stated)

    found = explain(Figure.SLIPPAGE, commitment_of(world, "C1"))

    assert (found.formula, found.known) == (Formula.DAYS_LATE, int(days is not None))
    assert (found.slippage.against_first, found.slippage.against_current) == (days, days)
    assert found.slippage.is_forecast is is_forecast


@pytest.mark.parametrize(
    ("figure", "subject"),
    [
        (Figure.PHYSICAL, "plan:999"),
        (Figure.PHYSICAL, "plan:x"),
        (Figure.PHYSICAL, "plan:"),
        (Figure.PHYSICAL, "plan:²"),
        (Figure.PHYSICAL, "plan:" + "9" * 30),
        (Figure.PHYSICAL, "indicator:1"),
        (Figure.PHYSICAL, "node:999"),
        (Figure.PHYSICAL, "commitment:999"),
        (Figure.PHYSICAL, "place:1"),
    ],
)
def test_what_does_not_exist_is_not_explained(world, figure, subject):
    assert explain(figure, subject) is None


@pytest.mark.parametrize("kind", ["place", "lead", "theme"])
def test_an_unknown_group_of_a_known_plan_is_not_explained(world, kind):
    assert explain(Figure.PHYSICAL, f"{kind}:999", plan_id=world.plan.pk) is None


def test_each_kind_of_subject_has_its_figures(world):
    of_plan = [one for one in Figure if explain(one, plan_of(world))]
    of_one = [one for one in Figure if explain(one, commitment_of(world, "C1"))]

    assert of_plan == [Figure.STATUSES, Figure.PHYSICAL, Figure.FINANCIAL, Figure.MONEY]
    assert of_one == [
        Figure.PHYSICAL,
        Figure.FINANCIAL,
        Figure.MONEY,
        Figure.STATUS,
        Figure.SLIPPAGE,
    ]


def test_a_commitment_without_figures_yet_is_not_explained(world):
    made = add_commitment(world, "C6")

    assert explain(Figure.PHYSICAL, f"commitment:{made.pk}") is None


@pytest.mark.parametrize(
    ("figure", "n_queries"),
    [(Figure.STATUSES, 4), (Figure.PHYSICAL, 4), (Figure.FINANCIAL, 5), (Figure.MONEY, 6)],
)
def test_explaining_takes_the_same_queries_however_much_it_rests_on(
    world, figure, n_queries, django_assert_num_queries
):
    with django_assert_num_queries(n_queries):
        explain(figure, plan_of(world))
