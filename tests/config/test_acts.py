"""Every act × every role: what is refused is refused, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from tests import cast
from tests.config import acts
from tests.config.acts import CAST, EMPTY
from tests.config.acts_of_accession import ACCESSION
from tests.config.acts_of_convergence import CONVERGENCE
from tests.config.acts_of_editing import EDITING, NOTHING_TO_DO
from tests.config.acts_of_evidence import EVIDENCE
from tests.config.acts_of_library import LIBRARY
from tests.config.acts_of_members import MEMBERS
from tests.config.acts_of_notices import NOTICES
from tests.config.acts_of_people import PEOPLE
from tests.config.acts_of_process import PROCESS
from tests.config.acts_of_reporting import REPORTING
from tests.config.acts_of_results import RESULTS
from tests.config.preparing import Act, prepared
from tests.everything import everything, refusals

pytestmark = pytest.mark.django_db

ACTS = (
    acts.ACTS
    | RESULTS
    | REPORTING
    | EVIDENCE
    | EDITING
    | NOTICES
    | PEOPLE
    | ACCESSION
    | CONVERGENCE
    | LIBRARY
    | MEMBERS
    | PROCESS
)


@pytest.fixture
def actors(plan, people):
    """Give the account of each role; the stranger manages for another body."""
    focal_point = create_account(by=None, email="focal@example.org")
    grant_role(by=None, account_id=focal_point.pk, role=Role.FOCAL_POINT, scope="installation")
    return {
        "focal_point": focal_point,
        **{name: getattr(people, name) for name in CAST if hasattr(people, name)},
    }


@pytest.mark.parametrize("act", ACTS)
def test_act_is_refused_to_everybody_else_and_leaves_only_that_it_was_tried(plan, actors, act):
    kind, allowed = ACTS[act]
    perform = prepared(kind, plan)
    others = sorted(set(CAST) - allowed)
    before, n_before = everything(), len(refusals())

    for name in others:
        with pytest.raises(PermissionDenied):
            perform(actors[name])

    assert allowed < set(CAST)
    assert everything() == before
    assert refusals()[n_before:] == [(actors[name].pk, ["not_allowed"]) for name in others]


@pytest.mark.parametrize("act", ACTS)
def test_act_is_allowed_to_whom_it_is_for_while_the_account_is_open(plan, actors, act):
    kind, allowed = ACTS[act]

    done = {name: _outcome(kind, actors[name], plan) for name in allowed}
    for name in allowed:
        actors[name].is_active = False

    assert done == dict.fromkeys(allowed, (EMPTY | NOTHING_TO_DO).get(act, "done"))
    closed = {name: _outcome(kind, actors[name], plan) for name in allowed}
    assert closed == dict.fromkeys(allowed, "refused")


def _outcome(kind: Act, actor: Any, plan: cast.SmallPlan) -> str:
    """Try an act and take it back."""
    try:
        with transaction.atomic():
            prepared(kind, plan)(actor)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "done"
