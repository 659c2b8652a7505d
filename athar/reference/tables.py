"""Reads the tables of places, spellings, themes and sources into typed rows."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.kernel.text import Translated

DATA = Path(__file__).resolve().parent / "data"
MOST_BYTES = 64 * 1024 * 1024
MOST_PROBLEMS = 20

Row = TypeVar("Row")

_LANGUAGE_COLUMN = re.compile(r"(name|short)_([a-z]{2,3})$")
_YEAR_COLUMN = re.compile(r"(population|households)_(\d{4})$")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """A code and the scheme it belongs to."""

    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """Inhabitants and households of one year; unknown is None."""

    year: int
    inhabitants: int | None
    households: int | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as a table gives it, with the line it stands in."""

    line: int
    key: PlaceKey
    kind: str
    parent: PlaceKey | None
    names: Translated
    other_code: str
    counts: tuple[CountRow, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SpellingRow:
    """A usual way of writing a place."""

    line: int
    key: PlaceKey
    spelling: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One entry of a taxonomy as a table gives it."""

    line: int
    taxonomy: str
    version: str
    code: str
    parent: str
    names: Translated
    short_names: Translated
    source: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where data was taken from."""

    code: str
    title: str
    url: str
    licence: str
    credit: str
    retrieved_on: date | None


def read_places(path: Path) -> tuple[PlaceRow, ...]:
    """Read a table of places. Errors: ValidationError naming line and column."""
    return _rows(path, ("scheme", "code", "kind"), _place)


def read_spellings(path: Path) -> tuple[SpellingRow, ...]:
    """Read a table of usual spellings. Errors: ValidationError naming line and column."""
    return _rows(
        path,
        ("scheme", "code", "spelling"),
        lambda line, row: SpellingRow(line, PlaceKey(row["scheme"], row["code"]), row["spelling"]),
    )


def read_themes(path: Path) -> tuple[ThemeRow, ...]:
    """Read a table of themes. Errors: ValidationError naming line and column."""
    return _rows(path, ("taxonomy", "version", "code"), _theme)


def read_sources(path: Path) -> tuple[SourceRow, ...]:
    """Read a table of sources. Errors: ValidationError naming line and column."""
    return _rows(path, ("code", "title"), _source)


def read_bytes(path: Path) -> bytes:
    """Read a file whole, unless it is missing or too large. Errors: ValidationError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValidationError(
                _("%(file)s is larger than %(most)d MB."),
                code="too_large",
                params={"file": path.name, "most": MOST_BYTES // 1024**2},
            )
        return path.read_bytes()
    except OSError as error:
        raise ValidationError(
            _("%(file)s cannot be read: %(reason)s."),
            code="unreadable",
            params={"file": path.name, "reason": error.strerror or str(error)},
        ) from error


def _rows(
    path: Path, needed: tuple[str, ...], make: Callable[[int, dict[str, str]], Row]
) -> tuple[Row, ...]:
    rows: list[Row] = []
    problems: list[ValidationError] = []
    for line, cells in _lines(path, needed):
        try:
            rows.append(make(line, cells))
        except ValidationError as problem:
            problems.extend(problem.error_list)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ValidationError(problems)
    return tuple(rows)


def _lines(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is not UTF-8 text."), code="not_text") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = reader.fieldnames or []
        missing = [name for name in needed if name not in header]
        if missing:
            raise ValidationError(
                _("The first line must name the columns; missing: %(columns)s."),
                code="header",
                params={"columns": ", ".join(missing)},
            )
        for row in reader:
            if None in row:
                raise _problem(reader.line_num, _("more cells than columns"))
            yield reader.line_num, {name: (cell or "").strip() for name, cell in row.items()}
    except csv.Error as error:
        raise _problem(reader.line_num + 1, str(error)) from error


def _place(line: int, row: dict[str, str]) -> PlaceRow:
    return PlaceRow(
        line=line,
        key=PlaceKey(row["scheme"], row["code"]),
        kind=row["kind"],
        parent=_parent(line, row.get("parent", "")),
        names=_texts(row, "name"),
        other_code=row.get("other_code", ""),
        counts=_counts(line, row),
        source=row.get("source", ""),
    )


def _parent(line: int, cell: str) -> PlaceKey | None:
    if not cell:
        return None
    scheme, colon, code = cell.partition(":")
    if not (scheme and colon and code):
        raise _problem(line, _("the parent must be written scheme:code, such as iso3166:MAR"))
    return PlaceKey(scheme, code)


def _texts(row: dict[str, str], part: str) -> Translated:
    found = (_LANGUAGE_COLUMN.match(name) for name in row)
    return Translated({one[2]: row[one[0]] for one in found if one and one[1] == part})


def _counts(line: int, row: dict[str, str]) -> tuple[CountRow, ...]:
    found = [match for name in row if (match := _YEAR_COLUMN.match(name))]
    numbers = {(one[1], int(one[2])): _whole_number(line, one[0], row[one[0]]) for one in found}
    years = sorted({year for _what, year in numbers})
    counts = (
        CountRow(year, numbers.get(("population", year)), numbers.get(("households", year)))
        for year in years
    )
    return tuple(one for one in counts if (one.inhabitants, one.households) != (None, None))


def _whole_number(line: int, column: str, cell: str) -> int | None:
    digits = cell.translate(_SPACES)
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > 18:
        message = _("column %(column)s: “%(cell)s” is not a whole number")
        raise _problem(line, message % {"column": column, "cell": cell[:40]})
    return int(digits)


def _theme(line: int, row: dict[str, str]) -> ThemeRow:
    return ThemeRow(
        line=line,
        taxonomy=row["taxonomy"],
        version=row["version"],
        code=row["code"],
        parent=row.get("parent", ""),
        names=_texts(row, "name"),
        short_names=_texts(row, "short"),
        source=row.get("source", ""),
    )


def _source(line: int, row: dict[str, str]) -> SourceRow:
    day = row.get("retrieved_on", "")
    try:
        retrieved_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise _problem(line, _("“%(day)s” is not a date") % {"day": day[:40]}) from error
    optional = {name: row.get(name, "") for name in ("url", "licence", "credit")}
    return SourceRow(row["code"], row["title"], retrieved_on=retrieved_on, **optional)


def _problem(line: int, what: str) -> ValidationError:
    return ValidationError(
        _("Line %(line)d: %(what)s."), code="row", params={"line": line, "what": what}
    )
