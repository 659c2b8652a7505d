"""What each row under the headings of a table is: a project, a section's head, a sum, a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from athar.intake.cells.reading import why_nothing
from athar.intake.readers.sheet import Cell, Sheet
from athar.intake.tables.profiles import looks_like_number
from athar.intake.tables.sections import Section, is_note, read_section
from athar.intake.vocabulary.fields import CARRIED_WORDS, HELP_WORDS, TOTAL_WORDS, Field
from athar.intake.vocabulary.keys import normalise
from athar.kernel.digits import to_western

TREE = (Field.AXIS, Field.SUB_AXIS, Field.PROGRAMME)
PlaceTeller = Callable[[str], Field | None]

_HELP = frozenset(map(normalise, HELP_WORDS))
_TOTALS = tuple(sorted(map(normalise, TOTAL_WORDS), key=len, reverse=True))
_CARRIED = frozenset(map(normalise, CARRIED_WORDS))
_LONGEST_TOTAL = 120
_BEGINNING = 24
_NUMBER_OF_COLUMN = re.compile(r"\s*[(\[]?\s*(?P<number>\d{1,2})\s*[)\]]?\s*(?:=.*)?$")


class RowKind(StrEnum):
    """What a row under the headings is."""

    DATA = "data"
    EMPTY = "empty"
    HELP = "help"
    HEADING = "heading"
    TOTAL = "total"
    SECTION = "section"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Total:
    """A row of sums: what it calls itself, and the sections that stand open where it stands."""

    row: int
    label: str
    sections: tuple[Section, ...] = ()
    is_of_rows_below: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a table by what they are; `sections` are those each data row stands in."""

    data: tuple[int, ...] = ()
    sections: Mapping[int, tuple[Section, ...]] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()

    def sections_of(self, row: int) -> tuple[Section, ...]:
        return self.sections.get(row, ())


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a table lies in its sheet; `code_column` is the one that tells projects from sums.

    Shape: `payer_column` names who pays in a table with a row for each share.
    """

    sheet: Sheet
    first_heading_row: int
    last_heading_row: int
    end: int
    n_columns: int
    code_column: int | None = None
    payer_column: int | None = None
    is_of_projects: bool = True


@dataclass(slots=True)
class _Open:
    """The sections that stand open while a table is read from the top down."""

    order: list[Field] = field(default_factory=list)
    sections: dict[Field, Section] = field(default_factory=dict)

    def open(self, section: Section) -> None:
        level = section.level
        assert level is not None
        if level not in self.order:
            self.order.insert(self._place_of(level), level)
        below = self.order[self.order.index(level) + 1 :]
        earlier = self.sections.get(level)
        if earlier is not None and earlier.text == section.text:
            return  # the same heads every printed page
        for one in below:
            self.sections.pop(one, None)
        self.sections[level] = section

    def _place_of(self, level: Field) -> int:
        """Give where a level belongs: as it first appears, the tree's own levels in their order."""
        if level in TREE:
            deeper = TREE[TREE.index(level) + 1 :]
            return next((n for n, one in enumerate(self.order) if one in deeper), len(self.order))
        return len(self.order)

    def now(self) -> tuple[Section, ...]:
        return tuple(self.sections[level] for level in self.order if level in self.sections)


def lay_out(bounds: Bounds, is_place: PlaceTeller) -> Layout:
    """Say what each row under the headings is."""
    kinds = {row: _kind(bounds, row, is_place) for row in range(_first(bounds), bounds.end)}
    sums = [row for row, (kind, _s) in kinds.items() if kind is RowKind.SECTION]
    with_sums = [row for row in sums if _is_unnumbered_with_sums(kinds[row][1], bounds, row)]
    n_data = sum(kind is RowKind.DATA for kind, _section in kinds.values())
    if len(with_sums) > n_data:
        # a table whose every row begins like the head of a section has rows, not sections
        kinds |= dict.fromkeys(with_sums, (RowKind.DATA, None))
    kinds |= _unnamed_sections(kinds, bounds.sheet)
    return _assembled(bounds, kinds, is_place)


def _is_unnumbered_with_sums(section: Section | None, bounds: Bounds, row: int) -> bool:
    is_numbered = section is not None and bool(section.code)
    return not is_numbered and any(map(_is_number, bounds.sheet.rows[row]))


def _first(bounds: Bounds) -> int:
    return bounds.last_heading_row + 1


def _assembled(
    bounds: Bounds, kinds: Mapping[int, tuple[RowKind, Section | None]], is_place: PlaceTeller
) -> Layout:
    now = _Open()
    for section in _sections_above(bounds, is_place):
        now.open(section)
    data: list[int] = []
    of_rows: dict[int, tuple[Section, ...]] = {}
    totals: list[Total] = []
    for row, (kind, heads) in kinds.items():
        if heads is not None:
            now.open(heads)
            if any(map(_is_number, bounds.sheet.rows[row])):
                totals.append(Total(row, heads.text, now.now(), is_of_rows_below=True))
        elif kind is RowKind.DATA:
            data.append(row)
            if opened := now.now():
                of_rows[row] = opened
        elif kind is RowKind.TOTAL:
            label = _words(bounds.sheet.rows[row])[0].text
            totals.append(Total(row, " ".join(label.split()), now.now()))
    return Layout(tuple(data), of_rows, tuple(totals))


def _sections_above(bounds: Bounds, is_place: PlaceTeller) -> Iterator[Section]:
    """Read the sections named above the headings, as in a sheet for each axis or region."""
    for row in range(max(0, bounds.first_heading_row - 8), bounds.first_heading_row):
        texts = _words(bounds.sheet.rows[row])
        if len(texts) == 1:
            section = read_section([texts[0].text], row, is_place)
            if section is not None:
                yield section


def _kind(bounds: Bounds, row: int, is_place: PlaceTeller) -> tuple[RowKind, Section | None]:
    filled = [cell for cell in bounds.sheet.rows[row] if not cell.is_empty]
    if not filled:
        return RowKind.EMPTY, None
    if row == _first(bounds) and (_is_help(filled) or _numbers_columns(filled)):
        return RowKind.HELP, None
    if _repeats_headings(bounds, filled):
        return RowKind.HEADING, None
    return _kind_by_words(bounds, row, filled, is_place)


def _kind_by_words(
    bounds: Bounds, row: int, filled: Sequence[Cell], is_place: PlaceTeller
) -> tuple[RowKind, Section | None]:
    words = _words(filled)
    has_code = _has_code(bounds, row)
    if words and not has_code and any(is_total(cell.text) for cell in words[:2]):
        return RowKind.TOTAL, None
    if _is_share(bounds, row, words):
        return RowKind.DATA, None
    if has_code:
        section = _coded_section(bounds, row, filled, words)
    else:
        section = _section(bounds, row, filled, words, is_place)
    if section is not None:
        return RowKind.SECTION, section
    if not words and not any(map(_is_number, filled)):
        return RowKind.EMPTY, None
    is_lone = len(filled) == 1 or len({cell.text for cell in filled}) == 1
    return (RowKind.NOTE if is_lone and bounds.n_columns > 1 else RowKind.DATA), None


def _is_share(bounds: Bounds, row: int, words: Sequence[Cell]) -> bool:
    """Tell a row that begins with who pays: a share of the project above."""
    column = bounds.payer_column
    return column is not None and bool(words) and words[0] is bounds.sheet.cell(row, column)


def _section(
    bounds: Bounds,
    row: int,
    filled: Sequence[Cell],
    words: Sequence[Cell],
    is_place: PlaceTeller,
) -> Section | None:
    """Read a row as the head of a section: few words, no code, and nothing else but sums."""
    texts = list(dict.fromkeys(" ".join(cell.text.split()) for cell in words))
    if not bounds.is_of_projects or not 1 <= len(texts) <= 2 or bounds.n_columns < 3:
        return None
    numbers = [cell for cell in filled if _is_number(cell)]
    if len(texts) == 2 and len(filled) > 2:
        return None
    section = read_section(texts, row, is_place if not numbers else _no_place)
    if section is None or not numbers:
        return section
    is_named = bool(section.code) or section.level not in TREE
    stands_first = bool(filled) and filled[0] is words[0]
    return section if is_named and stands_first else None


def _coded_section(
    bounds: Bounds, row: int, filled: Sequence[Cell], words: Sequence[Cell]
) -> Section | None:
    """Read a row as "A1 | Axe 1 : …": its title says the level, and all else in it are sums."""
    assert bounds.code_column is not None
    code = bounds.sheet.cell(row, bounds.code_column)
    titles = [cell for cell in words if cell is not code]
    others = [cell for cell in filled if cell is not code and not _is_number(cell)]
    if not bounds.is_of_projects or len(titles) != 1 or len(others) != 1:
        return None
    section = read_section([titles[0].text], row, _no_place)
    return section if section is not None and section.level in TREE and section.code else None


def _no_place(_text: str) -> Field | None:
    return None


def _unnamed_sections(
    kinds: Mapping[int, tuple[RowKind, Section | None]], sheet: Sheet
) -> dict[int, tuple[RowKind, Section | None]]:
    """Take lone texts that stand right above projects as sections, when no section has a level."""
    if any(section is not None and section.level in TREE for _k, section in kinds.values()):
        return {}
    notes = [row for row, (kind, _s) in kinds.items() if kind is RowKind.NOTE]
    often = Counter(_words(sheet.rows[row])[0].text for row in notes if _words(sheet.rows[row]))
    rows = list(kinds)
    found: dict[int, tuple[RowKind, Section | None]] = {}
    for row in notes:
        after = next(
            (kinds[one][0] for one in rows if one > row and kinds[one][0] is not RowKind.EMPTY),
            None,
        )
        words = _words(sheet.rows[row])
        if after is RowKind.DATA and words and often[words[0].text] == 1:
            text = " ".join(words[0].text.split())
            if not is_note(text):
                found[row] = (RowKind.SECTION, Section(Field.AXIS, text, row, title=text))
    return found


def _words(cells: Sequence[Cell]) -> list[Cell]:
    return [
        cell
        for cell in cells
        if isinstance(cell.value, str)
        and not cell.is_empty
        and not _is_number(cell)
        and why_nothing(cell) is None
    ]


def _is_number(cell: Cell) -> bool:
    if isinstance(cell.value, str):
        return _looks_like_number(cell.text)
    return isinstance(cell.value, Decimal)


@lru_cache(maxsize=65_536)
def _looks_like_number(text: str) -> bool:
    return looks_like_number(text)


def _has_code(bounds: Bounds, row: int) -> bool:
    if bounds.code_column is None:
        return False
    cell = bounds.sheet.cell(row, bounds.code_column)
    if not any(char.isdigit() for char in cell.text) or is_total(cell.text):
        return False
    # the head of a section often begins in the column of codes: "Axe 1 : …"
    return " " not in cell.text.strip() or _heads_nothing(cell.text)


@lru_cache(maxsize=65_536)
def _heads_nothing(text: str) -> bool:
    return read_section([text], 0, _no_place) is None


def _repeats_headings(bounds: Bounds, filled: Sequence[Cell]) -> bool:
    """Tell a row that says the headings again, as at the top of a printed page."""
    if any(isinstance(cell.value, (Decimal, date)) for cell in filled[:3]):
        return False
    texts = [cell.text.split() for cell in filled]
    for row in range(bounds.first_heading_row, bounds.last_heading_row + 1):
        headings = [cell.text.split() for cell in bounds.sheet.rows[row] if not cell.is_empty]
        if len(headings) > 1 and headings == texts:
            return True
    return False


def _is_help(filled: Sequence[Cell]) -> bool:
    """Tell a row of instructions: half of its texts say how to fill the column."""
    n_helping = sum(
        any(f" {words} " in f" {normalise(cell.text)} " for words in _HELP)
        for cell in filled
        if isinstance(cell.value, str)
    )
    return n_helping * 2 >= len(filled)


def _numbers_columns(filled: Sequence[Cell]) -> bool:
    """Tell a row that numbers the columns: 1, 2, 3 … or (1), (2), (3) = (1) + (2)."""
    found = [_NUMBER_OF_COLUMN.match(to_western(cell.text)) for cell in filled]
    numbers = [int(one["number"]) for one in found if one]
    return len(filled) > 2 and numbers == list(range(1, len(filled) + 1))


@lru_cache(maxsize=65_536)
def is_total(text: str) -> bool:
    """Tell whether a text begins like the name of a row of sums."""
    if len(text) > _LONGEST_TOTAL:
        return False
    key = normalise(text.strip()[:_BEGINNING])
    return key in _CARRIED or any(key == words or key.startswith(f"{words} ") for words in _TOTALS)
