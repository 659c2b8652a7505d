"""What each column and word of a file means, to be looked at and changed by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.intake.enums import AliasKind
from athar.intake.memory.mapping import NEW_BODY, NO_PLACE, BadMapping, set_column, set_word
from athar.intake.names.questions import UnknownWord
from athar.intake.uploads.findings import Findings, FoundColumn, FoundTable
from athar.intake.vocabulary.fields import MONEY, TRANSLATED, Field, TableKind
from athar.intake.vocabulary.labels import fields_of
from athar.ui.site import LANGUAGE_NAMES, Label
from athar.ui.statuses import DECLARED

Options = tuple[tuple[str, Label], ...]
Answers = Mapping[str, str]

UNITS: Options = (
    ("1", _("dirhams (DH)")),
    ("1000", _("thousands of dirhams (KDH)")),
    ("1000000", _("millions of dirhams (MDH)")),
    ("1000000000", _("billions of dirhams")),
)
LANGUAGES: Options = tuple(LANGUAGE_NAMES.items())

_GROUPS: tuple[tuple[Label, frozenset[Field]], ...] = (
    (
        _("What it is"),
        frozenset(
            {
                *(Field.CODE, Field.NUMBER, Field.PLAN, Field.TITLE, Field.SUMMARY, Field.AXIS),
                *(Field.SUB_AXIS, Field.PROGRAMME, Field.SECTOR, Field.PROJECT, Field.KIND),
                *(Field.NAME, Field.ABBREVIATION, Field.LEVEL, Field.PARENT, Field.AGREEMENT),
            }
        ),
    ),
    (
        _("Who"),
        frozenset(
            {
                *(Field.LEAD, Field.SUPPORT, Field.OWNER, Field.DELEGATED_OWNER),
                Field.ORGANISATION,
            }
        ),
    ),
    (
        _("Where"),
        frozenset({Field.COUNTRY, Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES}),
    ),
    (pgettext_lazy("a group of columns", "Money"), frozenset({*MONEY, Field.FUNDERS})),
    (
        _("When and how far"),
        frozenset(
            {
                *(Field.STATUS, Field.PLANNED_START, Field.PLANNED_END, Field.FORECAST_END),
                *(Field.ACTUAL_START, Field.ACTUAL_END, Field.PHYSICAL, Field.FINANCIAL),
                *(Field.SESSION_DATE, Field.START, Field.END, Field.ADOPTED, Field.YEAR),
                Field.PERIOD,
            }
        ),
    ),
    (
        _("Indicator"),
        frozenset(
            {
                *(Field.INDICATOR, Field.UNIT, Field.BASELINE, Field.TARGET, Field.VALUE),
                *(Field.NUMERATOR, Field.DENOMINATOR, Field.NO_NUMBER, Field.CATEGORY, Field.CLAIM),
                *(Field.VALUE_DATE, Field.DIRECTION),
            }
        ),
    ),
)
_OTHER = pgettext_lazy("a group of columns", "Other")
_ASKS: Mapping[str, frozenset[Field]] = {
    "language": TRANSLATED,
    "unit": MONEY,
    "year": frozenset({Field.FUNDING_YEAR}),
}
"""What else must be said of a column, by what it holds."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may hold: the value of a field, its words, and what else must be said."""

    key: str
    words: str | Promise
    asks: str


@dataclass(frozen=True, slots=True)
class MeaningGroup:
    """Meanings that belong together."""

    label: Label
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column as the form asks about it; `name` begins the names of its fields."""

    name: str
    column: FoundColumn

    @property
    def is_unknown(self) -> bool:
        """Tell whether nobody knows what it holds."""
        return not self.column.holds


@dataclass(frozen=True, slots=True)
class AskedTable:
    """Tables with the same headings, asked about once: a heading means the same in all of them."""

    sheets: tuple[str, ...]
    heading_row: int
    n_rows: int
    groups: tuple[MeaningGroup, ...]
    columns: tuple[AskedColumn, ...]

    @property
    def n_unknown(self) -> int:
        """Count the columns that are not read."""
        return sum(1 for one in self.columns if one.is_unknown)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word as the form asks about it."""

    name: str
    word: UnknownWord
    options: Options


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The tables and words of a file as the form asks about them."""

    tables: tuple[AskedTable, ...]
    words: tuple[AskedWord, ...]
    languages: Options = LANGUAGES
    units: Options = UNITS


def gather_columns(findings: Findings) -> ColumnsPage:
    """Gather the form; columns that nobody understood come first in their table."""
    tables = tuple(
        AskedTable(
            sheets=tuple(one.sheet for one in alike),
            heading_row=alike[0].heading_row,
            n_rows=sum(one.n_rows for one in alike),
            groups=_groups(TableKind(alike[0].kind)),
            columns=tuple(
                sorted(_columns(number, alike[0].columns), key=lambda one: not one.is_unknown)
            ),
        )
        for number, alike in enumerate(_alike(findings.tables))
    )
    words = tuple(
        AskedWord(f"w{number}", word, _options(word)) for number, word in enumerate(findings.words)
    )
    return ColumnsPage(tables, words)


def _alike(tables: Sequence[FoundTable]) -> list[list[FoundTable]]:
    """Put tables of one kind with the same headings together."""
    found: dict[tuple[str, ...], list[FoundTable]] = {}
    for table in tables:
        headings = (table.kind, *(one.heading for one in table.columns))
        found.setdefault(headings, []).append(table)
    return list(found.values())


def _columns(number: int, columns: Sequence[FoundColumn]) -> Iterator[AskedColumn]:
    for place, column in enumerate(columns):
        yield AskedColumn(f"t{number}c{place}", column)


def _groups(kind: TableKind) -> tuple[MeaningGroup, ...]:
    """Give the meanings that a column of this kind of table may have, in groups."""
    left = dict(fields_of(kind))
    groups = []
    for label, fields in _GROUPS:
        inside = [key for key in left if Field(key) in fields]
        groups.append(MeaningGroup(label, tuple(_meaning(key, left.pop(key)) for key in inside)))
    groups.append(MeaningGroup(_OTHER, tuple(_meaning(*one) for one in left.items())))
    return tuple(group for group in groups if group.meanings)


def _meaning(key: str, words: str | Promise) -> Meaning:
    asked = (name for name, fields in _ASKS.items() if Field(key) in fields)
    return Meaning(key, words, " ".join(asked))


def _options(word: UnknownWord) -> Options:
    """Give what a word may mean: what is likeliest first, then that it names nothing known."""
    if word.kind is AliasKind.STATUS:
        likely = [code for code, _label in word.suggestions]
        others = [code for code in DECLARED if code not in {*likely, "none"}]
        return tuple((code, DECLARED[code].word) for code in (*likely, *others))
    last: Options = (
        ((NEW_BODY, _("A body of its own")),)
        if word.kind is AliasKind.BODY
        else ((NO_PLACE, _("It names no place")),)
    )
    offered = (*word.suggestions, *last)
    known = {code for code, _label in offered}
    said = () if not word.means or word.means in known else ((word.means, word.means),)
    return (*said, *offered)


def settled(findings: Findings, answers: Answers) -> str:
    """Give the mapping of a file with what a person changed in the form.

    Errors: BadMapping.
    """
    page = gather_columns(findings)
    mapping = findings.mapping
    for table in page.tables:
        for asked in table.columns:
            mapping = _with_column(mapping, table.sheets[0], asked, answers)
    for one in page.words:
        means = answers.get(one.name)
        if means is not None and means != one.word.means:
            mapping = set_word(mapping, one.word.kind, one.word.written, means)
    return mapping


def _with_column(mapping: str, sheet: str, asked: AskedColumn, answers: Answers) -> str:
    column = asked.column
    holds = answers.get(asked.name)
    if holds is None:
        return mapping
    language, unit, year = (_said(asked, name, holds, answers) for name in _ASKS)
    before = (column.holds, column.language, column.unit, str(column.year or ""))
    if (holds, language, unit, year) == before:
        return mapping
    if year and not year.isdigit():
        raise BadMapping("year_malformed", _("“%(year)s” is not a year"), year=year)
    return set_column(
        mapping,
        sheet,
        column.heading,
        holds,
        language=language,
        year=int(year) if year else None,
        unit=unit,
    )


def _said(asked: AskedColumn, name: str, holds: str, answers: Answers) -> str:
    """Give what else was said of a column, nothing where what it holds does not ask for it."""
    known = {one.value for one in _ASKS[name]}
    return answers.get(f"{asked.name}-{name}", "").strip() if holds in known else ""
