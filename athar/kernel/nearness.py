"""How near two words are: the slips of a hand between them, and the letters they share."""

from collections.abc import Iterable


def slips(one: str, other: str) -> int:
    """Count the letters to add, drop, change or exchange with their neighbour between two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(
                last[column] + 1,
                now[column - 1] + 1,
                last[column - 1] + (char != against),
            )
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]


def shared_ratio(one: Iterable[str], other: Iterable[str]) -> float:
    """Give the share of what two sets hold in common: 1 for equal sets, 0 for strangers."""
    mine, theirs = set(one), set(other)
    both = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / both if both else 0.0
