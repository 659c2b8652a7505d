"""Stores many rows at once: what is new, what differs, what stays."""

from collections.abc import Hashable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Model

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.reference.rules import can_load_reference_data
from athar.trail.actions import Touched

BATCH = 500

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows were added, changed, found as they are, and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )

    @property
    def n_changes(self) -> int:
        """Give the number of rows that are not as they were."""
        return self.added + self.changed + self.removed


@dataclass(slots=True)
class Stored:
    """What storing did, with before and after of each row that differed."""

    tally: Tally
    touched: list[Touched] = field(default_factory=list)


def ask(by: Actor | None) -> None:
    """Ask the rule. Errors: PermissionDenied."""
    if not can_load_reference_data(by):
        raise PermissionDenied


def store(
    rows: Manager[Row],
    wanted: Mapping[Key, Mapping[str, Any]],
    stored: MutableMapping[Key, Row],
) -> Stored:
    """Add the wanted rows that are not stored, and change those that differ.

    Shape: both by the same key; fields by attribute name ("parent_id"). A field that is not
    wanted is left alone. `stored` is brought up to date.
    """
    new = {key: rows.model(**values) for key, values in wanted.items() if key not in stored}
    rows.bulk_create(new.values(), batch_size=BATCH)
    different: list[Row] = []
    touched: list[Touched] = []
    fields: set[str] = set()
    for key, values in wanted.items():
        row = stored.get(key)
        before = {} if row is None else _differing(row, values)
        if row is not None and before:
            different.append(row)
            fields |= set(before)
            touched.append(_touch(row, before, values))
    if different:
        rows.bulk_update(different, sorted(fields), batch_size=BATCH)
    stored.update(new)
    tally = Tally(len(new), len(different), len(wanted) - len(new) - len(different))
    return Stored(tally, touched)


def _differing(row: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the old value of each field that differs, and put the new ones into the row."""
    before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
    for name in before:
        setattr(row, name, values[name])
    return before


def _touch(row: Model, before: Mapping[str, Any], values: Mapping[str, Any]) -> Touched:
    return Touched(
        subject=f"{type(row).__name__.lower()}:{row.pk}",
        before={name: _plain(value) for name, value in before.items()},
        after={name: _plain(values[name]) for name in before},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Translated):
        return dict(value)
    return value if isinstance(value, int | str | None) else str(value)
