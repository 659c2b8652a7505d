"""What an assessment must be, whoever states it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.evaluation.drafts import AssessmentDraft
from athar.evaluation.schemes import criterion

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

Key = tuple[str, str, str, str, str, str]
"""What makes two words answers to one question: commitment, scheme, criterion and the version of
its scale, stage, assessor."""


def key_of(draft: AssessmentDraft) -> Key:
    """Give the question that a draft answers."""
    return (
        draft.commitment_code,
        draft.scheme,
        draft.criterion,
        draft.version,
        str(draft.stage),
        draft.assessor_code,
    )


def check_assessments(
    drafts: Sequence[AssessmentDraft],
    commitments: Collection[str],
    assessors: Collection[str],
    today: dt.date,
) -> None:
    """Check a batch of assessments of one plan; known are codes of commitments and of bodies.

    Errors: ValidationError with one entry per problem: unknown_commitment, unknown_body,
    unknown_criterion, not_on_scale, word_missing, assessed_in_future, named_twice.
    """
    times = Counter(map(key_of, drafts))
    problems = [
        problem
        for draft in drafts
        for problem in (
            *_names(draft, commitments, assessors),
            *_word(draft),
            *_when(draft, today),
            *_again(draft, times[key_of(draft)]),
        )
    ]
    if problems:
        raise ValidationError(problems)


def _names(
    draft: AssessmentDraft, commitments: Collection[str], assessors: Collection[str]
) -> Iterator[ValidationError]:
    if draft.commitment_code not in commitments:
        message = _("The plan has no commitment %(code)s.")
        yield _problem("unknown_commitment", message, draft.commitment_code)
    if draft.assessor_code not in assessors:
        message = _("The body %(code)s is not registered.")
        yield _problem("unknown_body", message, draft.assessor_code)


def _word(draft: AssessmentDraft) -> Iterator[ValidationError]:
    scale = criterion(draft.scheme, draft.criterion, draft.version)
    if scale is None:
        message = _("There is no criterion %(code)s.")
        yield _problem("unknown_criterion", message, f"{draft.scheme}.{draft.criterion}")
    elif draft.value and draft.value not in scale.by_code:
        message = _("%(code)s is not a step of the scale.")
        yield _problem("not_on_scale", message, draft.value)
    if bool(draft.value) == bool(draft.no_word):
        message = _("An assessment of %(code)s is either a step of the scale or says why not.")
        yield _problem("word_missing", message, draft.commitment_code)


def _when(draft: AssessmentDraft, today: dt.date) -> Iterator[ValidationError]:
    if draft.assessed_on is not None and draft.assessed_on > today:
        message = _("%(code)s cannot have been assessed on a day to come.")
        yield _problem("assessed_in_future", message, draft.commitment_code)


def _again(draft: AssessmentDraft, times: int) -> Iterator[ValidationError]:
    if times > 1:
        message = _("%(code)s is assessed twice by one criterion.")
        yield _problem("named_twice", message, draft.commitment_code)


def _problem(code: str, message: _StrOrPromise, about: str) -> ValidationError:
    return ValidationError(message, code=code, params={"code": about})
