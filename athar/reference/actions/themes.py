"""Storing the themes of a taxonomy."""

from collections.abc import Collection
from typing import Any

from athar.kernel.actor import Actor
from athar.reference.actions.tally import Stored, Tally, ask, store
from athar.reference.models import DataSource, Theme
from athar.reference.tables import ThemeRow
from athar.reference.validators import check_themes
from athar.trail.actions import record
from athar.trail.refusing import acting

Key = tuple[str, str, str]


@acting("themes.loaded", "themes")
def load_themes(*, by: Actor | None, rows: Collection[ThemeRow], file: str = "") -> Tally:
    """Store themes by taxonomy, version and code; themes not in `rows` stay.

    Errors: ValidationError naming the lines; PermissionDenied.
    """
    ask(by)
    sources = dict(DataSource.objects.values_list("code", "pk"))
    check_themes(rows, sources=sources)
    done = Stored(Tally())
    stored = {_key_of(theme): theme for theme in Theme.objects.all()}
    for level in _levels(rows):
        wanted = {
            _key(row): _fields(row, position, stored, sources) for position, row in level.items()
        }
        stored_level = store(Theme.objects, wanted, stored)
        done.tally += stored_level.tally
        done.touched += stored_level.touched
    if done.tally.n_changes:
        record(
            kind="themes.loaded",
            by=by,
            subject="themes",
            touched=done.touched,
            source={"file": file},
        )
    return done.tally


def _levels(rows: Collection[ThemeRow]) -> list[dict[int, ThemeRow]]:
    """Give the rows by depth, each with its position in the file: parents are stored first."""
    depths: dict[Key, int] = {}
    levels: list[dict[int, ThemeRow]] = []
    for position, row in enumerate(rows):
        above = depths[row.taxonomy, row.version, row.parent] + 1 if row.parent else 0
        depths[_key(row)] = above
        while len(levels) <= above:
            levels.append({})
        levels[above][position] = row
    return levels


def _fields(
    row: ThemeRow, position: int, stored: dict[Key, Theme], sources: dict[str, int]
) -> dict[str, Any]:
    parent = stored[row.taxonomy, row.version, row.parent].pk if row.parent else None
    return {
        "taxonomy": row.taxonomy,
        "version": row.version,
        "code": row.code,
        "parent_id": parent,
        "names": row.names,
        "short_names": row.short_names,
        "position": position,
        "source_id": sources.get(row.source),
    }


def _key(row: ThemeRow) -> Key:
    return row.taxonomy, row.version, row.code


def _key_of(theme: Theme) -> Key:
    return theme.taxonomy, theme.version, theme.code
