"""The words that go with a table: where it comes from, what its columns and empty cells mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from athar.kernel.periods import format_date
from athar.opendata.columns import Column, Kind
from athar.opendata.notes import LICENCE_URL, Notes
from athar.ui import statuses
from athar.ui.site import Label
from athar.ui.templating import plain

KINDS: Mapping[Kind, Label] = {
    Kind.TEXT: pgettext_lazy("kind of cell", "text"),
    Kind.CODE: pgettext_lazy("kind of cell", "code"),
    Kind.CHOICE: pgettext_lazy("kind of cell", "choice"),
    Kind.YES_NO: pgettext_lazy("kind of cell", "yes or no"),
    Kind.COUNT: pgettext_lazy("kind of cell", "whole number"),
    Kind.YEAR: pgettext_lazy("kind of cell", "year"),
    Kind.DAYS: pgettext_lazy("kind of cell", "days"),
    Kind.NUMBER: pgettext_lazy("kind of cell", "number"),
    Kind.PERCENT: pgettext_lazy("kind of cell", "percentage"),
    Kind.MONEY: pgettext_lazy("kind of cell", "amount"),
    Kind.DEGREES: pgettext_lazy("kind of cell", "degrees"),
    Kind.DAY: pgettext_lazy("kind of cell", "date"),
}
#: Why a cell may be empty; a true zero is the fifth kind and is always written.
_WHY_EMPTY: Mapping[str, Label] = {
    "not_due": gettext_lazy("The time for it has not come."),
    "not_reported": gettext_lazy("Nobody has said it yet, or it is not stated."),
    "not_applicable": gettext_lazy("It has no meaning for this line."),
    "suppressed": gettext_lazy("It is known but would tell too much of few people."),
}


def note_lines(notes: Notes) -> Iterator[tuple[str, str]]:
    """Give the terms and words of the notes, in the active language."""
    yield _("Published by"), notes.publisher
    yield _("Address of this table"), notes.address
    yield _("Licence"), f"{notes.licence} – {LICENCE_URL}"
    if notes.publication_number:
        yield _("Publication number"), str(notes.publication_number)
        yield _("Last publication"), _day(timezone.localdate(notes.published_at))
    yield _("Statuses computed on"), _day(notes.today)
    yield from notes.facts
    if notes.is_sample:
        yield (
            _("Sample"),
            _("Some of these lines and figures are invented for demonstration."),
        )
    yield "", ""
    yield _("Empty cells"), _("An empty cell is unknown; it never means zero.")
    yield "0", _("A true zero: the figure is known and it is zero.")
    for kind, words in _WHY_EMPTY.items():
        yield plain(statuses.NO_NUMBER[kind].word), plain(words)


def column_lines(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """Give a line of words for each column: label, name, kind, meaning, words of its values."""
    yield (
        pgettext("of a table", "Column"),
        _("Name for machines"),
        pgettext("of a column", "Kind"),
        _("Meaning"),
        pgettext("of a column", "Values"),
    )
    for column in columns:
        values = " · ".join(f"{code} = {plain(label)}" for code, label in column.values.items())
        label, meaning = plain(column.label), plain(column.meaning)
        yield label, column.name, plain(KINDS[column.kind]), meaning, values


def _day(day: dt.date) -> str:
    return format_date(day, lang=get_language() or "en")
