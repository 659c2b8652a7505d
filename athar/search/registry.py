"""Texts that surfaces own and let others find: the method pages. They register; search asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True)
class PublicText:
    """A page of prose: the last part of its address, its title, and its words without marks."""

    code: str
    title: Translated
    body: Translated


Texts = Callable[[], Iterable[PublicText]]
_texts: list[Texts] = []


def provide_texts(give: Texts) -> None:
    """Let the index ask for the texts of a surface; their order is their number and stays."""
    if give not in _texts:
        _texts.append(give)


def provided_texts() -> tuple[PublicText, ...]:
    """Give the texts of all surfaces."""
    return tuple(text for give in _texts for text in give())
