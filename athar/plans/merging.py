"""Bringing two people's changes to the same thing together, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]

MINE, THEIRS = "mine", "theirs"
"""What somebody chooses of a field that both touched."""

_TOGETHER = {
    "planned_start_on": ("planned_start_on", "planned_start_precision"),
    "planned_end_on": ("planned_end_on", "planned_end_precision"),
}
"""Fields that say one thing together, under the name of the first."""
_COMPANIONS = {other: first for first, both in _TOGETHER.items() for other in both[1:]}


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both touched: how it stood, what the other made of it, what I make of it."""

    name: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes together: the content, what only the other changed, what both changed."""

    content: dict[str, Any]
    theirs: tuple[Clash, ...]
    clashes: tuple[Clash, ...]


def merged(
    base: Content, theirs: Content, mine: Content, chosen: Mapping[str, str] | None = None
) -> Merged:
    """Merge what somebody else made of `base` with what I make of it.

    Shape: a field that one side touched is taken from that side; one that both touched
    differently is a clash until it is chosen, and stands as mine meanwhile.
    """
    chosen = chosen or {}
    content = dict(theirs)
    changed, clashes = [], []
    for name in _units(mine):
        old, other, own = (_value(name, one) for one in (base, theirs, mine))
        clash = Clash(name, base.get(name), theirs.get(name), mine.get(name))
        if own in (old, other):
            if other not in (old, own):
                changed.append(clash)
            continue
        if other != old and name not in chosen:
            clashes.append(clash)
        if other == old or chosen.get(name) != THEIRS:
            content |= {one: mine.get(one) for one in together(name)}
    return Merged(content, tuple(changed), tuple(clashes))


def differing_units(before: Content, after: Content) -> dict[str, list[Any]]:
    """Give the fields that differ, before and after, with those that say one thing with them."""
    return {
        one: [before.get(one), after.get(one)]
        for name in _units(after)
        if _value(name, before) != _value(name, after)
        for one in together(name)
    }


def applied(
    content: Content, fields: Mapping[str, Iterable[Any]]
) -> tuple[dict[str, Any], set[str]]:
    """Apply fields that were changed to content that may have moved on since.

    Shape: the content, and the names of fields that were meanwhile changed to something else.
    """
    befores = {name: before for name, (before, _after) in fields.items()}
    afters = {name: after for name, (_before, after) in fields.items()}
    both = merged({**content, **befores}, content, {**content, **afters})
    return both.content, {one.name for one in both.clashes}


def together(name: str) -> tuple[str, ...]:
    """Give the fields that say one thing with the one named."""
    return _TOGETHER.get(name, (name,))


def _units(names: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(_COMPANIONS.get(name, name) for name in names)


def _value(name: str, content: Content) -> tuple[Any, ...]:
    return tuple(content.get(one) for one in together(name))
