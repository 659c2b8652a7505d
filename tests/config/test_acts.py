"""Every act × every role: what is refused is refused, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.trail.refusing import REFUSED
from tests import cast
from tests.config import acts
from tests.config.acts import CAST, EMPTY, Act
from tests.config.acts_of_editing import EDITING, NOTHING_TO_DO
from tests.config.acts_of_evidence import EVIDENCE
from tests.config.acts_of_notices import NOTICES
from tests.config.acts_of_people import PEOPLE
from tests.config.acts_of_reporting import REPORTING
from tests.config.acts_of_results import RESULTS

pytestmark = pytest.mark.django_db

ACTS = acts.ACTS | RESULTS | REPORTING | EVIDENCE | EDITING | NOTICES | PEOPLE


def _everything() -> dict[str, list[dict[str, Any]]]:
    """Give every row there is, but for the record that an act was tried and refused."""
    models = [model for model in apps.get_models() if model.__module__.startswith("athar.")]
    rows = {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models
    }
    rows["trail.Event"] = [one for one in rows["trail.Event"] if one["kind"] != REFUSED]
    return rows


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
def test_act_is_refused_to_everybody_else_and_leaves_nothing(plan, actors, act):
    perform, allowed = ACTS[act]
    before = _everything()

    for name in sorted(set(CAST) - allowed):
        with pytest.raises(PermissionDenied):
            perform(actors[name], plan)

    assert allowed < set(CAST)
    assert _everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_act_is_allowed_to_whom_it_is_for_while_the_account_is_open(plan, actors, act):
    perform, allowed = ACTS[act]

    done = {name: _outcome(perform, actors[name], plan) for name in allowed}
    for name in allowed:
        actors[name].is_active = False

    assert done == dict.fromkeys(allowed, (EMPTY | NOTHING_TO_DO).get(act, "done"))
    closed = {name: _outcome(perform, actors[name], plan) for name in allowed}
    assert closed == dict.fromkeys(allowed, "refused")


def _outcome(perform: Act, actor: Any, plan: cast.SmallPlan) -> str:
    """Try an act and take it back."""
    try:
        with transaction.atomic():
            perform(actor, plan)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "done"


def test_every_action_is_tried():
    tried = {
        "add_organisation", "choose_notices", "make_feed", "revoke_feed",
        "close_account", "edit_organisation", "end_other_sign_ins", "end_sign_in", "reopen_account",
        "invite_person", "resend_invitation", "withdraw_invitation",
        "attach_file", "attach_link", "attach_photo", "detach_evidence", "release_evidence",
        "restrict_evidence", "carry_over", "create_account", "create_demo_accounts",
        "discard_edit", "drop_draft", "keep_edit", "publish_edits", "save_draft", "take_out",
        "create_token", "grant_role",
        "learn_spelling", "load_boundaries", "load_places", "load_sources", "load_themes",
        "load_library", "load_measures", "record_table", "remove_results", "take_back",
        "take_back_values",
        "publish_amendment", "publish_first_version", "publish_reports", "put_agreements",
        "put_commitments", "put_dimensions", "put_framework", "put_indicators", "put_library",
        "put_units", "record_measurements", "put_funding", "put_nodes", "put_organisations", "put_plan",
        "remove_plan", "revoke_grant", "revoke_token", "state_execution", "withdraw_execution", "withdraw_reports",
        "close_round", "comment_on_report", "delegate_reporting", "extend_due", "name_deputy",
        "remind_reporters", "open_round", "publish_due_reports",
        "publish_report", "reach_milestones", "reopen_round", "return_report", "save_report",
        "set_validation_steps", "start_report", "submit_report", "validate_declared",
        "validate_report",
    }  # fmt: skip

    assert _acting_functions() - tried == {"import_plan"}
    assert tried - _acting_functions() == set()


def _acting_functions() -> set[str]:
    """Give the public functions of every `actions` that take `by`."""
    import importlib
    import inspect
    import pkgutil

    import athar

    found = set()
    for package in (
        "people",
        "plans",
        "finance",
        "indicators",
        "evidence",
        "reporting",
        "reference",
        "intake",
        "rollups",
        "search",
        "opendata",
        "notices",
    ):
        for name in ("actions", "demo"):
            if importlib.util.find_spec(f"{athar.__name__}.{package}.{name}"):
                module = importlib.import_module(f"athar.{package}.{name}")
                parts = [
                    module,
                    *(
                        importlib.import_module(f"{module.__name__}.{one.name}")
                        for one in pkgutil.iter_modules(getattr(module, "__path__", ()))
                    ),
                ]
                found |= {
                    key
                    for part in parts
                    for key, value in vars(part).items()
                    if inspect.isfunction(value)
                    and value.__module__.startswith(module.__name__)
                    and not key.startswith("_")
                    and inspect.signature(value).parameters.get("by")
                    and inspect.signature(value).parameters["by"].kind
                    is inspect.Parameter.KEYWORD_ONLY
                }
    return found
