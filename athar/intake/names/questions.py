"""The words of a file that nobody understood, as questions to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from athar.intake.enums import AliasKind
from athar.ui.site import Label


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A text that names a place, a body or a status which was not found.

    Shape: `n_rows` counts the rows in which it stands; `suggestions` are at most 5 pairs of a code
    and its name, the answer first, then the likeliest; `means` is what a person or an alias says of
    it, as in athar-mapping-1, empty as long as nobody did.
    """

    kind: AliasKind
    written: str
    n_rows: int
    suggestions: tuple[tuple[str, Label], ...] = ()
    means: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the word as reports print it."""
        return {
            "kind": self.kind.value,
            "written": self.written,
            "rows": self.n_rows,
            "suggestions": [code for code, _label in self.suggestions],
            "means": self.means or None,
        }
