"""What may be wrong with measured values: how much it matters, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from athar.intake.enums import ProblemCode, Severity

_ERROR, _QUESTION = Severity.ERROR, Severity.QUESTION

VALUE_KINDS: Mapping[ProblemCode, tuple[Severity, str | Promise]] = {
    ProblemCode.NO_VALUES: (
        _ERROR,
        _("No table of values was found. One row must hold the headings of its columns."),
    ),
    ProblemCode.LIBRARY_UNKNOWN: (
        _ERROR,
        _("The library %(value)s is not known here, or it has no indicators."),
    ),
    ProblemCode.NO_INDICATOR_STATED: (
        _ERROR,
        _("Nothing says which indicator these values are of. Add a column, or name it."),
    ),
    ProblemCode.NO_PLACE_STATED: (
        _ERROR,
        _("Nothing says of which place these values are. Add a column with its code or name."),
    ),
    ProblemCode.NO_PERIOD_STATED: (
        _ERROR,
        _("Nothing says of which period these values are. Add a column, or name it."),
    ),
    ProblemCode.INDICATOR_UNKNOWN: (
        _ERROR,
        _("No indicator has the code or title “%(value)s”. Correct it, or choose the library."),
    ),
    ProblemCode.INDICATOR_AMBIGUOUS: (
        _ERROR,
        _("“%(value)s” may be several indicators: %(detail)s. Give the code or the library."),
    ),
    ProblemCode.PLACE_UNKNOWN: (
        _ERROR,
        _("The place “%(value)s” is not known. Give its code, or say what the word means."),
    ),
    ProblemCode.PLACES_RIVAL: (
        _ERROR,
        _("“%(value)s” is the name of several places: %(detail)s. Give the code."),
    ),
    ProblemCode.CATEGORY_UNKNOWN: (
        _ERROR,
        _("“%(value)s” is no part by which the indicator is broken down. Correct the word."),
    ),
    ProblemCode.CLAIM_UNKNOWN: (
        _ERROR,
        _("“%(value)s” says not who stands behind: write declared, validated or independent."),
    ),
    ProblemCode.NO_NUMBER_UNKNOWN: (
        _ERROR,
        _("“%(value)s” is no reason: not_due, not_reported, not_applicable or suppressed."),
    ),
    ProblemCode.VALUE_NOT_A_NUMBER: (
        _ERROR,
        _("“%(value)s” is not a number that can be stored. Correct it, or write N.D."),
    ),
    ProblemCode.VALUE_AMBIGUOUS: (
        _ERROR,
        _("“%(value)s” may be one number or a thousand times that. Write it without grouping."),
    ),
    ProblemCode.VALUE_REFUSED: (_ERROR, _("This value is not accepted: %(detail)s")),
    ProblemCode.VALUE_REPEATED: (
        _ERROR,
        _("The same value is stated in %(detail)s already. Keep one of the two rows."),
    ),
    ProblemCode.CORRECTION_UNEXPLAINED: (
        _ERROR,
        _("%(value)s values differ from those stored. Say why they are corrected."),
    ),
    ProblemCode.PARTS_DIFFER: (
        _QUESTION,
        _("The parts add up to %(detail)s, not to the whole of %(value)s. Which is right?"),
    ),
    ProblemCode.PARTS_DIFFER_MORE: (
        _QUESTION,
        _("More wholes differ from the sum of their parts than are listed; not listed: %(value)s."),
    ),
    ProblemCode.PROBLEMS_CUT: (
        _ERROR,
        _("There are more problems than are listed. Correct these first."),
    ),
}
