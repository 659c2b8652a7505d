"""What a report must be, whoever states it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.plans.validators import is_amount
from athar.reporting.drafts import ReportDraft

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only


LONGEST_ROUND_CODE = 20


def check_reports(drafts: Sequence[ReportDraft], commitments: Collection[str]) -> None:
    """Check a batch of reports against the codes of the commitments of the plan.

    Errors: ValidationError with one entry per problem: unknown_commitment, named_twice,
    percent_out_of_range, amount_out_of_range, ends_before_start.
    """
    times = Counter((draft.commitment_code, draft.as_of_on) for draft in drafts)
    problems = [
        problem
        for draft in drafts
        for problem in (
            *_subject_problems(draft, times[draft.commitment_code, draft.as_of_on], commitments),
            *_figure_problems(draft),
        )
    ]
    if problems:
        raise ValidationError(problems)


def _subject_problems(
    draft: ReportDraft, times: int, commitments: Collection[str]
) -> Iterator[ValidationError]:
    if draft.commitment_code not in commitments:
        message = _("%(code)s is not a commitment of the plan.")
        yield _problem("unknown_commitment", message, draft)
    if times > 1:
        message = _("%(code)s is reported twice as of the same date.")
        yield _problem("named_twice", message, draft)


def _figure_problems(draft: ReportDraft) -> Iterator[ValidationError]:
    if not all(is_percent(value) for value in (draft.physical, draft.financial)):
        message = _("The progress of %(code)s does not lie between 0 and 100 percent.")
        yield _problem("percent_out_of_range", message, draft)
    if not all(is_amount(value) for value in (draft.committed, draft.paid)):
        message = _("An amount committed or paid for %(code)s is negative or cannot be stored.")
        yield _problem("amount_out_of_range", message, draft)
    start, end = draft.actual_start_on, draft.actual_end_on
    if start is not None and end is not None and end < start:
        yield _problem("ends_before_start", _("%(code)s ended before it started."), draft)


def is_percent(value: Decimal | None) -> bool:
    """Tell whether progress is unknown or lies between 0 and 100, with at most two decimals."""
    return is_amount(value) and (value is None or value <= 100)


def _problem(code: str, message: _StrOrPromise, draft: ReportDraft) -> ValidationError:
    return ValidationError(message, code=code, params={"code": draft.commitment_code})


def check_round(
    code: str,
    period: tuple[dt.date, dt.date],
    time: tuple[dt.date, dt.date],
    known: Collection[tuple[str, dt.date, dt.date]],
) -> None:
    """Check a new round: its code, its period, when it opens and is due.

    Shape: `known` are the code, the first and the last day of the other rounds of the plan.
    Errors: ValidationError with one entry per problem: code_missing, code_too_long, code_taken,
    ends_before_start, due_before_open, rounds_overlap.
    """
    problems = []
    if not code.strip():
        problems.append(ValidationError(_("A round has no code."), code="code_missing"))
    if len(code.strip()) > LONGEST_ROUND_CODE:
        problems.append(ValidationError(_("The code is too long."), code="code_too_long"))
    if code.strip() in {one for one, _start, _end in known}:
        message = _("There is a round with this code already.")
        problems.append(ValidationError(message, code="code_taken"))
    if period[1] < period[0]:
        message = _("The period ends before it starts.")
        problems.append(ValidationError(message, code="ends_before_start"))
    if time[1] < time[0]:
        message = _("The reports are due before the round opens.")
        problems.append(ValidationError(message, code="due_before_open"))
    if any(start <= period[1] and period[0] <= end for _code, start, end in known):
        message = _("The period overlaps with that of another round.")
        problems.append(ValidationError(message, code="rounds_overlap"))
    if problems:
        raise ValidationError(problems)
