"""Every act there is, and to whom it is allowed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

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
from athar.people.actions import (
    add_organisation,
    close_account,
    create_account,
    create_token,
    edit_organisation,
    grant_role,
    invite_person,
    put_organisations,
    reopen_account,
    resend_invitation,
    revoke_grant,
    revoke_token,
    withdraw_invitation,
)
from athar.people.demo import create_demo_accounts
from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role, TokenKind
from athar.people.models import AccessToken, Account, Grant, Invitation
from athar.plans.actions import (
    carry_over,
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_nodes,
    put_plan,
    remove_plan,
)
from athar.plans.drafts import CommitmentDraft, NodeDraft
from athar.plans.enums import CarryOverFate
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
from tests.config.preparing import Act, After

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


def _make_token(by: Any, kind: TokenKind = TokenKind.READ) -> None:
    owner = Account.objects.get(email="evaluator@example.org")
    until = clock.now() + dt.timedelta(days=30)
    create_token(by=by, account_id=owner.pk, name="x", kind=kind, expires_at=until)


def _token(_plan: cast.SmallPlan) -> int:
    _make_token(None)
    return AccessToken.objects.latest("pk").pk


def _invite(by: Any) -> int:
    return invite_person(
        by=by,
        email="n@example.org",
        role=Role.OBSERVER,
        scope="installation",
        base_url="https://example.org/",
    )


def _invited(_plan: cast.SmallPlan) -> int:
    _invite(Account.objects.get(email="administrator@example.org"))
    return Invitation.objects.latest("pk").pk


def _validator() -> int:
    return Account.objects.get(email="validator@example.org").pk


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
    "register one body": (
        lambda by, _plan: add_organisation(by=by, draft=NEW_BODY),
        {"administrator"},
    ),
    "change a body": (
        lambda by, plan: edit_organisation(
            by=by, organisation_id=plan.bodies["MEE"], version=1, draft=OTHER_WORDS
        ),
        {"administrator"},
    ),
    "close an account": (
        lambda by, _plan: close_account(by=by, account_id=_validator()),
        {"administrator"},
    ),
    "reopen an account": (
        lambda by, _plan: reopen_account(by=by, account_id=_validator()),
        {"administrator"},
    ),
    "invite a person": (lambda by, _plan: _invite(by), {"administrator"}),
    "send an invitation again": (
        After(
            _invited,
            lambda by, _plan, key: resend_invitation(
                by=by, invitation_id=key, base_url="https://example.org/"
            ),
        ),
        {"administrator"},
    ),
    "withdraw an invitation": (
        After(_invited, lambda by, _plan, key: withdraw_invitation(by=by, invitation_id=key)),
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
        {
            *("manager", "coordinator", "validator", "editor", "evaluator", "administrator"),
            "focal_point",
        },
    ),
    "attach a link": (
        lambda by, plan: attach_link(
            by=by,
            subject=_commitment(plan),
            scope_keys=scopes_of_plan(plan.id),
            url="https://example.org/a",
            title=Translated(fr="x"),
        ),
        {"coordinator", "validator", "editor", "evaluator", "administrator", "focal_point"},
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
    "carry a commitment over": (
        lambda by, plan: carry_over(
            by=by,
            commitment_id=plan.commitments["PDR-001"],
            fate=CarryOverFate.DROPPED,
            reason=Translated(fr="x"),
        ),
        {"editor"},
    ),
    "make a read token": (lambda by, _plan: _make_token(by), {"evaluator", "administrator"}),
    "make a write token": (lambda by, _plan: _make_token(by, TokenKind.WRITE), {"evaluator"}),
    "revoke a token": (
        After(_token, lambda by, _plan, key: revoke_token(by=by, token_id=key)),
        {"evaluator", "administrator"},
    ),
    "learn a spelling": (
        lambda by, _plan: learn_spelling(by=by, place=a_place(), text="somewhere"),
        {"administrator"},
    ),
}


#: What is allowed but says nothing new is refused afterwards, for another reason.
EMPTY = {"publish a first version": "already_published", "remove results": "published"}


def a_place() -> Any:
    from athar.reference.models import Place

    return place_ref(Place.objects.get(code="01.151").pk)
