"""What an import adds to a plan, changes in it and takes out of it, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from athar.plans.drafts import Difference, Differences

Fields = Mapping[str, tuple[Any, Any]]
"""What each field held and holds: JSON values; None where there was, or is, nothing."""


class Thing(StrEnum):
    """What an import touches."""

    NODE = "node"
    PROJECT = "project"
    AGREEMENT = "agreement"
    VALUE = "value"


class Fate(StrEnum):
    """What happens to it."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that an import touches: its code, and the fields that differ."""

    thing: Thing
    code: str
    fate: Fate
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many things are added, changed and gone, and which; only `counted` ones are counted.

    `same` counts what is known already, where an import tells it.
    """

    added: int = 0
    changed: int = 0
    gone: int = 0
    touches: tuple[Touch, ...] = ()
    same: int = 0

    @classmethod
    def of(cls, counted: Thing, differences: Mapping[Thing, Iterable[Differences]]) -> Changes:
        """Merge what differs of each thing: one touch for each, added or gone before changed."""
        touches = tuple(
            touch for thing, several in differences.items() for touch in _touches(thing, several)
        )
        fates = [one.fate for one in touches if one.thing is counted]
        return cls(
            added=fates.count(Fate.ADDED),
            changed=fates.count(Fate.CHANGED),
            gone=fates.count(Fate.GONE),
            touches=touches,
        )

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.gone + other.gone,
            self.touches + other.touches,
            self.same + other.same,
        )

    def as_json(self) -> dict[str, Any]:
        """Give the counts, and every thing touched with the fields of what changed."""
        return {
            "changes": {"added": self.added, "changed": self.changed, "gone": self.gone},
            "differences": [_as_json(touch) for touch in self.touches],
        }


def _touches(thing: Thing, several: Iterable[Differences]) -> Iterator[Touch]:
    """Merge what differs of one kind of thing; what the first says of a thing's fate stands.

    The first differences are those of the thing itself, the others of what belongs to it.
    """
    fates: dict[str, Fate] = {}
    fields: dict[str, dict[str, tuple[Any, Any]]] = {}
    for n, differences in enumerate(several):
        for fate, found in (
            (Fate.ADDED, differences.added),
            (Fate.CHANGED, differences.changed),
            (Fate.GONE, differences.gone),
        ):
            for one in found:
                fates.setdefault(one.code, fate if n == 0 else Fate.CHANGED)
                fields.setdefault(one.code, {}).update(_fields(one))
    yield from (Touch(thing, code, fate, fields[code]) for code, fate in fates.items())


def _fields(one: Difference) -> Iterator[tuple[str, tuple[Any, Any]]]:
    before, after = one.before or {}, one.after or {}
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, (before.get(name), after.get(name))


def _as_json(touch: Touch) -> dict[str, Any]:
    said: dict[str, Any] = {"thing": touch.thing, "code": touch.code, "fate": touch.fate}
    if touch.fate is Fate.CHANGED:
        said["fields"] = {name: list(pair) for name, pair in touch.fields.items()}
    return said
