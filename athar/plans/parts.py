"""What other packages keep of a commitment and let people edit with it, such as who pays for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from athar.kernel.actor import Actor
    from athar.plans.drafts import Differences


@dataclass(frozen=True, slots=True)
class Part:
    """A field that another package owns: its name, how it is read and written by commitment code.

    Shape: `read` gives the value of each commitment of a plan that is named, as JSON; `write`
    states it, with the rights of who publishes and the reason given, and says what differs.
    """

    name: str
    empty: Any
    read: Callable[[int, Collection[str]], Mapping[str, Any]]
    write: Callable[[Actor | None, int, Mapping[str, Any], str], Differences]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Let a field be edited with the commitments it belongs to; called when programs start."""
    _parts[part.name] = part


def parts() -> tuple[Part, ...]:
    """Give the fields that other packages own."""
    return tuple(_parts.values())
