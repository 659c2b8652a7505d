"""Whatever is done to a plan through the actions, its figures are those computed from scratch."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athar.finance.actions import put_funding
from athar.finance.drafts import FundingDraft
from athar.kernel.progress import DeclaredStatus
from athar.plans.actions import publish_amendment, put_commitments, put_nodes
from athar.plans.enums import BodyRole
from athar.plans.models import Plan
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.rollups import actions
from athar.rollups.models import Progress
from athar.trail.actions import record
from tests import cast

CODES = tuple(f"PDR-00{number}" for number in range(1, 6))
MONEY = st.sampled_from((None, Decimal(0), Decimal("0.01"), Decimal(750000)))
DAY = st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)))

reports = st.builds(
    ReportDraft,
    commitment_code=st.sampled_from(CODES),
    as_of_on=st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    declared_status=st.sampled_from((None, *DeclaredStatus)),
    physical=st.sampled_from((None, Decimal(0), Decimal("33.33"), Decimal(100))),
    committed=MONEY,
    paid=MONEY,
    forecast_end_on=DAY,
)
contracts = st.fixed_dictionaries(
    # with the earliest start no end comes before it
    {"planned_start_on": st.just(dt.date(2023, 1, 1))},
    optional={
        "node_code": st.sampled_from((None, "A1", "P01", "P02", "A2")),
        "amount": MONEY,
        "planned_end_on": DAY,
        "place_ids": st.sampled_from(((), (0,), (0, 1))),
        "covers_whole_place": st.booleans(),
        "bodies": st.sampled_from(((), ((BodyRole.LEAD, "APDN"),), ((BodyRole.OWNER, "REG"),))),
    },
)
funding = st.dictionaries(st.sampled_from((("REG", None), (None, 2024), ("MEE", 2025))), MONEY)
#: A file as an office returns it: rows changed, rows left out, and the money of one row.
files = st.tuples(
    st.dictionaries(st.sampled_from(CODES), contracts, max_size=3),
    st.sets(st.sampled_from(CODES), max_size=2),
    st.sampled_from(CODES),
    funding,
    st.booleans(),
)
acts = st.lists(st.one_of(reports, files), min_size=1, max_size=5)


def take(plan, changed, left_out, funded, lines, is_moved):
    """Take a file in as an import does: the whole plan anew, then its next version."""
    places = cast.put_places()
    keys = places["01.151"], places["01.511"]
    drafts = []
    for draft in cast.commitment_drafts(places):
        given = dict(changed.get(draft.code, {}))
        given |= {"place_ids": tuple(keys[one] for one in given.get("place_ids", ()))}
        drafts += [] if draft.code in left_out else [replace(draft, **given)]
    nodes = [
        replace(node, parent_code="A2") if is_moved and node.code == "P02" else node
        for node in cast.NODES
    ]
    stated = [
        FundingDraft(commitment_code=funded, funder_code=body, year=year, amount=amount)
        for (body, year), amount in lines.items()
        if amount is not None
    ]
    put_nodes(by=None, plan_id=plan.id, drafts=nodes)
    found = put_commitments(by=None, plan_id=plan.id, drafts=drafts, complete=True)
    kept = set(Plan.objects.get().commitments.values_list("code", flat=True))
    found += put_funding(
        by=None,
        plan_id=plan.id,
        drafts=[one for one in stated if one.commitment_code in kept],
        complete=False,
    )
    publish(plan, found)


def publish(plan, found):
    touched = (*found.added, *found.changed, *found.gone)
    if Plan.objects.get().current_version and touched:
        publish_amendment(
            by=None,
            plan_id=plan.id,
            why="Council",
            changed_commitment_ids=[int(one.subject.partition(":")[2]) for one in touched],
        )
    record(kind="plan.imported", by=None, subject=f"plan:{plan.id}")


def do(plan, act):
    if not isinstance(act, ReportDraft):
        take(plan, *act)
    elif Plan.objects.get().commitments.filter(code=act.commitment_code).exists():
        publish_reports(by=None, plan_id=plan.id, drafts=[act], source={})


@pytest.mark.parametrize("make", [cast.draft_plan, cast.published_plan])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(done=acts)
def test_figures_after_any_acts_are_those_computed_from_scratch(db, make, done):
    with transaction.atomic():
        plan = make()
        record(kind="plan.imported", by=None, subject=f"plan:{plan.id}")
        for act in done:
            do(plan, act)

        found = actions.check()
        kept = list(Progress.objects.order_by("kind", "subject_id").values())
        actions.rebuild()
        anew = list(Progress.objects.order_by("kind", "subject_id").values())
        transaction.set_rollback(True)

    assert found == ()
    assert [{**one, "id": None} for one in kept] == [{**one, "id": None} for one in anew]
