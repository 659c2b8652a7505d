"""What the panel of one value shows: who says so, where it stands, how sure it is, what it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from athar.ui.exhibits import Exhibit

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")

#: A label and an address.
Link = tuple[object, str]
#: A term and its description.
Fact = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell of a file a value was read from, and the text that stood there, as it stood.

    `address` is the cell as a workbook names it, "C14"; "" where there are no cells.
    """

    file: str
    text: str
    sheet: str = ""
    address: str = ""
    url: str = ""

    @property
    def column(self) -> str:
        return self._parts[0]

    @property
    def row(self) -> str:
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        found = _CELL.fullmatch(self.address)
        return (found[1], found[2]) if found else ("", self.address)


@dataclass(frozen=True, slots=True)
class Confidence:
    """A grade from A to D, its word, and why: (words, points that each adds or takes)."""

    grade: str
    word: object
    reasons: tuple[tuple[object, int], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One state of a value: formatted (None: why there is no number), who said so and when.

    `claim` is a key of statuses.CLAIMS; `reason` says why it replaced the state before;
    `signed` says who validated it; `evidence` as in commitment.entry.
    """

    on: date
    number: str | Markup | None
    claim: str = "declared"
    by: object = ""
    kind: str = "not_reported"
    reason: object = ""
    signed: object = ""
    evidence: Sequence[Exhibit] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything known of one value; `states` newest first, the first one is what stands."""

    subject: object
    sentence: object
    states: tuple[State, ...]
    facts: tuple[Fact, ...] = ()
    origin: Origin | None = None
    evidence: tuple[Link, ...] = ()
    confidence: Confidence | None = None

    @property
    def current(self) -> State:
        return self.states[0]
