"""What an indicator must be before it may stand in a library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import IndicatorDraft
from athar.indicators.enums import NUMERIC, Accumulation, Measure, RuleChoice
from athar.indicators.validators.formulas import Described, formula_problems, unit_called

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

MOST_DECIMALS = 9
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
_STEPPED = frozenset({Measure.NOMINAL, Measure.ORDINAL})


def check_indicators(
    drafts: Sequence[IndicatorDraft],
    *,
    units: Mapping[str, Mapping[str, int]],
    dimensions: Collection[str],
    frozen: Mapping[str, int],
    stored: Mapping[str, Described] | None = None,
) -> None:
    """Check indicators of one library; `frozen` are the decimals of those that have values.

    Shape: `units` are exponents by code; `stored` is what the library holds so far.

    Errors: ValidationError with one entry per problem: code_malformed, named_twice,
    title_missing, unknown_unit, unknown_dimension, decimals_out_of_range, decimals_frozen,
    direction_without_number, rate_added_up, scale_missing, scale_out_of_place,
    words_added_up, and those of formula_problems.
    """
    times = Counter(draft.code for draft in drafts)
    problems = [
        problem
        for draft in drafts
        for problem in (
            *_identity_problems(draft, times[draft.code], units, dimensions),
            *_number_problems(draft, frozen),
        )
    ]
    described = {
        draft.code: Described(
            draft.formula,
            draft.measure,
            unit_called(draft.unit_code, units.get(draft.unit_code, {})),
            has_values=draft.code in frozen,
        )
        for draft in drafts
    }
    problems += formula_problems({**(stored or {}), **described})
    if problems:
        raise ValidationError(problems)


def _identity_problems(
    draft: IndicatorDraft, times: int, units: Collection[str], dimensions: Collection[str]
) -> Iterator[ValidationError]:
    about = draft.code
    if not _CODE.fullmatch(about):
        message = _("%(about)s is no code: letters, digits, point, hyphen and underline.")
        yield _problem("code_malformed", message, about)
    if times > 1:
        yield _problem("named_twice", _("The indicator %(about)s is stated twice."), about)
    if not draft.title:
        yield _problem("title_missing", _("The indicator %(about)s has no title."), about)
    if draft.unit_code not in units:
        yield _problem("unknown_unit", _("The indicator %(about)s has no known unit."), about)
    if not set(draft.dimension_codes) <= set(dimensions):
        message = _("The indicator %(about)s is broken down by something unknown.")
        yield _problem("unknown_dimension", message, about)


def _number_problems(draft: IndicatorDraft, frozen: Mapping[str, int]) -> Iterator[ValidationError]:
    about = draft.code
    if not 0 <= draft.decimals <= MOST_DECIMALS:
        message = _("The indicator %(about)s may keep 0 to 9 decimals.")
        yield _problem("decimals_out_of_range", message, about)
    if frozen.get(about, draft.decimals) != draft.decimals:
        message = _("The indicator %(about)s has values: its decimals cannot change any more.")
        yield _problem("decimals_frozen", message, about)
    if draft.direction is not None and draft.measure is Measure.QUALITATIVE:
        message = _("The indicator %(about)s is a text: it can neither rise nor fall.")
        yield _problem("direction_without_number", message, about)
    rules = {draft.over_place, draft.over_categories, draft.over_time}
    if draft.accumulation is Accumulation.RATE and RuleChoice.SUM in rules:
        message = _("The indicator %(about)s is a rate: rates are never added up.")
        yield _problem("rate_added_up", message, about)
    if draft.measure in _STEPPED and len(draft.scale) < 2:
        message = _("The indicator %(about)s needs at least two steps on its scale.")
        yield _problem("scale_missing", message, about)
    if draft.scale and draft.measure not in _STEPPED:
        message = _("The indicator %(about)s has a scale but takes numbers or texts.")
        yield _problem("scale_out_of_place", message, about)
    if draft.measure not in NUMERIC and rules - {RuleChoice.NONE, RuleChoice.LAST}:
        message = _("The indicator %(about)s takes no numbers: they cannot be put together.")
        yield _problem("words_added_up", message, about)


def _problem(code: str, message: _StrOrPromise, about: str) -> ValidationError:
    return ValidationError(message, code=code, params={"about": about[:80]})
