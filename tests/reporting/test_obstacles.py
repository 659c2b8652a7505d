"""What the public reads of what holds a project up, and over whom roles reach."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.people.actions import grant_role
from athar.people.models import Account
from athar.plans.models import Commitment
from athar.reporting.actions import publish_report, withdraw_reports
from athar.reporting.enums import ObstacleReason, Outcome
from athar.reporting.models import CorrectiveAction, Report
from athar.reporting.queries import obstacles_of
from athar.reporting.scopes import scopes_of_commitments, within_reach
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def later(plan):
    days = {"start_on": dt.date(2025, 10, 1), "end_on": dt.date(2025, 10, 10)}
    return made.a_round(plan, code="2025-T4", **days)


def test_obstacle_is_told_with_what_became_of_its_action(world):
    plan, people = world
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    earlier = last_publication_number()
    key = CorrectiveAction.objects.get().pk
    more = {f"follow_up.{key}.outcome": "under_way", f"follow_up.{key}.text.fr": "En cours"}
    made.published(
        plan, people.manager, people.validator, round_id=later(plan), said={**made.SAID, **more}
    )

    now = obstacles_of(plan.commitments["PDR-001"])
    then = obstacles_of(plan.commitments["PDR-001"], read_as_of(str(earlier)))

    told = now[0].action
    assert (now[0].reason, dict(now[0].text)) == (
        ObstacleReason.LAND,
        {"fr": "Deux parcelles manquent."},
    )
    assert (told.owner, told.outcome, then[0].action.outcome) == ("MEE", Outcome.UNDER_WAY, None)
    overdue = [told.is_overdue(day) for day in (told.due_on, told.due_on + dt.timedelta(days=1))]
    assert overdue == [False, True]


def test_withdrawn_report_takes_its_obstacle_along(world):
    plan, people = world
    key = made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    event = Report.objects.get(pk=key).event_id

    withdraw_reports(by=people.coordinator, plan_id=plan.id, event_id=event, reason="Faux")

    assert obstacles_of(plan.commitments["PDR-001"]) == ()


def test_obstacle_without_an_action_is_told_alone(world):
    plan, people = world
    said = {**made.SAID, "obstacle.reason": "weather"}
    made.published(plan, people.manager, people.validator, said=said)

    found = obstacles_of(plan.commitments["PDR-001"])

    assert [(one.reason, one.action) for one in found] == [(ObstacleReason.WEATHER, None)]


def test_unpublished_obstacle_is_told_to_nobody(world):
    plan, people = world
    made.validated(plan, people.manager, people.validator, said=made.HELD_UP)

    assert obstacles_of(plan.commitments["PDR-001"]) == ()


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        ("installation", ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"]),
        ("plan:{plan}", ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"]),
        ("commitment:{dam}", ["PDR-001"]),
        ("node:{plan}/A1", ["PDR-001", "PDR-002"]),
        ("place:/MAR/01/01.511/", ["PDR-002"]),
        ("organisation:{apdn}", ["PDR-001", "PDR-005"]),
        ("organisation:{reg}", ["PDR-003"]),
        ("plan:x", []),
        ("library:1", []),
    ],
)
def test_grant_reaches_what_its_scope_names(world, scope, codes):
    plan, people = world
    named = {"plan": plan.id, "dam": plan.commitments["PDR-001"]}
    bodies = {"apdn": plan.bodies["APDN"], "reg": plan.bodies["REG"]}
    key = scope.format(**named, **bodies)
    grant_role(by=None, account_id=people.citizen.pk, role="project_manager", scope=key)
    account = Account.objects.get(pk=people.citizen.pk)

    reached = Commitment.objects.filter(within_reach(account, ("project_manager",)))
    every = scopes_of_commitments(list(plan.commitments.values()))

    assert list(reached.order_by("code").values_list("code", flat=True)) == codes
    keys = {plan.commitments[code] for code in codes}
    assert {pk for pk, one in every.items() if key in (*one.own, "installation")} == keys


def test_who_oversees_reaches_all_of_the_plans_of_their_body(world):
    plan, people = world
    scope = f"organisation:{plan.bodies['REG']}"
    grant_role(by=None, account_id=people.citizen.pk, role="coordinator", scope=scope)
    account = Account.objects.get(pk=people.citizen.pk)

    reached = Commitment.objects.filter(within_reach(account, ("coordinator",)))

    assert reached.count() == 5


def test_the_system_reaches_everything(world):
    assert Commitment.objects.filter(within_reach(None, ())).count() == 5


def test_published_report_is_not_published_on_another_day(world):
    plan, people = world
    key = made.published(plan, people.manager, people.validator)
    number = last_publication_number()

    again = publish_report(
        by=people.validator, report_id=key, version=1, publish_on=dt.date(2025, 12, 1)
    )

    assert again == number
