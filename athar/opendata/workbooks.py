"""Tables as workbooks: typed cells, frozen heads, right to left in Arabic, notes on whence."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import pgettext

from athar.kernel.text import direction
from athar.opendata.columns import Column, Kind, Table
from athar.opendata.explanations import column_lines, note_lines
from athar.opendata.notes import Notes
from athar.ui.templating import plain

#: What a cell can hold at most in the format; longer texts are cut and end with an ellipsis.
LONGEST_TEXT = 32_767
_INK, _GREEN, _MUTE, _RULE = "#1B2420", "#0B5D4B", "#5C6660", "#C9CFC8"
_FONT = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "vcenter"}
_NUMBER_FORMATS: Mapping[Kind, str] = {
    Kind.COUNT: "#,##0",
    Kind.YEAR: "0",
    Kind.DAYS: "+#,##0;-#,##0;0",
    Kind.NUMBER: "General",
    Kind.PERCENT: "0.00%",
    Kind.MONEY: "#,##0.00",
    Kind.DEGREES: "0.000000",
    Kind.DAY: "yyyy-mm-dd",
}
_WIDTHS: Mapping[Kind, int] = {
    Kind.TEXT: 48,
    Kind.CODE: 15,
    Kind.CHOICE: 18,
    Kind.MONEY: 19,
    Kind.DAY: 13,
}
_NARROWEST, _HEAD_ROWS = 12, 2
#: Height of a line of words and of the air around it, in points; a cell shows this many lines.
_LINE_HEIGHT, _AIR, _MOST_LINES = 13, 5, 8
#: A printed 100 % means complete: what is almost complete shows what it is.
_ALMOST, _WHOLE = Decimal("99.99"), Decimal(100)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of cells, made once for a workbook."""

    label: Any
    name: Any
    text: Any
    code: Any
    strong: Any
    title: Any
    of_kind: Mapping[Kind, Any]


def workbook_bytes(table: Table, notes: Notes, lang: str) -> bytes:
    """Write a table with its notes as the bytes of an XLSX file.

    Shape: the first sheet holds the table under two frozen lines, the words of each column and its
    name for machines; the second what the table is and where it comes from; the third what each
    column means. The same table, notes and language give the same bytes. No cell is a formula.
    Memory holds the finished file and one line, whatever the number of lines.
    Units: percents are shares of one that read as percents; amounts lose what lies beyond the 15
    digits that the format keeps, CSV is exact.
    """
    import xlsxwriter

    made = io.BytesIO()
    with translation.override(lang):
        book = xlsxwriter.Workbook(made, {"constant_memory": True})
        book.set_properties(
            {
                "title": notes.title,
                "author": notes.publisher,
                "comments": notes.licence,
                "created": notes.published_at.astimezone(dt.UTC).replace(tzinfo=None),
            }
        )
        styles = _styles(book, lang)
        _table_sheet(book, styles, table, lang)
        notes_sheet = _sheet(book, pgettext("sheet of a workbook", "Notes"), lang)
        _lines(notes_sheet, styles, note_lines(notes), (30, 100), title=notes.title)
        columns_sheet = _sheet(book, pgettext("sheet of a workbook", "Columns"), lang)
        _lines(columns_sheet, styles, column_lines(table.columns), (30, 30, 14, 60, 60))
        book.close()
    return made.getvalue()


def _styles(book: Any, lang: str) -> _Styles:
    start = "right" if direction(lang) == "rtl" else "left"
    base = {**_FONT, "reading_order": 2 if direction(lang) == "rtl" else 1}
    code = {**_FONT, "reading_order": 1, "align": start}
    head = {"bold": True, "text_wrap": True, "bg_color": _GREEN, "font_color": "#FFFFFF"}
    return _Styles(
        label=book.add_format({**base, **head, "align": start}),
        name=book.add_format(
            {**code, "font_size": 8, "font_color": _MUTE, "bottom": 1, "bottom_color": _RULE}
        ),
        text=book.add_format({**base, "text_wrap": True, "align": start}),
        code=book.add_format(code),
        strong=book.add_format({**base, "bold": True, "text_wrap": True, "align": start}),
        title=book.add_format({**base, "bold": True, "font_size": 14, "font_color": _GREEN}),
        of_kind={
            kind: book.add_format({**_FONT, "num_format": shown, "align": "right"})
            for kind, shown in _NUMBER_FORMATS.items()
        },
    )


def _sheet(book: Any, name: str, lang: str) -> Any:
    sheet = book.add_worksheet(name)
    if direction(lang) == "rtl":
        sheet.right_to_left()
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_footer("&C&P / &N")
    return sheet


def _table_sheet(book: Any, styles: _Styles, table: Table, lang: str) -> None:
    columns = table.columns
    sheet = _sheet(book, pgettext("sheet of a workbook", "Table"), lang)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column))
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, plain(column.label), styles.label)
    for place, column in enumerate(columns):
        sheet.write_string(1, place, column.name, styles.name)
    sheet.freeze_panes(_HEAD_ROWS, _n_frozen(columns))
    sheet.repeat_rows(0, _HEAD_ROWS - 1)
    sheet.repeat_columns(0)
    writers = [_writer(sheet, styles, column) for column in columns]
    last = _HEAD_ROWS - 1
    widths = {n: _width(one) for n, one in enumerate(columns) if one.kind is Kind.TEXT}
    for last, row in enumerate(table.rows, _HEAD_ROWS):
        sheet.set_row(last, _height((row[place], width) for place, width in widths.items()))
        for place, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None and value != "":
                write(last, place, value)
    sheet.autofilter(_HEAD_ROWS - 1, 0, last, len(columns) - 1)


def _n_frozen(columns: Sequence[Column]) -> int:
    """Hold the code still that names the line, where the table begins with one."""
    return 1 if columns[0].kind is Kind.CODE else 0


def _width(column: Column) -> int:
    words = max(map(len, plain(column.label).split()), default=0)
    return max(_WIDTHS.get(column.kind, _NARROWEST), words + 2, len(column.name) * 5 // 6)


def _height(cells: Iterable[tuple[Any, int]]) -> int:
    """Give the height a line needs to show its words, given with the widths of their columns."""
    n_lines = max((-(-len(str(words or "")) // width) for words, width in cells), default=1)
    return _LINE_HEIGHT * min(max(n_lines, 1), _MOST_LINES) + _AIR


def _writer(sheet: Any, styles: _Styles, column: Column) -> Callable[[int, int, Any], None]:
    """Give what writes a cell of a column: always as the type it is, never as a formula."""
    text_style = styles.text if column.kind is Kind.TEXT else styles.code
    style = styles.of_kind.get(column.kind, styles.text)
    words = {code: plain(label) for code, label in column.values.items()}

    def write(row: int, place: int, value: Any) -> None:
        if isinstance(value, dt.date):
            sheet.write_datetime(row, place, value, style)
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            sheet.write_number(row, place, _number(column.kind, value), style)
        elif words:
            sheet.write_string(row, place, words.get(str(value), str(value)), styles.text)
        else:
            sheet.write_string(row, place, _text(value), text_style)

    return write


def _number(kind: Kind, value: Decimal | int) -> float:
    if kind is not Kind.PERCENT:
        return float(value)
    share = _ALMOST if _ALMOST < value < _WHOLE else value
    return float(share / _WHOLE)


def _text(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _lines(
    sheet: Any,
    styles: _Styles,
    lines: Iterable[Sequence[str]],
    widths: Sequence[int],
    *,
    title: str = "",
) -> None:
    """Write lines of words; the first cell of each is what the others are about."""
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    first = 0
    if title:
        sheet.write_string(0, 0, title, styles.title)
        first = 2
    for row, cells in enumerate(lines, first):
        sheet.set_row(row, _height(zip(cells, widths, strict=True)))
        for place, words in enumerate(cells):
            if words:
                style = styles.strong if place == 0 else styles.text
                sheet.write_string(row, place, _text(words), style)
