"""What a file belongs to, and keeping the file itself as evidence of what was taken from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from athar.evidence.actions import attach_file
from athar.evidence.enums import EvidenceKind
from athar.kernel.actor import Actor
from athar.plans.queries import scopes_of_plan

#: Files hold more than what is taken from them: names, remarks, telephone numbers.
WORKING_FILE = "working file of an office"


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a file belongs to: as the record names it, and over what a right to it is asked."""

    subject: str
    scope_keys: Callable[[], Collection[str]]


def of_plan(plan_id: int) -> Belonging:
    """Give that a file belongs to a plan.

    Errors: Plan.DoesNotExist, once its scopes are asked for.
    Queries: 1 each time that its scopes are asked for.
    """
    return Belonging(f"plan:{plan_id}", lambda: scopes_of_plan(plan_id))


def keep_file(*, by: Actor | None, content: bytes | Path, name: str, belongs: Belonging) -> None:
    """Keep a file as evidence of what was taken from it; the public does not see it.

    Errors: PermissionDenied; ValidationError.
    """
    attach_file(
        by=by,
        subject=belongs.subject,
        scope_keys=belongs.scope_keys(),
        content=content,
        name=name,
        kind=EvidenceKind.IMPORT,
        is_public=False,
        restricted_because=WORKING_FILE,
    )
