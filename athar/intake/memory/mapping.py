"""What the columns and words of a file mean, as a person may correct and keep it: a JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from athar.intake.enums import AliasKind
from athar.intake.names.questions import UnknownWord
from athar.intake.readers.sheet import column_letter
from athar.intake.reports.told import Unreadable
from athar.intake.tables.headings import PATH_MARK, Heading, Meaning, read_heading
from athar.intake.tables.table import Column, Settled, Table
from athar.intake.tables.ticks import status_of
from athar.intake.vocabulary.fields import MONEY, Field, TableKind
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import body_in, payer_of
from athar.kernel.progress import DeclaredStatus

FORMAT = "athar-mapping-1"

NEW_BODY = "new"
"""What the name of a body means that nobody knows yet: it is a body of its own."""
NO_PLACE = "none"
"""What a text in a column of places means that names no place."""

LONGEST_WRITTEN = 300
LONGEST_CODE = 60

_OF_PAYERS = frozenset({Field.SHARE, Field.FUNDING_YEAR})


class BadMapping(Unreadable):
    """A description of columns and words cannot be read; the reason says what is wrong."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says that a text means: a code, a declared status, `new` or `none`."""

    kind: AliasKind
    written: str
    means: str


def write_mapping(tables: Sequence[Table], words: Sequence[UnknownWord] = ()) -> str:
    """Give the description of the columns of tables, as JSON to be corrected by hand.

    Shape: words that nobody settled have `means` null and the codes that are likeliest.
    """
    described = {
        "format": FORMAT,
        "tables": [
            {
                "sheet": table.sheet.name,
                "kind": str(table.kind),
                "heading_row": table.first_heading_row + 1,
                "columns": [_described(column) for column in table.columns],
            }
            for table in tables
        ],
    }
    if words:
        described["words"] = [_asked(word) for word in words]
    return _as_text(described)


def _as_text(described: Mapping[str, Any]) -> str:
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _described(column: Column) -> dict[str, Any]:
    meaning = column.meaning
    said: dict[str, Any] = {
        "column": column_letter(column.index),
        "heading": column.heading.path,
        "holds": str(meaning.field) if meaning else None,
    }
    if meaning and meaning.language:
        said["language"] = meaning.language
    if meaning and meaning.year:
        said["year"] = meaning.year
    if meaning and meaning.unit:
        said["unit"] = str(meaning.unit)
    if meaning and meaning.funder:
        said["funder"] = meaning.funder
    if meaning and meaning.status:
        said["status"] = meaning.status
    if meaning and meaning.dimension:
        said["dimension"] = meaning.dimension
    return said


def _asked(word: UnknownWord) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": word.kind.value, "written": word.written}
    if word.means:
        return said | {"means": word.means}
    return said | {"means": None, "suggestions": [code for code, _label in word.suggestions]}


def read_mapping(text: str) -> Settled:
    """Read a description of columns: for each kind of table, what a heading holds.

    Shape: kind → normalised heading → meaning, None for a column to be left out.
    Errors: BadMapping.
    """
    described = _read(text)
    settled: dict[TableKind, dict[str, Meaning | None]] = {}
    try:
        for table in described["tables"]:
            columns = settled.setdefault(TableKind(table["kind"]), {})
            for column in table["columns"]:
                columns[normalise(column["heading"])] = _meaning(column, table["kind"])
    except BadMapping:
        raise
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        what = f"{type(error).__name__}: {error}"
        raise BadMapping(
            "not_as_described", _("its tables are malformed (%(what)s)"), what=what
        ) from error
    return settled


def without_words(text: str) -> str:
    """Give a description of columns alone.

    Errors: BadMapping.
    """
    return _as_text({name: said for name, said in _read(text).items() if name != "words"})


def _read(text: str) -> dict[str, Any]:
    try:
        described = json.loads(text)
        written = json.dumps(described, ensure_ascii=False).encode()  # fails on half a character
    except (ValueError, RecursionError) as error:
        raise BadMapping("not_json", _("it is not JSON")) from error
    if b"\\u0000" in written:
        raise BadMapping("no_text", _("it holds a character that no text has (U+0000)"))
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise BadMapping("wrong_format", _("its format is not %(format)s"), format=FORMAT)
    return described


def _meaning(column: Mapping[str, Any], kind: str) -> Meaning | None:
    """Read what a column holds; the unit, year and payer that are not said are its heading's."""
    if column["holds"] is None:
        return None
    field = Field(column["holds"])
    heading = read_heading(column["heading"].split(PATH_MARK))
    unit = Decimal(column["unit"]) if column.get("unit") else None
    if unit is not None and not (unit.is_finite() and 0 < unit <= 1_000_000_000):
        raise BadMapping("wrong_unit", _("the unit %(unit)s is not one of money"), unit=unit)
    year = int(column["year"]) if column.get("year") else None
    if field is Field.FUNDING_YEAR and (year := year or heading.year) is None:
        message = _("“%(heading)s” holds the funding of one year and does not say which")
        raise BadMapping("year_missing", message, heading=heading.own)
    funder = str(column.get("funder") or "")
    if field is Field.SHARE and kind == TableKind.PROJECTS:
        funder = funder or str(payer_of(normalise(heading.own)) or body_in(heading.own))
    return Meaning(
        field=field,
        status=_status(column, heading) if field is Field.STATUS_MARK else "",
        language=str(column.get("language") or ""),
        year=year,
        unit=unit or (heading.unit if field in MONEY or field is Field.FUNDERS else None),
        funder=funder,
        dimension=str(column.get("dimension") or ""),
    )


def _status(column: Mapping[str, Any], heading: Heading) -> str:
    """Give the status that a column of marks stands for: the one said, else that of its heading."""
    said = str(column.get("status") or status_of(heading) or "")
    if said not in set(DeclaredStatus):
        message = _("“%(heading)s” names no status, so marks below it say nothing")
        raise BadMapping("status_missing", message, heading=heading.own)
    return said


def read_words(text: str) -> tuple[Word, ...]:
    """Read what a person settled of the words of a file; those without an answer are left out.

    Errors: BadMapping.
    """
    listed = _read(text).get("words", [])
    if not isinstance(listed, list):
        raise BadMapping("words_malformed", _("“words” is not a list"))
    return tuple(_answers(listed))


def _answers(listed: Sequence[Any]) -> Iterator[Word]:
    kinds = {kind.value: kind for kind in AliasKind}
    for number, said in enumerate(listed, 1):
        if not isinstance(said, dict) or said.get("kind") not in kinds:
            message = _("word %(number)s is not of a kind among %(kinds)s")
            raise BadMapping("word_of_no_kind", message, number=number, kinds=", ".join(kinds))
        written, means = said.get("written"), said.get("means")
        if not isinstance(written, str) or not normalise(written):
            message = _("word %(number)s does not say what is written")
            raise BadMapping("word_missing", message, number=number)
        if means is None or means == "":
            continue
        kind = kinds[said["kind"]]
        if not _is_answer(kind, means):
            message = _("“%(means)s” is nothing that “%(written)s” (%(kind)s) may mean")
            raise BadMapping("no_answer", message, means=means, kind=kind.value, written=written)
        yield Word(kind, written[:LONGEST_WRITTEN], means)


def _is_answer(kind: AliasKind, means: object) -> bool:
    if not isinstance(means, str) or not means.strip() or len(means) > LONGEST_CODE:
        return False
    return kind is not AliasKind.STATUS or means in set(DeclaredStatus)


def set_column(
    mapping: str,
    sheet: str,
    heading: str,
    holds: str,
    *,
    language: str = "",
    year: int | None = None,
    unit: str = "",
) -> str:
    """Give a description of columns in which one column holds something else.

    A heading means the same in every table of its kind, so that it changes in all of them. What a
    column of shares says of who pays stays.
    Shape: `holds` is a value of `Field`, empty for a column to be left out.
    Errors: BadMapping, also when no table of the sheet has such a heading.
    """
    read_mapping(mapping)
    described = _read(mapping)
    key = normalise(heading)
    named = [
        (table.get("sheet"), table["kind"], column)
        for table in described["tables"]
        for column in table["columns"]
        if normalise(column["heading"]) == key
    ]
    kinds = {kind for name, kind, _column in named if name == sheet}
    if not kinds:
        message = _("the sheet “%(sheet)s” has no column “%(heading)s”")
        raise BadMapping("unknown_column", message, sheet=sheet, heading=heading)
    said = {"language": language, "year": year, "unit": unit}
    for _sheet, kind, column in named:
        if kind in kinds:
            funder = column.get("funder") if holds in _OF_PAYERS else None
            _say(column, holds, {**said, "funder": funder})
    changed = _as_text(described)
    read_mapping(changed)
    return changed


def _say(column: dict[str, Any], holds: str, more: Mapping[str, Any]) -> None:
    column["holds"] = holds or None
    for name, value in more.items():
        column.pop(name, None)
        if value and holds:
            column[name] = value


def set_word(mapping: str, kind: AliasKind, written: str, means: str) -> str:
    """Give a description in which a word is settled, or open again when `means` is empty.

    Errors: BadMapping.
    """
    read_words(mapping)
    described = _read(mapping)
    key = normalise(written)
    words = list(described.get("words", []))
    for said in words:
        if said["kind"] == kind.value and normalise(said["written"]) == key:
            said["means"] = means or None
            break
    else:
        words.append({"kind": kind.value, "written": written, "means": means or None})
    changed = _as_text({**described, "words": words})
    read_words(changed)
    return changed
