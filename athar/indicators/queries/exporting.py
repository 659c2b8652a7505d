"""Stated values with all that is known of each, for files of any length: streamed, never held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from athar.indicators.models import Category, Indicator, Library, Measurement, Unit
from athar.kernel.quantity import from_scaled
from athar.reference.models import Place
from athar.trail.models import Event

ROWS_AT_ONCE = 2000
BLOCK = 1 << 18

_TABLE, _EVENTS = Measurement._meta.db_table, Event._meta.db_table
_INDICATORS, _LIBRARIES = Indicator._meta.db_table, Library._meta.db_table
_UNITS, _PLACES, _CATEGORIES = (one._meta.db_table for one in (Unit, Place, Category))
_KEY = ("indicator_id", "place_id", "period", "category_id", "claim")


class ValueLine(NamedTuple):
    """A value as a file lists it; None is unknown or does not apply.

    Units: numbers in the indicator's unit, a percentage as percent.
    """

    library_code: str
    indicator_code: str
    place_scheme: str
    place_code: str
    place: str
    period: str
    category: str | None
    claim: str
    measured_value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    stated_text: str | None
    no_number: str | None
    unit_code: str
    revision: int
    recorded_on: dt.date
    publication_number: int | None
    source_file: str | None
    cell: str | None
    source: str
    is_superseded: bool


@dataclass(frozen=True, slots=True)
class ValuesWanted:
    """The values of which indicators are listed, in which language, as of which publication.

    With `history` also the states that corrections superseded.
    """

    indicator_ids: Collection[int]
    lang: str
    as_of: int | None = None
    history: bool = False


def count_values(wanted: ValuesWanted) -> int:
    """Count the revisions of the values wanted: at least as many as they are. Queries: 1."""
    return Measurement.objects.filter(indicator_id__in=wanted.indicator_ids).count()


def value_lines(wanted: ValuesWanted) -> Iterator[ValueLine]:
    """Give the values that count, by indicator, place, period, category, claim and revision.

    Queries: 5, the values themselves being read 2,000 at a time.
    """
    words = _Words.of(wanted.lang)
    current, parameters = _current(wanted)
    columns = (*_KEY, "revision", "value", "numerator", "denominator", "text", "no_number")
    stated = ", ".join(f"m.{name}" for name in (*columns, "event_id", "cell", "source"))
    order = ", ".join(f"m.{name}" for name in (*_KEY, "revision"))
    sql = f"SELECT {stated}, {_IS_SUPERSEDED} {current} ORDER BY {order}"
    for row in _streamed(sql, parameters):
        yield words.line(*row)


def copied_values(wanted: ValuesWanted, *, at_least: int = BLOCK) -> Iterator[bytes]:
    """Give the same values as lines of CSV that PostgreSQL writes itself, without a heading.

    Shape: cells as `opendata.delimited` writes them, in no order, in blocks of that many bytes.
    Queries: 1.
    """
    current, parameters = _current(wanted, _NAMED)
    query = f"COPY (WITH {_WORDS} SELECT {', '.join(_CELLS)} {current}) TO STDOUT (FORMAT csv)"
    parameters = [wanted.lang, timezone.get_current_timezone_name(), *parameters]
    waiting: list[bytes] = []
    size = 0
    with transaction.atomic(), connection.cursor() as cursor:
        # few rows are expected where statistics are old, and loops over all places are chosen
        cursor.execute("SET LOCAL enable_nestloop = off")
        # a million rows are written in less time than the read takes to be compiled
        cursor.execute("SET LOCAL jit = off")
        with cursor.copy(query, parameters) as copy:
            for block in copy:
                waiting.append(bytes(block))
                size += len(block)
                if size >= at_least:
                    yield b"".join(waiting)
                    waiting, size = [], 0
    yield b"".join(waiting)


def _streamed(sql: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Read rows some at a time: PostgreSQL keeps them at the server, SQLite reads as it goes."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some


def _current(wanted: ValuesWanted, named: str = "") -> tuple[str, list[Any]]:
    """Give the part of a read that finds the latest revision of each key, or with history all.

    Only keys that were corrected are grouped, which few are.
    """
    ids = sorted(wanted.indicator_ids)
    these = f"m.indicator_id IN ({', '.join(['%s'] * len(ids)) or 'NULL'})"
    then: list[Any] = []
    if wanted.as_of is not None:
        these += f" AND m.event_id IN (SELECT id FROM {_EVENTS} WHERE publication_number <= %s)"  # noqa: S608 - names of the models
        then = [wanted.as_of]
    key = ", ".join(f"m.{name}" for name in _KEY)
    same = " AND ".join(f"m.{name} = corrected.{name}" for name in _KEY)
    sql = (
        f"FROM {_TABLE} AS m LEFT JOIN (SELECT {key}, max(m.revision) AS revision"  # noqa: S608 - names of the models
        f" FROM {_TABLE} AS m WHERE {these} AND m.revision > 0 GROUP BY {key}) AS corrected"
        f" ON {same} {named} WHERE {these}"
    )
    if not wanted.history:
        sql += " AND m.revision = coalesce(corrected.revision, 0)"
    return sql, [*ids, *then, *ids, *then]


def _exact(column: str) -> str:
    """Give a scaled integer as the exact decimal that it stands for."""
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN what.decimals = 0 THEN {column}::text"
        f" ELSE round({column} / what.one, what.decimals)::text END"
    )


def _safe(text: str) -> str:
    """Keep spreadsheets from running a text, as the writer of CSV does."""
    runs = f"ascii({text}) IN (61, 43, 45, 64, 9, 13)"  # = + - @, tab, return
    return f"CASE WHEN {text} = '' THEN NULL WHEN {runs} THEN '''' || {text} ELSE {text} END"


_IS_SUPERSEDED = "m.revision < coalesce(corrected.revision, 0)"
_FILE = _safe("(source->>'name')")
_WORDS = (
    # what many values share is put into words once
    f"what AS MATERIALIZED (SELECT i.id, l.code AS library, i.code, u.code AS unit, i.decimals,"  # noqa: S608 - names of the models
    f" power(10::numeric, i.decimals) AS one FROM {_INDICATORS} AS i"
    f" JOIN {_LIBRARIES} AS l ON l.id = i.library_id JOIN {_UNITS} AS u ON u.id = i.unit_id),"
    " place AS MATERIALIZED (SELECT id, scheme, code, coalesce(names->>%s, names->>'ar',"
    f" names->>'fr', names->>'en', code) AS name FROM {_PLACES}),"
    " act AS MATERIALIZED (SELECT id, to_char(recorded_at AT TIME ZONE %s, 'YYYY-MM-DD') AS on_day,"
    f" publication_number AS number, {_FILE} AS file FROM {_EVENTS}"
    " WHERE kind = 'measurements.recorded')"
)
_NAMED = (
    "JOIN what ON what.id = m.indicator_id JOIN place ON place.id = m.place_id"
    f" JOIN {_CATEGORIES} AS part ON part.id = m.category_id JOIN act ON act.id = m.event_id"
)
_CELLS = (
    *("what.library", "what.code", "place.scheme", "place.code", "place.name"),
    *("m.period", "nullif(part.code, '')", "m.claim", _exact("m.value")),
    *(_exact("m.numerator"), _exact("m.denominator"), _safe("m.text")),
    *("nullif(m.no_number, '')", "what.unit", "m.revision", "act.on_day", "act.number"),
    *("act.file", _safe("m.cell"), "m.source"),
    f"CASE WHEN {_IS_SUPERSEDED} THEN 'yes' ELSE 'no' END",
)


@dataclass(slots=True)
class _Words:
    """What the keys of a value stand for, read once."""

    whats: dict[int, tuple[str, str, str, int]]
    places: dict[int, tuple[str, str, str]]
    categories: dict[int, str]
    acts: dict[int, tuple[dt.date, int | None, str | None]]

    @classmethod
    def of(cls, lang: str) -> _Words:
        """Read the indicators, places, categories and acts. Queries: 4."""
        whats = Indicator.objects.values_list(
            "pk", "library__code", "code", "unit__code", "decimals"
        )
        places = Place.objects.values_list("pk", "scheme", "code", "names")
        acts = Event.objects.filter(kind="measurements.recorded").values_list(
            "pk", "recorded_at", "publication_number", "source"
        )
        return cls(
            whats={row[0]: row[1:] for row in whats},
            places={
                pk: (scheme, code, names.in_language(lang).text or code)
                for pk, scheme, code, names in places
            },
            categories=dict(Category.objects.values_list("pk", "code")),
            acts={
                pk: (timezone.localdate(at), number, source.get("name") or None)
                for pk, at, number, source in acts
            },
        )

    def line(
        self,
        indicator: int,
        place: int,
        period: str,
        category: int,
        claim: str,
        revision: int,
        *said: Any,
    ) -> ValueLine:
        """Put one stored row into words."""
        library, code, unit, decimals = self.whats[indicator]
        *numbers, text, no_number, event, cell, source, is_superseded = said
        value, over, under = (
            None if one is None else from_scaled(one, decimals) for one in numbers
        )
        on_day, number, file = self.acts[event]
        return ValueLine(
            library,
            code,
            *self.places[place],
            period,
            self.categories[category] or None,
            claim,
            value,
            over,
            under,
            text or None,
            no_number or None,
            unit,
            revision,
            on_day,
            number,
            file,
            cell or None,
            source,
            bool(is_superseded),
        )
