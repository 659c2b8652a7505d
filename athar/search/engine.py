"""The one place that knows FTS5 from PostgreSQL: rows whose tokens match, in their own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from athar.search.enums import Kind
from athar.search.models import Entry, Word


@dataclass(frozen=True, slots=True)
class Term:
    """One token, or all tokens that begin with it; letters and digits only."""

    token: str
    is_beginning: bool = False


Either = tuple[Term, ...]
#: All of these must match, each by one of its terms.
Expression = tuple[Either, ...]
#: SQL with its parameters.
Part = tuple[str, tuple[str | int, ...]]
#: The first and the last kind of some that follow one another.
Range = tuple[Kind, Kind]
#: SQL that is true of the number of an entry, written {number}; what a search is narrowed to.
Among = Part | None


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a statement: in each range of kinds the entries that match, at most `limit`."""

    expression: Expression
    limit: int
    ranges: tuple[Range, ...]
    step: int = 0


def ids(legs: Sequence[Leg], among: Among = None) -> list[tuple[int, int]]:
    """Give (step, number of the entry) of what each leg finds, in this order.

    Queries: 1, none without legs.
    """
    return sorted(_run([part for leg in legs for part in _legs(leg, among)]))


def counts(legs: Sequence[Leg], among: Among = None) -> dict[tuple[int, int], int]:
    """Give by (step, range) how many entries each leg finds, counted up to its limit.

    Shape: a range without any is left out. Queries: 1, none without legs.
    """
    parts = [part for leg in legs for part in _counted(leg, among)]
    return {(key >> 8, key & 255): n for key, n in _run(parts) if n}


def near_words(terms: Either, limit: int) -> list[tuple[str, str]]:
    """Give words that share trigrams, those that share most first, as (word, written).

    Queries: 1.
    """
    wanted = _written((terms,))
    if connection.vendor == "sqlite":
        sql = (
            f"SELECT w.word, w.written FROM {WORDS} AS f JOIN {_table(Word)} AS w "  # noqa: S608 - our own words
            f"ON w.id = f.rowid WHERE {WORDS} MATCH %s ORDER BY f.rank, w.word LIMIT %s"
        )
        parameters: tuple[str | int, ...] = (wanted, limit)
    else:
        sql = (
            f"SELECT word, written FROM {_table(Word)} WHERE vector @@ %s::tsquery "  # noqa: S608 - our own words
            "ORDER BY ts_rank(vector, %s::tsquery) DESC, word LIMIT %s"
        )
        parameters = (wanted, wanted, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(str(word), str(written)) for word, written in cursor.fetchall()]


#: The full-text tables of SQLite, beside those of the models.
ENTRIES, WORDS = "search_entry_fts", "search_word_fts"


def _table(model: type[Entry | Word]) -> str:
    return model._meta.db_table


def _legs(leg: Leg, among: Among) -> list[Part]:
    if connection.vendor == "sqlite" or len(leg.ranges) == 1:
        return [
            (f"SELECT {leg.step} AS step, id FROM ({sql}) AS found", parameters)  # noqa: S608 - our own words
            for sql, parameters in (_numbers(leg, one, among) for one in leg.ranges)
        ]
    sql, parameters = _parted(leg, among)
    # the index is asked once, whatever the number of ranges
    ranked = (
        f"SELECT id, ROW_NUMBER() OVER (PARTITION BY part ORDER BY id) AS place FROM ({sql}) AS m"  # noqa: S608 - our own words
    )
    best = f"SELECT {leg.step} AS step, id FROM ({ranked}) AS r WHERE place <= {leg.limit}"  # noqa: S608 - our own words
    return [(best, parameters)]


def _counted(leg: Leg, among: Among) -> list[Part]:
    if connection.vendor == "sqlite" or len(leg.ranges) == 1:
        return [
            (f"SELECT {leg.step << 8 | part} AS step, COUNT(*) AS n FROM ({sql}) AS m", parameters)  # noqa: S608 - our own words
            for part, (sql, parameters) in enumerate(
                _numbers(leg, one, among, is_ordered=False) for one in leg.ranges
            )
        ]
    sql, parameters = _parted(leg, among)
    columns = f"{leg.step << 8} + part AS step, LEAST(COUNT(*), {leg.limit}) AS n"
    return [(f"SELECT {columns} FROM ({sql}) AS m GROUP BY part", parameters)]  # noqa: S608 - our own words


def _numbers(leg: Leg, kinds: Range, among: Among, *, is_ordered: bool = True) -> Part:
    """Give SQL for the first numbers of one range."""
    first, last = kinds
    column, source = _matching()
    narrowed, more = among or ("", ())
    sql = (
        f"SELECT {column} AS id FROM {source} AND {column} BETWEEN %s AND %s"  # noqa: S608 - our own words
        + (f" AND {narrowed.format(number=column)}" if among else "")
        + (f" ORDER BY {column}" if is_ordered else "")
        + f" LIMIT {leg.limit}"
    )
    return sql, (_written(leg.expression), first.first_id, last.last_id, *more)


def _parted(leg: Leg, among: Among) -> Part:
    """Give SQL for all numbers that match, each with the range it lies in."""
    column, source = _matching()
    narrowed, more = among or ("", ())
    cases = " ".join(
        f"WHEN {column} BETWEEN {first.first_id} AND {last.last_id} THEN {part}"
        for part, (first, last) in enumerate(leg.ranges)
    )
    sql = f"SELECT {column} AS id, CASE {cases} END AS part FROM {source}"  # noqa: S608 - our own words
    sql += f" AND {narrowed.format(number=column)}" if among else ""
    return f"SELECT * FROM ({sql}) AS all_parts WHERE part IS NOT NULL", (  # noqa: S608 - our own words
        _written(leg.expression),
        *more,
    )


def _matching() -> tuple[str, str]:
    """Give the column of numbers, and where they come from; more conditions may follow."""
    if connection.vendor == "sqlite":
        return f"{ENTRIES}.rowid", f"{ENTRIES} WHERE {ENTRIES} MATCH %s"
    return "matching.id", "search_entry_matching(%s::tsquery) AS matching (id) WHERE TRUE"


def _run(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Run the parts as one statement; each has an order and a limit of its own."""
    if not parts:
        return []
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) AS leg" for part, _parameters in parts)  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(sql, [one for _part, parameters in parts for one in parameters])
        return [(int(step), int(number)) for step, number in cursor.fetchall()]


def _written(expression: Expression) -> str:
    """Write an expression in the language of the database; tokens hold no mark of either."""
    if connection.vendor == "sqlite":
        return " AND ".join(f"({' OR '.join(map(_for_fts5, either))})" for either in expression)
    return " & ".join(f"({' | '.join(map(_for_postgresql, either))})" for either in expression)


def _for_fts5(term: Term) -> str:
    return f'"{term.token}"{" *" if term.is_beginning else ""}'


def _for_postgresql(term: Term) -> str:
    return f"'{term.token}'{':*' if term.is_beginning else ''}"


def rebuild_full_text() -> None:
    """Make the full text anew from the rows, and pack it; on PostgreSQL it cannot fall behind."""
    with connection.cursor() as cursor:
        for table in (ENTRIES, WORDS) if connection.vendor == "sqlite" else ():
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608 - our own words
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our own words
        for model in (Entry, Word):
            cursor.execute(f"ANALYZE {_table(model)}")


def full_text_is_sound() -> bool:
    """Tell whether the full text holds exactly what the rows hold."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in (ENTRIES, WORDS) if connection.vendor == "sqlite" else ():
                sql = f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - our own words
                cursor.execute(sql)
    except DatabaseError:
        return False
    return True
