"""The forms by which the process of a member is recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.desk.rounds.forms import DayField
from athar.kernel.actor import Actor
from athar.network.actions.process import record_consultation, record_process
from athar.network.enums.process import RecordKind
from athar.network.validators.process import ConsultationDraft
from athar.trail.refusing import Collision

FIELD_OF = {
    "unknown_kind": "kind",
    "to_come": "on",
    "title_missing": "title",
    "invalid": "url",
    "closes_before_opening": "closes",
    "answered_too_many": "answered",
}
"""Which field of a form a refusal of an action concerns."""
_MISSING = {"required": _("This is needed.")}
_NO_COUNT = {"invalid": _("Write a whole number.")}


class _KeepingForm(forms.Form):
    """A form of one member; what the action refuses stands at its field."""

    title = forms.CharField(max_length=200, error_messages=_MISSING)
    url = forms.CharField(max_length=1000, error_messages=_MISSING)

    def __init__(self, *args: Any, by: Actor, member_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by, self.member_id = by, member_id

    def keep(self) -> bool:
        """Record what was typed; False with the refusal in the form."""
        if not self.is_valid():
            return False
        try:
            self.carry_out()
        except ValidationError as refusal:
            for one in refusal.error_list:
                self.add_error(FIELD_OF.get(one.code or ""), one)
            return False
        except Collision as collision:
            self.add_error(None, str(collision))
            return False
        return True

    def carry_out(self) -> None:
        """Call the action of the form. Errors: ValidationError; Collision."""


class RecordForm(_KeepingForm):
    """A meeting, a publication or another thing that happened."""

    kind = forms.ChoiceField(choices=RecordKind.choices, error_messages=_MISSING)
    on = DayField()

    def carry_out(self) -> None:
        given = self.cleaned_data
        record_process(
            by=self.by,
            member_id=self.member_id,
            kind=given["kind"],
            on=given["on"],
            title=given["title"],
            url=given["url"],
        )


class ConsultationForm(_KeepingForm):
    """A consultation, new or restated."""

    consultation = forms.IntegerField(required=False)
    version = forms.IntegerField(required=False)
    opens = DayField()
    closes = DayField(required=False)
    timeline = DayField(required=False)
    received = forms.IntegerField(required=False, min_value=0, error_messages=_NO_COUNT)
    answered = forms.IntegerField(required=False, min_value=0, error_messages=_NO_COUNT)

    def carry_out(self) -> None:
        given = self.cleaned_data
        record_consultation(
            by=self.by,
            member_id=self.member_id,
            draft=ConsultationDraft(
                title=given["title"],
                url=given["url"],
                opens_on=given["opens"],
                closes_on=given["closes"],
                timeline_on=given["timeline"],
                n_received=given["received"],
                n_answered=given["answered"],
            ),
            consultation_id=given["consultation"],
            version=given["version"] or 0,
        )
