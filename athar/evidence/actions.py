"""Attaching files, photographs and links to what they prove; keeping them from the public."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.evidence import rules
from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, StoredFile
from athar.evidence.photos import Photo, read_photo
from athar.evidence.storing import store_pictures, stored
from athar.evidence.validators import (
    LONGEST_HEAD,
    check_link,
    check_restriction,
    check_size,
    check_terms,
    clean_name,
    is_photo_type,
    sniffed_type,
)
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True)
class _Given:
    """A file as its bytes show it; `photo` None: it is no photograph."""

    content: bytes | Path
    media_type: str
    photo: Photo | None = None


@acting("evidence.attached", "{subject}")
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
    keep_place: bool = True,
) -> Evidence:
    """Keep a file and attach it to what it proves.

    Shape: the same file attached again to the same subject gives the evidence that is there. Bytes
    are kept once, under their SHA-256, whatever number of subjects they prove. `content` is a path
    for a file of the operator's own machine: it is never held whole and may be of any size. A file
    whose bytes show a photograph is one, whatever it is called: see `attach_photo`.
    Errors: PermissionDenied; ValidationError: file_empty, file_too_large, file_type_refused,
    file_name_missing, restriction_unexplained, licence_unknown, language_unknown, and of a
    photograph photo_too_many_pixels, photo_too_thin, photo_moves, photo_damaged.
    Queries: 2 when it is there already; else at most 4, and those of the record.
    """
    require(rules.can_attach_evidence(by, scope_keys), "evidence.attach_file")
    check_restriction(is_public=is_public, because=restricted_because)
    check_terms(licence, language)
    file_name = clean_name(name)
    given = _read(content, may_show=kind is not EvidenceKind.IMPORT)
    return _attach_file(
        by,
        given,
        Evidence(
            subject=subject,
            kind=EvidenceKind.PHOTO if given.photo else kind,
            title=title or Translated(),
            file_name=file_name,
            language=language,
            licence=licence,
            is_public=is_public,
            restricted_because=restricted_because.strip(),
        ),
        keep_place=keep_place,
    )


@acting("evidence.attached", "{subject}")
def attach_photo(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    content: bytes,
    name: str,
    title: Translated | None = None,
    language: str = "",
    licence: str = "",
    restricted_because: str = "",
    is_public: bool = True,
    keep_place: bool = True,
) -> Evidence:
    """Keep a photograph, read its day and place, and draw the pictures that the public sees.

    Shape: the photograph itself stays as it came, under its SHA-256, and is never given to the
    public; the pictures hold nothing but dots. Without `keep_place` the place is not read.
    Errors: as of `attach_file`; ValidationError photo_type_refused when it is no photograph.
    Queries: 2 when it is there already; else at most 17, and those of the record.
    """
    require(rules.can_attach_evidence(by, scope_keys), "evidence.attach_photo")
    if not is_photo_type(sniffed_type(content)):
        raise ValidationError(
            _("Give the photograph as JPEG, PNG or WebP."), code="photo_type_refused"
        )
    return attach_file(
        by=by,
        subject=subject,
        scope_keys=scope_keys,
        content=content,
        name=name,
        title=title,
        language=language,
        licence=licence,
        restricted_because=restricted_because,
        is_public=is_public,
        keep_place=keep_place,
    )


@acting("evidence.attached", "{subject}")
def attach_link(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    url: str,
    title: Translated,
    visited_on: dt.date | None = None,
    language: str = "",
    licence: str = "",
    restricted_because: str = "",
    is_public: bool = True,
) -> Evidence:
    """Attach the address of a page to what it proves, with the day it was read.

    Errors: PermissionDenied; ValidationError: invalid (not an http or https address),
    link_too_long, link_title_missing, visited_in_future, restriction_unexplained,
    licence_unknown, language_unknown.
    Queries: 1, and those of the record.
    """
    require(rules.can_attach_evidence(by, scope_keys), "evidence.attach_link")
    check_link(url, title, visited_on)
    check_restriction(is_public=is_public, because=restricted_because)
    check_terms(licence, language)
    return _attach(
        by,
        Evidence(
            subject=subject,
            kind=EvidenceKind.LINK,
            title=title,
            url=url,
            visited_on=visited_on,
            language=language,
            licence=licence,
            is_public=is_public,
            restricted_because=restricted_because.strip(),
        ),
        {"url": url},
    )


@acting("evidence.restricted", "evidence:{evidence_id}")
def restrict_evidence(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    evidence_id: int,
    because: str,
) -> Evidence:
    """Keep evidence from the public from now on, and say why; the record keeps the reason.

    Errors: PermissionDenied; ValidationError: evidence_unknown, evidence_restricted_already,
    restriction_unexplained.
    Queries: 2, and those of the record.
    """
    require(rules.can_restrict_evidence(by, scope_keys), "evidence.restrict_evidence")
    check_restriction(is_public=False, because=because)
    evidence = _attached(subject, evidence_id)
    if not evidence.is_public:
        raise ValidationError(
            _("The public does not see this evidence already."), code="evidence_restricted_already"
        )
    return _show(by, evidence, is_public=False, because=because.strip())


@acting("evidence.released", "evidence:{evidence_id}")
def release_evidence(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    evidence_id: int,
    reason: str = "",
) -> Evidence:
    """Let the public see evidence that was kept from it.

    Errors: PermissionDenied; ValidationError: evidence_unknown, evidence_public_already.
    Queries: 2, and those of the record.
    """
    require(rules.can_restrict_evidence(by, scope_keys), "evidence.release_evidence")
    evidence = _attached(subject, evidence_id)
    if evidence.is_public:
        raise ValidationError(
            _("The public sees this evidence already."), code="evidence_public_already"
        )
    return _show(by, evidence, is_public=True, because="", reason=reason.strip())


@acting("evidence.detached", "evidence:{evidence_id}")
def detach_evidence(
    *,
    by: Actor | None,
    subject: str,
    scope_keys: Collection[str],
    evidence_id: int,
    is_published: bool,
) -> None:
    """Take evidence off a draft; what was published keeps its evidence.

    Shape: `is_published` tells whether the subject was published, which its own package knows.
    The bytes stay in the store under their checksum; the record says what was taken off.
    Errors: PermissionDenied; ValidationError: evidence_unknown, evidence_published.
    Queries: 2, and those of the record.
    """
    require(rules.can_detach_evidence(by, scope_keys), "evidence.detach_evidence")
    if is_published:
        raise ValidationError(
            _("What is published keeps its evidence. It can be kept from the public instead."),
            code="evidence_published",
        )
    evidence = _attached(subject, evidence_id)
    key, before = f"evidence:{evidence.pk}", _facts(evidence)
    evidence.delete()
    record(kind="evidence.detached", by=by, subject=subject, touched=[Touched(key, before, None)])


def _read(content: bytes | Path, *, may_show: bool) -> _Given:
    """Tell what a file is by its bytes; a photograph that may be shown is read whole."""
    if isinstance(content, Path):
        with content.open("rb") as file:
            return _Given(content, sniffed_type(file.read(LONGEST_HEAD)))
    media_type = sniffed_type(content)
    check_size(content, media_type)
    is_photo = may_show and is_photo_type(media_type)
    return _Given(content, media_type, read_photo(content, media_type) if is_photo else None)


def _stored(given: _Given) -> StoredFile:
    if isinstance(given.content, Path):
        with given.content.open("rb") as file:
            return stored(file, given.media_type)
    return stored(io.BytesIO(given.content), given.media_type)


def _attach_file(
    by: Actor | None, given: _Given, evidence: Evidence, *, keep_place: bool
) -> Evidence:
    file = _stored(given)
    found = Evidence.objects.filter(subject=evidence.subject, file=file, kind=evidence.kind).first()
    if found is not None:
        return found
    evidence.file = file
    if given.photo is not None:
        store_pictures(file, given.photo.pictures)
        evidence.taken_on = given.photo.taken_on
        if keep_place:
            evidence.latitude, evidence.longitude = given.photo.latitude, given.photo.longitude
    return _attach(by, evidence, {"sha256": file.sha256, "name": evidence.file_name})


def _attach(by: Actor | None, evidence: Evidence, shown: Mapping[str, str]) -> Evidence:
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


def _attached(subject: str, evidence_id: int) -> Evidence:
    """Give evidence of a subject, locked; files that figures were read from are none of it."""
    rows = Evidence.objects.select_for_update(of=("self",)).exclude(kind=EvidenceKind.IMPORT)
    found = rows.filter(pk=evidence_id, subject=subject).select_related("file").first()
    if found is None:
        raise ValidationError(_("This evidence is not there any more."), code="evidence_unknown")
    return found


def _show(
    by: Actor | None, evidence: Evidence, *, is_public: bool, because: str, reason: str = ""
) -> Evidence:
    before = {"is_public": evidence.is_public, "restricted_because": evidence.restricted_because}
    evidence.is_public, evidence.restricted_because = is_public, because
    evidence.save(update_fields=["is_public", "restricted_because"])
    after = {"is_public": is_public, "restricted_because": because}
    record(
        kind="evidence.released" if is_public else "evidence.restricted",
        by=by,
        subject=evidence.subject,
        touched=[Touched(f"evidence:{evidence.pk}", before, after)],
        reason=reason or because,
    )
    return evidence


def _facts(evidence: Evidence) -> dict[str, Any]:
    """Give what the record keeps of evidence that is taken off."""
    file = evidence.file
    said = {"sha256": file.sha256, "name": evidence.file_name} if file else {"url": evidence.url}
    return {"kind": str(evidence.kind), "is_public": evidence.is_public, **said}
