"""What others read, by room."""

from athar.network.queries.eligibility import (
    FactEntry,
    FactView,
    YearView,
    eligibility_of,
    history_of_facts,
)

__all__ = [
    "FactEntry",
    "FactView",
    "YearView",
    "eligibility_of",
    "history_of_facts",
]
