"""Rows of values as programs send them, as JSON or CSV: read with what is wrong with each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from athar.api.problems import Fault, Refused
from athar.api.values.records import ValueItem
from athar.indicators.enums import Claim, NoNumber

STATED = (
    *("indicator", "place", "period", "category", "claim", "value", "numerator", "denominator"),
    *("text", "no_number"),
)
"""What a row states; the other fields that reading gives may stand beside, and say nothing."""
MOST_ROWS = 100_000
_NEEDED = ("indicator", "place", "period")
_BESIDE = frozenset(one.name for one in fields(ValueItem)) - frozenset(STATED)
_NUMBERS = ("value", "numerator", "denominator")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "claim": ("", *Claim.values),
    "no_number": ("", *NoNumber.values),
}
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", re.ASCII)
_LONGEST = {"indicator": 161, "place": 101, "period": 21, "category": 200, "text": 4000}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSent:
    """One row: what is empty states nothing."""

    number: int
    indicator: str = ""
    place: str = ""
    period: str = ""
    category: str = ""
    claim: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    no_number: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything that was sent: the rows that can be read, and what is wrong with others."""

    rows: tuple[RowSent, ...]
    faults: tuple[Fault, ...]
    reason: str = ""


def read_sent(body: bytes, media_type: str) -> Sent:
    """Read the rows of a body.

    Errors: Refused when it is no table of rows at all.
    """
    found, reason = (_of_csv(body), "") if media_type == "text/csv" else _of_json(body)
    rows: list[RowSent] = []
    faults: list[Fault] = []
    for number, row in enumerate(found, 1):
        if number > MOST_ROWS:
            _refuse("too_many_rows", _("At most %(n)d rows at once.") % {"n": MOST_ROWS})
        wrong = list(_faults(row, number))
        faults += wrong
        if not wrong:
            rows.append(_sent(row, number))
    if not rows and not faults:
        _refuse("no_rows", _("There is no row."))
    return Sent(tuple(rows), tuple(faults), reason)


def _refuse(code: str, detail: str) -> NoReturn:
    raise Refused([Fault("body", code, detail)])


def _of_csv(body: bytes) -> Iterator[Mapping[Any, Any]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("not_text", _("The body must be text in UTF-8."))
    head = text.partition("\n")[0]
    mark = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        names = [one.strip() for one in next(reader, ())]
        if len(set(names)) < len(names):
            _refuse("named_twice", _("Two columns have the same name."))
        for cells in reader:
            if cells:
                yield dict(zip(names, cells, strict=False)) | _beyond(names, cells)
    except csv.Error:
        _refuse("not_csv", _("The body cannot be read as CSV."))


def _beyond(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Give cells that stand under no name, so that they are refused and not lost."""
    return {f"column {n + 1}": cell for n, cell in enumerate(cells) if n >= len(names)}


def _of_json(body: bytes) -> tuple[Iterable[Any], str]:
    try:
        data = json.loads(
            body,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_each_once,
        )
    except (ValueError, RecursionError):
        _refuse("not_json", _("The body cannot be read as JSON."))
    if isinstance(data, list):
        return data, ""
    if not isinstance(data, dict) or not isinstance(data.get("values"), list):
        _refuse("not_rows", _("Send a list of rows, or an object with `values` and `reason`."))
    reason = data.get("reason", "")
    if data.keys() - {"values", "reason"} or not isinstance(reason, str) or not _is_plain(reason):
        _refuse("not_rows", _("Send a list of rows, or an object with `values` and `reason`."))
    return data["values"], reason


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _faults(row: Any, number: int) -> Iterator[Fault]:
    """Say what is wrong with a row by itself."""
    if not isinstance(row, Mapping):
        detail = _("A row is an object with named fields.")
        yield Fault("values", "not_a_row", detail, number)
        return
    for name in row:
        if name not in STATED and name not in _BESIDE:
            detail = _("There is no such field. Known: %(known)s.") % {"known": ", ".join(STATED)}
            yield Fault(str(name)[:80], "unknown_field", detail, number)
    for name in _NEEDED:
        if not row.get(name):
            yield Fault(name, "missing", _("This field is needed."), number)
    for name in STATED:
        yield from _cell_faults(name, row.get(name), number)


def _cell_faults(name: str, cell: Any, number: int) -> Iterator[Fault]:
    if cell is None or cell == "":
        return
    if name in _NUMBERS:
        if not isinstance(cell, Decimal) and not (
            isinstance(cell, str) and _NUMBER.fullmatch(cell)
        ):
            detail = _("Write a number with digits and a decimal point, such as -12.5.")
            yield Fault(name, "not_a_number", detail, number)
    elif not isinstance(cell, str) or not _is_plain(cell):
        yield Fault(name, "not_text", _("This field is a text."), number)
    elif name in _CHOICES and cell not in _CHOICES[name]:
        known = ", ".join(one for one in _CHOICES[name] if one)
        detail = _("Must be one of: %(known)s.") % {"known": known}
        yield Fault(name, "unknown_choice", detail, number)
    elif len(cell) > _LONGEST.get(name, 40):
        detail = _("Too long: at most %(bound)s characters.") % {"bound": _LONGEST.get(name, 40)}
        yield Fault(name, "string_too_long", detail, number)


def _is_plain(text: str) -> bool:
    """Tell whether a text can be stored: no control character, no half of a pair."""
    return not any(
        (one < " " and one not in "\n\r\t") or "\ud800" <= one <= "\udfff" for one in text
    )


def _sent(row: Mapping[str, Any], number: int) -> RowSent:
    given = {name: row[name] for name in STATED if row.get(name) not in {None, ""}}
    numbers = {
        name: one if isinstance(one, Decimal) else Decimal(one)
        for name, one in given.items()
        if name in _NUMBERS
    }
    return RowSent(number=number, **(given | numbers))
