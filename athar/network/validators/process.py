"""What must hold of what is recorded of a process."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from athar.network.enums.process import RecordKind

_ADDRESS = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationDraft:
    """A consultation as it is stated; None is not known."""

    title: str
    url: str
    opens_on: dt.date
    closes_on: dt.date | None = None
    timeline_on: dt.date | None = None
    n_received: int | None = None
    n_answered: int | None = None


def check_record(kind: str, on: dt.date, title: str, url: str, today: dt.date) -> None:
    """Check a line of the record.

    Errors: ValidationError: unknown_kind, to_come, title_missing, invalid.
    """
    if kind not in RecordKind.values:
        raise ValidationError(_("Choose what is recorded."), code="unknown_kind")
    if on > today:
        raise ValidationError(_("This day has not come yet."), code="to_come")
    _check_named(title, url)


def check_consultation(draft: ConsultationDraft) -> None:
    """Check a consultation.

    Errors: ValidationError: title_missing, invalid, closes_before_opening, answered_too_many.
    """
    _check_named(draft.title, draft.url)
    if draft.closes_on is not None and draft.closes_on < draft.opens_on:
        words = _("The consultation cannot close before it opens.")
        raise ValidationError(words, code="closes_before_opening")
    if draft.n_answered is not None and draft.n_answered > (draft.n_received or 0):
        words = _("More contributions are answered than were received.")
        raise ValidationError(words, code="answered_too_many")


def _check_named(title: str, url: str) -> None:
    if not title.strip():
        raise ValidationError(_("Give it a title."), code="title_missing")
    _ADDRESS(url.strip())
