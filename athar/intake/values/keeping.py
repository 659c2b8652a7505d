"""What belongs to an import of values that is kept: its file, what was settled, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from athar.indicators.actions import Recorded
from athar.indicators.queries import Brought, Said, indicators_by_id, values_brought
from athar.indicators.rules import library_scope
from athar.indicators.scopes import scopes_of_indicators
from athar.intake.keeping import Belonging, keep_file
from athar.intake.memory.kept import Memory
from athar.intake.options import GivenFile
from athar.intake.reports.changes import Changes, Fate, Thing, Touch
from athar.intake.undoing.restoring import keep_restore_point
from athar.kernel.actor import Actor

MOST_TOUCHED = 300
"""How many values of each fate a trial tells one by one."""


@dataclass(frozen=True, slots=True)
class Import:
    """A file whose values are recorded, and the indicators that they are of."""

    by: Actor | None
    file: GivenFile | Path
    name: str
    indicators: frozenset[int]
    memory: Memory

    def remember(self) -> None:
        """Keep what was settled of columns and words, also when nothing else changes.

        Errors: PermissionDenied.
        """
        for belongs in self._libraries():
            self.memory.keep(by=self.by, belongs=belongs, file_name=self.name)
            return

    def keep(self, event_id: int) -> None:
        """Keep the file as evidence of the libraries that it serves, and that it may be undone.

        Errors: PermissionDenied; ValidationError.
        """
        content = self.file.content if isinstance(self.file, GivenFile) else self.file
        for belongs in self._libraries():
            keep_file(by=self.by, content=content, name=self.name, belongs=belongs)
        keep_restore_point(event_id, None, {})

    def _libraries(self) -> Iterator[Belonging]:
        """Give the libraries of the indicators, each with all scopes of those that it has here."""
        views = indicators_by_id(self.indicators, drafts=True).values()
        scopes = scopes_of_indicators(self.indicators)
        for library_id in sorted({one.library_id for one in views}):
            of_all = {
                key for one in views if one.library_id == library_id for key in scopes[one.id]
            }
            yield Belonging(library_scope(library_id), lambda of_all=of_all: of_all)  # type: ignore[misc]  # bound here


def changes_of(done: Recorded) -> Changes:
    """Give the values that an act of recording brought, those that supersede others first.

    Queries: 3 when there are any.
    """
    brought = values_brought(done.event_id, most=MOST_TOUCHED) if done.event_id else ()
    return Changes(touches=tuple(_touch(one) for one in brought))


def _touch(one: Brought) -> Touch:
    fields: dict[str, tuple[Any, Any]] = {
        "indicator": (None, one.indicator_id),
        "place": (None, one.place_id),
        "period": (None, one.period),
        "category": (None, one.category),
        "claim": (None, one.claim.value),
        "value": (_said(one.before), _said(one.after)),
    }
    return Touch(Thing.VALUE, one.cell, Fate.CHANGED if one.before else Fate.ADDED, fields)


def _said(said: Said | None) -> dict[str, str] | None:
    if said is None:
        return None
    return {name: str(one) for name, one in asdict(said).items() if one not in (None, "")}
