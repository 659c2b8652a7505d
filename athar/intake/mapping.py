"""What the columns of a layout hold, as a person may correct and keep it for the next file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from athar.intake.headings import Meaning
from athar.intake.readers.sheet import column_letter
from athar.intake.tables import Column, Settled, Table
from athar.intake.vocabulary import Field, TableKind
from athar.kernel.text import normalise

FORMAT = "athar-mapping-1"


class BadMapping(ValueError):  # noqa: N818 - named for the field
    """A description of columns cannot be read; the text says what is wrong."""


def write_mapping(tables: Sequence[Table]) -> str:
    """Give the description of the columns of tables, as JSON to be corrected by hand."""
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
    return said


def read_mapping(text: str) -> Settled:
    """Read a description of columns: for each kind of table, what a heading holds.

    Shape: kind → normalised heading → meaning, None for a column to be left out.
    Errors: BadMapping.
    """
    try:
        described = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMapping("it is not JSON") from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise BadMapping(f"its format is not {FORMAT}")
    settled: dict[TableKind, dict[str, Meaning | None]] = {}
    try:
        for table in described["tables"]:
            columns = settled.setdefault(TableKind(table["kind"]), {})
            for column in table["columns"]:
                columns[normalise(column["heading"])] = _meaning(column)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadMapping(f"{type(error).__name__}: {error}") from error
    return settled


def _meaning(column: Mapping[str, Any]) -> Meaning | None:
    if column["holds"] is None:
        return None
    unit = Decimal(column["unit"]) if column.get("unit") else None
    if unit is not None and not (unit.is_finite() and 0 < unit <= 1_000_000_000):
        raise BadMapping(f"the unit {unit} is not one of money")
    return Meaning(
        field=Field(column["holds"]),
        language=str(column.get("language") or ""),
        year=int(column["year"]) if column.get("year") else None,
        unit=unit,
    )
