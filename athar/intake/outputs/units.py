"""What the units written in files mean: by the names and symbols of those that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.indicators.drafts import UnitDraft
from athar.indicators.queries import UnitView, units
from athar.indicators.shipped import read_units
from athar.intake.vocabulary.keys import normalise

PERCENT, NUMBER = "%", "number"


@dataclass(frozen=True, slots=True)
class Units:
    """Units by the texts that name them in any language."""

    by_text: Mapping[str, str]

    @classmethod
    def load(cls) -> Units:
        """Load the units that are known, or those that an installation begins with. Queries: 1."""
        known = units() or read_units()
        return cls({_key(text): one.code for one in known for text in _texts(one)})

    def code_of(self, text: str) -> str:
        """Give the code of the unit that a text names; a plain number when none is known."""
        return self.by_text.get(_key(text), NUMBER)


def _texts(unit: UnitView | UnitDraft) -> tuple[str, ...]:
    return (unit.code, *unit.names.values(), *unit.symbols.values())


def _key(text: str) -> str:
    # a sign of percent has no letters
    return normalise(text) or text.strip().replace("٪", PERCENT)
