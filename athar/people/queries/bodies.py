"""Bodies as other pages and files name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from athar.kernel.text import Translated, normalise
from athar.people.enums import OrganisationKind
from athar.people.models import Organisation


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """A body as other pages name it."""

    id: int
    code: str
    kind: OrganisationKind
    names: Translated
    abbreviation: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class OrganisationIndex:
    """Finds registered bodies by what files write: a code, an abbreviation, a name."""

    organisations: Mapping[str, OrganisationRef]

    @cached_property
    def _codes_by_key(self) -> Mapping[str, frozenset[str]]:
        codes: dict[str, set[str]] = defaultdict(set)
        for one in self.organisations.values():
            for text in (one.code, one.abbreviation, *one.names.values()):
                codes[normalise(text)].add(one.code)
        return {key: frozenset(found) for key, found in codes.items() if key}

    def find(self, text: str) -> str | None:
        """Give the code of the one body a text names in any language.

        Shape: None when no body or several bodies answer to it; an exact code always wins.
        """
        if text in self.organisations:
            return text
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None

    def candidates(self, text: str) -> tuple[str, ...]:
        """Give the codes of every body that answers to a text, in order of code."""
        return tuple(sorted(self._codes_by_key.get(normalise(text), ())))

    def id_of(self, code: str) -> int | None:
        """Give the key of a body by its code."""
        found = self.organisations.get(code)
        return found.id if found else None


def organisations_by_code(codes: Collection[str] | None = None) -> dict[str, OrganisationRef]:
    """Give the bodies registered, or those of them named, by code. Queries: 1."""
    rows = Organisation.objects.order_by("code")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return {row.code: organisation_ref(row) for row in rows}


def organisations_by_id(ids: Iterable[int]) -> dict[int, OrganisationRef]:
    """Give bodies by key. Queries: 1."""
    return {row.pk: organisation_ref(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def organisation_by_code(code: str) -> OrganisationRef | None:
    """Give one body, None when its code is not registered. Queries: 1."""
    return organisations_by_code((code,)).get(code)


def organisation_index() -> OrganisationIndex:
    """Give the index of all bodies by which files are matched. Queries: 1."""
    return OrganisationIndex(organisations_by_code())


def organisation_ref(row: Organisation) -> OrganisationRef:
    """Give a stored body as pages name it."""
    return OrganisationRef(
        id=row.pk,
        code=row.code,
        kind=OrganisationKind(row.kind),
        names=row.names,
        abbreviation=row.abbreviation,
        parent_id=row.parent_id,
    )
