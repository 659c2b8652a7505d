"""What filters name: indicators and places by their codes, as keys."""

from __future__ import annotations

from athar.indicators.queries import figure_keys, indicator_keys
from athar.reference.queries import keys_within, place_keys

Pair = tuple[str, str]


def pairs(text: str, mark: str) -> tuple[Pair, ...]:
    """Read "a/b,c/d" or "a:b,c:d"."""
    parts = (one.partition(mark) for one in text.split(",") if one)
    return tuple(dict.fromkeys((first, second) for first, _mark, second in parts))


def asked_indicators(indicator: str, library: str) -> tuple[int, ...] | None:
    """Give the keys of the public indicators asked for; None where none is. Queries: 0 or 1."""
    if not indicator and not library:
        return None
    found = indicator_keys(pairs(indicator, "/"), library=library)
    return tuple(sorted(found.values()))


def asked_figures(indicator: str, library: str) -> tuple[tuple[int, ...] | None, bool]:
    """Give the keys as above, and whether computed ones may be among them. Queries: 0 or 1."""
    if not indicator and not library:
        return None, True
    found, has_computed = figure_keys(pairs(indicator, "/"), library=library)
    return tuple(sorted(found)), has_computed


def every_indicator() -> tuple[int, ...]:
    """Give the keys of all public indicators. Queries: 1."""
    return tuple(sorted(indicator_keys().values()))


def asked_places(place: str, within: str) -> tuple[int, ...] | None:
    """Give the keys of the places asked for; None where none is named. Queries: 0 to 3."""
    if not place and not within:
        return None
    named = set(place_keys(pairs(place, ":")).values()) if place else None
    inside = set(keys_within(*pairs(within, ":")[0])) if within else None
    found = (named or set()) if inside is None else inside if named is None else inside & named
    return tuple(sorted(found))
