"""Every action in every state by every role, in one table: what is not in it is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.people.models import Account
from athar.reporting import actions
from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.trail.refusing import Collision
from tests.everything import everything, refusals
from tests.reporting import cast as made

DRAFT, SUBMITTED, RETURNED, VALIDATED, PUBLISHED, WITHDRAWN = ReportState
REPORTERS = {"manager", "coordinator"}
#: Action: to whom it is allowed, and the state it leads to from each state in which it has a place.
TABLE = {
    "save_report": (REPORTERS, {DRAFT: DRAFT, RETURNED: RETURNED}),
    "submit_report": (
        REPORTERS,
        {DRAFT: SUBMITTED, RETURNED: SUBMITTED, SUBMITTED: SUBMITTED},
    ),
    "comment_on_report": (
        REPORTERS | {"validator"},
        {DRAFT: DRAFT, SUBMITTED: SUBMITTED, RETURNED: RETURNED, VALIDATED: VALIDATED},
    ),
    "return_report": ({"validator"}, {SUBMITTED: RETURNED, VALIDATED: RETURNED}),
    "validate_report": ({"validator"}, {SUBMITTED: VALIDATED}),
    "publish_report": (
        {"validator", "coordinator"},
        {VALIDATED: PUBLISHED, PUBLISHED: PUBLISHED},
    ),
}
MORE = {
    "save_report": {"changes": {"paid": "7"}},
    "comment_on_report": {"field": "paid", "text": "x"},
    "return_report": {"note": "x"},
}
ROLES = (
    *("manager", "stranger", "coordinator", "validator", "editor"),
    *("evaluator", "administrator", "citizen"),
)


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def bring(plan, state):
    """Bring a report of PDR-002, which the stranger has no part in, to a state."""
    more = {"code": "PDR-002"}
    if state == DRAFT:
        return made.drafted(plan, None, **more)
    if state == SUBMITTED:
        return made.submitted(plan, None, **more)
    if state == RETURNED:
        return made.returned(plan, None, None, **more)
    if state == VALIDATED:
        return made.validated(plan, None, None, **more)
    key = made.published(plan, None, None, **more)
    if state == WITHDRAWN:
        event = Report.objects.get(pk=key).event_id
        actions.withdraw_reports(by=None, plan_id=plan.id, event_id=event, reason="x")
    return key


def attempt(action, account, key):
    """Try an action, and give the state it led to or what it was refused with."""
    given = {"by": account, "report_id": key, **MORE.get(action, {})}
    if action != "comment_on_report":
        given["version"] = made.version_of(key)
    try:
        getattr(actions, action)(**given)
    except PermissionDenied:
        return "not allowed"
    except (ValidationError, Collision):
        return "no place"
    return Report.objects.values_list("state", flat=True).get(pk=key)


def expected(action, state, who):
    allowed, leads = TABLE[action]
    if who not in allowed:
        return "not allowed"
    return leads.get(state, "no place")


@pytest.mark.parametrize("state", list(ReportState))
@pytest.mark.parametrize("action", TABLE)
def test_action_in_a_state(world, action, state):
    plan, people = world
    key = bring(plan, state)
    wanted = {who: expected(action, state, who) for who in ROLES}
    refused = {who: why for who, why in wanted.items() if why in {"not allowed", "no place"}}
    before, n_before = everything(), len(refusals())

    found = {
        who: attempt(action, Account.objects.get(pk=getattr(people, who).pk), key)
        for who in refused
    }

    assert (found, everything()) == (refused, before)
    assert [by for by, _why in refusals()[n_before:]] == [
        getattr(people, who).pk for who in refused
    ]


@pytest.mark.parametrize(
    ("action", "state", "who"),
    [
        (action, state, who)
        for action, (allowed, leads) in TABLE.items()
        for state in leads
        for who in sorted(allowed)
    ],
)
def test_action_that_is_allowed_leads_on(world, action, state, who):
    plan, people = world
    key = bring(plan, state)

    found = attempt(action, Account.objects.get(pk=getattr(people, who).pk), key)

    assert found == expected(action, state, who)
