"""The key by which words of a file are matched; files repeat the same few words in every row."""

from __future__ import annotations

from functools import lru_cache

from athar.kernel.text import normalise as key_of_text

_MOST_KEPT = 32_768


@lru_cache(maxsize=_MOST_KEPT)
def normalise(text: str) -> str:
    """Give the key of a text, as `kernel.text.normalise` does."""
    return key_of_text(text)
