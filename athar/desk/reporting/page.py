"""A report as it is looked at: each field in words, beside what the last one said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from athar.desk.reporting.wording import words_of
from athar.kernel.digits import parse_decimal, parse_percent
from athar.kernel.periods import Edge, parse_date
from athar.reporting.enums import ObstacleReason, Outcome
from athar.reporting.grounds import Line
from athar.reporting.queries import FieldState, Remark, ReportUnderWay
from athar.ui import formatting, statuses
from athar.ui.site import Label

_LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True)
class Row:
    """One field as the validator sees it: now, the last time, what is unusual or was remarked."""

    name: str
    label: Label
    now: Markup | str
    before: Markup | str
    is_changed: bool
    checks: tuple[Markup, ...]
    remarks: tuple[Remark, ...]


_Words = Callable[[str], Markup | str]


def rows_of(report: ReportUnderWay) -> tuple[Row, ...]:
    """Give what a report says, field by field in the order of its form. Queries: 0."""
    return tuple(
        _row(report.fields[name], label, words)
        for name, label, words in _places(report)
        if name in report.fields
    )


def whole_checks(report: ReportUnderWay) -> tuple[Markup, ...]:
    """Give what is unusual about the report as a whole."""
    return tuple(words_of(one) for one in report.checks if not one.field)


def _row(state: FieldState, label: Label, words: _Words) -> Row:
    return Row(
        state.name,
        label,
        _said(state.text, words),
        _said(state.before, words),
        state.is_changed,
        tuple(words_of(one) for one in state.checks),
        state.remarks,
    )


def _said(text: str, words: _Words) -> Markup | str:
    """Write a text as the language does; what cannot be read stays as it was typed."""
    if not text.strip():
        return ""
    try:
        return words(text)
    except (ValueError, KeyError):
        return formatting.bdi(text)


def figure_in_words(
    name: str, text: str, currency: str = "MAD", line: Line | None = None
) -> Markup | str:
    """Write a figure of a report as the language does; what cannot be read stays as typed."""
    if line is not None:
        return _said(text, _number_of(line.view.indicator.decimals))
    return _said(
        text, {"declared_status": _status, "physical": _percent}.get(name, _money(currency))
    )


def _places(report: ReportUnderWay) -> Iterator[tuple[str, Label, _Words]]:
    """Give the fields in the order of the form, what each is called and how it is written."""
    money = _money(report.currency)
    yield "declared_status", _("Declared status"), _status
    yield "physical", _("Physical progress"), _percent
    yield "actual_start_on", _("Actual start"), _day
    yield "forecast_end_on", _("Forecast end"), _day
    yield "actual_end_on", _("Actual end"), _day
    for step in report.milestones:
        yield f"milestone.{step.pk}", step.title, _day
    for line in report.lines:
        decimals = line.view.indicator.decimals
        yield line.field, line.view.indicator.title, _number_of(decimals)
    yield "committed", _("Amount committed"), money
    yield "paid", _("Amount paid"), money
    for action in report.open_actions:
        key = f"follow_up.{action.row.pk}"
        yield f"{key}.outcome", action.row.text, lambda text: str(Outcome(text).label)
        yield from _texts(f"{key}.text", _("What became of it?"))
    yield "obstacle.reason", _("Kind of obstacle"), lambda text: str(ObstacleReason(text).label)
    yield from _texts("obstacle.text", _("Obstacle"))
    yield from _texts("action.text", _("Corrective action"))
    yield "action.owner", _("Who does it?"), formatting.bdi
    yield "action.due_on", _("By when?"), _day
    yield from _texts("narrative", _("What happened?"))


def _texts(name: str, label: Label) -> Iterator[tuple[str, Label, _Words]]:
    # what concerns a text in no language, such as that it is missing, stands at the name alone
    yield name, label, formatting.bdi
    for lang in _LANGUAGES:
        yield f"{name}.{lang}", label, _in_language(lang)


def _in_language(lang: str) -> _Words:
    words = Markup('<span lang="{}" dir="{}">{}</span>')
    return lambda text: words.format(lang, "rtl" if lang == "ar" else "ltr", text)


def _number_of(decimals: int) -> _Words:
    return lambda text: formatting.number(parse_decimal(text), decimals)


def _money(currency: str) -> _Words:
    return lambda text: formatting.bdi(formatting.exact_money(parse_decimal(text), currency))


def _percent(text: str) -> Markup:
    return formatting.percent(parse_percent(text))


def _status(text: str) -> Markup:
    look = statuses.DECLARED[text]
    return Markup('<span class="st s-{}">{}</span>').format(look.shape, look.word)


def _day(text: str) -> Markup:
    on: dt.date = parse_date(text, edge=Edge.END).on
    return formatting.day(on)
