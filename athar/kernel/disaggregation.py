"""A whole and its parts: whether they add up, and which parts are too small to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from athar.kernel.achievement import parts_add_up
from athar.kernel.quantity import EXACT, exact_sum

_ZERO = Decimal(0)


class Fit(StrEnum):
    """How the parts of a breakdown stand to its whole."""

    ADDS_UP = "adds_up"
    DIFFERS = "differs"
    EXCEEDS = "exceeds"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The sum of the known parts, its distance from the whole, and what to think of it.

    Shape: the sum is None when no part is known; the gap, the sum less the whole, is None when
    either is unknown.
    """

    fit: Fit
    parts_sum: Decimal | None
    gap: Decimal | None
    known: int
    expected: int


def broken_down(whole: Decimal | None, parts: Sequence[Decimal | None]) -> Breakdown:
    """Compare a whole with the parts that divide it, women and men, within 0.5 % of it.

    Shape: with parts unknown nothing is decided, unless what is known is more than the whole
    already and no part can be below 0.
    Source: docs/methods/aggregation.md.
    """
    known = [part for part in parts if part is not None]
    if not known or whole is None:
        parts_sum = exact_sum(known) if known else None
        return Breakdown(Fit.UNDECIDED, parts_sum, None, len(known), len(parts))
    parts_sum = exact_sum(known)
    gap = EXACT.subtract(parts_sum, whole)
    adds_up = parts_add_up(whole, known)
    if len(known) == len(parts):
        fit = Fit.ADDS_UP if adds_up else Fit.DIFFERS
    else:
        is_more = gap > 0 and not adds_up and min(known) >= 0
        fit = Fit.EXCEEDS if is_more else Fit.UNDECIDED
    return Breakdown(fit, parts_sum, gap, len(known), len(parts))


def withheld(parts: Sequence[Decimal | None], *, smallest: Decimal) -> tuple[bool, ...]:
    """Tell which parts are not to be shown, so that nobody is recognised in a small count.

    Shape: one answer for each part. Counts above 0 and below `smallest` are withheld; with all
    others shown, the least of those as well until two are withheld that are `smallest` together,
    since the whole less what is shown would give them away. A part alone cannot be hidden beside
    its whole.
    Source: docs/methods/no-number.md.
    """
    hidden = [part is not None and _ZERO < part < smallest for part in parts]
    if None in parts or not any(hidden):
        return tuple(hidden)
    known = [(part or _ZERO, place) for place, part in enumerate(parts)]
    together = exact_sum(part for part, place in known if hidden[place])
    for part, place in sorted(known, key=lambda one: (not one[0], one[0])):
        if sum(hidden) > 1 and together >= smallest:
            break
        if not hidden[place]:
            hidden[place] = True
            together = EXACT.add(together, part)
    return tuple(hidden)
