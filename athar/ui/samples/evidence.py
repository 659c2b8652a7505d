"""Evidence for the gallery: a photograph, a document, and a page elsewhere."""

from __future__ import annotations

from django.templatetags.static import static

from athar.ui.exhibits import Exhibit, Shown
from athar.ui.specimens import WORDS


def evidence(lang: str) -> tuple[Exhibit, ...]:
    """Give a piece of each kind."""
    words, mark = WORDS[lang], static("ui/img/mark.svg")
    return (
        Exhibit(words["lead"], "#timeline", (Shown(mark, 136, 92),), words["declared_by"]),
        Exhibit(words["minutes"], "#timeline"),
        Exhibit("https://example.org/", "#timeline", note=words["signed"]),
    )
