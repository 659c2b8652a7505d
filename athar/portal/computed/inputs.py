"""The inputs of a figure of many commitments: the heaviest first, the others folded away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from markupsafe import Markup, escape

from athar.indicators.enums import Claim
from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.plans.enums import WeightRuleChoice
from athar.portal import wording
from athar.portal.commitments.wording import filled
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.precision import exact_percent, hundredth
from athar.portal.computed.provenance import are_of_several_days, brief
from athar.rollups.enums import Figure, LeftOutBecause
from athar.rollups.explanations import Explanation, Input
from athar.ui import formatting, statuses

#: How many inputs stand open; they are the ones that move the figure most.
MOST_OPEN = 10
#: What explains the value of one commitment that goes into a figure of many.
_OF_ONE = {Figure.STATUSES: Figure.STATUS}


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment in a figure: its title, where its value stood, and its numbers."""

    code: str
    title: Translated
    where: Markup
    cells: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together; `title` says what a folded group holds, empty: it is open."""

    title: Markup
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Commitments left out for one reason, with their titles by code."""

    reason: Markup
    n: Markup
    items: tuple[tuple[str, Translated], ...]


_Cells = Callable[[Input, Explanation], tuple[Markup, ...]]


def columns(found: Explanation) -> list[str]:
    """Name the numbers of each line."""
    return {
        Figure.STATUSES: [gettext("Progress")],
        Figure.PHYSICAL: [gettext("Progress"), *_weight_column(found)],
        Figure.FINANCIAL: [pgettext("amount", "Paid"), pgettext("amount", "Planned")],
        Figure.MONEY: [
            pgettext("amount", "Paid"),
            pgettext("amount", "Committed"),
            pgettext("amount", "Planned"),
        ],
    }[found.figure]


def _weight_column(found: Explanation) -> list[str]:
    return {
        WeightRuleChoice.COST: [gettext("Cost")],
        WeightRuleChoice.CUSTOM: [pgettext("how much an item counts", "Weight")],
        WeightRuleChoice.EQUAL: [],
    }[found.weight_rule]


def unit(found: Explanation) -> str:
    """Say in what the amounts of the lines are, empty where there are none."""
    weighed = found.figure is Figure.PHYSICAL
    without_amounts = weighed and found.weight_rule is not WeightRuleChoice.COST
    if found.figure is Figure.STATUSES or without_amounts:
        return ""
    currency = formatting.currency_name(found.currency, wording.lang())
    return gettext("Amounts in millions (%(currency)s)") % {"currency": currency}


def groups(page: ComputedPage) -> tuple[Group, ...]:
    """Give the inputs that count: by status, or the heaviest and then the rest."""
    found = page.explanation
    if found.figure is Figure.STATUSES:
        return tuple(_by_status(found))
    counted = [one for one in found.inputs if _is_listed(one, found)]
    # weights are unique to a project far more often than not; the code settles the others
    counted.sort(key=lambda one: (-(one.weight or Decimal(-1)), one.commitment.code))
    first, rest = counted[:MOST_OPEN], counted[MOST_OPEN:]
    open_group = [Group(Markup(), _lines(first, found))] if first else []
    if not rest:
        return tuple(open_group)
    return (*open_group, Group(_the_rest(page, len(rest)), _lines(rest, found)))


def _is_listed(one: Input, found: Explanation) -> bool:
    if found.figure is not Figure.MONEY:
        return one.counts
    return any(amount is not None for amount in (one.value, one.committed, one.weight))


def _the_rest(page: ComputedPage, n: int) -> Markup:
    sentence = (
        ngettext("%(n)s more project", "%(n)s more projects", n)
        if page.counts_projects
        else ngettext("%(n)s more commitment", "%(n)s more commitments", n)
    )
    return filled(sentence, n=formatting.number(n))


def _by_status(found: Explanation) -> Iterable[Group]:
    shown: defaultdict[str, list[Input]] = defaultdict(list)
    for one in found.inputs:
        shown[_shown_as(one)].append(one)
    for key, look in statuses.COMPUTED.items():
        if inputs := shown[key]:
            title = Markup('<span class="st s-{}">{}</span> {}').format(
                look.shape, look.word, formatting.number(len(inputs))
            )
            yield Group(title, _lines(inputs, found))


def _shown_as(one: Input) -> str:
    """Give the look of a status; a completion nobody validated has its own."""
    is_validated = one.provenance is not None and one.provenance.claim == Claim.VALIDATED
    if one.status is ComputedStatus.COMPLETED and not is_validated:
        return "declared_complete"
    return one.status.value


def stated(found: Explanation) -> tuple[Input, ...]:
    """Give the inputs whose value a report states: those whose sources are named."""
    if found.figure is Figure.STATUSES:
        return tuple(one for one in found.inputs if one.provenance)
    return tuple(one for one in found.inputs if one.value is not None and _is_listed(one, found))


def _lines(inputs: Sequence[Input], found: Explanation) -> tuple[Line, ...]:
    cells = _CELLS[found.figure]
    dated = are_of_several_days(found.inputs)
    return tuple(
        Line(
            one.commitment.code,
            one.commitment.names,
            brief(one.provenance, dated=dated),
            cells(one, found),
        )
        for one in inputs
    )


def _progress(one: Input, found: Explanation) -> tuple[Markup, ...]:
    return (_percent(one.value),)


def _weighed(one: Input, found: Explanation) -> tuple[Markup, ...]:
    if found.weight_rule is WeightRuleChoice.EQUAL:
        return (_percent(one.value),)
    weight = one.weight
    if found.weight_rule is WeightRuleChoice.CUSTOM:
        return (_percent(one.value), formatting.number(weight))
    return (_percent(one.value), _millions(weight))


def _paid(one: Input, found: Explanation) -> tuple[Markup, ...]:
    return (_millions(one.value), _millions(one.weight))


def _money(one: Input, found: Explanation) -> tuple[Markup, ...]:
    return (_millions(one.value), _millions(one.committed), _millions(one.weight))


def _percent(value: Decimal | None) -> Markup:
    return formatting.percent(None) if value is None else exact_percent(value)


def _millions(value: Decimal | None) -> Markup:
    return formatting.number(None if value is None else hundredth(value / wording.MILLION))


_CELLS: Mapping[Figure, _Cells] = {
    Figure.STATUSES: _progress,
    Figure.PHYSICAL: _weighed,
    Figure.FINANCIAL: _paid,
    Figure.MONEY: _money,
}


def figure_of_one(found: Explanation) -> str:
    """Give the figure that explains the value of each line."""
    return _OF_ONE.get(found.figure, found.figure).value


#: In a sum of money, an item may miss one total and count in the others.
_MONEY_REASONS: Mapping[LeftOutBecause, Promise] = {
    LeftOutBecause.NO_COST: gettext_lazy("Cost not known: adds nothing to what is planned"),
    LeftOutBecause.NO_PAYMENT: gettext_lazy("Payment not known: adds nothing to what is paid"),
}


def left_out(page: ComputedPage) -> tuple[Skipped, ...]:
    """Give what does not count in the figure, by reason."""
    found = page.explanation
    titles = {one.commitment.code: one.commitment.names for one in found.inputs}
    reasons: Mapping[LeftOutBecause, Promise | str] = (
        _MONEY_REASONS if found.figure is Figure.MONEY else {}
    )
    return tuple(
        Skipped(
            escape(reasons.get(one.because, one.because.label)),
            formatting.number(one.n),
            tuple((code, titles[code]) for code in one.codes),
        )
        for one in found.left_out
    )
