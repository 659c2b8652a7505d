"""Removing files that were given at the desk and never applied, once they are old."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from athar.intake.enums import UploadState
from athar.intake.models import Upload
from athar.intake.rules import can_clear_uploads
from athar.intake.uploads.waiting import forget, keys_of_bytes, progress_of
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.trail.actions import record

CLEARED = "upload.cleared"

_NEVER_APPLIED = (
    *(UploadState.READ, UploadState.FAILED),
    *(UploadState.READING, UploadState.APPLYING),
)


def clear_uploads(
    *, by: Actor | None, days: int | None = None, dry_run: bool = False
) -> tuple[str, ...]:
    """Remove the files that were given so many days ago and never applied, with their bytes.

    Shape: the names of the files; without `days` those older than ATHAR_UPLOAD_DAYS. One on which
    work is under way stays. Bytes that no file has, left by a process that was killed, go too.
    Errors: PermissionDenied.
    Queries: 1, and those of the records.
    """
    require(can_clear_uploads(by), "intake.clear_uploads")
    until = clock.now() - dt.timedelta(days=settings.UPLOAD_DAYS if days is None else days)
    with transaction.atomic():
        rows = Upload.objects.select_for_update().filter(
            state__in=_NEVER_APPLIED, given_at__lt=until
        )
        old = [row for row in rows.order_by("given_at") if progress_of(row.key) is None]
        keys = [row.key for row in old]
        for row in () if dry_run else old:
            record(
                kind=CLEARED,
                by=by,
                subject=f"upload:{row.key}",
                source={"file": row.name, "sha256": row.sha256},
            )
            row.delete()
    if not dry_run:
        waiting = set(keys_of_bytes(until))
        known = set(Upload.objects.filter(pk__in=waiting).values_list("pk", flat=True))
        for key in (*keys, *(waiting - known)):
            forget(key)
    return tuple(row.name for row in old)
