"""Acts that are done whole or not at all: one that is refused leaves only that it was tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.trail.actions import record

REFUSED = "act.refused"
"""The kind of event that an act leaves which was tried and refused."""

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Collision(Exception):  # noqa: N818 - named for what the person reads
    """Somebody else did something meanwhile that makes the act another one than was meant."""


def acting(kind: str, subject: str) -> Callable[[Callable[Given, Done]], Callable[Given, Done]]:
    """Run an action in one transaction, and record it where it is refused.

    Shape: `subject` names what the act was about by its arguments, as "plan:{plan_id}". The
    refusal is recorded in a transaction of its own after that of the act was rolled back, as one
    event `act.refused` whose source names the act and the codes of what spoke against it. An act
    within another one is part of it: what the outer one does with the refusal is its own affair.
    """

    def decorate(action: Callable[Given, Done]) -> Callable[Given, Done]:
        @wraps(action)
        def acted(*args: Given.args, **given: Given.kwargs) -> Done:
            try:
                with transaction.atomic():
                    return action(*args, **given)
            except (PermissionDenied, ValidationError, Collision) as refusal:
                _record_refusal(kind, subject.format(**given), given, refusal)
                raise

        return acted

    return decorate


@transaction.atomic
def _record_refusal(kind: str, subject: str, given: Any, refusal: Exception) -> None:
    record(
        kind=REFUSED,
        by=given["by"],
        subject=subject,
        source={"act": kind, "why": _codes(refusal)},
    )


def _codes(refusal: Exception) -> list[str]:
    """Give in few words what spoke against an act."""
    if isinstance(refusal, PermissionDenied):
        return ["not_allowed"]
    if isinstance(refusal, ValidationError):
        return sorted({str(one.code or "invalid") for one in refusal.error_list})
    return ["collision"]
