"""Where the files of stated values are, as pages offer them."""

from __future__ import annotations

from athar.trail.moments import AsOf
from athar.ui.addresses import reverse

_FILES = (("CSV", "csv"), ("XLSX", "xlsx"), ("Parquet", "parquet"), ("JSON", "json"))


def values_files(route: str, as_of: AsOf | None = None, **codes: str) -> list[tuple[str, str]]:
    """Give the files of stated values of a route as (format, address), as of the same moment."""
    query = f"?as_of={as_of.asked}" if as_of else ""
    return [
        (name, reverse(f"portal:{route}", kwargs={**codes, "twin": twin}) + query)
        for name, twin in _FILES
    ]
