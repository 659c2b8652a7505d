"""What proves a report: files, photographs and links attached while it is typed."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from athar.evidence.actions import attach_file, attach_link, attach_photo, detach_evidence
from athar.evidence.subjects import scopes_of_subject
from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.models import Account


def attach(request: HttpRequest, report_id: int) -> None:
    """Attach what the form gives: each photograph and file, and the link.

    Errors: ValidationError (see athar.evidence.actions), nothing_given.
    """
    subject, scope_keys = _subject(report_id)
    by = cast("Account", request.user)
    title = _title(request)
    files = request.FILES.getlist("evidence_file")
    url = request.POST.get("evidence_link", "").strip()
    if not files and not url:
        raise ValidationError(_("Choose a file or give an address."), code="nothing_given")
    for one in files:
        content, name = one.read(), one.name or ""
        is_photo = (one.content_type or "").startswith("image/")
        act = attach_photo if is_photo else attach_file
        act(by=by, subject=subject, scope_keys=scope_keys, content=content, name=name, title=title)
    if url:
        attach_link(
            by=by,
            subject=subject,
            scope_keys=scope_keys,
            url=url,
            title=title,
            visited_on=clock.today(),
        )


def take_off(by: Account, report_id: int, evidence_id: str) -> None:
    """Take evidence off a report that nobody has seen yet.

    Errors: ValidationError: evidence_unknown.
    """
    subject, scope_keys = _subject(report_id)
    detach_evidence(
        by=by,
        subject=subject,
        scope_keys=scope_keys,
        evidence_id=int(evidence_id) if evidence_id.isdecimal() else 0,
        is_published=False,
    )


def _subject(report_id: int) -> tuple[str, tuple[str, ...]]:
    subject = f"report:{report_id}"
    return subject, scopes_of_subject(subject)


def _title(request: HttpRequest) -> Translated:
    text = request.POST.get("evidence_title", "").strip()[:200]
    return Translated({get_language() or "en": text} if text else {})
