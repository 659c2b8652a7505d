"""As of a publication everything is what was shown then, and as of the last one what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from athar.finance.queries import MoneyThen, money_of, money_then
from athar.kernel.text import Translated
from athar.plans.actions import publish_amendment, put_nodes
from athar.plans.drafts import NodeDraft
from athar.plans.models import Commitment, Node, Plan
from athar.plans.queries import plan_by_code
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.queries import timeline_of
from athar.rollups import queries
from athar.rollups.enums import SortKey
from athar.rollups.figures import ListFilter
from athar.trail.models import Event
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests import cast
from tests.rollups.test_real_acts import files, reports, take

acts = st.lists(st.one_of(reports, files, st.just("withdraw")), min_size=1, max_size=5)
ORDERS = [(sort, n % 2 == 0) for n, sort in enumerate(SortKey)]


def shown(plan, past=None):
    """Gather everything the pages of a plan, its groupings, lists and commitments show."""
    nodes = past.nodes if past else Plan.objects.get().nodes.order_by("level", "position", "pk")
    labels = queries.subject_names(plan.id, past)
    return {
        "plan": queries.plan_progress(plan.id, past),
        "nodes": [queries.node_progress(node.pk, past) for node in nodes],
        "leads": queries.by_lead(plan.id, past),
        "funders": queries.by_funder(plan.id, past),
        "themes": queries.by_theme(plan.id, past),
        "years": queries.by_year(plan.id, past),
        "names": labels,
        "lists": [
            queries.list_rows(plan.id, sort=sort, descending=descending, past=past)
            for sort, descending in ORDERS
        ],
        "found": queries.list_rows(plan.id, filters=ListFilter(text="سد"), past=past),
    }


def page(plan, code, past=None):
    """Gather everything the page of a commitment shows; version numbers of rows set apart."""
    if past is None:
        found = queries.commitment_with_figures(plan.code, code)
        if found is None:
            return None
        return *found, money_of(found[0].id), timeline_of(found[0].id)
    found = queries.commitment_as_of(past, code)
    if found is None:
        return None
    then = MoneyThen(plan.id, past.then.version, found[0].id, code, past.reports.keys)
    return *found, money_then(then), timeline_of(found[0].id, past.as_of)


def everything(plan, past=None):
    codes = sorted(Commitment.objects.values_list("code", flat=True))
    pages = {code: page(plan, code, past) for code in codes}
    view = past.view if past else plan_by_code(plan.code)
    found = {"view": view, **shown(plan, past), **{k: v for k, v in pages.items() if v}}
    return {name: without_locks(value) for name, value in found.items()}


def without_locks(value):
    """Give dataclasses as plain values, without the counters that only guard edits."""
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return without_locks({k: v for k, v in named.items() if k != "row_version"})
    if isinstance(value, Mapping):
        return {key: without_locks(one) for key, one in value.items()}
    return [without_locks(one) for one in value] if isinstance(value, (list, tuple)) else value


def act_on(plan, act):
    """Do what an import, a return or an undoing does, and publish it."""
    if act == "withdraw":
        event = Event.objects.filter(kind="reports.published").order_by("-pk").first()
        withdraw_reports(by=None, plan_id=plan.id, event_id=event.pk, reason="Mistaken")
    elif isinstance(act, ReportDraft):
        if Plan.objects.get().commitments.filter(code=act.commitment_code).exists():
            publish_reports(by=None, plan_id=plan.id, drafts=[act], source={})
    else:
        take(plan, *act)
        if Plan.objects.get().current_version and act[-1]:
            publish_amendment(
                by=None, plan_id=plan.id, why="Moved", changed_commitment_ids=(), also_changed=True
            )


def as_of(plan, number):
    return queries.past_of(plan.code, read_as_of(str(number)))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(done=acts)
def test_the_past_stays_as_it_was_shown(db, done):
    with transaction.atomic():
        plan = cast.published_plan()
        seen = {last_publication_number(): everything(plan)}
        for act in done:
            act_on(plan, act)
            seen[last_publication_number()] = everything(plan)

        then = {number: everything(plan, as_of(plan, number)) for number in seen}
        transaction.set_rollback(True)

    for number, what in seen.items():
        for name in what:
            assert then[number][name] == what[name]


def test_a_grouping_that_was_not_there_then_is_not_found(plan):
    number = last_publication_number()
    draft = NodeDraft(code="A9", level=0, title=Translated(fr="Ports"), position=9)
    put_nodes(by=None, plan_id=plan.id, drafts=[draft], complete=False)
    new = Node.objects.get(code="A9")

    with pytest.raises(Node.DoesNotExist):
        queries.node_progress(new.pk, as_of(plan, number))

    assert queries.node_progress(new.pk).node.figures.n_total == 0
