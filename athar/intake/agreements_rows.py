"""The rows of a table of agreements: who pays in which column, what is signed, what amends it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from athar.intake.agreements_words import AMENDMENT_WORDS, NOT_MONEY
from athar.intake.bodies import Bodies
from athar.intake.enums import ProblemCode
from athar.intake.headings import PATH_MARK, Heading, Meaning
from athar.intake.payers import Payer, payer_of
from athar.intake.reading import RowReader, TableReader
from athar.intake.stood import with_cell
from athar.intake.tables import Column
from athar.intake.vocabulary import Field
from athar.intake.words import find_unit
from athar.kernel.calendar_words import ORDINALS
from athar.kernel.periods import Edge
from athar.kernel.text import Translated, normalise
from athar.reporting.enums import NoNumber

LONGEST_NUMBER = 60

_AMENDS = tuple(map(normalise, AMENDMENT_WORDS))
_NOT_MONEY = frozenset(map(normalise, NOT_MONEY))
_SHARE_WORDS = frozenset(
    map(normalise, ("part", "contribution", "apport", "participation", "de", "du", "des", "la",
                    "le", "l", "of", "the", "مساهمة", "حصة"))
)  # fmt: skip
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
    """

    row: RowReader = field(repr=False)
    amendment: int | None
    session_on: dt.date | None
    title: Translated
    shares: Mapping[str, Decimal | None]
    origins: Mapping[str, Mapping[str, Any]]
    total: Decimal | None
    states_shares: bool = True

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


def with_partners(
    reader: TableReader, bodies: Bodies, region: str | None
) -> tuple[TableReader, tuple[Partner, ...]]:
    """Find the columns of partners: bodies that are known, and numbers that stand among them.

    Shape: `region` is the code of the body that headings call "the region".
    """
    found = {one.column.index: one for one in _partners(reader, bodies, region)}
    columns = tuple(
        replace(one, meaning=one.meaning or _share(one)) if one.index in found else one
        for one in reader.table.columns
    )
    table = replace(reader.table, columns=columns)
    partners = tuple(Partner(one, found[one.index].code) for one in columns if one.index in found)
    return replace(reader, table=table), partners


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
    for column in open_ones:
        if column.index in known:
            yield Partner(column, known[column.index])
        elif column.index in settled or (
            anchors
            and min(anchors) <= column.index <= max(anchors)
            and _holds_money(reader, column)
        ):
            yield Partner(column, _new_body(reader, column, bodies))


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
    return column.meaning is None or column.meaning.field is Field.SHARE


def _holds_money(reader: TableReader, column: Column) -> bool:
    """Tell a column of amounts: numbers, not an order, not counts that its heading names."""
    cells = [reader.table.sheet.cell(row, column.index) for row in reader.rows]
    filled = [cell for cell in cells if not cell.is_empty]
    numbers = [cell.value for cell in filled if isinstance(cell.value, Decimal)]
    digits = sum(any(char.isdigit() for char in cell.text) for cell in filled)
    is_order = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    words = set(normalise(column.heading.path).split())
    return bool(filled) and digits * 2 > len(filled) and not is_order and not words & _NOT_MONEY


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
    written = heading.path.rpartition(PATH_MARK)[2]
    bare = " ".join(_IN_BRACKETS.sub(" ", written).split()) or written
    words = bare.split()
    while len(words) > 1 and find_unit(normalise(words[-1]))[0]:
        words.pop()
    names = [written, " ".join(words)]
    while len(words) > 1 and normalise(words[0]) in _SHARE_WORDS:
        words = words[1:]
        names.append(" ".join(words))
    return list(dict.fromkeys(names))


@dataclass(slots=True)
class AgreementRows:
    """The agreements read so far, by number."""

    partners: Sequence[Partner] = ()
    found: dict[str, SignedAgreement] = field(default_factory=dict)
    last: SignedAgreement | None = None

    def start_table(self, partners: Sequence[Partner]) -> None:
        """Go on with another table: its first row amends nothing above it."""
        self.partners, self.last = partners, None

    def read(self, row: RowReader) -> None:
        """Read one row: an agreement, or an amendment of one."""
        number = " ".join(row.text(Field.NUMBER).split())[:LONGEST_NUMBER]
        amending = _amending_text(row)
        if amending:
            self._read_amendment(row, number, amending)
        elif not number:
            row.note(ProblemCode.NUMBER_MISSING, row.column(Field.NUMBER))
        elif number in self.found:
            row.note(
                ProblemCode.CODE_REPEATED,
                row.column(Field.NUMBER),
                detail=str(self.found[number].signed.row.sheet_row),
            )
        else:
            self.last = self.found[number] = SignedAgreement(
                number=number,
                signed=self._stated(row, None),
                covered=row.text(Field.PROJECT),
            )

    def _read_amendment(self, row: RowReader, number: str, text: str) -> None:
        agreement = self._amended(number, text)
        if agreement is None:
            row.note(ProblemCode.AMENDMENT_OF_NOTHING, row.column(Field.NUMBER), value=text[:300])
            return
        taken = {one.amendment: one for one in agreement.amendments}
        stated = _ordinal(text) or max((n or 0 for n in taken), default=0) + 1
        if stated in taken:
            where = str(taken[stated].row.sheet_row)
            row.note(ProblemCode.CODE_REPEATED, row.column(Field.NUMBER), detail=where)
            return
        agreement.amendments.append(self._stated(row, stated))

    def _amended(self, number: str, text: str) -> SignedAgreement | None:
        """Give the agreement an amendment names; the one above when it names none."""
        named = [one for one in self.found if one in number or one in text]
        return self.found[max(named, key=len)] if named else self.last

    def _stated(self, row: RowReader, amendment: int | None) -> Stated:
        shares: dict[str, Decimal | None] = {}
        origins: dict[str, Mapping[str, Any]] = {}
        for partner in self.partners:
            given = row.money_in(partner.column)
            is_party = bool(normalise(given.written)) and given.value != 0
            if is_party and given.no_number is not NoNumber.NOT_APPLICABLE:
                shares[partner.code] = _added(shares.get(partner.code, Decimal(0)), given.value)
                cell = row.stood(partner.column)
                origins[partner.code] = with_cell(origins.get(partner.code), cell)
        session = row.date(Field.SESSION_DATE, Edge.START).value
        return Stated(
            row=row,
            amendment=amendment,
            session_on=session.on if session else None,
            title=row.texts(Field.TITLE),
            shares=shares,
            origins=origins,
            total=row.money(Field.TOTAL).value,
            states_shares=bool(self.partners),
        )


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Add what two columns give one body; with an unknown amount the sum is unknown."""
    return None if one is None or other is None else one + other


def _amending_text(row: RowReader) -> str:
    """Give the text that makes a row an amendment, empty when it is an agreement of its own."""
    for said in (Field.NUMBER, Field.KIND, Field.TITLE):
        text = row.text(said)
        key = normalise(text)
        starts = any(key == word or key.startswith(f"{word} ") for word in _AMENDS)
        if starts or (said is not Field.TITLE and set(key.split()) & set(_AMENDS)):
            return text
    return ""


def _ordinal(text: str) -> int | None:
    """Give the number of an amendment: the first one after its word."""
    words = normalise(text).split()
    at = next((n for n, word in enumerate(words) if word in _AMENDS), -1)
    for word in words[at + 1 : at + 4]:
        if word.isdigit() and len(word) < 3:
            return int(word)
        if word in ORDINALS:
            return ORDINALS[word]
    return None
