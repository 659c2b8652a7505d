"""Reading evidence: what backs an object, and the bytes the public may download."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, StoredFile
from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file or a link that proves something; `sha256`, `media_type`, `size` are empty for links.

    Units: `size` in bytes.
    """

    id: int
    subject: str
    kind: EvidenceKind
    title: Translated
    file_name: str
    sha256: str
    media_type: str
    size: int
    url: str
    visited_on: dt.date | None
    language: str
    licence: str
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that figures were read from: the public sees that it exists, not what it holds.

    Shape: `imported_by` is the name of who imported it, empty for the operator's own command.
    """

    sha256: str
    file_name: str
    imported_at: dt.datetime
    imported_by: str


@dataclass(frozen=True, slots=True)
class Download:
    """The bytes of a file the public may have, and what to call them."""

    path: Path
    name: str
    media_type: str
    size: int


def path_of(sha256: str) -> Path:
    """Give where the bytes with this checksum are kept."""
    root: Path = settings.DATA_DIR / "files"
    return root / sha256[:2] / sha256[2:4] / sha256


def public_evidence_and_imports(
    subjects: Collection[str],
) -> tuple[Mapping[str, tuple[EvidenceView, ...]], Mapping[str, ImportedFile]]:
    """Give the evidence the public may see, by subject, and the files imported, by checksum.

    Shape: evidence newest first; a file imported into several subjects, as it was first.
    Queries: 1.
    """
    found: dict[str, list[EvidenceView]] = defaultdict(list)
    imports: dict[str, ImportedFile] = {}
    rows = Evidence.objects.filter(
        Q(is_public=True) | Q(kind=EvidenceKind.IMPORT), subject__in=subjects
    )
    for row in rows.select_related("file", "added_by").order_by("-pk"):
        if row.is_public:
            found[row.subject].append(_view(row))
        if row.kind == EvidenceKind.IMPORT and row.file:
            by = row.added_by.name if row.added_by else ""
            sha256 = row.file.sha256
            imports[sha256] = ImportedFile(sha256, row.file_name, row.added_at, by)
    return {subject: tuple(views) for subject, views in found.items()}, imports


def public_rows(subjects: Collection[str] | QuerySet[Any, Any]) -> QuerySet[Evidence]:
    """Give the rows of evidence the public may see, for a query that reads more than evidence.

    `subjects` may be a query that gives their keys. Queries: 0.
    """
    return Evidence.objects.filter(subject__in=subjects, is_public=True)


def is_public_evidence(evidence_id: int, *, subject: str) -> bool:
    """Tell whether the public may see this evidence of an object. Queries: 1."""
    return Evidence.objects.filter(pk=evidence_id, subject=subject, is_public=True).exists()


def public_evidence_by_id(ids: Collection[int]) -> dict[int, EvidenceView]:
    """Give the evidence named that the public may see, by key. Queries: 1."""
    rows = Evidence.objects.filter(pk__in=ids, is_public=True).select_related("file")
    return {row.pk: _view(row) for row in rows}


def _view(row: Evidence) -> EvidenceView:
    file = row.file
    return EvidenceView(
        id=row.pk,
        subject=row.subject,
        kind=EvidenceKind(row.kind),
        title=row.title,
        file_name=row.file_name,
        sha256=file.sha256 if file else "",
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        url=row.url,
        visited_on=row.visited_on,
        language=row.language,
        licence=row.licence,
        added_at=row.added_at,
    )


def imported_as(sha256: str) -> tuple[tuple[str, str], ...]:
    """Give as what a file was imported: the subject that it belongs to, and its name.

    Shape: the first import first; empty for a file that nobody imported.
    Queries: 1.
    """
    rows = Evidence.objects.filter(file__sha256=sha256, kind=EvidenceKind.IMPORT)
    return tuple(rows.order_by("pk").values_list("subject", "file_name"))


def public_download(sha256: str, name: str) -> Download | None:
    """Give a file under the name it is attached by.

    Shape: None when no public evidence has this file under this name, or its bytes are lost.
    Queries: 1.
    """
    row = (
        Evidence.objects.filter(file__sha256=sha256, file_name=name, is_public=True)
        .select_related("file")
        .first()
    )
    path = path_of(sha256)
    if row is None or row.file is None or not path.is_file():
        return None
    return Download(path, row.file_name, row.file.media_type, row.file.size)


def damaged_files() -> tuple[str, ...]:
    """Give the checksums of the files whose bytes are missing or altered. Queries: 1."""
    return tuple(
        sha256
        for sha256 in StoredFile.objects.order_by("pk").values_list("sha256", flat=True)
        if not _is_whole(sha256)
    )


def _is_whole(sha256: str) -> bool:
    try:
        with path_of(sha256).open("rb") as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest() == sha256
    except OSError:
        return False
