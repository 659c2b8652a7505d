"""What must hold of a fact on eligibility."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.network.enums.eligibility import LIMITS
from athar.network.facts import FactDraft

FIRST_YEAR = 2010
"""The partnership was prepared in this year and founded in the next."""

_is_address = URLValidator(schemes=["http", "https"])


def check_facts(year: int, drafts: Sequence[FactDraft]) -> None:
    """Check what is stated of a year.

    Errors: ValidationError: facts_missing, year_impossible, criterion_twice, and those of a fact:
    value_missing, value_out_of_range, source_missing, invalid (no http or https address),
    source_year_impossible.
    """
    if not drafts:
        raise ValidationError(_("State at least one criterion."), code="facts_missing")
    if not FIRST_YEAR <= year <= clock.today().year:
        raise ValidationError(_("Enter a year that has begun."), code="year_impossible")
    if len({one.criterion for one in drafts}) < len(drafts):
        raise ValidationError(_("State each criterion once."), code="criterion_twice")
    for one in drafts:
        _check_answer(one)
        _check_source(one)


def _check_answer(draft: FactDraft) -> None:
    most = LIMITS.get(draft.criterion)
    wrong = draft.is_met if most is not None else draft.value
    if wrong is not None:
        raise ValidationError(
            _("This criterion is answered by a number, the others by yes or no."),
            code="value_missing",
        )
    if draft.value is not None and most is not None and not 0 <= draft.value <= most:
        raise ValidationError(
            _("Enter a number from 0 to %(most)s."),
            code="value_out_of_range",
            params={"most": most},
        )


def _check_source(draft: FactDraft) -> None:
    is_known = draft.is_met is not None or draft.value is not None
    if is_known and not draft.source_title.strip():
        raise ValidationError(_("Name the source."), code="source_missing")
    if draft.source_url:
        _is_address(draft.source_url)
    year = draft.source_year
    if year is not None and not FIRST_YEAR - 5 <= year <= clock.today().year:
        raise ValidationError(_("Enter the year of the source."), code="source_year_impossible")
