"""What makes a file unfit as evidence; its type is read from its content, not from its name."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from athar.evidence.enums import Licence
from athar.kernel import clock
from athar.kernel.text import Translated

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
#: Photographs that telephones keep and browsers do not show: HEIC and AVIF.
_OF_TELEPHONES = (b"heic", b"heix", b"heim", b"mif1", b"msf1", b"avif")
_PACKAGES = {
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
}
_OPEN_DOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.[a-z-]+")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
#: What a browser might run if it ever took the text for a page.
_ACTIVE_TEXT = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"#!")
#: Control characters that no text file holds.
_NOT_TEXT = frozenset(range(32)) - set(b"\t\n\r\f")
LONGEST_LINK = 1000
_LANGUAGE = re.compile(r"[a-z]{2,3}")
LONGEST_HEAD = 4096
"""Bytes that show whether a file is a text."""
_LONGEST_NAME = 255
#: As many letters as the row of a stored file keeps.
_LONGEST_TYPE = 100


def sniffed_type(content: bytes) -> str:
    """Give the media type that the bytes themselves show.

    Errors: ValidationError: file_empty, file_type_refused, photo_type_refused.
    """
    if not content:
        raise ValidationError(_("The file is empty."), code="file_empty")
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _OF_TELEPHONES:
        raise ValidationError(
            _("Give the photograph as JPEG, PNG or WebP."), code="photo_type_refused"
        )
    found = _package_type(content) if content.startswith(b"PK\x03\x04") else _text_type(content)
    if found is None:
        raise ValidationError(
            _(
                "Files of this kind are not kept. "
                "Give a PDF, an image, a document, a workbook or text."
            ),
            code="file_type_refused",
        )
    return found


def _package_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "mimetype" in names and _OPEN_DOCUMENT.fullmatch(stated := _stated_type(package)):
                return stated
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError):
        return None
    return next((kind for part, kind in _PACKAGES.items() if part in names), None)


def _stated_type(package: zipfile.ZipFile) -> str:
    """Give what an OpenDocument says it is, which it keeps short and not compressed."""
    part = package.getinfo("mimetype")
    if part.compress_type != zipfile.ZIP_STORED or part.file_size > _LONGEST_TYPE:
        return ""
    return package.read(part).decode("ascii", "replace").strip()


def _text_type(content: bytes) -> str | None:
    head = content[:LONGEST_HEAD]
    if head.startswith(_BYTE_ORDER_MARKS):
        head = head.decode("utf-16", "ignore").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_ACTIVE_TEXT) or _NOT_TEXT.intersection(head):
        return None
    return "text/plain"


def is_photo_type(media_type: str) -> bool:
    """Tell whether a file is a photograph, by what its bytes show."""
    return media_type.startswith("image/")


def check_size(content: bytes, media_type: str = "") -> None:
    """Refuse a file larger than the installation keeps of its kind.

    Errors: ValidationError: file_too_large.
    """
    is_photo = is_photo_type(media_type)
    limit = settings.MAX_PHOTO_BYTES if is_photo else settings.MAX_UPLOAD_BYTES
    if len(content) > limit:
        raise ValidationError(
            _("The file is larger than %(limit)s MB."),
            code="file_too_large",
            params={"limit": limit // (1024 * 1024)},
        )


def check_link(url: str, title: Translated, visited_on: dt.date | None) -> None:
    """Refuse a link that leads nowhere, has no words, or was visited on a day to come.

    Errors: ValidationError: invalid, link_too_long, link_title_missing, visited_in_future.
    """
    URLValidator(schemes=("http", "https"))(url)
    if len(url) > LONGEST_LINK:
        raise ValidationError(_("This address is too long to be kept."), code="link_too_long")
    if not any(words.strip() for words in title.values()):
        raise ValidationError(
            _("Say in a few words what the page shows."), code="link_title_missing"
        )
    if visited_on is not None and visited_on > clock.today():
        raise ValidationError(
            _("The day of the visit lies in the future."), code="visited_in_future"
        )


def check_terms(licence: str, language: str) -> None:
    """Refuse a licence that is not on the list, and a language without a code.

    Errors: ValidationError: licence_unknown, language_unknown.
    """
    if licence and licence not in Licence.values:
        raise ValidationError(_("Choose a licence from the list."), code="licence_unknown")
    if language and not _LANGUAGE.fullmatch(language):
        raise ValidationError(
            _("Give the language by its code, such as ar or fr."), code="language_unknown"
        )


def clean_name(name: str) -> str:
    """Give the last part of a file's name, without what could lead elsewhere.

    Errors: ValidationError: file_name_missing.
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    cleaned = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    if not cleaned:
        raise ValidationError(_("The file has no name."), code="file_name_missing")
    return cleaned[-_LONGEST_NAME:]


def check_restriction(*, is_public: bool, because: str) -> None:
    """Refuse to keep evidence from the public without a reason.

    Errors: ValidationError: restriction_unexplained.
    """
    if not is_public and not because.strip():
        raise ValidationError(
            _("Say why the public may not see this document."), code="restriction_unexplained"
        )
