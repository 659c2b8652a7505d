"""What the columns of a table of values hold: told by their headings, else by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from athar.indicators.enums import Claim
from athar.intake.readers.sheet import Cell, Sheet
from athar.intake.tables.headings import EXACT, PATH_MARK, Heading, Meaning
from athar.intake.tables.profiles import LOOKED_AT, Profile, looks_like_number
from athar.intake.tables.table import (
    Column,
    Settled,
    Table,
    headings_of,
    last_heading_row,
    said_of_columns,
)
from athar.intake.values.register import Register, period_of
from athar.intake.vocabulary.fields import Field, TableKind
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.values import NOT_NEEDED, PLACE_FIELDS, VALUE_WORDS

MOST_ROWS_ABOVE = 40
_ENOUGH = 0.8
_SOME = 0.3
"""How many texts of a column must name the same kind of thing: under any heading, under "code"."""
_MOST_TEXTS = 200
_STATED = frozenset({Field.VALUE, Field.NUMERATOR})
_TOLD_BY_CELLS = frozenset({Field.CODE, Field.NAME})
"""Headings that say nothing of what is named below."""

_PIECES = re.compile(r"[:;,()،؛_\n|]|\s[-–—]\s|\s(?=(?:19|20)\d\d\b)")

_FIELD_OF = {normalise(phrase): field for field, all_ in VALUE_WORDS.items() for phrase in all_}


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of all values of a table that has no column for it."""

    indicator: int | None = None
    place: int | None = None
    period: str | None = None
    claim: Claim = Claim.DECLARED


@dataclass(frozen=True, slots=True)
class Pins:
    """What the heading of a column of values says of all of them; None is said elsewhere."""

    indicator: int | None = None
    place: int | None = None
    period: str | None = None
    part: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Pins()


def find_tables(sheets: Iterable[Sheet], settled: Settled, register: Register) -> tuple[Table, ...]:
    """Give the table of values of each visible sheet that has one."""
    said = settled.get(TableKind.VALUES, {})
    found = (_find_table(one, said, register) for one in sheets if not one.is_hidden)
    return tuple(one for one in found if one is not None)


def _find_table(
    sheet: Sheet, said: Mapping[str, Meaning | None], register: Register
) -> Table | None:
    """Give the table below the row whose cells read best as headings; the first that will do.

    Shape: one without a column of values is given too, so that a person may say which it is.
    """
    best: tuple[int, Table] | None = None
    for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        if sum(not cell.is_empty for cell in sheet.rows[row]) < 2:
            continue
        table = _read_as_headings(sheet, row, said, register)
        n_known = sum(one.meaning is not None for one in table.columns)
        fields = {one.meaning.field for one in table.columns if one.meaning}
        is_whole = not fields.isdisjoint(_STATED) or _tells_of_what(fields)
        score = n_known + is_whole
        if n_known > 1 and (best is None or score > best[0]):
            best = (score, table)
        if is_whole and table.is_mostly_understood:
            break
    return best[1] if best else None


def _tells_of_what(fields: AbstractSet[Field]) -> bool:
    """Tell whether headings say of what, where and when: only the value has another name."""
    return {Field.INDICATOR, Field.PERIOD} <= fields and not fields.isdisjoint(PLACE_FIELDS)


def _read_as_headings(
    sheet: Sheet, row: int, said: Mapping[str, Meaning | None], register: Register
) -> Table:
    last = last_heading_row(sheet, row)
    last += _goes_on(sheet, last, register)
    headings = headings_of(sheet, row, last)
    below = range(last + 1, min(len(sheet.rows), last + 1 + LOOKED_AT))
    cells = [[sheet.cell(one, index) for one in below] for index in range(len(headings))]
    by_person = said_of_columns(headings, said)
    meanings = _assigned(headings, cells, by_person, register)
    columns = tuple(
        Column(
            index,
            heading,
            meanings.get(index),
            Profile.of(cells[index]),
            is_left_out=index in by_person and by_person[index] is None,
        )
        for index, heading in enumerate(headings)
        if not heading.is_empty or index in meanings
    )
    return Table(TableKind.VALUES, sheet, row, last, columns, len(sheet.rows))


def _goes_on(sheet: Sheet, last: int, register: Register) -> bool:
    """Tell whether the next row divides the headings above it: parts, or periods, below gaps."""
    if last + 1 >= len(sheet.rows):
        return False
    below = {n: one for n, one in enumerate(sheet.rows[last + 1]) if not one.is_empty}
    in_gaps = [n for n in below if n > 0 and sheet.cell(last, n).is_empty]
    texts = [" ".join(one.text.split()) for one in below.values()]
    return bool(in_gaps) and all(register.part(one) is not None or _is_period(one) for one in texts)


def _assigned(
    headings: Sequence[Heading],
    cells: Sequence[Sequence[Cell]],
    said: Mapping[int, Meaning | None],
    register: Register,
) -> dict[int, Meaning]:
    """Give each column its meaning: as a person said, by its heading, by its cells."""
    found = {index: one for index, one in said.items() if one is not None}
    for index, heading in enumerate(headings):
        if index not in said and (meaning := _by_words(heading, register)):
            found[index] = meaning
    for index, column in enumerate(cells):
        is_open = index not in found or found[index].field in _TOLD_BY_CELLS
        least = _SOME if index in found else _ENOUGH
        if index not in said and is_open and (meaning := _by_cells(column, register, least)):
            found[index] = replace(meaning, score=EXACT // 2)
    if not any(one.field in _STATED for one in found.values()):
        found |= _wide(headings, cells, said, found, register) or _only_numbers(cells, said, found)
    return _once_each(_with_place(found))


def _with_place(found: dict[int, Meaning]) -> dict[int, Meaning]:
    """Take a column of codes or names as the places, where no other column says where."""
    open_ones = [index for index, one in found.items() if one.field in _TOLD_BY_CELLS]
    if open_ones and not any(one.field in PLACE_FIELDS for one in found.values()):
        return found | {open_ones[0]: Meaning(Field.PLACES, score=EXACT // 3)}
    return found


def _by_words(heading: Heading, register: Register) -> Meaning | None:
    for key in (*heading.keys, normalise(heading.own)):
        if field := _FIELD_OF.get(key):
            return None if heading.year and field in _STATED else Meaning(field, score=EXACT)
        if dimension := register.dimension(key):
            return Meaning(Field.CATEGORY, dimension=dimension, score=EXACT)
    return None


def _by_cells(cells: Sequence[Cell], register: Register, least: float) -> Meaning | None:
    """Tell a column by what most of its texts name."""
    texts = list(dict.fromkeys(" ".join(one.text.split()) for one in cells if not one.is_empty))
    texts = texts[:_MOST_TEXTS]
    if not texts:
        return None
    if _most(texts, lambda text: register.indicator(text).key is not None, least):
        return Meaning(Field.INDICATOR)
    for dimension in register.dimensions:
        options = [register.option(dimension, one) for one in texts]
        if any(options) and sum(one is not None for one in options) >= least * len(texts):
            return Meaning(Field.CATEGORY, dimension=dimension)
    if _most(texts, _is_period, least):
        return Meaning(Field.PERIOD)
    are_words = not any(isinstance(one.value, Decimal) for one in cells)
    if are_words and _most(texts, lambda text: bool(register.place(text, Field.PLACES)), least):
        return Meaning(Field.PLACES)
    return None


def _is_period(text: str) -> bool:
    is_year = text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100
    return is_year or (not looks_like_number(text) and period_of(text) is not None)


def _most(texts: Sequence[str], names: Callable[[str], bool], least: float) -> bool:
    return sum(map(names, texts)) >= least * len(texts)


def _wide(
    headings: Sequence[Heading],
    cells: Sequence[Sequence[Cell]],
    said: Mapping[int, Meaning | None],
    found: Mapping[int, Meaning],
    register: Register,
) -> dict[int, Meaning]:
    """Give the columns whose headings say of what, where, when or for whom their values are."""
    return {
        index: Meaning(Field.VALUE, score=EXACT)
        for index, heading in enumerate(headings)
        if index not in said
        and any(not one.is_empty for one in cells[index])
        and (index not in found or found[index].field in NOT_NEEDED)
        and not pins_of(heading, register).is_empty
    }


def _only_numbers(
    cells: Sequence[Sequence[Cell]],
    said: Mapping[int, Meaning | None],
    found: Mapping[int, Meaning],
) -> dict[int, Meaning]:
    """Give the one column of numbers that nothing else explains."""
    numbers = [
        index
        for index, column in enumerate(cells)
        if index not in said and index not in found and Profile.of(column).n_numbers > 0
    ]
    return {numbers[0]: Meaning(Field.VALUE, score=EXACT // 3)} if len(numbers) == 1 else {}


def _once_each(found: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """Keep of columns that say the same the surest; the others are known and not needed."""
    is_wide = sum(one.field is Field.VALUE for one in found.values()) > 1
    taken: set[tuple[Field, str]] = set()
    kept: dict[int, Meaning] = {}
    for index, meaning in sorted(found.items(), key=lambda one: (-one[1].score, one[0])):
        place = (meaning.field, meaning.dimension)
        may_repeat = meaning.field in NOT_NEEDED or (is_wide and meaning.field is Field.VALUE)
        kept[index] = meaning if may_repeat or place not in taken else replace(
            meaning, field=Field.NAME, dimension=""
        )  # fmt: skip
        taken.add(place)
    return dict(sorted(kept.items()))


def pins_of(heading: Heading, register: Register) -> Pins:
    """Read what the levels of a heading say of the values below; nothing when one says nothing."""
    pins = Pins()
    for text in heading.path.split(PATH_MARK):
        one = _pinned(pins, " ".join(text.split()), register)
        if one is None:
            words = _FIELD_OF.get(" ".join(heading.keys[:1]))
            is_year = heading.year is not None and words is Field.VALUE
            return Pins(period=str(heading.year)) if is_year else Pins()
        pins = one
    return pins


def _pinned(pins: Pins, text: str, register: Register) -> Pins | None:
    """Add what one level of a heading says; None when it says nothing of the kind."""
    if not text:
        return pins
    if (period := period_of(text)) is not None:
        return replace(pins, period=period)
    if (indicator := register.indicator(text).key) is not None:
        return replace(pins, indicator=indicator)
    if (part := register.part(text)) is not None:
        return replace(pins, part=part)
    places = register.place(text, Field.PLACES)
    return replace(pins, place=places[0].id) if len(places) == 1 else None


def said_above(table: Table, register: Register, given: Given) -> Given:
    """Add what stands above a table, or names its sheet, to what is said beside the file."""
    rows = table.sheet.rows[: table.first_heading_row]
    texts = [table.sheet.name, *(cell.text for row in rows for cell in row if not cell.is_empty)]
    pieces = [one.strip() for text in texts for one in (text, *_PIECES.split(text)) if one.strip()]
    for text in pieces:
        if given.indicator is None and (key := register.indicator(text).key) is not None:
            given = replace(given, indicator=key)
        elif given.period is None and _is_period(text):
            given = replace(given, period=period_of(text))
        elif given.place is None and len(places := register.place(text, Field.PLACES)) == 1:
            given = replace(given, place=places[0].id)
    return given


def columns_of_place(table: Table) -> Iterator[Column]:
    """Give the columns that say where, from the largest to the smallest."""
    for field in PLACE_FIELDS:
        yield from table.columns_of(field)
