"""Every act × every role: what is refused is refused, and leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.evidence.actions import attach_file, attach_link
from athar.finance.actions import (
    put_agreements,
    put_funding,
    state_execution,
    withdraw_execution,
)
from athar.finance.drafts import AgreementDraft, ExecutionDraft, FundingDraft
from athar.finance.enums import ExecutionKind
from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.actions import create_account, grant_role, put_organisations, revoke_grant
from athar.people.demo import create_demo_accounts
from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role
from athar.people.models import Grant
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_nodes,
    put_plan,
    remove_plan,
)
from athar.plans.drafts import CommitmentDraft, NodeDraft
from athar.plans.queries import scopes_of_plan
from athar.reference.actions import (
    BoundarySetDetails,
    learn_spelling,
    load_boundaries,
    load_places,
    load_sources,
    load_themes,
)
from athar.reference.geojson import read_outlines
from athar.reference.queries import place_ref
from athar.reference.tables import SourceRow
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from tests import cast

pytestmark = pytest.mark.django_db
Act = Callable[[Any, cast.SmallPlan], object]

CAST = (
    "citizen",
    "manager",
    "stranger",
    "coordinator",
    "validator",
    "evaluator",
    "editor",
    "focal_point",
    "administrator",
)
NEW_BODY = OrganisationDraft(code="NEW", names=Translated(fr="Nouveau"))
OTHER_WORDS = OrganisationDraft(code="MEE", names=Translated(fr="Autre nom"))
SOURCE = SourceRow(code="x", title="x", url="", licence="", credit="", retrieved_on=None)
OUTLINES = read_outlines(
    b'{"type": "FeatureCollection", "scheme": "hcp", "features": [{"type": "Feature", "properties": {"code": "01.151"},'
    b'"geometry": {"type": "Polygon", "coordinates": [[[-5, 35], [-5, 36], [-4, 36], [-5, 35]]]}}]}'
)
PROMISE = CommitmentDraft(code="PDR-900", title=Translated(fr="Nouveau"))


def _commitment(plan: cast.SmallPlan) -> str:
    return f"commitment:{plan.commitments['PDR-001']}"


def _execution(plan: cast.SmallPlan) -> ExecutionDraft:
    return ExecutionDraft(
        commitment_id=plan.commitments["PDR-001"],
        kind=ExecutionKind.PAID,
        on=dt.date(2025, 7, 31),
        amount=Decimal(1000),
        stated_in="test:1",
    )


def _details() -> BoundarySetDetails:
    return BoundarySetDetails(code="x", scheme="hcp", title=Translated(fr="x"), source=SOURCE)


ACTS: dict[str, tuple[Act, set[str]]] = {
    "register a body": (
        lambda by, _plan: put_organisations(by=by, drafts=[NEW_BODY]),
        {"administrator"},
    ),
    "register a body a plan names": (
        lambda by, plan: put_organisations(
            by=by, drafts=[NEW_BODY], scope_keys=scopes_of_plan(plan.id)
        ),
        {"administrator", "editor", "coordinator"},
    ),
    "rename a body": (
        lambda by, plan: put_organisations(
            by=by, drafts=[OTHER_WORDS], scope_keys=scopes_of_plan(plan.id)
        ),
        {"administrator"},
    ),
    "open an account": (
        lambda by, _plan: create_account(by=by, email="n@example.org"),
        {"administrator"},
    ),
    "open the demo accounts": (
        lambda by, plan: create_demo_accounts(by=by, plan_id=plan.id),
        {"administrator"},
    ),
    "grant a role": (
        lambda by, _plan: grant_role(
            by=by, account_id=by.pk, role=Role.ADMINISTRATOR, scope="installation"
        ),
        {"administrator"},
    ),
    "grant a role on a plan": (
        lambda by, plan: grant_role(
            by=by, account_id=by.pk, role=Role.PLAN_EDITOR, scope=f"plan:{plan.id}"
        ),
        {"administrator"},
    ),
    "withdraw a role": (
        lambda by, _plan: revoke_grant(by=by, grant_id=Grant.objects.get(role="validator").pk),
        {"administrator"},
    ),
    "restate a plan": (lambda by, _plan: put_plan(by=by, draft=cast.PLAN), {"editor"}),
    "state groupings": (
        lambda by, plan: put_nodes(
            by=by,
            plan_id=plan.id,
            drafts=[NodeDraft(code="A9", level=0, title=Translated(fr="x"))],
            complete=False,
        ),
        {"editor"},
    ),
    "state commitments": (
        lambda by, plan: put_commitments(by=by, plan_id=plan.id, drafts=[PROMISE], complete=False),
        {"editor"},
    ),
    "publish a first version": (
        lambda by, plan: publish_first_version(by=by, plan_id=plan.id),
        {"editor"},
    ),
    "publish an amendment": (
        lambda by, plan: publish_amendment(
            by=by, plan_id=plan.id, why="x", changed_commitment_ids=[plan.commitments["PDR-001"]]
        ),
        {"editor"},
    ),
    "state funding": (
        lambda by, plan: put_funding(
            by=by,
            plan_id=plan.id,
            drafts=[FundingDraft(commitment_code="PDR-002", year=2024, amount=Decimal(5))],
            complete=False,
        ),
        {"editor"},
    ),
    "state agreements": (
        lambda by, plan: put_agreements(
            by=by, plan_id=plan.id, drafts=[AgreementDraft(number="1/2025")]
        ),
        {"editor"},
    ),
    "state what was paid": (
        lambda by, plan: state_execution(
            by=by, rows=[_execution(plan)], scope_keys=scopes_of_plan(plan.id)
        ),
        {"editor", "coordinator"},
    ),
    "publish reports": (
        lambda by, plan: publish_reports(
            by=by,
            plan_id=plan.id,
            drafts=[
                ReportDraft(
                    commitment_code="PDR-003", as_of_on=dt.date(2025, 9, 30), physical=Decimal(5)
                )
            ],
            source={"name": "test"},
        ),
        {"editor", "coordinator"},
    ),
    "attach a file": (
        lambda by, plan: attach_file(
            by=by,
            subject=_commitment(plan),
            scope_keys=(*scopes_of_plan(plan.id), f"organisation:{plan.bodies['MEE']}"),
            content=b"%PDF-1.7 minutes",
            name="pv.pdf",
        ),
        {"manager", "coordinator", "validator", "editor", "evaluator", "administrator"},
    ),
    "attach a link": (
        lambda by, plan: attach_link(
            by=by,
            subject=_commitment(plan),
            scope_keys=scopes_of_plan(plan.id),
            url="https://example.org/a",
            title=Translated(fr="x"),
        ),
        {"coordinator", "validator", "editor", "evaluator", "administrator"},
    ),
    "withdraw reports": (
        lambda by, plan: withdraw_reports(by=by, plan_id=plan.id, event_id=0, reason="x"),
        {"coordinator", "editor"},
    ),
    "withdraw execution": (
        lambda by, plan: withdraw_execution(
            by=by, stated_in=["test:1"], at=clock.now(), scope_keys=scopes_of_plan(plan.id)
        ),
        {"coordinator", "editor"},
    ),
    "remove a plan": (
        lambda by, plan: remove_plan(by=by, plan_id=plan.id),
        set(),  # who may start plans of its body, which nobody here may
    ),
    "load sources": (lambda by, _plan: load_sources(by=by, rows=[SOURCE]), {"administrator"}),
    "load places": (lambda by, _plan: load_places(by=by, rows=[]), {"administrator"}),
    "load themes": (lambda by, _plan: load_themes(by=by, rows=[]), {"administrator"}),
    "load boundaries": (
        lambda by, _plan: load_boundaries(by=by, details=_details(), file=OUTLINES),
        {"administrator"},
    ),
    "learn a spelling": (
        lambda by, _plan: learn_spelling(by=by, place=_a_place(), text="somewhere"),
        {"administrator"},
    ),
}


#: What is allowed but says nothing new is refused afterwards, for another reason.
EMPTY = {"publish a first version": "already_published"}


def _a_place() -> Any:
    from athar.reference.models import Place

    return place_ref(Place.objects.get(code="01.151").pk)


def _everything() -> dict[str, list[dict[str, Any]]]:
    models = [model for model in apps.get_models() if model.__module__.startswith("athar.")]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models
    }


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

    assert done == dict.fromkeys(allowed, EMPTY.get(act, "done"))
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
        "attach_file", "attach_link", "create_account", "create_demo_accounts", "grant_role",
        "learn_spelling", "load_boundaries", "load_places", "load_sources", "load_themes",
        "publish_amendment", "publish_first_version", "publish_reports", "put_agreements",
        "put_commitments", "put_funding", "put_nodes", "put_organisations", "put_plan",
        "remove_plan", "revoke_grant", "state_execution", "withdraw_execution", "withdraw_reports",
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
        "evidence",
        "reporting",
        "reference",
        "intake",
        "rollups",
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
