"""Who may add evidence, keep it from the public, and read what the public may not."""

import pytest

from athar.evidence.rules import (
    can_attach_evidence,
    can_detach_evidence,
    can_read_restricted,
    can_restrict_evidence,
)
from athar.evidence.subjects import WorkedOn


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("coordinator", True),
        ("validator", True),
        ("editor", True),
        ("evaluator", True),
        ("administrator", True),
        ("manager", False),
        ("stranger", False),
        ("citizen", False),
    ],
)
def test_evidence_is_added_by_who_works_on_the_plan(plan, people, who, allowed):
    assert can_attach_evidence(getattr(people, who), (f"plan:{plan.id}",)) is allowed


def test_a_manager_adds_evidence_to_what_the_own_body_leads(plan, people):
    scopes = (f"plan:{plan.id}", f"organisation:{plan.bodies['MEE']}")

    allowed = [can_attach_evidence(one, scopes) for one in (people.manager, people.stranger)]

    assert allowed == [True, False]


@pytest.mark.parametrize(
    ("who", "decides", "reads"),
    [
        ("coordinator", True, True),
        ("validator", True, True),
        ("editor", True, True),
        ("evaluator", False, True),
        ("administrator", True, True),
        ("manager", False, True),
        ("stranger", False, False),
        ("citizen", False, False),
    ],
)
def test_what_the_public_sees_is_decided_by_few_and_the_rest_read_by_who_adds(
    plan, people, who, decides, reads
):
    actor = getattr(people, who)
    scopes = (f"plan:{plan.id}", f"organisation:{plan.bodies['MEE']}")

    assert can_restrict_evidence(actor, scopes) is decides
    assert can_read_restricted(actor, WorkedOn(scopes, scopes)) is reads
    assert can_detach_evidence(actor, scopes) is reads


def test_nobody_reads_what_is_restricted(plan):
    assert can_read_restricted(None, WorkedOn(wider=(f"plan:{plan.id}",))) is False


def test_manager_of_the_body_that_owns_the_plan_reads_nothing_of_what_others_lead(people, plan):
    scopes = WorkedOn((f"plan:{plan.id}",), (f"organisation:{plan.bodies['MEE']}",))

    assert can_read_restricted(people.manager, scopes) is False
    assert can_read_restricted(people.coordinator, WorkedOn(wider=scopes.own)) is True
