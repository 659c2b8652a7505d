"""In which order computed indicators are worked out."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


class Cycle(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """Indicators are computed from each other in a circle.

    Shape: `loop` begins and ends with the same code, each computed from the next.
    """

    def __init__(self, loop: tuple[str, ...]) -> None:
        super().__init__(f"Computed in a circle: {' ← '.join(loop)}.")
        self.loop = loop


def order(dependencies: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Give the computed indicators so that each comes after those it is computed from.

    Shape: the keys alone; what is measured is not among them. The same for the same mapping.
    Errors: Cycle, with the loop.
    """
    sorter = TopologicalSorter({code: sorted(needed) for code, needed in dependencies.items()})
    try:
        return tuple(code for code in sorter.static_order() if code in dependencies)
    except CycleError as error:
        raise Cycle(_loop(error.args[1])) from error


def _loop(found: list[str]) -> tuple[str, ...]:
    """Let the loop begin with its first code, from what is computed to what it needs."""
    ring = found[:0:-1]
    start = ring.index(min(ring))
    turned = ring[start:] + ring[:start]
    return (*turned, turned[0])
