"""A formula that was read."""

from dataclasses import dataclass

from athar.kernel.formulas.nodes import Node, names_in
from athar.kernel.formulas.writing import written


@dataclass(frozen=True, slots=True)
class Formula:
    """How an indicator is computed from others; written again, it reads the same."""

    root: Node

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of the indicators it needs, each once, in the order of writing."""
        return tuple(dict.fromkeys(names_in(self.root)))

    def __str__(self) -> str:
        return written(self.root)
