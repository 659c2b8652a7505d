"""What stands beside the fields of a report, in the language of the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from athar.kernel.periods import Edge, NotADate, parse_date
from athar.reporting.checks import Check, CheckCode
from athar.reporting.enums import ReportState
from athar.reporting.wording import MESSAGES
from athar.ui import formatting
from athar.ui.statuses import Look

STATES: Mapping[str, Look] = {
    ReportState.DRAFT: Look("due", ReportState.DRAFT.label),
    ReportState.SUBMITTED: Look("ok", ReportState.SUBMITTED.label),
    ReportState.RETURNED: Look("risk", ReportState.RETURNED.label),
    ReportState.VALIDATED: Look("done", ReportState.VALIDATED.label),
    ReportState.PUBLISHED: Look("done", ReportState.PUBLISHED.label),
    ReportState.WITHDRAWN: Look("x", ReportState.WITHDRAWN.label),
}
"""How the states of a report look."""

#: What is asked for when the report is handed in: while it is typed it is not there yet.
_NOT_YET = frozenset(
    {
        CheckCode.STATUS_MISSING,
        CheckCode.COMPLETE_WITHOUT_EVIDENCE,
        CheckCode.COMPLETE_WITH_OPEN_MILESTONES,
        CheckCode.OBSTACLE_MISSING,
        CheckCode.ACTION_MISSING,
        CheckCode.FOLLOW_UP_MISSING,
        CheckCode.NOTHING_CHANGED,
    }
)


def is_said_while_typing(check: Check) -> bool:
    """Tell whether a check is shown before somebody hands the report in."""
    return check.code not in _NOT_YET


def words_of(check: Check) -> Markup:
    """Say what a check found, with its numbers and days as the language writes them."""
    params = {name: shown(value) for name, value in check.params.items()}
    return Markup(escape(MESSAGES[check.code])) % params  # noqa: S704 - escaped


def shown(value: Any) -> Any:
    """Write a number or a day; a text stays what it is."""
    if isinstance(value, Decimal):
        return formatting.number(value, max(0, -int(value.normalize().as_tuple().exponent)))
    if isinstance(value, dt.date):
        return formatting.day(value)
    return formatting.number(value) if isinstance(value, int) else value


def last_value(value: Markup | str, on: dt.date) -> Markup:
    """Say what stood in a field the last time, and when."""
    words = escape(_("Last value: %(value)s (%(day)s)"))
    return Markup(words) % {"value": value, "day": formatting.day(on)}  # noqa: S704 - escaped


def meanwhile(text: str, author_name: str) -> str:
    """Say what somebody else typed into a field at the same time."""
    name = formatting.person_words(author_name) or _("Somebody else")
    if not text:
        return _("%(name)s emptied this field meanwhile.") % {"name": name}
    words = pgettext("typed into the same field", "%(name)s typed meanwhile: “%(text)s”")
    return words % {"name": name, "text": text}


def typed_day(text: str) -> dt.date | None:
    """Read a day as people type it; None where nothing is typed.

    Errors: ValidationError: day_unreadable.
    """
    if not text.strip():
        return None
    try:
        return parse_date(text.strip(), edge=Edge.START).on
    except NotADate as error:
        raise ValidationError(
            _("This day cannot be read: %(text)s"), code="day_unreadable", params={"text": text}
        ) from error
