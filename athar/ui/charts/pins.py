"""Points on a map: a status each, by shape and colour as everywhere else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from athar.ui.charts import svg
from athar.ui.charts.outlines import Fitting

#: Half the size of a mark, in units of the drawing: still to be told apart on a phone.
_HALF = 9.0


@dataclass(frozen=True, slots=True)
class Pin:
    """One point, in map units; `shape` is that of a status (ui.statuses.Look)."""

    x: float
    y: float
    shape: str
    words: str
    href: str


def pinned(pins: Sequence[Pin], fitting: Fitting) -> Iterator[str]:
    """Draw points over a map, each with its shape."""
    for one in pins:
        x, y = fitting.spot(one.x, one.y)
        mark = svg.shape(one.shape, x, y, _HALF, f"pin p-{one.shape}")
        yield svg.pointed(one.href, one.words, mark)
