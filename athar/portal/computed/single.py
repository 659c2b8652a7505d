"""The inputs of a figure of one commitment, each with its whole provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.precision import exact_percent, floored
from athar.portal.computed.provenance import evidence_links, files_of, said, stood
from athar.rollups.enums import Figure
from athar.rollups.explanations import Provenance, StatusRatio
from athar.ui import formatting, statuses


@dataclass(frozen=True, slots=True)
class Given:
    """One input: its letter and value, what it is, who gave it, what proves it."""

    term: Markup
    text: Markup
    words: list[Markup] = field(default_factory=list)
    links: list[tuple[Translated | str, str]] = field(default_factory=list)


def given(page: ComputedPage) -> tuple[Given, ...]:
    """Give the inputs of the figure of one commitment."""
    return _GIVEN[page.explanation.figure](page)


def remarks(page: ComputedPage) -> tuple[Markup, ...]:
    """Say what was left out on purpose."""
    found = page.explanation
    if found.status is not None:
        return tuple(_beside_the_ratio(found.status))
    if found.slippage is not None:
        return (_against_current(found.slippage.against_current),)
    return ()


def _term(letter: str, value: Markup) -> Markup:
    """Write "F = 31 January 2027", in the direction of the words of its value."""
    return Markup("<bdi>{}</bdi> = {}").format(letter, value)


def _percent_term(letter: str, value: Decimal | None) -> Markup:
    """Write "p = 77 %" as in the formula, from left to right."""
    if value is None:
        return _term(letter, formatting.percent(None))
    return Markup('<bdi dir="ltr">{} = {}</bdi>').format(letter, exact_percent(value))


def _reported(page: ComputedPage, term: Markup, text: Markup, *, is_known: bool = True) -> Given:
    """Give an input that a report states; nobody vouches for what is not known."""
    provenance = page.explanation.inputs[0].provenance
    if provenance is None or not is_known:
        return Given(term, text)
    return Given(term, text, _whole(page, provenance), evidence_links(provenance, page.evidence))


def _whole(page: ComputedPage, provenance: Provenance) -> list[Markup]:
    words = [*said(provenance), *stood(provenance, files_of(page.evidence))]
    if not evidence_links(provenance, page.evidence):
        words.append(escape(gettext("no evidence on file")))
    return words


def _progress(page: ComputedPage) -> tuple[Given, ...]:
    value = page.explanation.inputs[0].value
    text = escape(gettext("Physical progress reported"))
    return (_reported(page, _percent_term("p", value), text, is_known=value is not None),)


def _status(page: ComputedPage) -> tuple[Given, ...]:
    ratio = page.explanation.status
    assert ratio is not None  # the status of a commitment carries its ratio
    return (*_progress(page), _planned_share(ratio))


def _planned_share(ratio: StatusRatio) -> Given:
    term = _percent_term("e", ratio.planned)
    start, end = ratio.first_planned_start_on, ratio.first_planned_end_on
    if start is None or end is None:
        return Given(term, escape(gettext("The planned start or end is not known.")))
    text = filled(
        gettext("Time passed from %(start)s to %(end)s, counted in days"),
        start=formatting.day(start),
        end=formatting.day(end),
    )
    words = [escape(gettext("first adopted version"))]
    if ratio.reported_on:
        day = formatting.day(ratio.reported_on)
        words.append(filled(gettext("on the day of the report, %(day)s"), day=day))
    if ratio.frozen_at:
        day = formatting.day(timezone.localdate(ratio.frozen_at))
        words.append(filled(gettext("published on %(day)s"), day=day))
    return Given(term, text, words)


def _payments(page: ComputedPage) -> tuple[Given, ...]:
    one = page.explanation.inputs[0]
    currency = page.explanation.currency
    paid = _reported(
        page,
        _term("v", formatting.money(one.value, currency)),
        escape(gettext("Paid in all")),
        is_known=one.value is not None,
    )
    return (paid, _planned(page, "m"))


def _planned(page: ComputedPage, letter: str) -> Given:
    one = page.explanation.inputs[0]
    amount = formatting.money(one.weight, page.explanation.currency)
    words = [escape(gettext("current version of the plan"))]
    return Given(
        _term(letter, amount) if letter else amount,
        escape(gettext("Planned in all")),
        words if one.weight is not None else [],
    )


def _money(page: ComputedPage) -> tuple[Given, ...]:
    one = page.explanation.inputs[0]
    currency = page.explanation.currency
    paid = _reported(
        page,
        formatting.money(one.value, currency),
        escape(gettext("Paid in all")),
        is_known=one.value is not None,
    )
    committed = Given(
        formatting.money(one.committed, currency), escape(gettext("Committed in all"))
    )
    return (_planned(page, ""), committed, paid)


def _ends(page: ComputedPage) -> tuple[Given, ...]:
    slip = page.explanation.slippage
    assert slip is not None  # days late carry their dates
    text = (
        gettext("Expected end, reported") if slip.is_forecast else gettext("Actual end, reported")
    )
    end = _reported(
        page, _term("F", _day(slip.end_on)), escape(text), is_known=slip.end_on is not None
    )
    planned = Given(
        _term("P", _day(slip.dates.first_planned_end_on)),
        escape(gettext("Planned end")),
        [escape(gettext("first adopted version"))],
    )
    return (end, planned)


def _day(day: date | None) -> Markup:
    return formatting.day(day)


def _beside_the_ratio(ratio: StatusRatio) -> list[Markup]:
    words = []
    if ratio.ratio is not None and ratio.declared is not None:
        look = statuses.declared(ratio.declared.value)
        sentence = gettext("The declared status (%(word)s) plays no part in this calculation.")
        words.append(filled(sentence, word=look.word))
    if ratio.ratio_by_current_dates not in {None, ratio.ratio} and ratio.ratio is not None:
        sentence = gettext(
            "The dates of the current version do not count: delay is measured on the first"
            " promise. By them the ratio would be %(ratio)s."
        )
        by_current = floored(ratio.ratio_by_current_dates or Decimal(0))
        words.append(filled(sentence, ratio=formatting.number(by_current)))
    return words


def _against_current(days: int | None) -> Markup:
    if days is None:
        return escape(gettext("Nothing can be compared with the current version either."))
    sentence = gettext("Against the current version of the plan: %(days)s.")
    return filled(sentence, days=formatting.slippage(days))


_GIVEN: Mapping[Figure, Callable[[ComputedPage], tuple[Given, ...]]] = {
    Figure.PHYSICAL: _progress,
    Figure.STATUS: _status,
    Figure.FINANCIAL: _payments,
    Figure.MONEY: _money,
    Figure.SLIPPAGE: _ends,
}
