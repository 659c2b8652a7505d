"""Who may open rounds, report, validate and publish."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from athar.finance.rules import can_state_execution
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may

REPORTING_ROLES = (Role.PROJECT_MANAGER, Role.COORDINATOR, Role.VALIDATOR)
"""The roles that see reports which are not published, each over what it is granted for."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scope keys of a commitment.

    Shape: `own` are the commitment, its plan, groupings and places and the bodies that lead or
    own it; `wider` also names the body that owns the plan, over whose projects others report.
    """

    own: tuple[str, ...]
    wider: tuple[str, ...]


def can_publish_reports(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether what bodies report may be published as declared.

    By the M&E coordinator, who imports what offices return, and by the plan editor. The amounts
    committed and paid belong to a report, so that the two rules are one.
    """
    return can_state_execution(actor, scope_keys)


def can_run_rounds(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether rounds may be opened, closed and prolonged: by the M&E coordinator."""
    return may(actor, (Role.COORDINATOR,), scope_keys)


Rights = tuple[tuple[Role, tuple[str, ...]], ...]
"""The roles that allow an act, each over the scopes in which it does."""


def rights_to_report(scopes: Scopes) -> Rights:
    """Give what allows to report on a commitment."""
    return ((Role.PROJECT_MANAGER, scopes.own), (Role.COORDINATOR, scopes.wider))


def rights_to_validate(scopes: Scopes) -> Rights:
    """Give what allows to validate or return the reports on a commitment."""
    return ((Role.VALIDATOR, scopes.wider),)


def rights_to_publish(scopes: Scopes) -> Rights:
    """Give what allows to publish validated reports on a commitment."""
    return ((Role.VALIDATOR, scopes.wider), (Role.COORDINATOR, scopes.wider))


def can_report(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether a commitment may be reported on: by its project manager, or on their behalf."""
    return is_reporter(actor, scopes) or can_report_on_behalf(actor, scopes)


def is_reporter(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether somebody reports in their own name: as project manager."""
    return may(actor, (Role.PROJECT_MANAGER,), scopes.own)


def can_report_on_behalf(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether somebody may report in the place of the body: the M&E coordinator."""
    return may(actor, (Role.COORDINATOR,), scopes.wider)


def can_validate(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether reports on a commitment may be validated or returned: by its validator."""
    return may(actor, (Role.VALIDATOR,), scopes.wider)


def can_comment(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether a remark may be left on a report: by who reports and who validates."""
    return can_report(actor, scopes) or can_validate(actor, scopes)


def can_publish_validated(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether a validated report may be published: by the validator or the coordinator."""
    return may(actor, (Role.VALIDATOR, Role.COORDINATOR), scopes.wider)


def can_read_report(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether a report may be read before it is published: by who works on it."""
    return can_comment(actor, scopes) or can_publish_validated(actor, scopes)


def can_read_history(actor: Actor | None, scopes: Scopes) -> bool:
    """Tell whether what happened to a commitment may be read: by who reports on it or edits it."""
    return can_read_report(actor, scopes) or may(actor, (Role.PLAN_EDITOR,), scopes.wider)
