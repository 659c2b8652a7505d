"""Writing the cells of a sheet that was read into a new workbook, as they stood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from athar.intake.readers.sheet import Sheet, Span, Value

_NO_TEXT_HAS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_UNITS = 32_767  # of UTF-16, in one cell of a workbook
_FORMULA_STARTS = ("=", "+", "-", "@")
_FIRST_DAY = dt.date(1900, 3, 1)  # workbooks count a 29 February 1900 that never was
_MOST_NUMBER = Decimal(10) ** 300
_DATE = "dd/mm/yyyy"
_LONGEST_FORMAT, _MOST_STYLES = 200, 1_000
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_NARROWEST, _WIDEST, _ROWS_MEASURED = 9, 50, 300


class Styles:
    """The formats of the cells of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **properties: object) -> Any:
        """Give the format with these properties; none when there are none, or far too many."""
        key = tuple((name, value) for name, value in properties.items() if value)
        if key and key not in self._made and len(self._made) < _MOST_STYLES:
            self._made[key] = self._workbook.add_format(dict(key))
        return self._made.get(key)


def clean(text: str) -> str:
    """Give a text as one cell may hold it: no control characters, no half characters, not longer.

    Shape: what no workbook may hold is shown as U+FFFD.
    """
    text = _NO_TEXT_HAS.sub("\ufffd", text)
    if len(text) > _MOST_UNITS // 2 and len(text.encode("utf-16-le")) > 2 * _MOST_UNITS:
        kept = text.encode("utf-16-le")[: 2 * (_MOST_UNITS - 1)]
        text = kept.decode("utf-16-le", "ignore") + "…"
    return text


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Tell whether more texts are written in Arabic letters than in others."""
    arabic = other = 0
    for text in texts:
        if _ARABIC.search(text):
            arabic += 1
        elif any(char.isalpha() for char in text):
            other += 1
    return arabic > other


def sheet_titles(names: Iterable[str]) -> list[str]:
    """Give each sheet a name that workbooks accept, no two alike."""
    titles: list[str] = []
    taken = {"history"}  # reserved
    for name in names:
        bare = _NOT_IN_TITLES.sub(" ", clean(name)).strip().strip("'")
        bare = bare.replace("\n", " ").replace("\r", " ") or "-"
        title, n = _cut(bare, _LONGEST_TITLE), 1
        while title.casefold() in taken:
            n += 1
            title = f"{_cut(bare, _LONGEST_TITLE - 6)} {n}"
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _cut(text: str, most_units: int) -> str:
    return text.encode("utf-16-le")[: 2 * most_units].decode("utf-16-le", "ignore").strip("' ")


def write_sheet(
    out: Any,
    sheet: Sheet,
    styles: Styles,
    fills: Mapping[tuple[int, int], str],
    *,
    with_merged: bool = True,
) -> None:
    """Write the cells of a sheet with their formats and merged areas, some filled with a colour.

    `fills` gives colours by row and column, counted from 0. A sheet in Arabic runs from the right.
    """
    texts = (cell.text for row in sheet.rows for cell in row if isinstance(cell.value, str))
    if is_right_to_left(texts):
        out.right_to_left()
    for number, width in enumerate(_widths(sheet)):
        out.set_column(number, number, width)
    for span in kept_spans(sheet) if with_merged else ():
        out.merge_range(span.top, span.left, span.bottom, span.right, "", styles.of(valign="top"))
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            fill = fills.get((row, column), "")
            if cell.value is not None or fill:
                write_value(out, row, column, cell.value, styles, shown=cell.format, bg_color=fill)


def write_value(
    out: Any,
    row: int,
    column: int,
    value: Value,
    styles: Styles,
    *,
    shown: str = "",
    **properties: object,
) -> None:
    """Write one value as what it is: a text stays a text, whatever it begins with."""
    shown = "" if shown == "date" or len(shown) > _LONGEST_FORMAT else shown
    if value is None:
        out.write_blank(row, column, None, styles.of(**properties))
    elif isinstance(value, bool):
        out.write_boolean(row, column, value, styles.of(**properties))
    elif isinstance(value, Decimal) and value.is_finite() and abs(value) < _MOST_NUMBER:
        out.write_number(row, column, value, styles.of(num_format=shown, **properties))
    elif isinstance(value, dt.date) and value >= _FIRST_DAY:
        out.write_datetime(row, column, value, styles.of(num_format=shown or _DATE, **properties))
    else:
        text = clean(str(value))
        looks = {"quote_prefix": text.startswith(_FORMULA_STARTS), "text_wrap": "\n" in text}
        out.write_string(row, column, text, styles.of(**(looks | properties)))


def kept_spans(sheet: Sheet) -> Iterator[Span]:
    """Give the merged areas as far as the sheet is filled; of two that overlap, the first."""
    n_rows, n_columns = len(sheet.rows), sheet.width
    n_left = 4 * n_rows * n_columns  # a damaged file may repeat an area many thousand times
    taken: set[tuple[int, int]] = set()
    for span in sheet.merged:
        kept = Span(
            span.top, span.left, min(span.bottom, n_rows - 1), min(span.right, n_columns - 1)
        )
        rows, columns = range(kept.top, kept.bottom + 1), range(kept.left, kept.right + 1)
        n_left -= len(rows) * len(columns)
        if len(rows) * len(columns) < 2 or n_left < 0:
            continue
        places = [(row, column) for row in rows for column in columns]
        if taken.isdisjoint(places):
            taken.update(places)
            yield kept


def _widths(sheet: Sheet) -> list[int]:
    """Give a width for each column, by the texts of its first rows, merged titles left out."""
    wide = {(span.top, span.left) for span in sheet.merged if span.right > span.left}
    widths = [_NARROWEST] * sheet.width
    for row, cells in enumerate(sheet.rows[:_ROWS_MEASURED]):
        for column, cell in enumerate(cells):
            if (row, column) not in wide and len(cell.text) >= widths[column]:
                widths[column] = min(len(cell.text) + 1, _WIDEST)
    return widths
