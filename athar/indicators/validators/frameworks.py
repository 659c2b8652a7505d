"""What a line of a results framework must be, with its baselines and targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import NUMERIC, DirectionChoice, Measure, PlannedKind, ResultLevel
from athar.indicators.validators.values import is_category
from athar.kernel.achievement import ContradictoryDirection, Direction, check_direction
from athar.kernel.periods import NotAPeriod, parse_period
from athar.kernel.quantity import OutOfBounds, to_scaled

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only


_AGAINST = {
    DirectionChoice.ASCENDING: _(
        "%(about)s is meant to rise: the target %(target)s lies below the baseline %(baseline)s."
    ),
    DirectionChoice.DESCENDING: _(
        "%(about)s is meant to fall: the target %(target)s lies above the baseline %(baseline)s."
    ),
}


@dataclass(frozen=True, slots=True)
class Adoptable:
    """What lines may ask of an indicator; `options` by dimension, `steps` of its scale."""

    id: int
    code: str
    level: ResultLevel
    measure: Measure
    direction: DirectionChoice | None
    decimals: int
    options: Mapping[str, Collection[str]]
    steps: Collection[int]


def check_framework(
    drafts: Sequence[ResultLineDraft],
    *,
    indicators: Mapping[tuple[str, str], Adoptable],
    nodes: Collection[str],
    commitments: Collection[str],
    places: Collection[int],
) -> None:
    """Check the lines of one plan.

    Errors: ValidationError with one entry per problem: unknown_indicator, unknown_node,
    unknown_commitment, node_and_commitment, unknown_place, unknown_category, named_twice,
    period_malformed, planned_twice, target_without_number, unknown_step, out_of_bounds,
    contradictory_direction.
    """
    times = Counter(key_of(draft) for draft in drafts)
    problems = [
        problem
        for draft in drafts
        for problem in (
            *_owner_problems(draft, nodes, commitments, places),
            *_indicator_problems(draft, indicators.get(draft.indicator), times[key_of(draft)]),
        )
    ]
    if problems:
        raise ValidationError(problems)


def key_of(draft: ResultLineDraft) -> tuple[object, ...]:
    """Give what makes a line one of its kind in its plan."""
    owner = (draft.node_code, draft.commitment_code)
    return (*owner, draft.indicator, draft.place_id, draft.category)


def _owner_problems(
    draft: ResultLineDraft,
    nodes: Collection[str],
    commitments: Collection[str],
    places: Collection[int],
) -> Iterator[ValidationError]:
    if draft.node_code is not None and draft.commitment_code is not None:
        message = _("The line of %(about)s belongs to a grouping or to a project, not to both.")
        yield _problem("node_and_commitment", message, draft.commitment_code)
    if draft.node_code is not None and draft.node_code not in nodes:
        yield _problem("unknown_node", _("The plan has no grouping %(about)s."), draft.node_code)
    if draft.commitment_code is not None and draft.commitment_code not in commitments:
        yield _problem(
            "unknown_commitment", _("The plan has no project %(about)s."), draft.commitment_code
        )
    if draft.place_id not in places:
        yield _problem("unknown_place", _("There is no such place."))


def _indicator_problems(
    draft: ResultLineDraft, about: Adoptable | None, times: int
) -> Iterator[ValidationError]:
    if about is None:
        message = _("There is no indicator %(about)s.")
        yield _problem("unknown_indicator", message, "/".join(draft.indicator))
        return
    if times > 1:
        yield _problem("named_twice", _("The line of %(about)s is stated twice."), about.code)
    if not is_category(draft.category, about.options):
        message = _("%(about)s is no way of breaking this indicator down.")
        yield _problem("unknown_category", message, draft.category)
    planned = Counter((one.kind, one.period) for one in draft.planned)
    for one in draft.planned:
        if planned[one.kind, one.period] > 1:
            message = _("Two baselines or two targets of %(about)s are for one period.")
            yield _problem("planned_twice", message, about.code)
        yield from _planned_problems(one, about)
    yield from direction_problems(draft.planned, about)


def _planned_problems(one: PlannedDraft, about: Adoptable) -> Iterator[ValidationError]:
    try:
        is_canonical = parse_period(one.period).code == one.period
    except NotAPeriod:
        is_canonical = False
    if not is_canonical:
        yield _problem("period_malformed", _("%(about)s is no period."), one.period)
    if one.value is None:
        return
    if about.measure is Measure.QUALITATIVE:
        message = _("The indicator %(about)s is a text: it has no target in numbers.")
        yield _problem("target_without_number", message, about.code)
        return
    if about.measure not in NUMERIC and one.value not in about.steps:
        yield _problem("unknown_step", _("%(about)s is no step of the scale."), f"{one.value:.60}")
    try:
        to_scaled(one.value, about.decimals)
    except OutOfBounds:
        message = _("A baseline or target of %(about)s cannot be stored with its decimals.")
        yield _problem("out_of_bounds", message, about.code)


def direction_problems(
    planned: Sequence[PlannedDraft], about: Adoptable
) -> Iterator[ValidationError]:
    """Give the targets that lie on the wrong side of the baseline, with both numbers.

    Source: docs/methods/achievement.md.
    """
    baseline = _last_baseline(planned)
    if about.direction is None or baseline is None:
        return
    for one in planned:
        if one.kind is not PlannedKind.TARGET:
            continue
        try:
            check_direction(
                baseline=baseline, target=one.value, direction=Direction(about.direction)
            )
        except ContradictoryDirection as error:
            yield ValidationError(
                _AGAINST[about.direction],
                code="contradictory_direction",
                params={
                    "about": about.code,
                    "target": error.target,
                    "baseline": error.baseline,
                },
            )


def _last_baseline(planned: Sequence[PlannedDraft]) -> Decimal | None:
    baselines = [one for one in planned if one.kind is PlannedKind.BASELINE]
    if not baselines:
        return None
    return max(baselines, key=lambda one: one.period).value


def _problem(code: str, message: _StrOrPromise, about: str = "") -> ValidationError:
    return ValidationError(message, code=code, params={"about": about[:80]})
