"""Recognising projects of a plan by title and place, where a file has other codes or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from athar.intake.projects.rows import PLACE_FIELDS, ProjectRow
from athar.intake.vocabulary.keys import normalise
from athar.plans.queries import KnownProject


class KnownByTitle:
    """The projects of a plan by their titles in any language, as texts are compared."""

    def __init__(self, projects: Iterable[KnownProject] = ()) -> None:
        self.codes: frozenset[str] = frozenset()
        self._by_title: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for one in projects:
            self.codes |= {one.code}
            names = frozenset(map(normalise, one.place_names))
            for title in one.title.values():
                self._by_title[normalise(title)][one.code] = names

    def find(self, row: ProjectRow, taken: Collection[str]) -> str | None:
        """Give the code of the project a row is by its title; its places decide between several.

        Shape: None when none has the title, when several do and the places do not tell which, and
        when the file already names it (`taken`).
        """
        candidates = {
            code: names
            for title in row.title.values()
            for code, names in self._by_title.get(normalise(title), {}).items()
            if code not in taken
        }
        if len(candidates) > 1:
            said = {normalise(text) for field in PLACE_FIELDS for text in row.places.get(field, ())}
            candidates = {code: names for code, names in candidates.items() if said & names}
        return next(iter(candidates)) if len(candidates) == 1 else None
