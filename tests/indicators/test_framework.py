"""Results frameworks: lines, baselines, targets, their revisions, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max

from athar.indicators.actions import put_framework
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind, ResultLevel
from athar.indicators.models import PlannedValue, ResultLine
from athar.indicators.queries import (
    framework_of,
    indicator_view,
    lines_of_indicator,
    lines_on,
    n_lines_of_projects,
)
from athar.plans.actions import publish_first_version
from athar.plans.models import Plan
from athar.trail.models import Event
from tests.indicators.cast import set_up


def baseline(value: str | None, period: str = "2014") -> PlannedDraft:
    return _planned(PlannedKind.BASELINE, value, period)


def target(value: str | None, period: str = "2027") -> PlannedDraft:
    return _planned(PlannedKind.TARGET, value, period)


def _planned(kind: PlannedKind, value: str | None, period: str) -> PlannedDraft:
    number = None if value is None else Decimal(value)
    return PlannedDraft(kind=kind, period=period, value=number)


@pytest.fixture
def line(setting) -> ResultLineDraft:
    return ResultLineDraft(
        indicator=("shared", "water"),
        place_id=setting.places["01"],
        node_code="A1",
        category="area=rural",
        planned=(baseline("13.3"), target("50")),
    )


def test_line_is_read_back_with_baseline_and_target(setting, line):
    n_new = put_framework(by=None, plan_id=setting.plan.id, drafts=[line])

    found = framework_of(setting.plan.id)[0]
    assert (n_new, found.node_code, found.category) == (3, "A1", "area=rural")
    assert found.level is ResultLevel.OUTCOME
    assert (found.baseline.value, found.baseline.period) == (Decimal("13.3"), "2014")
    assert [(one.period, one.value) for one in found.targets] == [("2027", Decimal("50.0"))]
    assert lines_of_indicator(found.indicator) == (found,)
    assert lines_on([found.subject]) == (found,)


def test_framework_stated_again_changes_nothing(setting, line):
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])
    n_events = Event.objects.count()

    n_new = put_framework(by=None, plan_id=setting.plan.id, drafts=[line])

    assert (n_new, Event.objects.count()) == (0, n_events)


def test_revised_target_keeps_the_earlier_one_and_says_why(setting, line):
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])
    first = Event.objects.order_by("-pk")[0].publication_number
    revised = replace(line, planned=(target("45"),))

    put_framework(by=None, plan_id=setting.plan.id, drafts=[revised], reason="Vote du conseil")

    now, then = framework_of(setting.plan.id)[0], framework_of(setting.plan.id, as_of=first)[0]
    assert [(one.value, one.revision, one.reason) for one in now.targets] == [
        (Decimal("45.0"), 1, "Vote du conseil")
    ]
    assert [(one.value, one.revision) for one in then.targets] == [(Decimal("50.0"), 0)]
    change = Event.objects.order_by("-pk")[0].changes.get()
    assert (change.before, change.after) == ({"target:2027": "50.0"}, {"target:2027": "45.0"})


def test_revision_without_reason_is_refused(setting, line):
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])

    with pytest.raises(ValidationError) as refused:
        put_framework(
            by=None, plan_id=setting.plan.id, drafts=[replace(line, planned=(target("45"),))]
        )

    assert refused.value.code == "reason_missing"
    assert PlannedValue.objects.count() == 2


def test_target_taken_back_is_no_target_any_more(setting, line):
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])
    gone = replace(line, planned=(target(None), target(None, "2030")))

    put_framework(by=None, plan_id=setting.plan.id, drafts=[gone], reason="Abandonnée")

    assert framework_of(setting.plan.id)[0].targets == ()
    assert PlannedValue.objects.filter(period="2030").count() == 0


def test_lines_of_plan_grouping_and_project_stand_beside_each_other(setting, line):
    own = replace(line, node_code=None)
    project = replace(line, node_code=None, commitment_code="PDR-001", planned=())

    put_framework(by=None, plan_id=setting.plan.id, drafts=[line, own, project])

    found = [(one.node_code, one.commitment_code) for one in framework_of(setting.plan.id)]
    assert found == [("A1", ""), ("", ""), ("", "PDR-001")]


def test_draft_plan_states_its_framework_without_publishing(setting, line):
    last = Event.objects.order_by("-pk")[0].pk
    Plan.objects.filter(pk=setting.plan.id).update(current_version=0)

    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])

    event = Event.objects.get(pk__gt=last)
    assert (event.kind, event.publication_number) == ("framework.put", None)
    assert lines_of_indicator(indicator_view("shared", "water")) == ()


def test_targets_of_a_draft_stand_in_its_first_version(draft_plan, frozen_day):
    setting = set_up(draft_plan)
    draft = ResultLineDraft(
        indicator=("shared", "water"), place_id=setting.places["01"], planned=(target("50"),)
    )
    put_framework(by=None, plan_id=setting.plan.id, drafts=[draft])
    water, before = indicator_view("shared", "water"), _last_number()

    publish_first_version(by=None, plan_id=setting.plan.id)

    then = lines_of_indicator(water, as_of=_last_number())
    assert [one.value for one in then[0].targets] == [Decimal("50.0")]
    assert lines_of_indicator(water, as_of=before) == ()


def _last_number() -> int:
    return Event.objects.aggregate(last=Max("publication_number"))["last"]


@pytest.mark.parametrize("asked", [{}, {"as_of": 99}])
def test_lines_take_few_queries(setting, line, django_assert_num_queries, asked):
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line, replace(line, category="")])
    water = indicator_view("shared", "water")

    with django_assert_num_queries(4):
        framework_of(setting.plan.id, **asked)
    with django_assert_num_queries(2):
        lines_of_indicator(water, **asked)


def test_where_there_is_no_line_nothing_more_is_read(setting, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert framework_of(setting.plan.id) == ()
    with django_assert_num_queries(1):
        assert lines_on([f"plan:{setting.plan.id}"]) == ()
    with django_assert_num_queries(0):
        assert lines_on([]) == ()


def test_lines_of_projects_are_counted(setting, line, django_assert_num_queries):
    dam = replace(line, node_code=None, commitment_code="PDR-001", planned=())
    lines = [
        dam,
        replace(dam, place_id=setting.places["01.151"]),
        replace(dam, commitment_code="PDR-002"),
    ]
    none = n_lines_of_projects(setting.plan.id)
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line, *lines])

    with django_assert_num_queries(1):
        found = n_lines_of_projects(setting.plan.id)
    keys = [setting.plan.commitments[code] for code in ("PDR-001", "PDR-002")]
    assert (none, found) == ({}, dict(zip(keys, (2, 1), strict=True)))


@pytest.mark.parametrize("who", ["manager", "coordinator", "validator", "evaluator", "citizen"])
def test_framework_is_kept_by_who_edits_the_plan(setting, line, people, who):
    with pytest.raises(PermissionDenied):
        put_framework(by=getattr(people, who), plan_id=setting.plan.id, drafts=[line])

    assert put_framework(by=people.editor, plan_id=setting.plan.id, drafts=[line]) == 3


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"indicator": ("shared", "nothing")}, "unknown_indicator"),
        ({"node_code": "A9"}, "unknown_node"),
        ({"node_code": None, "commitment_code": "PDR-999"}, "unknown_commitment"),
        ({"commitment_code": "PDR-001"}, "node_and_commitment"),
        ({"place_id": 0}, "unknown_place"),
        ({"category": "sex=female"}, "unknown_category"),
        ({"planned": (target("50", "T4 2027"),)}, "period_malformed"),
        ({"planned": (target("50", "soon"),)}, "period_malformed"),
        ({"planned": (target("50"), target("51"))}, "planned_twice"),
        ({"planned": (target("50.05"),)}, "out_of_bounds"),
        ({"planned": (target("1E+400"),)}, "out_of_bounds"),
        ({"planned": (baseline("13.3"), target("12"))}, "contradictory_direction"),
        ({"indicator": ("shared", "opinion"), "category": ""}, "target_without_number"),
        (
            {"indicator": ("shared", "maturity"), "category": "", "planned": (target("7"),)},
            "unknown_step",
        ),
    ],
)
def test_malformed_line_is_refused(setting, line, changed, code):
    with pytest.raises(ValidationError) as refused:
        put_framework(by=None, plan_id=setting.plan.id, drafts=[replace(line, **changed)])

    assert {one.code for one in refused.value.error_list} == {code}
    assert ResultLine.objects.count() == 0


def test_same_line_twice_is_refused(setting, line):
    with pytest.raises(ValidationError) as refused:
        put_framework(by=None, plan_id=setting.plan.id, drafts=[line, line])

    assert {one.code for one in refused.value.error_list} == {"named_twice"}


def test_contradiction_names_both_numbers(setting, line):
    falling = replace(line, planned=(baseline("13.3"), target("12")))

    with pytest.raises(ValidationError) as refused:
        put_framework(by=None, plan_id=setting.plan.id, drafts=[falling])

    (problem,) = refused.value.error_list
    assert (problem.params["target"], problem.params["baseline"]) == (
        Decimal(12),
        Decimal("13.3"),
    )
