"""A delegate reports and a deputy validates until the day agreed, and not a day longer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel import clock
from athar.people.models import Account, Grant
from athar.reporting.actions import (
    delegate_reporting,
    delegate_reports,
    name_deputy,
    return_declared,
    save_report,
    validate_declared,
    validate_report,
)
from athar.reporting.enums import ReportState
from athar.reporting.queries import delegation_ended
from athar.trail.models import Event
from tests.reporting import cast as made

LAST = dt.date(2025, 10, 20)


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def fresh(account):
    return Account.objects.get(pk=account.pk)


@pytest.mark.parametrize("what", ["project", "body"])
def test_delegate_reports_until_the_day_agreed(world, what):
    plan, people = world
    over = (
        {"commitment_id": plan.commitments["PDR-001"]}
        if what == "project"
        else {"organisation_id": plan.bodies["MEE"]}
    )
    delegate_reporting(by=people.manager, account_id=people.citizen.pk, last_on=LAST, **over)
    delegate = fresh(people.citizen)
    key = made.drafted(plan, delegate)
    clock.set_frozen(LAST + dt.timedelta(days=1))

    with pytest.raises(PermissionDenied):
        save_report(by=delegate, report_id=key, version=2, changes={"paid": "1"})

    assert made.version_of(key) == 2


def test_delegate_of_one_project_does_not_report_on_another(world):
    plan, people = world
    delegate_reporting(
        by=people.manager,
        account_id=people.citizen.pk,
        last_on=LAST,
        commitment_id=plan.commitments["PDR-001"],
    )

    with pytest.raises(PermissionDenied):
        made.drafted(plan, fresh(people.citizen), code="PDR-002")


@pytest.mark.parametrize("over", [{}, {"commitment_id": 1, "organisation_id": 1}])
def test_one_project_or_one_body_is_delegated(world, over):
    _plan, people = world

    with pytest.raises(ValueError, match="one project or one body"):
        delegate_reporting(by=people.manager, account_id=people.citizen.pk, last_on=LAST, **over)


def test_manager_does_not_delegate_what_others_report_on(world):
    plan, people = world

    with pytest.raises(PermissionDenied):
        delegate_reporting(
            by=people.manager,
            account_id=people.citizen.pk,
            last_on=LAST,
            commitment_id=plan.commitments["PDR-003"],
        )


def test_deputy_validates_until_the_day_agreed(world):
    plan, people = world
    name_deputy(by=people.validator, account_id=people.evaluator.pk, plan_id=plan.id, last_on=LAST)
    deputy = fresh(people.evaluator)
    key = made.submitted(plan, people.manager)

    state = validate_report(by=deputy, report_id=key, version=made.version_of(key))

    assert state == ReportState.VALIDATED


@pytest.mark.parametrize("kind", ["reports.published", "reports.returned"])
def test_deputy_at_what_was_declared_acts_for_who_lent_the_right(world, kind):
    plan, people = world
    name_deputy(by=people.validator, account_id=people.evaluator.pk, plan_id=plan.id, last_on=LAST)
    of = {"plan_id": plan.id, "commitment_ids": [plan.commitments["PDR-001"]]}

    if kind == "reports.published":
        validate_declared(by=fresh(people.evaluator), **of)
    else:
        return_declared(by=fresh(people.evaluator), note="x", **of)

    assert Event.objects.filter(kind=kind).latest("pk").source["for"] == people.validator.pk


@pytest.mark.parametrize(
    ("chosen", "code"), [((), "nothing_chosen"), (range(201), "too_many")], ids=["none", "many"]
)
def test_some_reports_and_not_too_many_are_delegated_at_once(world, chosen, code):
    _plan, people = world

    with pytest.raises(ValidationError) as refusal:
        delegate_reports(
            by=people.manager, account_id=people.citizen.pk, commitment_ids=chosen, last_on=LAST
        )

    assert (refusal.value.code, Grant.objects.filter(lent_from__isnull=False).count()) == (code, 0)


def test_no_delegation_has_ended_while_another_one_counts(world):
    plan, people = world
    over = {"commitment_id": plan.commitments["PDR-001"]}
    delegate_reporting(by=people.manager, account_id=people.citizen.pk, last_on=LAST, **over)
    report_id = made.drafted(plan, fresh(people.citizen))
    clock.set_frozen(LAST + dt.timedelta(days=1))
    ended = delegation_ended(fresh(people.citizen), report_id=report_id)

    again = LAST + dt.timedelta(days=9)
    delegate_reporting(by=people.manager, account_id=people.citizen.pk, last_on=again, **over)

    assert (ended.last_on, delegation_ended(fresh(people.citizen), report_id=report_id)) == (
        LAST,
        None,
    )
