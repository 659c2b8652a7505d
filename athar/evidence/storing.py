"""Writing the bytes of evidence: each file once, under its checksum."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterable
from typing import IO

from athar.evidence.models import Picture, StoredFile
from athar.evidence.photos import PICTURE_TYPE, Drawn
from athar.evidence.queries import path_of
from athar.kernel import clock


def stored(content: io.BytesIO | io.BufferedReader, media_type: str) -> StoredFile:
    """Keep bytes once, whatever number of things they prove. Queries: 1 to 4."""
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


def store_pictures(photo: StoredFile, drawn: Iterable[Drawn]) -> None:
    """Keep the pictures drawn of a photograph, unless they are there already."""
    if photo.pictures.exists():
        return
    Picture.objects.bulk_create(
        Picture(
            photo=photo,
            size=one.size,
            width=one.width,
            height=one.height,
            file=stored(io.BytesIO(one.content), PICTURE_TYPE),
        )
        for one in drawn
    )


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
