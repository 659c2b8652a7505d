"""Progress put together across plans: a commitment and what others do for it, each counted once."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

from athar.kernel.aggregation import Combined, Part, Rule, combine
from athar.kernel.quantity import EXACT

Key = TypeVar("Key", bound=Hashable)


def counted_parts(of: Key, contributors: Mapping[Key, Mapping[Key, Decimal]]) -> dict[Key, Decimal]:
    """Give what counts towards a commitment over any number of steps, and which part of it.

    Shape: `contributors` gives for a commitment those that contribute to it, with the part of each
    (above 0, at most 1). The commitment itself counts whole. Along a path the parts are multiplied;
    where several paths lead to the same commitment only the largest part counts, never their sum.
    Source: docs/methods/convergence.md.
    """
    parts = {of: Decimal(1)}
    waiting = [of]
    while waiting:
        reached = waiting.pop()
        for one, share in contributors.get(reached, {}).items():
            part = EXACT.multiply(parts[reached], share)
            # a circle only makes a part smaller, so that this comes to an end
            if part > parts.get(one, 0):
                parts[one] = part
                waiting.append(one)
    return parts


def progress_together(
    of: Key,
    contributors: Mapping[Key, Mapping[Key, Decimal]],
    progress: Mapping[Key, Decimal | None],
) -> Combined:
    """Give the mean progress of a commitment and its contributors, weighed by their parts.

    Shape: unknown progress is left out, never counted as 0; `known` of `expected` commitments say.
    Source: docs/methods/convergence.md.
    """
    parts = counted_parts(of, contributors)
    return combine(
        Rule.WEIGHTED_MEAN,
        [Part(progress.get(one), weight=part) for one, part in parts.items()],
    )
