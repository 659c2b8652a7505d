"""What other packages ask: searching, suggesting while somebody types."""

from athar.search.enums import Kind, Manner
from athar.search.queries.results import (
    Correction,
    Group,
    Hit,
    Passage,
    Piece,
    SearchFilter,
    SearchResults,
)
from athar.search.queries.searching import LAST_PAGE, PER_GROUP, PER_PAGE, search, suggest

__all__ = [
    "LAST_PAGE",
    "PER_GROUP",
    "PER_PAGE",
    "Correction",
    "Group",
    "Hit",
    "Kind",
    "Manner",
    "Passage",
    "Piece",
    "SearchFilter",
    "SearchResults",
    "search",
    "suggest",
]
