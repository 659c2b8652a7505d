"""The forms by which a round is opened, reopened, and reports are given more time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.kernel.periods import Edge, NotADate, parse_date
from athar.reporting.actions import open_round, reopen_round
from athar.reporting.suggesting import Suggestion

_FIELD_OF: Mapping[str, str] = {
    "code_missing": "code",
    "code_too_long": "code",
    "code_taken": "code",
    "ends_before_start": "end_on",
    "due_before_open": "due_on",
    "rounds_overlap": "start_on",
    "due_passed": "due_on",
    "reason_missing": "reason",
}
"""Which field of a form a refusal of an action concerns."""
DAYS = ("start_on", "end_on", "opens_on", "due_on")


def day_in(text: str) -> dt.date:
    """Read a day as people write it.

    Errors: ValidationError: day_unreadable.
    """
    try:
        return parse_date(text.strip(), edge=Edge.START).on
    except NotADate as error:
        raise ValidationError(
            _("Write the day as in 31/12/2025."), code="day_unreadable"
        ) from error


class DayField(forms.CharField):
    """A day as people write it, in either set of digits; None where it may be left empty."""

    def __init__(self, *, required: bool = True) -> None:
        messages = {"required": _("Write a day.")}
        super().__init__(max_length=40, required=required, error_messages=messages)

    def clean(self, value: str) -> dt.date | None:
        """Read the day."""
        typed = super().clean(value)
        return day_in(typed) if typed else None


class _RefusingForm(forms.Form):
    """A form whose refusals by actions stand at their fields."""

    def refuse(self, refusal: ValidationError) -> None:
        """Put each problem at the field it concerns, else at the head of the form."""
        for one in refusal.error_list:
            name = _FIELD_OF.get(one.code or "", "")
            self.add_error(name if name in self.fields else None, one)


class RoundForm(_RefusingForm):
    """A new round: its code, its period, from when to when it is reported."""

    code = forms.CharField(required=False, max_length=200)
    start_on = DayField()
    end_on = DayField()
    opens_on = DayField()
    due_on = DayField()

    def open(self, *, by: Actor, plan_id: int) -> int | None:
        """Open the round and give its key; None with the refusal in the form."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return open_round(
                by=by,
                plan_id=plan_id,
                code=given["code"],
                start_on=given["start_on"],
                end_on=given["end_on"],
                opens_on=given["opens_on"],
                due_on=given["due_on"],
            )
        except ValidationError as refusal:
            self.refuse(refusal)
            return None


class ReopenForm(_RefusingForm):
    """Why a closed round is reopened, and until when."""

    reason = forms.CharField(required=False, max_length=500)
    due_on = DayField()

    def reopen(self, *, by: Actor, round_id: int) -> bool:
        """Reopen the round; False with the refusal in the form."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        try:
            reopen_round(by=by, round_id=round_id, reason=given["reason"], due_on=given["due_on"])
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True


def as_typed(suggested: Suggestion) -> dict[str, str]:
    """Give a suggested round as its form holds it."""
    return {"code": suggested.code} | {
        name: f"{getattr(suggested, name):%d/%m/%Y}" for name in DAYS
    }
