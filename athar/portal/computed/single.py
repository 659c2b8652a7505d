"""The inputs of a figure of one commitment, each with its whole provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.precision import exact_percent, floored
from athar.portal.computed.provenance import (
    evidence_links,
    fact_words,
    files_of,
    said,
    stood,
)
from athar.reporting.enums import ReportField
from athar.rollups.enums import Figure
from athar.rollups.explanations import Input, Provenance, StatusRatio
from athar.rollups.figures import Dates
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


def _reported(
    page: ComputedPage,
    term: Markup,
    text: Markup,
    *,
    is_known: bool = True,
    field: ReportField | None = None,
) -> Given:
    """Give an input that a report states; nobody vouches for what is not known.

    Shape: without `field` it is the value of the figure itself.
    """
    provenance = _provenance_of(page.explanation.inputs[0], field)
    if provenance is None or not is_known:
        return Given(term, text)
    return Given(term, text, _whole(page, provenance), evidence_links(provenance, page.evidence))


def _provenance_of(one: Input, field: ReportField | None) -> Provenance | None:
    """Give who stated a field; where no cell stands behind it, the report without one."""
    if field is None or not one.stated:
        return one.provenance
    if field in one.stated or one.provenance is None:
        return one.stated.get(field)
    return replace(one.provenance, written="", origin={})


def _whole(page: ComputedPage, provenance: Provenance) -> list[Markup]:
    where = stood(provenance.origin, provenance.written, files_of(page.evidence))
    words = [*said(provenance), *where]
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
    given = (*_progress(page), _planned_share(page, ratio))
    if ratio.declared is None:
        return given
    text, word = gettext("Declared status"), statuses.declared(ratio.declared.value).word
    declared = _reported(page, escape(word), escape(text), field=ReportField.STATUS)
    return (*given, declared)


def _planned_share(page: ComputedPage, ratio: StatusRatio) -> Given:
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
    dates = page.figures.dates if page.figures else Dates()
    if dates.planned_start_on == start:
        words += _facts(page, "planned_start")
    if dates.planned_end_on == end:
        words += _facts(page, "planned_end")
    return Given(term, text, words)


def _facts(page: ComputedPage, fact: str) -> list[Markup]:
    """Say where a fact of the plan stood."""
    return fact_words(page.origin, fact, files_of(page.evidence))


def _payments(page: ComputedPage) -> tuple[Given, ...]:
    one = page.explanation.inputs[0]
    currency = page.explanation.currency
    paid = _reported(
        page,
        _term("v", formatting.money(one.value, currency)),
        escape(gettext("Paid in all")),
        is_known=one.value is not None,
    )
    given = (paid, _planned(page, "m"))
    if one.declared_share is None:
        return given
    text = gettext("Share paid, as declared; it plays no part here")
    term = exact_percent(one.declared_share)
    return (*given, _reported(page, term, escape(text), field=ReportField.FINANCIAL))


def _planned(page: ComputedPage, letter: str) -> Given:
    one = page.explanation.inputs[0]
    amount = formatting.money(one.weight, page.explanation.currency)
    words = [escape(gettext("current version of the plan")), *_facts(page, "amount")]
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
    committed = _reported(
        page,
        formatting.money(one.committed, currency),
        escape(gettext("Committed in all")),
        is_known=one.committed is not None,
        field=ReportField.COMMITTED,
    )
    return (_planned(page, ""), committed, paid)


def _ends(page: ComputedPage) -> tuple[Given, ...]:
    slip = page.explanation.slippage
    assert slip is not None  # days late carry their dates
    text = (
        gettext("Expected end, reported") if slip.is_forecast else gettext("Actual end, reported")
    )
    end = _reported(
        page,
        _term("F", _day(slip.end_on)),
        escape(text),
        is_known=slip.end_on is not None,
        field=ReportField.FORECAST_END if slip.is_forecast else ReportField.ACTUAL_END,
    )
    dates = slip.dates
    planned = _promised(
        page,
        _term("P", _day(dates.first_planned_end_on)),
        escape(gettext("Planned end")),
        "planned_end" if dates.first_planned_end_on == dates.planned_end_on else "",
    )
    return (end, planned, *_starts(page, dates))


def _starts(page: ComputedPage, dates: Dates) -> Iterator[Given]:
    """Give the dates of the start, which count for nothing here: they stand on the same page."""
    if dates.first_planned_start_on is not None:
        is_current = dates.first_planned_start_on == dates.planned_start_on
        yield _promised(
            page,
            _day(dates.first_planned_start_on),
            escape(gettext("Planned start")),
            "planned_start" if is_current else "",
        )
    if dates.actual_start_on is not None:
        text = escape(gettext("Actual start, reported"))
        term = _day(dates.actual_start_on)
        yield _reported(page, term, text, field=ReportField.ACTUAL_START)


def _promised(page: ComputedPage, term: Markup, text: Markup, fact: str) -> Given:
    """Give a date of the first version; its cell is known while the date is the current one."""
    where = _facts(page, fact) if fact else []
    return Given(term, text, [escape(gettext("first adopted version")), *where])


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
