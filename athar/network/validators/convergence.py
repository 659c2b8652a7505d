"""What must hold of a contribution that is proposed or answered."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.network.enums.convergence import ContributionKind


def check_proposed(kind: str, since_on: dt.date | None, today: dt.date) -> None:
    """Check of which kind a contribution is said to be, and since when.

    Errors: ValidationError: unknown_kind, since_to_come.
    """
    if kind not in ContributionKind.values:
        raise ValidationError(_("Choose the kind of contribution."), code="unknown_kind")
    if since_on is not None and since_on > today:
        raise ValidationError(_("The contribution has not begun yet."), code="since_to_come")


def check_declined(reason: str) -> None:
    """Check that what is declined is declined with a reason.

    Errors: ValidationError: no_reason.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the contribution is declined."), code="no_reason")
