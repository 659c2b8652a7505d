"""Measured values one slice after another, with their provenance, as machines read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform

from athar.indicators.models import Measurement
from athar.indicators.queries.asking import Narrowed, condition_of, given_of
from athar.indicators.queries.codes import (
    IndicatorCodes,
    codes_of_categories,
    codes_of_indicators,
    codes_of_places,
    hidden_indicators,
    read_by_key,
)
from athar.reference.slices import Mark, Slice, cut
from athar.rows.prepared import Prepared, distinct
from athar.trail.models import Event

_KEY = ("indicator_id", "place_id", "period", "category_id", "claim")


class ValueRow(NamedTuple):
    """A measured value with its indicator, its place and the act by which it was stated.

    Shape: numbers are whole numbers of 10^-decimals of the indicator, None where there is none;
    texts are empty where there is none; `is_superseded` tells that a correction followed.
    """

    about: IndicatorCodes
    place: str
    period: str
    category: str
    claim: str
    revision: int
    value: int | None
    numerator: int | None
    denominator: int | None
    text: str
    no_number: str
    source: str
    cell: str
    written: str
    is_superseded: bool
    act: Act


class Act(NamedTuple):
    """Who stated a value, when and why, since which publication, and from which file."""

    recorded_at: dt.datetime
    publication: int | None
    reason: str
    author: str
    file_name: str | None
    sha256: str | None


_COLUMNS = (
    *("indicator_id", "place_id", "period", "category_id", "claim", "revision"),
    *("value", "numerator", "denominator", "text", "no_number"),
    *("source", "cell", "written", "is_superseded", "event_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Narrowed):
    """Which values: `as_of` is a number of publication; `history` with what was superseded."""

    as_of: int | None = None
    history: bool = False


def value_slice(
    wanted: Stated, *, after: Sequence[Mark] | None = None, limit: int
) -> Slice[ValueRow]:
    """Give the next public values, by key of indicator and place, period, category and claim.

    Shape: values of what a plan owns are public once the plan is; as of a publication, if it was
    public then.
    Queries: 5, 1 where there is none, none where there can be none.
    """
    if () in (wanted.indicators, wanted.places):
        return Slice(())
    given = given_of(wanted, after, as_of=wanted.as_of)
    read = _prepared(tuple(given), history=wanted.history, limit=limit + 1)
    return cut(read.rows(*given.values()), limit, lambda row: row[:6], _told)


def _told(rows: Sequence[tuple[Any, ...]]) -> Iterable[ValueRow]:
    """Put codes in the place of keys; each of them is read once, in reads that are planned fast."""
    if not rows:
        return
    abouts = codes_of_indicators(row[0] for row in rows)
    places = codes_of_places(row[1] for row in rows)
    categories = codes_of_categories(row[3] for row in rows)
    acts = {key: Act(*said) for key, *said in _ACTS.rows(distinct(row[15] for row in rows))}
    for indicator, place, period, category, *rest, event in rows:
        codes = (abouts[indicator], places[place], period, categories[category])
        yield ValueRow._make((*codes, *rest, acts[event]))


_ACTS = read_by_key(
    Event,
    *("recorded_at", "publication_number", "reason", "actor_name"),
    file_name=KeyTextTransform("name", "source"),
    sha256=KeyTextTransform("file", "source"),
)


@lru_cache(maxsize=256)
def _prepared(names: tuple[str, ...], *, history: bool, limit: int) -> Prepared:
    """Give the read that asks for these things."""

    def build(*values: Any) -> QuerySet[Any, Any]:
        return _rows(dict(zip(names, values, strict=True)), history=history)[:limit]

    return Prepared(build)


def _rows(given: Mapping[str, Any], *, history: bool) -> QuerySet[Any, Any]:
    later = Measurement.objects.filter(
        **{name: OuterRef(name) for name in _KEY}, revision__gt=OuterRef("revision")
    )
    if "as_of" in given:
        later = later.filter(event__publication_number__lte=given["as_of"])
    wanted = condition_of(given, (*_KEY, "revision"), as_of="event__publication_number__lte")
    rows = Measurement.objects.filter(wanted).exclude(
        indicator__in=hidden_indicators(given.get("as_of"))
    )
    if not history:
        rows = rows.filter(~Exists(later))
    return (
        rows.annotate(is_superseded=Exists(later) if history else Value(False))
        .order_by(*_KEY, "revision")
        .values_list(*_COLUMNS)
    )
