"""The rows of a table of agreements as they follow one another: what is signed, what amends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from athar.indicators.enums import NoNumber
from athar.intake.agreements.rows import LONGEST_NUMBER, Payers, SignedAgreement, Stated
from athar.intake.cells.reading import Reading
from athar.intake.enums import ProblemCode
from athar.intake.tables.reading import RowReader
from athar.intake.tables.stood import with_cell
from athar.intake.tables.table import Column
from athar.intake.vocabulary.agreements import AMENDMENT_WORDS
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import Payer, payer_of
from athar.kernel.calendar_words import ORDINALS
from athar.kernel.periods import Edge

_AMENDS = tuple(map(normalise, AMENDMENT_WORDS))
_ITS_ORDINAL = re.compile(
    rf"(?:{'|'.join(sorted(AMENDMENT_WORDS, key=len, reverse=True))})"
    r"\s*(?:n\s*[°ºo]?\.?|numéro|رقم)?\s*\d{1,2}(?![\d/])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class AgreementRows:
    """The agreements read so far, by number; `current` is what a row without a number goes on."""

    payers: Payers
    found: dict[str, SignedAgreement] = field(default_factory=dict)
    last: SignedAgreement | None = None
    current: Stated | None = None
    amended: dict[tuple[str, str], Stated] = field(default_factory=dict)

    def start_table(self, payers: Payers) -> None:
        """Go on with another table: its first row amends nothing above it."""
        self.payers, self.last, self.current = payers, None, None

    def read(self, row: RowReader) -> None:
        """Read one row: an agreement, an amendment of one, or one more of its partners."""
        number = " ".join(row.text(Field.NUMBER).split())[:LONGEST_NUMBER]
        amending = _amending_text(row)
        if (going_on := self._going_on(number, amending)) is not None:
            self._go_on(going_on, row)
        elif amending:
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
            self.current = self._stated(row, None)
            self.last = self.found[number] = SignedAgreement(
                number=number, signed=self.current, covered=row.text(Field.PROJECT)
            )

    def _going_on(self, number: str, amending: str) -> Stated | None:
        """Give the text of which a row names one more partner, where each partner has a row."""
        if self.payers.split is None:
            return None
        if amending:
            agreement = self._amended(number, amending)
            return self.amended.get((agreement.number if agreement else "", normalise(amending)))
        if not number:
            return self.current
        return self.found[number].signed if number in self.found else None

    def _go_on(self, stated: Stated, row: RowReader) -> None:
        stated.more_rows.append(row)
        self.current = stated
        self._add_shares(stated, row)
        covered = row.text(Field.PROJECT)
        for agreement in self.found.values() if covered else ():
            if agreement.signed is stated and covered not in agreement.covered:
                agreement.covered = f"{agreement.covered};{covered}".strip(";")
                self.last = agreement

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
        self.current = self._stated(row, stated)
        self.amended[agreement.number, normalise(text)] = self.current
        agreement.amendments.append(self.current)

    def _amended(self, number: str, text: str) -> SignedAgreement | None:
        """Give the agreement an amendment names; the one above when it names none."""
        if number in self.found:
            return self.found[number]
        rest = _ITS_ORDINAL.sub(" ", f"{number} ; {text}")
        named = [
            one for one in self.found if re.search(rf"(?<![\w/]){re.escape(one)}(?![\w/])", rest)
        ]
        return self.found[max(named, key=len)] if named else self.last

    def _stated(self, row: RowReader, amendment: int | None) -> Stated:
        session = row.date(Field.SESSION_DATE, Edge.START).value
        stated = Stated(
            row=row,
            amendment=amendment,
            session_on=session.on if session else None,
            title=row.texts(Field.TITLE),
            shares={},
            origins={},
            total=row.money(Field.TOTAL).value,
            states_shares=self.payers.is_told,
        )
        self._add_shares(stated, row)
        return stated

    def _add_shares(self, stated: Stated, row: RowReader) -> None:
        for code, given, column in self._shares(row):
            is_party = bool(normalise(given.written)) and given.value != 0
            if is_party and given.no_number is not NoNumber.NOT_APPLICABLE:
                if self._is_said_again(stated, row, code, given.value):
                    continue
                stated.shares[code] = _added(stated.shares.get(code, Decimal(0)), given.value)
                cell = row.stood(column)
                stated.origins[code] = with_cell(stated.origins.get(code), cell)

    def _shares(self, row: RowReader) -> Iterator[tuple[str, Reading[Decimal], Column]]:
        """Give who pays what by a row: the code of the body, the amount, its column."""
        for partner in self.payers.partners:
            yield partner.code, row.money_in(partner.column), partner.column
        if self.payers.split is not None:
            for name, given, column in self.payers.split.shares(row):
                yield self._code(row, name), given, column

    def _code(self, row: RowReader, name: str) -> str:
        """Give the code of a partner that a row names; a new one is asked about once."""
        bodies = self.payers.bodies
        is_known = bodies.find(name) is not None
        if not is_known and payer_of(normalise(name)) is Payer.REGION and self.payers.region:
            return self.payers.region
        is_new = not (is_known or bodies.is_met(name))
        if not bodies.is_confirmed(name, row.key) and is_new:
            column = row.column(Field.ORGANISATION)
            row.note(ProblemCode.UNKNOWN_BODY, column, value=name)
        return bodies.code_of(name)

    def _is_said_again(
        self, stated: Stated, row: RowReader, code: str, amount: Decimal | None
    ) -> bool:
        """Note a partner that a text names in two rows, unless they are of several years."""
        split = self.payers.split
        if split is None or split.adds_up or not split.amounts or code not in stated.shares:
            return False
        is_same = stated.shares[code] == amount
        why = ProblemCode.ROW_REPEATED if is_same else ProblemCode.ROWS_CONTRADICT
        column = row.column(Field.ORGANISATION)
        where = str(stated.origins[code]["row"])
        row.note(why, column, value=self.payers.bodies.label(code), detail=where)
        return True


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
