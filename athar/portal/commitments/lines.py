"""A commitment as tables and machines read it: codes, exact numbers, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Protocol

from athar.evaluation.queries import AssessmentView
from athar.kernel.text import Translated
from athar.opendata.assessments import mark_facts
from athar.opendata.choices import NO, YES
from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.opendata.facts import facts
from athar.portal.commitments.cards import Names
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import Listing, ListRow
from athar.rollups.queries import SubjectName

#: Between the codes of one cell of a CSV file.
BETWEEN_CODES = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    """One commitment of a list; None is unknown, never zero.

    Units: percents 0 to 100, exact; money in whole units of `currency`; slippage in days, late is
    positive. `nodes` run from the top down.
    """

    code: str
    title: Translated
    is_sample: bool
    nodes: tuple[str, ...]
    places: tuple[str, ...]
    covers_whole_place: bool
    leads: tuple[str, ...]
    funders: tuple[str, ...]
    themes: tuple[str, ...]
    declared_status: str | None
    is_validated: bool
    computed_status: str
    assessed: str | None
    assessed_by: str | None
    assessed_on: dt.date | None
    ratio: Decimal | None
    physical_percent: Decimal | None
    financial_percent: Decimal | None
    planned_today_percent: Decimal | None
    reported_as_of: dt.date | None
    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    planned_start_on: dt.date | None
    planned_end_on: dt.date | None
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    forecast_end_on: dt.date | None
    slippage_first_days: int | None
    slippage_current_days: int | None
    amount: Decimal | None
    committed: Decimal | None
    paid: Decimal | None
    currency: str
    is_removed: bool


COLUMNS = tuple(one.name for one in fields(CommitmentLine))


class Listed(Protocol):
    """What the lines of a list are made of."""

    @property
    def listing(self) -> Listing: ...

    @property
    def names(self) -> Names: ...

    @property
    def marks(self) -> Mapping[int, AssessmentView]: ...


def lines_of(page: Listed) -> Iterator[CommitmentLine]:
    """Give the rows of a list with codes instead of keys."""
    for row in page.listing.rows:
        yield _line(row, page.names, page.marks.get(row.figures.commitment_id))


def _line(row: ListRow, names: Names, mark: AssessmentView | None) -> CommitmentLine:

    def codes(kind: SubjectKind, keys: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(names[kind][key].code for key in keys)

    nodes = sorted(
        (names[SubjectKind.NODE][key] for key in row.node_ids), key=lambda one: one.level
    )
    return CommitmentLine(
        code=row.code,
        title=row.title,
        is_sample=row.is_sample,
        nodes=tuple(one.code for one in nodes),
        places=codes(SubjectKind.PLACE, row.place_ids),
        covers_whole_place=row.covers_whole_place,
        leads=codes(SubjectKind.LEAD, row.lead_ids),
        funders=codes(SubjectKind.FUNDER, row.funder_ids),
        themes=codes(SubjectKind.THEME, row.theme_ids),
        **facts(row.figures, COLUMNS),
        **mark_facts(mark),
    )


def table_rows(page: Listed, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COLUMNS per commitment; the title in the language of the page."""
    for line in lines_of(page):
        yield tuple(_cell(getattr(line, name), lang) for name in COLUMNS)


def _cell(value: Any, lang: str) -> Any:
    if isinstance(value, Translated):
        return value.in_language(lang).text
    if isinstance(value, tuple):
        return BETWEEN_CODES.join(value)
    if isinstance(value, bool):
        return YES if value else NO
    return value


#: What a sheet names beside its codes.
_NAMED = {
    "nodes": SubjectKind.NODE,
    "places": SubjectKind.PLACE,
    "leads": SubjectKind.LEAD,
    "funders": SubjectKind.FUNDER,
    "themes": SubjectKind.THEME,
}
_BETWEEN_NAMES = " · "


def sheet_of(page: Listed, lang: str) -> Table:
    """Give the list as people read it in a sheet: beside each column of codes one of names."""
    named = [f"{name}_names" for name in _NAMED]
    order = [part for name in COLUMNS for part in (name, f"{name}_names")]
    kept = [name for name in order if name in COLUMNS or name in named]
    return Table(columns(kept), _sheet_rows(page, lang, kept))


def _sheet_rows(page: Listed, lang: str, kept: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    words = {kind: _words(page.names[kind], lang) for kind in _NAMED.values()}
    for line in lines_of(page):
        cells = {name: _cell(getattr(line, name), lang) for name in COLUMNS}
        for name, kind in _NAMED.items():
            codes = getattr(line, name)
            cells[f"{name}_names"] = _BETWEEN_NAMES.join(words[kind][code] for code in codes)
        yield tuple(cells[name] for name in kept)


def _words(named: Mapping[int, SubjectName], lang: str) -> dict[str, str]:
    return {one.code: one.names.in_language(lang).text or one.code for one in named.values()}
