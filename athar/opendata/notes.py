"""What a file must say of itself once it has left its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What a table is, who publishes it, of which state it is, and what narrows it.

    Shape: `facts` are pairs of a term and its words, such as the filters in force; `today` the day
    on which statuses were computed. `publication_number` 0 means that nothing was published.
    """

    title: str
    publisher: str
    address: str
    publication_number: int
    published_at: dt.datetime
    today: dt.date
    is_sample: bool = False
    facts: Sequence[tuple[str, str]] = ()
    licence: str = LICENCE
