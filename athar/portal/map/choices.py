"""The address of a map is its state: the choices of the list, what is shown, in which parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from django.core.exceptions import BadRequest

from athar.portal.commitments.choices import Choices, read_choices

#: What a map can show, the first unless another is asked for: how many, for how much, how far.
SHOWS = ("count", "amount", "progress")
#: The parts of a place that are drawn: those just below it, or the parts of those.
LEVELS = ("parts", "small")


@dataclass(frozen=True, slots=True)
class MapChoices(Choices):
    """What a reader of a map chose; "" shows how many, in the parts just below the place."""

    show: str = ""
    level: str = ""

    @property
    def shown(self) -> str:
        """Give what the map shows."""
        return self.show or SHOWS[0]

    @property
    def of_list(self) -> Choices:
        """Give the choices that the list of the same commitments knows."""
        return Choices(**{one.name: getattr(self, one.name) for one in fields(Choices)})


def read_map_choices(query: Mapping[str, str]) -> MapChoices:
    """Read the choices of an address. Errors: BadRequest for what cannot be a choice at all."""
    listed = replace(read_choices(query), page=1)
    return MapChoices(
        **{one.name: getattr(listed, one.name) for one in fields(listed)},
        show=_one_of(query, "show", SHOWS),
        level=_one_of(query, "level", LEVELS),
    )


def _one_of(query: Mapping[str, str], name: str, offered: tuple[str, ...]) -> str:
    value = query.get(name, "").strip()
    if value and value not in offered:
        raise BadRequest(f"{name}={value[:40]!r} is no choice of this map")
    return "" if value == offered[0] else value
