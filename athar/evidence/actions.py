"""Keeping files by their checksum, and attaching files and links to what they prove."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import IO

from django.core.validators import URLValidator
from django.db import transaction

from athar.evidence import rules
from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, StoredFile
from athar.evidence.queries import path_of
from athar.evidence.validators import (
    LONGEST_HEAD,
    check_restriction,
    check_size,
    clean_name,
    sniffed_type,
)
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.rules import require
from athar.trail.actions import Touched, record


@transaction.atomic
def attach_file(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    content: bytes | Path,
    name: str,
    kind: EvidenceKind = EvidenceKind.FILE,
    title: Translated | None = None,
    language: str = "",
    licence: str = "",
    restricted_because: str = "",
    is_public: bool = True,
) -> Evidence:
    """Keep a file and attach it to what it proves.

    Shape: the same file attached again to the same subject gives the evidence that is there. Bytes
    are kept once, under their SHA-256, whatever number of subjects they prove. `content` is a path
    for a file of the operator's own machine: it is never held whole and may be of any size.
    Errors: PermissionDenied; ValidationError: file_empty, file_too_large, file_type_refused,
    file_name_missing, restriction_unexplained.
    Queries: 2 when it is there already; else at most 4, and those of the record.
    """
    require(rules.can_attach_evidence(by, scope_keys), "evidence.attach_file")
    check_restriction(is_public=is_public, because=restricted_because)
    file_name = clean_name(name)
    file = _store(content)
    found = Evidence.objects.filter(subject=subject, file=file, kind=kind).first()
    if found is not None:
        return found
    return _attach(
        by,
        Evidence(
            subject=subject,
            kind=kind,
            title=title or Translated(),
            file=file,
            file_name=file_name,
            language=language,
            licence=licence,
            is_public=is_public,
            restricted_because=restricted_because.strip(),
        ),
        {"sha256": file.sha256, "name": file_name},
    )


@transaction.atomic
def attach_link(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    url: str,
    title: Translated,
    visited_on: dt.date | None = None,
    language: str = "",
) -> Evidence:
    """Attach the address of a page to what it proves, with the day it was read.

    Errors: PermissionDenied; ValidationError: invalid (not an http or https address).
    Queries: 1, and those of the record.
    """
    require(rules.can_attach_evidence(by, scope_keys), "evidence.attach_link")
    URLValidator(schemes=("http", "https"))(url)
    return _attach(
        by,
        Evidence(
            subject=subject,
            kind=EvidenceKind.LINK,
            title=title,
            url=url,
            visited_on=visited_on,
            language=language,
        ),
        {"url": url},
    )


def _attach(by: Actor | None, evidence: Evidence, shown: dict[str, str]) -> Evidence:
    evidence.added_at = clock.now()
    evidence.added_by_id = by.pk if by else None
    evidence.save(force_insert=True)
    after = {"kind": str(evidence.kind), "is_public": evidence.is_public, **shown}
    record(
        kind="evidence.attached",
        by=by,
        subject=evidence.subject,
        touched=[Touched(f"evidence:{evidence.pk}", None, after)],
    )
    return evidence


def _store(content: bytes | Path) -> StoredFile:
    if isinstance(content, Path):
        with content.open("rb") as file:
            return _stored(file, sniffed_type(file.read(LONGEST_HEAD)))
    check_size(content)
    return _stored(io.BytesIO(content), sniffed_type(content))


def _stored(content: io.BytesIO | io.BufferedReader, media_type: str) -> StoredFile:
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    _write_once(sha256, content)
    file, _created = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": size, "media_type": media_type, "stored_at": clock.now()},
    )
    return file


def _write_once(sha256: str, content: IO[bytes]) -> None:
    """Write bytes under their checksum; a crash leaves the whole file or none.

    A file whose row is rolled back stays: it is found again by its checksum, and proves nothing.
    """
    path = path_of(sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as partial:
        shutil.copyfileobj(content, partial)
        partial.flush()
        os.fsync(partial.fileno())
    os.replace(partial.name, path)  # noqa: PTH105 - the name is a text already
