"""The column of codes of a return: found by the codes of the plan in it, whatever heads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from athar.intake.cells.texts import read_code
from athar.intake.enums import ProblemCode
from athar.intake.names.codes import KnownCodes
from athar.intake.readers.sheet import Cell, Sheet
from athar.intake.tables.headings import EXACT, Meaning
from athar.intake.tables.profiles import Profile
from athar.intake.tables.reading import TableReader
from athar.intake.vocabulary.fields import Field

_MAY_BE_CODES = frozenset({Field.ORDER, Field.TITLE, Field.REMARK, Field.INDICATOR})
"""What a heading may make of a column that holds codes all the same."""


def with_column_of_codes(
    meanings: Mapping[int, Meaning],
    sheet: Sheet,
    rows: Sequence[int],
    profiles: Mapping[int, Profile],
    known: KnownCodes,
) -> dict[int, Meaning]:
    """Take as the codes the column in which most codes of the plan stand, whatever its heading.

    At least half of its texts with a digit must be codes. Figures are none, though they may look
    like the end of one, and neither are the numbers of rows, unless the heading says so.
    """
    found = dict(meanings)
    now = next((n for n, one in meanings.items() if one.field is Field.CODE), None)
    codes = {
        column: _n_codes([sheet.cell(row, column) for row in rows], known)
        for column in range(sheet.width)
        if column == now
        or not (_is_other(meanings, column) or profiles.get(column, Profile()).is_counting)
    }
    best = max(codes, key=lambda column: codes[column], default=None)
    if best is not None and now is None and codes[best] == (0, 0):
        best = next((n for n in codes if _holds_titles(sheet, rows, n, known)), None)
    elif best is None or codes[best] <= (codes[now] if now is not None else (0, 0)):
        best = None
    if best is None:
        return found
    if now is not None:
        found[now] = Meaning(Field.ORDER)
    found[best] = Meaning(Field.CODE, score=EXACT // 2)
    return dict(sorted(found.items()))


def _is_other(meanings: Mapping[int, Meaning], column: int) -> bool:
    """Tell a column that its heading makes a figure, a date, a status."""
    return column in meanings and meanings[column].field not in _MAY_BE_CODES


def _n_codes(cells: Sequence[Cell], known: KnownCodes) -> tuple[int, int]:
    """Count the codes in a column, whole ones and all of them; none when most texts are none."""
    texts = [cell.text for cell in cells if any(char.isdigit() for char in cell.text)]
    codes = [code for text in texts if (code := known.find(text)) is not None]
    n_whole = sum(read_code(cell) in known.codes for cell in cells)
    return (n_whole, len(codes)) if len(codes) * 2 >= len(texts) else (0, 0)


def _holds_titles(sheet: Sheet, rows: Sequence[int], column: int, known: KnownCodes) -> bool:
    """Tell a column of which at least half are titles of the plan."""
    texts = [cell.text for row in rows if not (cell := sheet.cell(row, column)).is_empty]
    n_titles = sum(known.find_title(text) is not None for text in texts)
    return n_titles > 0 and n_titles * 2 >= len(texts)


def are_titles(reader: TableReader, known: KnownCodes) -> bool:
    """Tell whether titles stand for the codes of a table, and ask about it."""
    column = reader.table.column_of(Field.CODE)
    texts = [row.text(Field.CODE) for row in map(reader.row, reader.rows)]
    if any(known.find(text) for text in texts):
        return False
    n_titles = sum(known.find_title(text) is not None for text in texts)
    if n_titles:
        reader.problems.add(
            ProblemCode.CODES_RECOGNISED,
            sheet=reader.table.sheet.name,
            row=reader.table.last_heading_row + 1,
            column=column.name if column else "",
            detail=str(n_titles),
        )
    return n_titles > 0


def note_short_codes(reader: TableReader, known: KnownCodes) -> None:
    """Ask once about codes that lack what codes of the plan begin with, or their zeros."""
    column = reader.table.column_of(Field.CODE)
    for row in map(reader.row, reader.rows):
        written, code = row.code(Field.CODE), known.find(row.text(Field.CODE))
        if code is not None and not written.startswith(code):
            reader.problems.add(
                ProblemCode.CODES_COMPLETED,
                sheet=reader.table.sheet.name,
                row=reader.table.last_heading_row + 1,
                column=column.name if column else "",
                value=row.text(Field.CODE),
                detail=code,
            )
            return
