"""Places one slice after another, as machines read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from athar.kernel.text import Translated, normalise
from athar.reference.models import Place
from athar.reference.slices import Key, Mark, Slice, cut, in_order


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """A place by its codes with its latest population; None is unknown.

    Shape: `parent` is (scheme, code) of the place it lies in.
    """

    id: int
    scheme: str
    code: str
    kind: str
    names: Translated
    path: str
    parent: tuple[str, str] | None
    population: int | None
    population_year: int | None
    households: int | None


_COLUMNS = (
    *("pk", "scheme", "code", "kind", "names", "path", "parent__scheme", "parent__code"),
    *("population", "population_year", "households"),
)
_BY_CODE = (Key("scheme"), Key("code"))


def place_slice(
    *,
    scheme: str = "",
    kind: str = "",
    within: str = "",
    q: str = "",
    after: Sequence[Mark] | None = None,
    limit: int,
) -> Slice[PlaceCodes]:
    """Give the next places, by scheme and code.

    Shape: `within` "scheme:code" leaves those that lie in a place, itself included; `q` those
    of which a name holds each word. Queries: 1, 2 with `within`.
    """
    rows = Place.objects.all()
    if scheme:
        rows = rows.filter(scheme=scheme)
    if kind:
        rows = rows.filter(kind=kind)
    if within:
        of_scheme, _colon, code = within.partition(":")
        paths = Place.objects.filter(scheme=of_scheme, code=code).values_list("path", flat=True)
        rows = rows.filter(path__startswith=paths.first() or "no such place")
    for word in normalise(q).split():
        rows = rows.filter(pk__in=Place.objects.filter(aliases__key__contains=word).values("pk"))
    return cut(
        in_order(rows, _BY_CODE, after).values_list(*_COLUMNS)[: limit + 1],
        limit,
        lambda row: (row[1], row[2]),
        lambda kept: (_codes(row) for row in kept),
    )


def place_codes(scheme: str, code: str) -> PlaceCodes | None:
    """Give a place by its code in a scheme, or None. Queries: 1."""
    row = Place.objects.filter(scheme=scheme, code=code).values_list(*_COLUMNS).first()
    return _codes(row) if row else None


def place_keys(named: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Give the keys of places by scheme and code; unknown ones are left out. Queries: 1."""
    rows = Place.objects.filter(
        scheme__in={scheme for scheme, _code in named}, code__in={code for _scheme, code in named}
    ).values_list("scheme", "code", "pk")
    return {(scheme, code): pk for scheme, code, pk in rows if (scheme, code) in named}


def keys_within(scheme: str, code: str) -> tuple[int, ...]:
    """Give the keys of what lies in a place, itself included; () for an unknown one. Queries: 2."""
    path = Place.objects.filter(scheme=scheme, code=code).values_list("path", flat=True).first()
    if path is None:
        return ()
    rows = Place.objects.filter(path__startswith=path).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def _codes(row: tuple[Any, ...]) -> PlaceCodes:
    found = dict(zip(_COLUMNS, row, strict=True))
    scheme, code = found.pop("parent__scheme"), found.pop("parent__code")
    return PlaceCodes(id=found.pop("pk"), parent=scheme and (scheme, code), **found)
