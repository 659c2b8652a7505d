"""What must hold of steps, tasks and notes on the road into the partnership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.network.enums.accession import Section, StepKey

LONGEST_TITLE, LONGEST_NAME, LONGEST_NOTE = 200, 150, 5000


def check_sections(shown: Collection[str]) -> None:
    """Check the sections that the public may see.

    Errors: ValidationError: section_unknown.
    """
    if not set(shown) <= set(Section.values):
        raise ValidationError(_("There is no such section."), code="section_unknown")


def check_done(
    key: StepKey,
    done_on: dt.date,
    started_on: dt.date,
    done: Mapping[str, dt.date | None],
    *,
    has_document: bool,
) -> None:
    """Check that a step may be completed: those before it are, and a document proves it.

    Errors: ValidationError: step_before_open, done_impossible, document_missing.
    """
    before = StepKey.values[: StepKey.values.index(key)]
    if any(done.get(one) is None for one in before):
        raise ValidationError(
            _("A step before this one is not completed yet."), code="step_before_open"
        )
    if not started_on <= done_on <= clock.today():
        raise ValidationError(
            _("Enter a day from the start of the road to today."), code="done_impossible"
        )
    if not has_document:
        raise ValidationError(
            _("Attach the document that proves this step first."), code="document_missing"
        )


def check_task(title: str, owner: str) -> None:
    """Check a task: what is to be done, and who does it.

    Errors: ValidationError: title_missing, owner_missing, too_long.
    """
    if not title.strip():
        raise ValidationError(_("Say what is to be done."), code="title_missing")
    if not owner.strip():
        raise ValidationError(_("Say who does it."), code="owner_missing")
    if len(title.strip()) > LONGEST_TITLE or len(owner.strip()) > LONGEST_NAME:
        raise ValidationError(_("This text is too long."), code="too_long")


def check_note(text: str) -> None:
    """Check what is written into the room.

    Errors: ValidationError: text_missing, too_long.
    """
    if not text.strip():
        raise ValidationError(_("Write something."), code="text_missing")
    if len(text) > LONGEST_NOTE:
        raise ValidationError(_("This text is too long."), code="too_long")
