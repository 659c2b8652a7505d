"""The rows of OGP's table as typed values, with what is wrong in each cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.evaluation.enums import NoWord
from athar.evaluation.schemes import Step
from athar.intake.cells.texts import is_code
from athar.intake.enums import ProblemCode
from athar.intake.ogp.columns import Coding, layout
from athar.intake.ogp.dates import puts_day_first, read_date
from athar.intake.ogp.table import OgpTable, Record
from athar.intake.reports.problems import Problems
from athar.kernel.digits import to_western
from athar.kernel.periods import DatedOn, Edge, NotADate

NULLS = frozenset(NoWord.values)
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell of assessments says: a step or no word, when, and where it stood."""

    coding: Coding
    step: Step | None
    no_word: NoWord | None
    year: int | None
    column: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One commitment of the table; None and empty mean that the table does not say it.

    Shape: `areas` and `values` are codes of themes; `record` holds by heading, as written, what
    nothing else of the house holds.
    """

    row: int
    id: str
    plan: str
    member: str
    member_code: str
    is_national: bool
    years: tuple[int, int]
    number: int | None
    title: str
    summary: str
    text: str
    start: DatedOn | None
    end: DatedOn | None
    lead: str
    url: str
    areas: tuple[str, ...]
    values: tuple[str, ...]
    said: tuple[Said, ...]
    record: Mapping[str, str] = field(repr=False)


def read_rows(table: OgpTable, problems: Problems) -> list[Row]:
    """Give the rows that can be taken; the others are noted with what keeps them from it."""
    reader = _Reader(table, problems)
    return list(reader.rows())


class _Reader:
    def __init__(self, table: OgpTable, problems: Problems) -> None:
        self._table, self._columns, self._problems = table, table.columns, problems
        self._day_first = self._plans_that_put_the_day_first()

    def _plans_that_put_the_day_first(self) -> frozenset[str]:
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for record in self._table.records:
            dates = (self._text(record, "start"), self._text(record, "end"))
            texts[self._plan(record)] += [to_western(one) for one in dates]
        return frozenset(plan for plan, dates in texts.items() if puts_day_first(dates))

    def rows(self) -> Iterator[Row]:
        seen: dict[str, int] = {}
        for record in self._table.records:
            row = self._row(record)
            if row is None:
                continue
            if row.id in seen:
                self._note(record, ProblemCode.CODE_REPEATED, "id", detail=str(seen[row.id]))
                continue
            seen[row.id] = record.row
            yield row

    def _row(self, record: Record) -> Row | None:
        code, years = self._text(record, "id"), self._years(record)
        title, short = self._said(record, "title"), self._said(record, "short_title")
        if not is_code(code):
            self._note(
                record, ProblemCode.CODE_MALFORMED if code else ProblemCode.CODE_MISSING, "id"
            )
        elif not (title or short):
            self._note(record, ProblemCode.TITLE_MISSING, "title")
        elif years is None:
            self._note(record, ProblemCode.PLAN_YEARS_MISSING, "ends")
        else:
            is_long = bool(short) and len(title) > LONGEST_TITLE
            start, end = self._dates(record)
            return Row(
                row=record.row,
                id=code,
                plan=self._plan(record),
                member=self._said(record, "member"),
                member_code=self._said(record, "member_code").upper(),
                is_national="local" not in self._text(record, "level").lower(),
                years=years,
                number=_whole(self._text(record, "number")),
                title=short if is_long or not title else title,
                summary=title if is_long else "",
                text=_lines(self._said(record, "text")),
                start=start,
                end=end,
                lead=self._said(record, "lead"),
                url=self._said(record, "url"),
                areas=tuple(self._flagged(record, layout().areas)),
                values=tuple(self._flagged(record, layout().values)),
                said=tuple(self._assessments(record)),
                record=self._record(record),
            )
        return None

    def _plan(self, record: Record) -> str:
        """Give the identifier of the plan, made of its member and number where it has none."""
        stated = self._said(record, "plan").replace(" ", "")
        parts = (self._text(record, "member_code"), self._text(record, "plan_number"))
        return (
            stated or f"AP_{'-'.join(''.join(parts[0].split()).upper().split('/'))}{parts[1]:0>2}"
        )

    def _years(self, record: Record) -> tuple[int, int] | None:
        first, last, lasting = (
            _whole(self._text(record, name)) for name in ("submitted", "ends", "years")
        )
        if last is None and first is not None and lasting is not None:
            last = first + lasting
        if first is None and last is not None and lasting is not None:
            first = last - lasting
        if first is None or last is None or not {first, last} <= set(_YEARS) or last < first:
            return None
        return first, last

    def _dates(self, record: Record) -> tuple[DatedOn | None, DatedOn | None]:
        start = self._date(record, "start", Edge.START)
        end = self._date(record, "end", Edge.END)
        if start and end and end.on < start.on:
            self._note(record, ProblemCode.DATES_CROSSED, "end", detail=self._text(record, "start"))
            return None, None
        return start, end

    def _date(self, record: Record, name: str, edge: Edge) -> DatedOn | None:
        text = self._said(record, name)
        if not text:
            return None
        day_first = self._plan(record) in self._day_first
        try:
            read = read_date(text, edge=edge, day_first=day_first)
        except NotADate:
            self._note(record, ProblemCode.DATE_NOT_UNDERSTOOD, name)
            return None
        if read.dated.on.year not in _YEARS:
            self._note(record, ProblemCode.DATE_IMPLAUSIBLE, name)
            return None
        if read.was_year:
            self._note(record, ProblemCode.DATE_WAS_YEAR, name, detail=str(read.dated.on.year))
        elif read.is_either and day_first:
            on = read.dated.on.isoformat()
            self._note(record, ProblemCode.DATE_DAY_FIRST, name, detail=on)
        return read.dated

    def _flagged(self, record: Record, columns: Mapping[str, str]) -> Iterator[str]:
        for heading, code in columns.items():
            text = self._text(record, heading)
            if text == "1":
                yield code
            elif text not in {"", "0"} and text.upper() not in NULLS:
                self._note(record, ProblemCode.FLAG_NOT_READ, heading)

    def _assessments(self, record: Record) -> Iterator[Said]:
        for coding in layout().codings:
            at = self._columns.find(coding.column)
            text = record.text(at)
            if at is None or not text:
                continue
            no_word = self._no_word(text)
            step = None if no_word else coding.criterion.find(text)
            if step is None and no_word is None:
                self._note(record, ProblemCode.WORD_NOT_ON_SCALE, coding.column)
                continue
            year = _whole(record.text(self._columns.find(coding.year)))
            yield Said(
                coding,
                step,
                no_word,
                year if year in _YEARS else None,
                self._columns.called(at),
                text,
            )

    @staticmethod
    def _no_word(text: str) -> NoWord | None:
        upper = "NA" if text.lower() == "not applicable" else text.upper()
        return NoWord(upper) if upper in NULLS else None

    def _record(self, record: Record) -> dict[str, str]:
        return {name: text for at, name in self._columns.kept if (text := record.text(at))}

    def _text(self, record: Record, name: str) -> str:
        return record.text(self._columns.find(name))

    def _said(self, record: Record, name: str) -> str:
        """Give what a cell says, empty for each of the nulls."""
        text = self._text(record, name)
        return "" if text.upper() in NULLS else text

    def _note(self, record: Record, code: ProblemCode, name: str, **more: Any) -> None:
        at = self._columns.find(name)
        column = "" if at is None else self._columns.called(at)
        value = record.text(at)[:LONGEST_SHOWN]
        self._problems.add(code, row=record.row, column=column, value=value, **more)


LONGEST_TITLE = 200
"""A longer title is what the commitment says; it is called by its short one."""
LONGEST_SHOWN = 200
"""How much of the text of a cell a problem shows."""


def _whole(text: str) -> int | None:
    """Read a whole number, such as 2021 or 2021.0; None where there is none."""
    number = to_western(text).removesuffix(".0")
    return int(number) if number.isdecimal() and number.isascii() else None


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def day_of_year(year: int | None) -> dt.date | None:
    """Give the first day of a year that stands for it."""
    return None if year is None else dt.date(year, 1, 1)


def of_plans(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Give rows by plan, in the order of the table."""
    plans: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        plans[row.plan].append(row)
    return dict(plans)
