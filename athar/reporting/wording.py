"""The words of what is wrong or unusual in a report, filled in when they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.reporting.checks import Check, CheckCode, Severity

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

MESSAGES: Mapping[CheckCode, _StrOrPromise] = {
    CheckCode.UNREADABLE: _("“%(typed)s” cannot be read here."),
    CheckCode.AMBIGUOUS_NUMBER: _("Is it %(one)s or %(other)s? Write it without the mark."),
    CheckCode.NUMBER_AND_REASON: _("Give a number, or say why there is none, not both."),
    CheckCode.PERCENT_OUT_OF_RANGE: _("Progress lies between 0 and 100 percent."),
    CheckCode.AMOUNT_OUT_OF_RANGE: _("This amount is negative or cannot be stored."),
    CheckCode.ENDS_BEFORE_START: _("The end comes before the start."),
    CheckCode.DAY_TO_COME: _("This day has not come yet."),
    CheckCode.STATUS_MISSING: _("Say how the project stands."),
    CheckCode.TOO_MANY_SENTENCES: _("%(most)s sentences at most; there are %(n)s."),
    CheckCode.COMPLETE_WITHOUT_EVIDENCE: _(
        "“Complete” needs evidence: attach a file, a photo or a link."
    ),
    CheckCode.COMPLETE_WITH_OPEN_MILESTONES: _(
        "Not complete yet: milestones that were not reached: %(n)s."
    ),
    CheckCode.OBSTACLE_MISSING: _("Say what holds the project up."),
    CheckCode.ACTION_MISSING: _("Say what will be done about it, by whom and by when."),
    CheckCode.FOLLOW_UP_MISSING: _("Say what became of this corrective action."),
    CheckCode.UNKNOWN_FIELD: _("This does not belong to the project any more."),
    CheckCode.VALUE_REFUSED: _("This value cannot be taken: %(why)s"),
    CheckCode.REGRESSION: _("Less than in the last report: %(now)s after %(before)s."),
    CheckCode.JUMP: _("A jump since the last report: from %(before)s to %(now)s."),
    CheckCode.PAYMENTS_AHEAD: _("Payments are ahead of the works by %(points)s points."),
    CheckCode.PAID_ABOVE_COMMITTED: _("More is paid than is committed."),
    CheckCode.VALUE_OUT_OF_RANGE: _("Outside the usual range: the limit is %(against)s."),
    CheckCode.VALUE_OUTLIER: _("Far from the usual values, whose mean is %(against)s."),
    CheckCode.VALUE_JUMP: _("A jump against the year before: %(now)s after %(against)s."),
    CheckCode.VALUE_REGRESSION: _("Worse than the year before: %(now)s after %(against)s."),
    CheckCode.NOTHING_CHANGED: _("Nothing differs from the last report."),
}
"""What each code says; numbers and days among the parameters are formatted by who shows them."""


def refusal_of(checks: Iterable[Check]) -> ValidationError:
    """Give the refusal of a report that cannot be submitted, one entry for each field."""
    return ValidationError(
        [
            ValidationError(
                MESSAGES[one.code], code=str(one.code), params={**one.params, "field": one.field}
            )
            for one in checks
            if one.severity is Severity.REFUSE
        ]
    )
