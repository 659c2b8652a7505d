"""Giving a file, settling what it means, approving it, taking it back: the acts of a person.

The work itself, reading and applying, follows each act as a job (see athar.intake.jobs).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.evidence.validators import clean_name
from athar.indicators.enums import Claim
from athar.indicators.rules import can_claim
from athar.indicators.scopes import scopes_of_libraries
from athar.intake.enums import Stage, UploadKind, UploadState
from athar.intake.memory.mapping import BadMapping, read_mapping, read_words
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.rules import can_give_file
from athar.intake.undoing.acts import undo_import
from athar.intake.uploads.waiting import Progress, forget, keep_bytes, tell
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.periods import NotAPeriod, parse_period
from athar.people.rules import require
from athar.plans.queries import scopes_of_plan
from athar.trail.actions import record

AT_WORK = (UploadState.READING, UploadState.APPLYING)


class StaleUpload(Exception):  # noqa: N818 - the name is what the person reads
    """The file was changed, or work on it began, since its page was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a file is for; `plan_id` None: the plan that the file itself describes.

    Of values: the library of their indicators, and who stands behind those that do not say it.
    """

    kind: UploadKind
    plan_id: int | None = None
    as_of_on: dt.date | None = None
    period: str = ""
    library_id: int | None = None
    claim: Claim | None = None


def give_file(*, by: Actor, file: GivenFile, purpose: Purpose) -> uuid.UUID:
    """Take a file in to be read in the background; nothing of it is applied.

    Shape: the key of the upload.
    Errors: PermissionDenied; ValidationError: file_empty, file_too_large, file_name_missing,
    plan_missing, library_missing, period_unknown.
    Queries: at most 5, and those of the record.
    """
    _check_file(file)
    _check_purpose(purpose)
    require(_may_give(by, purpose), "intake.give_file")
    key = uuid.uuid4()
    keep_bytes(key, file.content)
    with transaction.atomic():
        upload = Upload.objects.create(
            key=key,
            kind=purpose.kind,
            plan_id=purpose.plan_id,
            library_id=purpose.library_id,
            claim=purpose.claim or "",
            name=clean_name(file.name),
            sha256=hashlib.sha256(file.content).hexdigest(),
            size=len(file.content),
            by_id=by.pk,
            as_of_on=purpose.as_of_on,
            period=purpose.period.strip(),
            given_at=clock.now(),
        )
        _begin(upload, "upload.given", by)
    return key


def _check_file(file: GivenFile) -> None:
    if not file.content:
        raise ValidationError(_("The file is empty."), code="file_empty")
    if len(file.content) > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            _("The file is larger than the %(detail)s MB accepted here."),
            code="file_too_large",
            params={"detail": settings.MAX_UPLOAD_BYTES // (1024 * 1024)},
        )


def _check_purpose(purpose: Purpose) -> None:
    is_of_values = purpose.kind is UploadKind.VALUES
    if is_of_values and (purpose.library_id is None or purpose.claim is None):
        message = _("Choose the library of the indicators.")
        raise ValidationError(message, code="library_missing")
    if purpose.plan_id is None and purpose.kind in {UploadKind.AGREEMENTS, UploadKind.PROGRESS}:
        raise ValidationError(_("Choose the plan that the file belongs to."), code="plan_missing")
    if purpose.kind is UploadKind.PROGRESS or (is_of_values and purpose.period.strip()):
        _check_period(purpose.period)


def _check_period(period: str) -> None:
    try:
        parse_period(period)
    except NotAPeriod as error:
        message = _("Write the period as you do, such as 2025-Q3 or 2024.")
        raise ValidationError(message, code="period_unknown") from error


def _may_give(by: Actor, purpose: Purpose) -> bool:
    """Tell whether somebody may give a file for this; what it names is asked when it is taken."""
    if purpose.claim is not None:
        scopes = scopes_of_libraries(purpose.library_id)
        return can_claim(by, purpose.claim, scopes.get(purpose.library_id or 0, ()))
    if purpose.plan_id is None:
        return True
    return can_give_file(by, purpose.kind, scopes_of_plan(purpose.plan_id))


def settle_upload(
    *, by: Actor, key: uuid.UUID, row_version: int, mapping: str | None, take_good_rows: bool
) -> None:
    """Say what the columns and words of a file mean and how it is taken; it is read again.

    Shape: `mapping` as athar-mapping-1; None keeps what was settled.
    Errors: PermissionDenied; ValidationError: mapping_malformed; StaleUpload.
    Queries: 2, and those of the record.
    """
    if mapping is not None:
        try:
            read_mapping(mapping)
            read_words(mapping)
        except BadMapping as error:
            raise ValidationError(str(error), code="mapping_malformed") from error
    with transaction.atomic():
        upload = _held(by, key, row_version, UploadState.READ)
        upload.mapping = upload.mapping if mapping is None else mapping
        upload.take_good_rows = take_good_rows
        upload.state = UploadState.READING
        _begin(upload, "upload.settled", by)


def approve_upload(*, by: Actor, key: uuid.UUID, row_version: int, reason: str) -> None:
    """Approve what was read of a file: it is applied in the background, all or nothing.

    Errors: PermissionDenied; ValidationError: not_takeable, reason_missing; StaleUpload.
    Queries: 3, and those of the record.
    """
    with transaction.atomic():
        upload = _held(by, key, row_version, UploadState.READ)
        if not upload.findings.get("is_taken"):
            raise ValidationError(
                _("The file has errors: correct it or its columns, or take only the good rows."),
                code="not_takeable",
            )
        corrects = upload.kind == UploadKind.VALUES and upload.findings["changes"]["changed"]
        if corrects and not reason.strip():
            raise ValidationError(
                _("Values that are stored are corrected: say why."), code="reason_missing"
            )
        amends = upload.kind == UploadKind.PLAN and upload.plan and upload.plan.current_version
        if amends and not reason.strip():
            raise ValidationError(
                _("The plan is published, so this import amends it: say why."),
                code="reason_missing",
            )
        upload.reason = reason.strip()
        upload.state = UploadState.APPLYING
        _begin(upload, "upload.approved", by)


def resume_upload(*, by: Actor, key: uuid.UUID, row_version: int) -> None:
    """Take up work that was interrupted, where it was: reading, or applying as approved.

    Errors: PermissionDenied; StaleUpload.
    Queries: 2, and those of the record.
    """
    with transaction.atomic():
        upload = _held(by, key, row_version, *AT_WORK, UploadState.FAILED)
        if upload.state == UploadState.FAILED:
            upload.state = UploadState.READING
        is_applying = upload.state == UploadState.APPLYING
        _begin(upload, "upload.approved" if is_applying else "upload.settled", by)


def undo_upload(*, by: Actor, key: uuid.UUID, row_version: int, reason: str) -> None:
    """Undo what was applied of a file, as far as nobody changed the plan since.

    Errors: PermissionDenied; ValidationError (see undo_import); StaleUpload.
    Queries: constant, and those of undo_import.
    """
    with transaction.atomic():
        upload = _held(by, key, row_version, UploadState.APPLIED)
        if upload.event_ids:
            undo_import(by=by, event_ids=upload.event_ids, reason=reason)
            return  # undoing tells the file itself
        upload.state = UploadState.UNDONE
        upload.undone_at = clock.now()
        upload.row_version += 1
        upload.save()


def set_aside(*, by: Actor, key: uuid.UUID) -> None:
    """Remove a file that was given and never applied.

    Errors: PermissionDenied; StaleUpload: it was applied meanwhile.
    Queries: 2, and those of the record.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().filter(pk=key, by=by.pk).first()
        require(upload is not None, "intake.set_aside")
        assert upload is not None
        if upload.state not in {UploadState.READ, UploadState.READING, UploadState.FAILED}:
            raise StaleUpload(upload.name)
        record(
            kind="upload.set_aside",
            by=by,
            subject=f"upload:{key}",
            source={"file": upload.name, "sha256": upload.sha256},
        )
        upload.delete()
    forget(key)


def _held(by: Actor, key: uuid.UUID, row_version: int, *states: UploadState) -> Upload:
    """Lock a file of this person, still as it was read and in one of the states."""
    upload = Upload.objects.select_for_update().filter(pk=key, by=by.pk).first()
    if upload is None:
        raise PermissionDenied("intake.upload")
    if upload.row_version != row_version or upload.state not in states:
        raise StaleUpload(upload.name)
    return upload


def _begin(upload: Upload, kind: str, by: Actor) -> None:
    """Keep an act and let the work that follows from it begin."""
    upload.row_version += 1
    upload.save()
    tell(upload.key, Progress(Stage.OPENING))
    record(
        kind=kind,
        by=by,
        subject=f"upload:{upload.key}",
        source={"file": upload.name, "sha256": upload.sha256},
    )
