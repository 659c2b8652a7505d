"""What a measured value must be, whoever states it: form, file or another system."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import WHOLE, MeasurementDraft
from athar.indicators.enums import NUMERIC, Measure
from athar.kernel.periods import NotAPeriod, parse_period
from athar.kernel.quantity import OutOfBounds, TooPrecise, to_scaled

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Measured:
    """What the values of one indicator are checked against.

    Shape: `options` by dimension; `plan_days` are the first and last day of the plan that owns
    the indicator, None for shared ones; `steps` the values of a scale.
    """

    code: str
    measure: Measure
    decimals: int
    options: Mapping[str, Collection[str]]
    steps: Collection[int]
    is_computed: bool
    plan_days: tuple[dt.date, dt.date] | None


@dataclass(frozen=True, slots=True)
class Known:
    """What values may name: indicators by key, keys of places; `today` bounds their periods."""

    indicators: Mapping[int, Measured]
    places: Collection[int]
    today: dt.date


def check_measurements(drafts: Sequence[MeasurementDraft], known: Known) -> None:
    """Check a batch of values.

    Errors: ValidationError with one entry per problem, see `problems_of`; named_twice. Its
    `params["row"]` counts the values from 1.
    """
    seen: set[tuple[object, ...]] = set()
    problems: list[ValidationError] = []
    for number, draft in enumerate(drafts, 1):
        found = list(problems_of(draft, known))
        key = key_of(draft)
        if key in seen:
            message = _("The same value is stated twice.")
            found.append(_problem("named_twice", message, draft.period))
        seen.add(key)
        for one in found:
            one.params = {**(one.params or {}), "row": number}
        problems += found
    if problems:
        raise ValidationError(problems)


def key_of(draft: MeasurementDraft) -> tuple[object, ...]:
    """Give what makes a value one of its kind."""
    return (draft.indicator_id, draft.place_id, draft.period, draft.category, draft.claim)


def problems_of(draft: MeasurementDraft, known: Known) -> Iterator[ValidationError]:
    """Give what is wrong with one value.

    Errors: unknown_indicator, computed_indicator, unknown_place, unknown_category,
    period_malformed, period_to_come, period_outside_plan, not_one_thing, wrong_measure,
    unknown_step, out_of_bounds, too_precise, denominator_not_positive, percent_negative,
    text_too_long.
    """
    about = known.indicators.get(draft.indicator_id)
    if about is None:
        yield _problem("unknown_indicator", _("There is no such indicator."))
        return
    if about.is_computed:
        message = _("%(about)s is computed from other indicators and cannot be stated.")
        yield _problem("computed_indicator", message, about.code)
    if draft.place_id not in known.places:
        yield _problem("unknown_place", _("There is no such place."))
    if not is_category(draft.category, about.options):
        message = _("%(about)s is no way of breaking this indicator down.")
        yield _problem("unknown_category", message, draft.category)
    yield from _period_problems(draft.period, about, known.today)
    yield from _value_problems(draft, about)


def is_category(code: str, options: Mapping[str, Collection[str]]) -> bool:
    """Tell whether a category is the whole, or options of dimensions in their canonical order."""
    if code == WHOLE:
        return True
    pairs = [part.partition("=") for part in code.split(",")]
    names = [name for name, _sign, _option in pairs]
    return names == sorted(set(names)) and all(
        option in options.get(name, ()) for name, _sign, option in pairs
    )


def _period_problems(code: str, about: Measured, today: dt.date) -> Iterator[ValidationError]:
    try:
        period = parse_period(code)
    except NotAPeriod:
        yield _problem("period_malformed", _("%(about)s is no period."), code)
        return
    if period.code != code:
        yield _problem("period_malformed", _("%(about)s is no period."), code)
    elif period.start > today:
        yield _problem("period_to_come", _("The period %(about)s has not begun yet."), code)
    elif about.plan_days is not None:
        first, last = about.plan_days
        if period.start < first or period.end > last:
            message = _("The period %(about)s lies outside the plan.")
            yield _problem("period_outside_plan", message, code)


def _value_problems(draft: MeasurementDraft, about: Measured) -> Iterator[ValidationError]:
    has_ratio = draft.numerator is not None or draft.denominator is not None
    given = (draft.value is not None, has_ratio, bool(draft.text), draft.no_number is not None)
    if sum(given) != 1 or (has_ratio and (draft.numerator is None or draft.denominator is None)):
        message = _(
            "State a number, a numerator with its denominator, a text, or why there is none."
        )
        yield _problem("not_one_thing", message)
        return
    if draft.no_number is not None:
        return
    if bool(draft.text) != (about.measure is Measure.QUALITATIVE) or (
        has_ratio and about.measure is not Measure.PERCENTAGE
    ):
        message = _("%(about)s takes another kind of value.")
        yield _problem("wrong_measure", message, about.code)
        return
    if len(draft.text) > LONGEST_TEXT:
        yield _problem("text_too_long", _("The text is too long."))
    for number in (draft.value, draft.numerator, draft.denominator):
        if number is not None:
            yield from _number_problems(number, about)
    if draft.denominator is not None and draft.denominator <= 0:
        yield _problem("denominator_not_positive", _("The denominator must be more than 0."))
    is_scale = about.measure not in NUMERIC
    if draft.value is not None and is_scale and not _is_step(draft.value, about.steps):
        message = _("%(about)s is no step of the scale.")
        yield _problem("unknown_step", message, f"{draft.value:.60}")


def _is_step(value: Decimal, steps: Collection[int]) -> bool:
    """Tell a step of a scale; a signalling NaN cannot even be looked up among them."""
    return value.is_finite() and value in steps


def _number_problems(number: Decimal, about: Measured) -> Iterator[ValidationError]:
    try:
        to_scaled(number, about.decimals)
    except TooPrecise:
        message = _("%(about)s has more decimals than the indicator keeps.")
        yield _problem("too_precise", message, f"{number:.60}")
    except OutOfBounds:
        yield _problem("out_of_bounds", _("This number cannot be stored."))


def _problem(code: str, message: _StrOrPromise, about: str = "") -> ValidationError:
    return ValidationError(message, code=code, params={"about": about[:80]})
