"""The copy of a file with its problems marked on its cells, to be corrected in a workbook."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from athar.intake.enums import Severity
from athar.intake.readers.sheet import Sheet, SheetFile, Value, column_index, column_letter
from athar.intake.reports.copying import (
    Styles,
    clean,
    kept_spans,
    sheet_titles,
    write_sheet,
    write_value,
)
from athar.intake.reports.problems import Problem
from athar.intake.tables.headings import PATH_MARK
from athar.kernel.text import direction, normalise

MOST_MARKED = 20_000
"""Spreadsheet programs open no sheet with many more links and comments."""

MOST_IN_MEMORY = 300_000
"""Cells; larger files are written row by row, which knows no merged areas."""

_NAMES = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.QUESTION: gettext_lazy("Question"),
    Severity.NOTICE: gettext_lazy("Notice"),
}
_COLOURS = {
    Severity.ERROR: "#F4B6B0",
    Severity.QUESTION: "#FFE08A",
    Severity.NOTICE: "#CFE2F7",
}
_WORST_FIRST = tuple(_NAMES)
_NAMED = re.compile(r"([A-Z]{1,3})(?: / (.*))?$", re.DOTALL)
_HEADING: Mapping[str, Any] = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
_PLAIN: Mapping[str, Any] = {"text_wrap": True, "valign": "top"}
_LINK: Mapping[str, Any] = {**_PLAIN, "font_color": "#0B57D0", "underline": 1}
_WIDTHS = (12, 18, 8, 28, 28, 80)
_ROW, _COLUMN = 2, 3

Place = tuple[int, int]
"""A cell: row and column, counted from 0."""


def marked_copy(file: SheetFile, problems: Sequence[Problem], *, lang: str) -> bytes:
    """Write the visible sheets of a file as XLSX, each problem on its cell and all in a list.

    Shape: a first sheet lists every problem with a link to its cell. A problem of a row marks the
    first filled cell of the row, one of a column its heading, one of a sheet or of the file none.
    A cell has the colour of its worst problem and a comment with the messages in `lang`; beyond
    the first 20,000 problems they are only listed. Beyond 300,000 cells no areas are merged.
    """
    import xlsxwriter

    sheets = [sheet for sheet in file.sheets if not sheet.is_hidden]
    places = _places(sheets, problems[:MOST_MARKED])
    n_cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    is_large = n_cells > MOST_IN_MEMORY
    stream = io.BytesIO()
    options = {"constant_memory": True} if is_large else {"in_memory": True}
    with override(lang), xlsxwriter.Workbook(stream, options) as workbook:
        styles = Styles(workbook)
        titles = sheet_titles([_("Problems"), *(sheet.name for sheet in sheets)])
        listed = workbook.add_worksheet(titles[0])
        if direction(lang) == "rtl":
            listed.right_to_left()
        named = dict(zip((sheet.name for sheet in sheets), titles[1:], strict=True))
        _write_list(listed, problems, places, named, styles)
        for sheet, title in zip(sheets, titles[1:], strict=True):
            marks = _marks_of(sheet, problems, places)
            out = workbook.add_worksheet(title)
            fills = {at: _COLOURS[found[0].severity] for at, found in marks.items()}
            write_sheet(out, sheet, styles, fills, with_merged=not is_large)
            for at, found in marks.items():
                out.write_comment(*at, *_comment(found))
    return stream.getvalue()


def _places(sheets: Sequence[Sheet], problems: Sequence[Problem]) -> dict[int, Place]:
    """Give the cell of each problem that has one, by the number of the problem."""
    by_name = {sheet.name: sheet for sheet in reversed(sheets)}
    covers = {name: _covers(sheet) for name, sheet in by_name.items()}
    found: dict[int, Place] = {}
    for number, problem in enumerate(problems):
        sheet = by_name.get(problem.sheet)
        if sheet is not None and (at := _place(sheet, problem)) is not None:
            found[number] = covers[sheet.name].get(at, at)
    return found


def _covers(sheet: Sheet) -> dict[Place, Place]:
    """Give the first cell of each merged area by the cells that it covers."""
    return {
        (row, column): (span.top, span.left)
        for span in kept_spans(sheet)
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    }


def _place(sheet: Sheet, problem: Problem) -> Place | None:
    named = _NAMED.match(problem.column)
    column = column_index(named[1]) if named else None
    if column is not None and column >= sheet.width:
        return None
    if problem.row is None:
        return None if column is None else _heading_of(sheet, column, (named and named[2]) or "")
    row = problem.row - 1
    if not 0 <= row < len(sheet.rows):
        return None
    return row, _first_filled(sheet, row) if column is None else column


def _first_filled(sheet: Sheet, row: int) -> int:
    return next((n for n, cell in enumerate(sheet.rows[row]) if not cell.is_empty), 0)


def _heading_of(sheet: Sheet, column: int, path: str) -> Place | None:
    """Give the cell of a heading: it says what the path ends in; else what stands first."""
    filled = [n for n in range(len(sheet.rows)) if not sheet.cell(n, column).is_empty]
    wanted = normalise(path.rpartition(PATH_MARK)[2])
    said = (n for n in filled if normalise(sheet.cell(n, column).text) == wanted)
    row = next(said, filled[0] if filled else None)
    return None if row is None else (row, column)


def _marks_of(
    sheet: Sheet, problems: Sequence[Problem], places: Mapping[int, Place]
) -> dict[Place, list[Problem]]:
    """Give the problems of one sheet by cell, the worst first."""
    marks: dict[Place, list[Problem]] = defaultdict(list)
    for number, at in places.items():
        if problems[number].sheet == sheet.name:
            marks[at].append(problems[number])
    for found in marks.values():
        found.sort(key=lambda one: _WORST_FIRST.index(one.severity))
    return marks


def _comment(problems: Sequence[Problem]) -> tuple[str, dict[str, Any]]:
    """Give the comment of a cell and how large it is shown."""
    said = [
        _("%(severity)s: %(message)s") % {"severity": _NAMES[one.severity], "message": one.message}
        for one in problems
    ]
    text = clean("\n".join(dict.fromkeys(said)))
    lines = sum(1 + len(line) // 40 for line in text.split("\n"))
    return text, {"width": 280, "height": min(24 + 18 * lines, 400), "author": "Athar"}


def _write_list(
    out: Any,
    problems: Sequence[Problem],
    places: Mapping[int, Place],
    titles: Mapping[str, str],
    styles: Styles,
) -> None:
    """Write the list of all problems, each with a link to its cell."""
    headings = (
        _("How much it matters"),
        _("Sheet"),
        _("Row"),
        _("Column"),
        _("Value"),
        _("What is wrong and what to do"),
    )
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
        out.set_column(column, column, width)
        write_value(out, 0, column, heading, styles, **_HEADING)
    for number, problem in enumerate(problems):
        linked = None
        if number in places:
            linked = _ROW if problem.row else _COLUMN
            out.write_url(number + 1, linked, _target(titles[problem.sheet], places[number]))
        for column, value in enumerate(_cells(problem)):
            looks = dict(_LINK) if column == linked else dict(_PLAIN)
            if column == 0:
                looks["bg_color"] = _COLOURS[problem.severity]
            write_value(out, number + 1, column, value, styles, **looks)
    out.freeze_panes(1, 0)
    out.autofilter(0, 0, len(problems), len(headings) - 1)


def _cells(problem: Problem) -> tuple[Value, ...]:
    return (
        str(_NAMES[problem.severity]),
        problem.sheet,
        Decimal(problem.row) if problem.row else None,
        problem.column,
        problem.value,
        problem.message,
    )


def _target(title: str, at: Place) -> str:
    quoted = title.replace("'", "''")
    return f"internal:'{quoted}'!{column_letter(at[1])}{at[0] + 1}"
