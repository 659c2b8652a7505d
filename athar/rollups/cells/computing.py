"""Putting all figures together at once, by DuckDB, from a columnar snapshot of what was stated."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

from athar.rollups.cells import steps

Row = Sequence[int | str | None]

#: Rows of the snapshot written at once: what bounds memory and disk beside it.
CHUNK = 500_000
_WHOLE = "bigint"
_NAMES = {
    "claim_name": ("declared", "independent", "validated"),
    "made_name": ("", "categories", "periods", "places"),
    "why_name": ("", "not_applicable", "not_due", "not_reported", "suppressed"),
    "rule_name": ("none", "sum", "last", "max", "min", "weighted_mean", "ratio_of_sums"),
}
"""Words that are compared by the million, as DuckDB numbers them."""
STATED = {
    **dict.fromkeys(("indicator_id", "category_id", "place_id"), _WHOLE),
    "period": "varchar",
    "claim": "varchar",
    "revision": "integer",
    **dict.fromkeys(("value", "numerator", "denominator"), _WHOLE),
    "no_number": "varchar",
}
CELL = {
    **{name: STATED[name] for name in steps.KEY},
    **dict.fromkeys(("value", "numerator", "denominator"), _WHOLE),
    **dict.fromkeys(("no_number", "made_of"), "varchar"),
    **dict.fromkeys(("n_known", "n_expected"), "integer"),
    **dict.fromkeys(("total", "least", "greatest", "latest"), _WHOLE),
    "n_values": "integer",
}
INDICATORS = {
    "id": _WHOLE,
    **dict.fromkeys(("over_time", "over_place", "over_categories"), "rule_name"),
    "measured_at": "varchar",
    "dimensions": "varchar",
}
PLACES = {
    **dict.fromkeys(("place_id", "parent_id"), _WHOLE),
    "depth": "integer",
    "level": "varchar",
    "n_alike": "integer",
}
HELD = {"place_id": _WHOLE, "level": "varchar", "n": "integer", "is_unit": "integer"}
PARTS = {
    "breakdown": "varchar",
    "position": "integer",
    "category_id": _WHOLE,
    "n_options": "integer",
    "whole_id": _WHOLE,
}
_KEYS = ", ".join(steps.KEY)
_CELLS = ", ".join(CELL)


class Workshop:
    """A directory of snapshots and a database in memory beside it."""

    def __init__(self, directory: Path, *, memory_mb: int = 2000) -> None:
        import duckdb  # heavy, and only a rebuild needs it

        self.directory = directory
        self._database: Any = duckdb.connect()
        self._run(f"SET memory_limit = '{memory_mb}MB'")
        self._run(f"SET temp_directory = '{directory}'")
        self._run("SET preserve_insertion_order = false")
        for name, words in _NAMES.items():
            self._run(f"CREATE TYPE {name} AS ENUM {words}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._database.close()

    def keep(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Iterable[Row],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Write rows as Parquet under a name, so many at a time."""
        remaining, n = iter(rows), 0
        (self.directory / name).mkdir()
        typed = ", ".join(f"NULL::{kind} AS {one}" for one, kind in columns.items())
        nothing = f"SELECT {typed} LIMIT 0"
        self._run(f"COPY ({nothing}) TO '{self.directory / name}/none.parquet' (FORMAT parquet)")
        while chunk := list(islice(remaining, CHUNK)):
            target = self.directory / name / f"{n:012}.parquet"
            self._run(f"COPY ({self._reading(chunk, columns)}) TO '{target}' (FORMAT parquet)")
            n += len(chunk)
            if progress:
                progress(n)

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
        """Make a table of rows."""
        self._run(f"CREATE TABLE {name} ({_declared(columns)})")
        given = list(rows)
        if given:
            self._run(f"INSERT INTO {name} {self._reading(given, columns)}")

    def compute(
        self, *, n_positions: int, whole_id: int, depths: Collection[int]
    ) -> tuple[int, float]:
        """Put every figure together; give how many there are, and the seconds it took.

        What was kept as "stated" and loaded as indicators, places, parts is all it reads.

        Errors: ArithmeticError when a sum passes 64 bits.
        """
        began = time.perf_counter()
        self._put_stated()
        has_parts = self._has_parts_of_years()
        rules = steps.Rules.of(lambda query: self._database.execute(query).fetchall())
        try:
            for statement in steps.statements(
                n_positions, whole_id, depths, has_parts_of_years=has_parts, rules=rules
            ):
                self._run(statement)
        except self._out_of_bounds() as error:
            raise ArithmeticError("A sum passes 64 bits.") from error
        n = self._one(f"SELECT count(*) FROM {steps.TABLE}")  # noqa: S608 - own name
        return n, time.perf_counter() - began

    def _put_stated(self) -> None:
        """Take the latest of each key; only keys that were ever corrected are compared."""
        stated = f"read_parquet('{self.directory}/stated/*.parquet')"
        periods = f"SELECT DISTINCT period FROM {stated}"  # noqa: S608 - own path
        self._run(
            f"CREATE TYPE period_name AS ENUM (SELECT DISTINCT period FROM ({periods}"  # noqa: S608 - own path
            f" UNION ALL SELECT substr(period, 1, 4) FROM ({periods})"
            " UNION ALL SELECT '') ORDER BY period)"
        )
        kinds = CELL | {
            **dict.fromkeys(("indicator_id", "category_id", "place_id"), "uinteger"),
            "period": "period_name",
            "claim": "claim_name",
            "no_number": "why_name",
            "made_of": "made_name",
        }
        self._run(f"CREATE TABLE {steps.TABLE} ({_declared(kinds)})")
        same = steps.same_key("later", "m")
        keys = ", ".join(f"m.{name}" for name in steps.KEY)
        self._run(
            f"INSERT INTO {steps.TABLE} SELECT {keys}, m.value, m.numerator, m.denominator,"  # noqa: S608 - own names and path
            " m.no_number, '', CASE WHEN m.no_number = '' THEN 1 ELSE 0 END,"
            " CASE WHEN m.no_number IN ('not_applicable', 'not_due') THEN 0 ELSE 1 END,"
            " NULL, NULL, NULL, NULL, NULL"
            f" FROM {stated} m LEFT JOIN (SELECT {_KEYS}, max(revision) AS revision"
            f" FROM {stated} WHERE revision > 0 GROUP BY {_KEYS}) later ON {same}"
            " WHERE later.revision IS NULL OR m.revision = later.revision"
        )

    def _has_parts_of_years(self) -> bool:
        found = self._one(
            f"SELECT count(*) FROM (SELECT 1 FROM {steps.TABLE}"  # noqa: S608 - own name
            " WHERE length(period) <> 4 LIMIT 1)"
        )
        return bool(found)

    def compare(self) -> None:
        """Compare with the stored figures: what to put, and the keys of all that differs."""
        self._run(f"CREATE TABLE stored ({_declared(CELL)})")
        files = f"read_parquet('{self.directory}/stored/*.parquet')"
        self._run(f"INSERT INTO stored SELECT {_CELLS} FROM {files}")  # noqa: S608 - own names and path
        computed = f"SELECT {_CELLS} FROM {steps.TABLE}"  # noqa: S608 - own names
        stored = f"SELECT {_CELLS} FROM stored"  # noqa: S608 - own names
        self._run(f"CREATE TABLE to_put AS {computed} EXCEPT {stored}")
        self._run(f"CREATE TABLE to_go AS {stored} EXCEPT {computed}")
        self._run(
            f"CREATE TABLE differing AS SELECT {_KEYS} FROM to_put"  # noqa: S608 - own names
            f" UNION SELECT {_KEYS} FROM to_go ORDER BY {_KEYS}"
        )

    def n_differing(self) -> int:
        """Give how many keys differ; `compare` comes first."""
        return self._one("SELECT count(*) FROM differing")

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Give the rows of "to_put" or "differing", so many at a time."""
        found = self._database.cursor().execute(f"SELECT * FROM {table}")  # noqa: S608 - own names
        while some := found.fetchmany(5000):
            yield from some

    def _run(self, statement: str) -> None:
        self._database.execute(statement)

    def _one(self, statement: str) -> int:
        return int(self._database.execute(statement).fetchone()[0])

    def _out_of_bounds(self) -> tuple[type[Exception], ...]:
        import duckdb

        return (duckdb.ConversionException, duckdb.OutOfRangeException)

    def _reading(self, rows: Iterable[Row], columns: Mapping[str, str]) -> str:
        """Write rows beside the snapshot and give what reads them; texts are never unknown."""
        path = self.directory / "rows.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        read = ", ".join(
            f"coalesce({name}, '') AS {name}" if kind == "varchar" else name
            for name, kind in columns.items()
        )
        return (
            f"SELECT {read} FROM read_csv('{path}', columns = {{{kinds}}},"  # noqa: S608 - own names and path
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"')"
        )


def _declared(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())
