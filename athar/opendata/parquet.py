"""Tables as Parquet: typed columns, of any length in a bounded memory, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import orjson

from athar.opendata.columns import Kind, Table

#: Rows written at once: what bounds memory, and disk beside the file itself.
ROWS_AT_ONCE = 10_000
#: What DuckDB may take; it writes a group of rows at a time and needs far less.
_MEMORY_MB = 200
#: Holds any stored number: a 64-bit whole one of at most 9 decimals.
NUMBER = "DECIMAL(28, 9)"
_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.YES_NO: "BOOLEAN",
    Kind.COUNT: "BIGINT",
    Kind.YEAR: "SMALLINT",
    Kind.DAYS: "INTEGER",
    Kind.NUMBER: NUMBER,
    Kind.PERCENT: NUMBER,
    Kind.MONEY: NUMBER,
    Kind.DEGREES: "DOUBLE",
    Kind.DAY: "DATE",
}


def parquet_file(table: Table, facts: Mapping[str, str]) -> IO[bytes]:
    """Write a table as a Parquet file that is gone once it is closed.

    Shape: columns by their names for machines, None is null, codes are codes, texts stand as they
    were stated; a cell of yes or no is a bool or null. `facts` say by key what the file is. The
    same rows and facts give the same bytes.
    Units: numbers are decimals of nine places, exact, in the unit of their column.
    """
    import duckdb  # heavy, and few ask for this

    with TemporaryDirectory(prefix="parquet-") as name:
        directory, made = Path(name), Path(name, "table.parquet")
        with duckdb.connect(directory / "table.db") as database:
            database.execute(f"SET memory_limit = '{_MEMORY_MB}MB'")
            database.execute("SET threads = 1")  # the others of a worker keep theirs
            kinds = {column.name: _TYPES[column.kind] for column in table.columns}
            declared = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
            database.execute(f"CREATE TABLE lines ({declared})")
            rows = directory / "rows.jsonl"
            for lines in _lines(table):
                rows.write_bytes(lines)
                database.execute(
                    f"INSERT INTO lines SELECT * FROM read_json('{rows}',"  # noqa: S608 - own path
                    f" format = 'newline_delimited', columns = {kinds})"
                )
            said = {key: words.replace("'", "''") for key, words in facts.items()}
            notes = ", ".join(f"'{key}': '{words}'" for key, words in said.items())
            database.execute(
                f"COPY lines TO '{made}'"
                f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{notes}}})"
            )
        return made.open("rb")


def _lines(table: Table) -> Iterator[bytes]:
    """Give the rows as lines of JSON, so many at a time."""
    names = [column.name for column in table.columns]
    rows = iter(table.rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield b"\n".join(
            orjson.dumps(dict(zip(names, row, strict=True)), default=_plain) for row in some
        )


def _plain(value: Any) -> str:
    assert isinstance(value, Decimal), "the only kind that JSON does not have"
    return format(value, "f")
