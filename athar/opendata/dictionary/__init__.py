"""The dictionary of the lists: what each of their columns is called and means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from athar.opendata.columns import Column
from athar.opendata.dictionary import (
    commitments,
    computed,
    groups,
    network,
    results,
    territory,
    values,
)

DICTIONARY: Mapping[str, Column] = {
    column.name: column
    for part in (commitments, groups, computed, results, values, territory, network)
    for column in part.COLUMNS
}
"""Every column of the lists by its name; one name means the same in every list."""


def columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Give columns by name.

    Errors: KeyError for a column that the dictionary does not explain.
    """
    return tuple(DICTIONARY[name] for name in names)
