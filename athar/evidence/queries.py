"""Reading evidence: what backs an object, and the bytes that may be downloaded."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, Picture, StoredFile
from athar.evidence.rules import can_read_restricted
from athar.evidence.subjects import seen_subjects, worked_on
from athar.kernel.actor import Actor
from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of a photograph: the widest it may be, and what it measures.

    Units: pixels.
    """

    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PhotoView:
    """What a photograph said of itself, and its pictures, the smallest first.

    Shape: None where it did not say.
    Units: degrees.
    """

    taken_on: dt.date | None
    latitude: Decimal | None
    longitude: Decimal | None
    pictures: tuple[PictureView, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file or a link that proves something; `sha256`, `media_type`, `size` are empty for links.

    Shape: of a photograph these are those of the photograph as it came in, which nobody is given;
    its pictures and its place are asked for with `photos_of`.
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
    """The bytes of a file somebody may have, and what to call them."""

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


def photos_of(evidence: Iterable[EvidenceView]) -> dict[int, PhotoView]:
    """Give what is known of the photographs among evidence, by the key of the evidence.

    Queries: 1, none without a photograph.
    """
    keys = [one.id for one in evidence if one.kind is EvidenceKind.PHOTO]
    rows = Picture.objects.filter(photo__uses__in=keys).order_by("size")
    said: dict[int, tuple[dt.date | None, Decimal | None, Decimal | None]] = {}
    pictures: dict[int, list[PictureView]] = defaultdict(list)
    for key, taken_on, latitude, longitude, *measures in rows.values_list(
        *("photo__uses", "photo__uses__taken_on"),
        *("photo__uses__latitude", "photo__uses__longitude"),
        *("size", "width", "height"),
    ):
        said[key] = (taken_on, latitude, longitude)
        pictures[key].append(PictureView(*measures))
    return {key: PhotoView(*said[key], tuple(pictures[key])) for key in said}


@dataclass(frozen=True, slots=True)
class Attached:
    """Evidence as those see it who work on its subject: the public's view, and what is restricted.

    Shape: `photo` None: it is no photograph.
    """

    view: EvidenceView
    is_public: bool
    restricted_because: str
    photo: PhotoView | None


def attached_to(subject: str) -> tuple[Attached, ...]:
    """Give all evidence of a subject, the first attached first; not the files of imports.

    Queries: 1, 2 with photographs.
    """
    rows = Evidence.objects.filter(subject=subject).exclude(kind=EvidenceKind.IMPORT)
    found = list(rows.select_related("file").order_by("pk"))
    views = [_view(row) for row in found]
    photos = photos_of(views)
    return tuple(
        Attached(view, row.is_public, row.restricted_because, photos.get(row.pk))
        for row, view in zip(found, views, strict=True)
    )


def readable(evidence_id: int, *, by: Actor | None) -> EvidenceView | None:
    """Give evidence to who may read what is restricted of its subject, None to everybody else.

    Queries: 1, and those of the scopes of its subject.
    """
    row = Evidence.objects.filter(pk=evidence_id).select_related("file").first()
    if row is None or row.kind in {EvidenceKind.IMPORT, EvidenceKind.LINK}:
        return None
    return _view(row) if can_read_restricted(by, worked_on(row.subject)) else None


def public_download(sha256: str, name: str) -> Download | None:
    """Give a file under the name it is attached by.

    Shape: None when no evidence that the public sees has this file under this name, when it is a
    photograph, or when its bytes are lost.
    Queries: 1, and one for each kind of subject.
    """
    rows = Evidence.objects.filter(file__sha256=sha256, file_name=name, is_public=True)
    found = rows.exclude(file__media_type__startswith="image/").select_related("file")
    shown = _seen_among(found)
    return _download(shown.file, shown.file_name) if shown and shown.file else None


def public_picture(sha256: str, size: int) -> Download | None:
    """Give a picture of a photograph, by the checksum of the photograph and its size.

    Shape: None when no evidence that the public sees is this photograph, or it has no such picture.
    Queries: 2, and one for each kind of subject.
    """
    rows = Evidence.objects.filter(file__sha256=sha256, kind=EvidenceKind.PHOTO, is_public=True)
    return _picture(sha256, size) if _seen_among(rows) else None


def picture_of(evidence: EvidenceView, size: int) -> Download | None:
    """Give a picture of a photograph to who may see the evidence. Queries: 1."""
    return _picture(evidence.sha256, size)


def original_of(evidence: EvidenceView) -> Download | None:
    """Give a file as it came in to who may read what is restricted. Queries: 1."""
    return _download(StoredFile.objects.get(sha256=evidence.sha256), evidence.file_name)


def _seen_among(rows: Iterable[Evidence]) -> Evidence | None:
    """Give the first of some evidence whose subject the public sees, as its own package says."""
    found = list(rows)
    seen = seen_subjects({row.subject for row in found})
    return next((row for row in found if row.subject in seen), None)


def _picture(sha256: str, size: int) -> Download | None:
    row = Picture.objects.filter(photo__sha256=sha256, size=size).select_related("file").first()
    return _download(row.file, f"{sha256}-{size}.webp") if row else None


def _download(file: StoredFile, name: str) -> Download | None:
    path = path_of(file.sha256)
    if not path.is_file():
        return None
    return Download(path, name, file.media_type, file.size)


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
