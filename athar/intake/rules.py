"""Who may give a file to the importer, and teach it words."""

from __future__ import annotations

from collections.abc import Collection

from athar.indicators.rules import STATING_ROLES, claims_for
from athar.intake.enums import UploadKind
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may
from athar.plans.rules import can_edit_plan
from athar.reporting.rules import can_publish_reports

GIVING_ROLES = (Role.PLAN_EDITOR, Role.PLAN_COORDINATOR, *STATING_ROLES)
"""The roles that may give files of some kind, each over what it is granted for."""


def can_give_file(actor: Actor | None, kind: UploadKind, scope_keys: Collection[str]) -> bool:
    """Tell whether a file of this kind may be given for a plan or library: by who may write it."""
    if kind is UploadKind.VALUES:
        return bool(claims_for(actor, scope_keys))
    if kind is UploadKind.PROGRESS:
        return can_publish_reports(actor, scope_keys)
    return can_edit_plan(actor, scope_keys)


def can_confirm_words(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether words of a file may be settled for the next ones: by who may give any file."""
    return any(can_give_file(actor, kind, scope_keys) for kind in UploadKind)


def can_clear_uploads(actor: Actor | None) -> bool:
    """Tell whether files that nobody applied may be removed: by who runs the installation."""
    return may(actor, (Role.ADMINISTRATOR,), ())


def can_undo_import(actor: Actor | None, kind: str, scope_keys: Collection[str]) -> bool:
    """Tell whether an import (the kind of its event) may be undone: by who may import the like."""
    if kind == "return.imported":
        return can_publish_reports(actor, scope_keys)
    return can_edit_plan(actor, scope_keys)
