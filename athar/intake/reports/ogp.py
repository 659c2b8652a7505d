"""What may be wrong with OGP's table of commitments: how much it matters, what was done."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from athar.intake.enums import ProblemCode, Severity

_ERROR, _QUESTION, _NOTICE = Severity.ERROR, Severity.QUESTION, Severity.NOTICE

OGP_KINDS: Mapping[ProblemCode, tuple[Severity, str | Promise]] = {
    ProblemCode.NO_OGP_TABLE: (
        _ERROR,
        _("No table of commitments of the Open Government Partnership was found."),
    ),
    ProblemCode.COLUMN_KEPT: (
        _NOTICE,
        _("This column is not known: its cells are kept with each commitment as written."),
    ),
    ProblemCode.MEMBER_UNPLACED: (
        _NOTICE,
        _("“%(value)s” is no place known here: the member and its plans stand without a place."),
    ),
    ProblemCode.PLAN_YEARS_MISSING: (
        _ERROR,
        _("The first and last year of the plan are missing or impossible: the row is left out."),
    ),
    ProblemCode.DATE_WAS_YEAR: (
        _NOTICE,
        _("“%(value)s” is a year that a spreadsheet turned into a day; it was read as %(detail)s."),
    ),
    ProblemCode.DATE_DAY_FIRST: (
        _QUESTION,
        _("“%(value)s” was read day first, as other dates of its plan are: %(detail)s."),
    ),
    ProblemCode.DATES_CROSSED: (
        _QUESTION,
        _("The end, %(value)s, lies before the start, %(detail)s; both were taken as unknown."),
    ),
    ProblemCode.FLAG_NOT_READ: (
        _QUESTION,
        _("“%(value)s” is neither 1 nor 0 nor NA, NR or ND; it was not read."),
    ),
    ProblemCode.WORD_NOT_ON_SCALE: (
        _QUESTION,
        _("“%(value)s” is no word of the evaluators’ scale; it was not read."),
    ),
}
