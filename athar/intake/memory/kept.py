"""What the importer remembers of earlier files: what their columns held, what their words meant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from athar.intake.enums import UploadKind
from athar.intake.keeping import Belonging
from athar.intake.memory.mapping import BadMapping, read_mapping, read_words, without_words
from athar.intake.models import KeptMapping
from athar.intake.names.aliases import confirm_words, known_aliases
from athar.intake.names.answers import Answers
from athar.intake.rules import can_give_file
from athar.intake.tables.headings import Meaning
from athar.intake.tables.table import Settled, Table
from athar.intake.vocabulary.keys import normalise
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.trail.actions import Touched, record

KEPT = "mapping.kept"

Find = Callable[[Settled], tuple[Table, ...]]


def layout_of(tables: Sequence[Table]) -> str:
    """Give the SHA-256 of the headings of tables in their order, empty without tables.

    Shape: neither data nor names of sheets nor numbers of rows change it; one heading more does.
    """
    headings = [[normalise(one.heading.path) for one in table.columns] for table in tables]
    written = json.dumps(headings, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest() if headings else ""


def kept_mapping(kind: UploadKind, layout: str) -> str:
    """Give what was settled of the columns of a layout, empty when nothing was. Queries: 1."""
    found = KeptMapping.objects.filter(kind=kind, layout=layout)
    return found.values_list("mapping", flat=True).first() or ""


def keep_mapping(
    *,
    by: Actor | None,
    belongs: Belonging,
    kind: UploadKind,
    layout: str,
    mapping: str,
    file_name: str,
) -> None:
    """Keep what the columns of a layout hold for the next file of it, of whatever plan or library.

    The words of the file are not part of it. What says the same changes nothing.
    Errors: PermissionDenied; Plan.DoesNotExist; BadMapping.
    Queries: 2 when nothing is new, else 5.
    """
    require(can_give_file(by, kind, belongs.scope_keys()), KEPT)
    columns = without_words(mapping)
    with transaction.atomic():
        before = kept_mapping(kind, layout)
        if before and _settled(before) == read_mapping(columns):
            return
        KeptMapping.objects.update_or_create(
            kind=kind,
            layout=layout,
            defaults={
                "mapping": columns,
                "file_name": file_name[:255],
                "kept_by_id": by.pk if by else None,
                "kept_at": clock.now(),
            },
        )
        said = {"mapping": columns, "file": file_name}
        touched = Touched(f"layout:{layout}", {"mapping": before} if before else None, said)
        record(kind=KEPT, by=by, subject=belongs.subject, touched=[touched])


def _settled(mapping: str) -> Settled:
    """Read a mapping that was kept; one that an older version wrote otherwise settles nothing."""
    try:
        return read_mapping(mapping)
    except BadMapping:
        return {}


@dataclass(slots=True)
class Memory:
    """What is known of one file before it is read: from the person who gives it, from earlier ones.

    Shape: `is_reused` tells that its columns are read as was settled for an earlier file.
    """

    kind: UploadKind
    mapping: str | None = None
    answers: Answers = field(default_factory=Answers)
    layout: str = ""
    is_reused: bool = False
    is_corrected: bool = False

    @classmethod
    def of(cls, kind: UploadKind, mapping: str | None) -> Memory:
        """Read what is given with a file and what was confirmed before.

        Errors: BadMapping.
        Queries: 1.
        """
        words = read_words(mapping) if mapping else ()
        if mapping:
            read_mapping(mapping)
        return cls(kind, mapping or None, Answers(words, known_aliases()))

    def find(self, find: Find) -> tuple[Table, ...]:
        """Find the tables of the file, with their columns as a person settled them.

        Only the tables as they read by themselves tell the layout, so that they are found twice
        when something was settled. Queries: 1 without a mapping given, else 0.
        """
        found = find({})
        self.layout = layout_of(found)
        given = self.mapping or (kept_mapping(self.kind, self.layout) if self.layout else "")
        settled = read_mapping(given) if self.mapping else _settled(given)
        if not settled:
            return found
        tables = find(settled)
        self.is_corrected = _meanings(tables) != _meanings(found)
        self.is_reused = self.is_corrected and self.mapping is None
        return tables

    def keep(self, *, by: Actor | None, belongs: Belonging, file_name: str) -> None:
        """Keep what was settled with the file, now that it is applied.

        A mapping that corrects nothing is kept only where it takes another one's place.
        Errors: PermissionDenied; Plan.DoesNotExist.
        Queries: 0 when nothing was settled.
        """
        if words := self.answers.confirmed():
            confirm_words(by=by, belongs=belongs, words=words)
        if self.mapping is None or not self.layout:
            return
        if self.is_corrected or kept_mapping(self.kind, self.layout):
            keep_mapping(
                by=by,
                belongs=belongs,
                kind=self.kind,
                layout=self.layout,
                mapping=self.mapping,
                file_name=file_name,
            )


def _meanings(tables: Sequence[Table]) -> list[Any]:
    return [
        (table.kind, table.first_heading_row, [_unscored(one.meaning) for one in table.columns])
        for table in tables
    ]


def _unscored(meaning: Meaning | None) -> Meaning | None:
    return replace(meaning, score=0) if meaning else None
