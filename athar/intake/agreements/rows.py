"""The rows of a table of agreements: who pays in which column, what is signed, what amends it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from athar.intake.agreements.split import Split, holds_money, with_split
from athar.intake.enums import ProblemCode
from athar.intake.names.bodies import Bodies
from athar.intake.tables.headings import PATH_MARK, Heading, Meaning, guessed
from athar.intake.tables.reading import RowReader, TableReader
from athar.intake.tables.table import Column
from athar.intake.vocabulary.agreements import AMENDMENT_WORDS
from athar.intake.vocabulary.fields import DATES, MONEY, PERCENTS, Field
from athar.intake.vocabulary.payers import Payer, is_sum_alone, payer_of
from athar.intake.vocabulary.words import find_unit
from athar.kernel.text import Translated, normalise

LONGEST_NUMBER = 60

_AMENDS = tuple(map(normalise, AMENDMENT_WORDS))
_SHARE_WORDS = frozenset(
    map(normalise, ("part", "contribution", "apport", "participation", "de", "du", "des", "la",
                    "le", "l", "of", "the", "مساهمة", "حصة"))
)  # fmt: skip
_NO_SHARES = MONEY | PERCENTS | DATES
_IN_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")


@dataclass(frozen=True, slots=True)
class Partner:
    """A column of shares and the code of the body that pays them."""

    column: Column
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one row states of an agreement; `amendment` None is the text first signed.

    Shape: `shares` is empty in a table without partners; then `states_shares` is False.
    `more_rows` are those that go on where each partner has a row.
    """

    row: RowReader = field(repr=False)
    amendment: int | None
    session_on: dt.date | None
    title: Translated
    shares: dict[str, Decimal | None]
    origins: dict[str, Mapping[str, Any]]
    total: Decimal | None
    states_shares: bool = True
    more_rows: list[RowReader] = field(default_factory=list, repr=False)

    @property
    def keys(self) -> frozenset[tuple[str, int]]:
        """What problems name its rows by: one for each partner, where each has a row."""
        return frozenset(one.key for one in (self.row, *self.more_rows))

    @property
    def sum(self) -> Decimal:
        """Add up the shares whose amounts are known."""
        return sum((one for one in self.shares.values() if one is not None), Decimal(0))


@dataclass(slots=True, kw_only=True)
class SignedAgreement:
    """An agreement, with its amendments in the order of their rows."""

    number: str
    signed: Stated
    covered: str = ""
    amendments: list[Stated] = field(default_factory=list)

    @property
    def in_force(self) -> Stated:
        """Give the last statement of amounts."""
        amended = sorted(
            (one for one in self.amendments if one.shares), key=lambda one: one.amendment or 0
        )
        return amended[-1] if amended else self.signed

    @property
    def rows(self) -> tuple[Stated, ...]:
        return (self.signed, *self.amendments)


@dataclass(frozen=True, slots=True)
class Payers:
    """How one table says who pays: in a column of each partner, in rows, or in one cell."""

    bodies: Bodies
    region: str | None
    partners: tuple[Partner, ...] = ()
    split: Split | None = None

    @property
    def is_told(self) -> bool:
        return bool(self.partners) or self.split is not None


def with_payers(
    reader: TableReader, bodies: Bodies, region: str | None
) -> tuple[TableReader, Payers]:
    """Find where partners stand: columns of bodies that are known, and numbers among them, else
    rows or cells that name them.

    Shape: `region` is the code of the body that is called "the region".
    """
    has_columns = any(
        _known_body(reader, one.heading, bodies, region)
        for one in reader.table.columns
        if _may_be_share(one)
    )
    reader, split = with_split(reader, has_columns=has_columns)
    if split is not None:
        return reader, Payers(bodies, region, split=split)
    found = {one.column.index: one for one in _partners(reader, bodies, region)}
    columns = tuple(
        replace(one, meaning=one.meaning or _share(one)) if one.index in found else one
        for one in reader.table.columns
    )
    table = replace(reader.table, columns=columns)
    partners = tuple(Partner(one, found[one.index].code) for one in columns if one.index in found)
    return replace(reader, table=table), Payers(bodies, region, partners)


def _share(column: Column) -> Meaning:
    return Meaning(Field.SHARE, unit=column.heading.unit)


def _partners(reader: TableReader, bodies: Bodies, region: str | None) -> Iterator[Partner]:
    columns = reader.table.columns
    open_ones = [one for one in columns if _may_be_share(one)]
    known = {
        one.index: code
        for one in open_ones
        if (code := _known_body(reader, one.heading, bodies, region)) is not None
    }
    settled = {one.index for one in open_ones if one.meaning}
    total = reader.table.column_of(Field.TOTAL)
    anchors = [*known, *settled, *([total.index] if total else [])]
    before = -1
    for column in open_ones:
        goes_on = before >= 0 and column.index == before + 1
        is_among = bool(anchors) and min(anchors) <= column.index <= max(anchors)
        may_pay = is_among or ((goes_on or column.heading.unit is not None) and _may_name(column))
        if column.index in known:
            yield Partner(column, known[column.index])
        elif column.index in settled or (may_pay and holds_money(reader, column)):
            yield Partner(column, _new_body(reader, column, bodies))
        else:
            continue
        before = column.index


def _may_name(column: Column) -> bool:
    """Tell a heading that may be the name of a body from one that speaks of what was paid."""
    return not set(guessed(column.heading)) & _NO_SHARES


def _new_body(reader: TableReader, column: Column, bodies: Bodies) -> str:
    """Give the code of a body that only a heading names, asked about unless a person said it."""
    name = _names(column.heading)[-1]
    where = reader.table.sheet.name, reader.table.last_heading_row + 1
    if not bodies.is_confirmed(name, where):
        reader.problems.add(
            ProblemCode.UNKNOWN_BODY,
            sheet=where[0],
            row=where[1],
            column=column.name,
            value=name,
        )
    return bodies.code_of(name)


def _may_be_share(column: Column) -> bool:
    """Tell a column that may hold what one partner pays; a bare year names nobody."""
    is_open = column.meaning is None and not column.is_left_out
    is_share = is_open or (column.meaning is not None and column.meaning.field is Field.SHARE)
    is_sum = is_sum_alone(normalise(column.heading.own))
    return is_share and any(column.heading.keys) and not is_sum


def _known_body(
    reader: TableReader, heading: Heading, bodies: Bodies, region: str | None
) -> str | None:
    names = _names(heading)
    known = next((name for name in names if bodies.find(name)), None)
    found = bodies.find(known) if known else None
    if known:
        bodies.is_confirmed(known, (reader.table.sheet.name, reader.table.last_heading_row + 1))
    is_region = any(payer_of(normalise(name)) is Payer.REGION for name in names)
    return found or (region if is_region else None)


def _names(heading: Heading) -> list[str]:
    """Give how a heading may name a body: as it is, without unit, without "part de"."""
    parts = heading.path.split(PATH_MARK)
    written = next((one for one in reversed(parts) if not one.strip().isdigit()), parts[-1])
    bare = " ".join(_IN_BRACKETS.sub(" ", written).split()) or written
    words = bare.split()
    while len(words) > 1 and find_unit(normalise(words[-1]))[0]:
        words.pop()
    names = [written, " ".join(words)]
    while len(words) > 1 and normalise(words[0]) in _SHARE_WORDS:
        words = words[1:]
        names.append(" ".join(words))
    return list(dict.fromkeys(names))
