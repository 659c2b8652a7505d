"""A bar that fills, drawn with characters for a terminal."""

WIDTH = 30


def bar(done: float, total: float) -> str:
    """Draw how much of a whole is done; nothing is filled of a whole that is 0."""
    filled = int(WIDTH * min(done, total) / total) if total else 0
    return "█" * filled + "░" * (WIDTH - filled)
