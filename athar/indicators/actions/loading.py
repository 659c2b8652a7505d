"""Storing a shipped library: its sources, units, dimensions and indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from athar.indicators.actions.libraries import (
    put_dimensions,
    put_indicators,
    put_library,
    put_units,
)
from athar.indicators.drafts import LibraryDraft
from athar.indicators.models import Indicator
from athar.indicators.shipped import ShippedLibrary, read_dimensions, read_units
from athar.kernel.actor import Actor
from athar.reference.actions import load_sources
from athar.reference.models import DataSource
from athar.reference.tables import SourceRow
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True)
class LibraryLoaded:
    """How many indicators a library has now, and how many of them are new."""

    code: str
    n_indicators: int
    n_new: int


@acting("measures.loaded", "measures")
def load_measures(*, by: Actor | None) -> None:
    """Store the units and dimensions that are shipped; what is stored already stays as it is.

    Errors: PermissionDenied.
    """
    put_units(by=by, drafts=read_units())
    put_dimensions(by=by, drafts=read_dimensions())


@acting("library.loaded", "libraries")
def load_library(
    *, by: Actor | None, library: ShippedLibrary, sources: Iterable[SourceRow]
) -> LibraryLoaded:
    """Store a library as its file states it; indicators that the file does not name stay.

    Shape: the units and dimensions that are shipped come with it; loading twice changes nothing.
    Errors: PermissionDenied; ValidationError (see check_indicators).
    """
    load_sources(by=by, rows=sources)
    load_measures(by=by)
    keys = dict(DataSource.objects.values_list("code", "pk"))
    library_id = put_library(
        by=by,
        draft=LibraryDraft(
            code=library.code,
            title=library.title,
            summary=library.summary,
            source_id=keys[library.source],
        ),
    )
    n_before = Indicator.objects.filter(library=library_id).count()
    drafts = [replace(one, source_id=keys[library.sources[one.code]]) for one in library.indicators]
    found = put_indicators(by=by, library_id=library_id, drafts=drafts)
    return LibraryLoaded(library.code, len(found), len(found) - n_before)
