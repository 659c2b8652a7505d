"""The work that follows when a person gives, settles or approves a file."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.db import transaction
from django_tasks import task

from athar.indicators.enums import Claim
from athar.intake.actions import import_plan
from athar.intake.agreements.taking import import_agreements
from athar.intake.enums import Stage, UploadKind, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile, Options
from athar.intake.projects.report import ImportReport
from athar.intake.reports.results import FileReport
from athar.intake.returns.taking import import_progress
from athar.intake.uploads.clearing import clear_uploads
from athar.intake.uploads.findings import findings_of
from athar.intake.uploads.waiting import Progress, forget, read_bytes, tell
from athar.intake.values.taking import Target, import_values
from athar.kernel import clock
from athar.trail.models import Event

BETWEEN_SIGNS = 0.3
"""Seconds between two signs of progress within one stage."""

NO_LIBRARY = "-"
"""Is the code of no library: codes are words."""

_log = logging.getLogger(__name__)


class Overtaken(Exception):  # noqa: N818 - named for what happened
    """Somebody else applied or changed the file meanwhile: what this job wrote is taken back."""


@task
def read_upload(event_id: int) -> None:
    """Read a file that was given or settled, and keep what was found; nothing is applied.

    Files that waited too long are removed on the way.
    """
    clear_uploads(by=None)
    _work(event_id, UploadState.READING, _read)


@task
def apply_upload(event_id: int) -> None:
    """Apply a file that was approved: all of it or nothing."""
    _work(event_id, UploadState.APPLYING, _apply)


def _work(event_id: int, state: UploadState, act: Callable[[Upload], None]) -> None:
    """Work on the file of an event, unless it has moved on; what breaks is said on its page."""
    subject = Event.objects.values_list("subject", flat=True).get(pk=event_id)
    key = uuid.UUID(subject.partition(":")[2])
    rows = Upload.objects.select_related("plan", "library", "by").filter(pk=key, state=state)
    upload = rows.first()
    if upload is None:
        return
    try:
        act(upload)
    except Overtaken:
        _log.info("The file %s moved on while work on it was under way", key)
    except Exception:  # noqa: BLE001 - the person must see that it failed; the log says why
        _log.exception("The file %s could not be worked on", key)
        rows.filter(row_version=upload.row_version).update(state=UploadState.FAILED)


def _read(upload: Upload) -> None:
    content = read_bytes(upload.key)
    if content is None:
        raise FileNotFoundError(str(upload.key))
    report = _imported(upload, content, dry_run=True)
    _keep_findings(upload, report)


def _apply(upload: Upload) -> None:
    content = read_bytes(upload.key)
    if content is None:
        raise FileNotFoundError(str(upload.key))

    def then(event_ids: tuple[int, ...]) -> None:
        _set_applied(upload, event_ids)

    report = _imported(upload, content, then=then)
    if not report.is_taken:
        _keep_findings(upload, report)
        return
    if not report.event_ids:
        with transaction.atomic():
            _set_applied(upload, ())
    forget(upload.key)


def _set_applied(upload: Upload, event_ids: tuple[int, ...]) -> None:
    _move(
        upload,
        state=UploadState.APPLIED,
        applied_at=clock.now(),
        event_ids=list(event_ids),
    )


def _keep_findings(upload: Upload, report: FileReport) -> None:
    named = (upload.plan.code,) if upload.plan else ()
    codes = report.plan_codes if isinstance(report, ImportReport) else named
    findings = findings_of(report, plan_codes=codes, words=report.words)
    _move(upload, state=UploadState.READ, findings=findings.as_json())


def _move(upload: Upload, **values: object) -> None:
    """Bring a file a step on, if it is still as it was when the work began.

    Errors: Overtaken.
    """
    still = Upload.objects.filter(pk=upload.pk, row_version=upload.row_version, state=upload.state)
    if not still.update(row_version=upload.row_version + 1, **values):
        raise Overtaken(str(upload.pk))


def _imported(
    upload: Upload,
    content: bytes,
    *,
    dry_run: bool = False,
    then: Callable[[tuple[int, ...]], None] | None = None,
) -> FileReport:
    """Read the file as what it is, and apply it unless this is only a trial."""
    given = GivenFile(upload.name, content)
    options = Options(
        plan_code=upload.plan.code if upload.plan else "",
        as_of_on=upload.as_of_on,
        mapping=upload.mapping or None,
        take_good_rows=upload.take_good_rows,
        # a trial asks for no reason: it is asked for when the file is approved
        reason=upload.reason or ("…" if dry_run else ""),
        dry_run=dry_run,
        on_progress=_teller(upload),
        then=then,
    )
    if upload.kind == UploadKind.AGREEMENTS:
        return import_agreements(by=upload.by, file=given, options=options)
    if upload.kind == UploadKind.VALUES:
        return import_values(by=upload.by, file=given, target=_target(upload), options=options)
    if upload.kind == UploadKind.PROGRESS:
        return import_progress(by=upload.by, file=given, period=upload.period, options=options)
    return import_plan(by=upload.by, file=given, options=options)


def _target(upload: Upload) -> Target:
    """Give of what the values of a file are; without its library nothing is known of them."""
    library = upload.library.code if upload.library else NO_LIBRARY
    return Target(library=library, period=upload.period, claim=Claim(upload.claim))


def _teller(upload: Upload) -> Callable[[Stage, int, int], None]:
    """Give what says how far the work has come, not more often than somebody may look."""
    said: dict[Stage, float] = {}

    def say(stage: Stage, done: int, total: int) -> None:
        now = time.monotonic()
        if now - said.get(stage, -BETWEEN_SIGNS) >= BETWEEN_SIGNS:
            said[stage] = now
            tell(upload.key, Progress(stage, done, total))

    return say
