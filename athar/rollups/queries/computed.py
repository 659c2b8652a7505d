"""Figures of computed indicators: formulas worked out over the figures they rest on, as shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal

from athar.indicators.enums import Claim, NoNumber
from athar.indicators.queries import IndicatorView, indicators_by_id
from athar.indicators.queries.formulas import Computed, computed_among
from athar.kernel.formulas import evaluate
from athar.rollups.enums import MadeOf
from athar.rollups.queries.cells import Figure, claimed_figures, headlines
from athar.rollups.queries.measured import periods_of
from athar.rollups.queries.past_cells import Then
from athar.rollups.queries.past_measured import periods_then
from athar.trail.moments import AsOf

Read = Callable[[Collection[int]], Iterable[Figure]]
"""What gives the figures of indicators by key, every claim apart."""

FigureKey = tuple[int, str, str, Claim]
_WHY = (
    NoNumber.NOT_APPLICABLE,
    NoNumber.NOT_DUE,
    NoNumber.NOT_REPORTED,
    NoNumber.SUPPRESSED,
)
"""Of several reasons for no number, the first counts: what has no meaning needs no report."""


class Figures(tuple[Figure, ...]):  # noqa: SLOT001 - a tuple takes no slots for more
    """Figures as they were asked for; `is_cut` where too many values would have made them up.

    Of an earlier state that is cut, only what was stated at the places themselves is here.
    """

    is_cut: bool = False

    @classmethod
    def of_too_many(cls) -> Figures:
        """Give no figure at all, because there would have been too many values."""
        found = cls()
        found.is_cut = True
        return found


def figures_shown(
    indicators: Iterable[IndicatorView],
    place_ids: Collection[int] | None = None,
    categories: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    *,
    as_of: AsOf | None = None,
) -> Figures:
    """Give the figures of indicators, measured or computed, now or then; None = all there are.

    Shape: see `headlines`.
    Queries: 1; then at most 10, see `Then`; 1 more where one of them is computed.
    """
    read = _reader(place_ids, categories, periods, as_of)
    found = Figures(headlines(_claimed(indicators, read)))
    found.is_cut = isinstance(read, Then) and read.is_cut
    return found


def inputs_at(
    indicator: IndicatorView, figure: Figure, *, as_of: AsOf | None = None
) -> tuple[tuple[IndicatorView, tuple[Figure, ...]], ...]:
    """Give what a computed figure rests on, in the order of its formula.

    Shape: each input with its figures of all periods, of the same place, category and claim.
    Queries: 4, 1 more where one of the inputs is computed.
    """
    (rule,) = (one for one in computed_among([indicator]) if one.id == indicator.id)
    views = indicators_by_id(rule.inputs.values(), drafts=True)
    read = _reader([figure.place_id], [figure.category], None, as_of)
    given = [one for one in _claimed(views.values(), read) if one.claim is figure.claim]
    return tuple(
        (views[key], tuple(one for one in given if one.indicator_id == key))
        for key in rule.inputs.values()
    )


def _reader(
    place_ids: Collection[int] | None,
    categories: Collection[str] | None,
    periods: Collection[str] | None,
    as_of: AsOf | None,
) -> Read:
    if as_of:
        return Then(as_of.number, place_ids, categories, periods)
    return lambda keys: claimed_figures(keys, place_ids, categories, periods)


def _claimed(indicators: Iterable[IndicatorView], read: Read) -> Iterable[Figure]:
    """Give every claim apart, from what is read of the indicators that are measured.

    Shape: a computed figure stands where all its inputs have one of the same
    place, period, category and claim; it has no number when one of them has none, or where its
    formula has no value.
    Queries: those of `read`, which is asked once; 1 more where one of them is computed.
    Source: docs/methods/formulas.md.
    """
    indicators = tuple(indicators)
    asked = {one.id for one in indicators}
    rules = computed_among(indicators)
    if not rules:
        return read(asked)
    worked = {rule.id for rule in rules}
    known = worked_out(rules, read((asked - worked) | measured_of(rules)))
    return [one for key in asked for one in known.get(key, {}).values()]


def measured_of(rules: Iterable[Computed]) -> set[int]:
    """Give the keys of the measured indicators that computed ones rest on."""
    rules = tuple(rules)
    inputs = {key for rule in rules for key in rule.inputs.values()}
    return inputs - {rule.id for rule in rules}


def worked_out(
    rules: Iterable[Computed], figures: Iterable[Figure]
) -> dict[int, dict[FigureKey, Figure]]:
    """Give figures by indicator and key: those given, and what is computed from them in order."""
    known: dict[int, dict[FigureKey, Figure]] = {}
    for figure in figures:
        known.setdefault(figure.indicator_id, {})[key_of(figure)] = figure
    for rule in rules:
        known[rule.id] = _figures(rule, known)
    return known


def key_of(one: Figure) -> FigureKey:
    """Give what inputs must share: place, period, category, claim."""
    return one.place_id, one.period, one.category, one.claim


def _figures(
    rule: Computed, known: Mapping[int, Mapping[FigureKey, Figure]]
) -> dict[FigureKey, Figure]:
    given = {code: known.get(key, {}) for code, key in rule.inputs.items()}
    shared = set.intersection(*(set(figures) for figures in given.values()))
    return {
        key: _figure(rule, key, {code: figures[key] for code, figures in given.items()})
        for key in shared
    }


def _figure(rule: Computed, key: FigureKey, parts: Mapping[str, Figure]) -> Figure:
    """Work out one figure; it is as much known as the least known of its inputs."""
    place_id, period, category, claim = key
    reasons = {one.no_number for one in parts.values() if one.no_number}
    least = min(parts.values(), key=_share_known)
    return Figure(
        indicator_id=rule.id,
        place_id=place_id,
        period=period,
        category=category,
        claim=claim,
        value=evaluate(rule.formula, {code: one.value for code, one in parts.items()}),
        numerator=None,
        denominator=None,
        no_number=next((why for why in _WHY if why in reasons), None),
        made_of=MadeOf.FORMULA,
        known=least.known,
        expected=least.expected,
    )


def _share_known(one: Figure) -> Decimal:
    return Decimal(one.known) / one.expected if one.expected else Decimal(0)


def measured_for(indicator: IndicatorView) -> tuple[int, ...]:
    """Give the keys of what is measured for an indicator: itself, or what its formula rests on.

    Queries: none, 1 for a computed one.
    """
    return tuple(sorted(measured_of(computed_among([indicator])))) or (indicator.id,)


def periods_shown(
    pairs: Iterable[tuple[IndicatorView, str]], *, as_of: AsOf | None = None
) -> dict[tuple[int, str], tuple[str, ...]]:
    """Give the periods of which anything is known anywhere, by indicator and category.

    Shape: see `periods_of`; of a computed indicator those in which all its inputs are known.
    Errors: TooMuchAtOnce.
    Queries: 1, none without pairs; then at most 9; 1 more where one of them is computed.
    """
    pairs = [(one, category) for one, category in pairs]
    rules = computed_among(one for one, _category in pairs)
    parts = {category for one, category in pairs if one.formula}
    asked = {(one.id, category) for one, category in pairs if not one.formula}
    asked |= {(key, category) for key in measured_of(rules) for category in parts}
    found = periods_then(asked, as_of.number) if as_of else periods_of(asked)
    for rule in rules:
        for category in parts:
            each = [set(found.get((key, category), ())) for key in rule.inputs.values()]
            if shared := set.intersection(*each):
                found[rule.id, category] = tuple(sorted(shared))
    wanted = [(one.id, category) for one, category in pairs]
    return {pair: found[pair] for pair in wanted if pair in found}
