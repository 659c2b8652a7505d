"""What a page needs to show evidence: its words, where it can be had, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a photograph: its address, and what it measures in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence on a page.

    Shape: `pictures` are those of a photograph, the smallest first; `note` stands below the words.
    """

    label: Translated | str
    address: str
    pictures: tuple[Shown, ...] = ()
    note: Markup | str = ""

    @property
    def srcset(self) -> str:
        """Give the pictures as a browser chooses among them, each width once."""
        by_width = {one.width: one for one in reversed(self.pictures)}
        return ", ".join(f"{by_width[width].address} {width}w" for width in sorted(by_width))
