"""What evidence is attached to: each package says what the public sees and who works on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from athar.people.enums import Role


@dataclass(frozen=True, slots=True)
class WorkedOn:
    """The scope keys of a thing.

    Shape: `own` are those over which a project manager works on it; `wider` holds the body that
    owns its plan too, whose managers have no part in projects that others lead. `only`: what is
    restricted of it is read by these roles and nobody else, whatever they hold over everything.
    """

    own: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    only: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing: which of some keys the public sees, and the scope keys of one of them."""

    seen: Callable[[Collection[int]], Collection[int]]
    scopes: Callable[[int], WorkedOn]


_KINDS: dict[str, Subject] = {}


def know_subject(kind: str, subject: Subject) -> None:
    """Say how things of a kind, such as "report", are seen and by whom they are worked on."""
    _KINDS[kind] = subject


def seen_subjects(subjects: Collection[str]) -> frozenset[str]:
    """Give those of the subjects that the public sees; a kind nobody speaks for is not seen.

    Queries: those of the packages asked, once for each kind.
    """
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, key in map(_parts, subjects):
        if key is not None:
            keys[kind].append(key)
    return frozenset(
        f"{kind}:{key}" for kind, several in keys.items() for key in _KINDS[kind].seen(several)
    )


def scopes_of_subject(subject: str) -> tuple[str, ...]:
    """Give over what a right on a subject is asked; nothing for one that is not there.

    Queries: those of its package.
    """
    return worked_on(subject).wider


def worked_on(subject: str) -> WorkedOn:
    """Give the scope keys of a subject; none for one that is not there.

    Queries: those of its package.
    """
    kind, key = _parts(subject)
    try:
        return _KINDS[kind].scopes(key) if key is not None else WorkedOn()
    except ObjectDoesNotExist:
        return WorkedOn()


def _parts(subject: str) -> tuple[str, int | None]:
    kind, _colon, key = subject.partition(":")
    return kind, int(key) if kind in _KINDS and key.isdecimal() else None
