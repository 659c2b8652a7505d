"""The form by which a person says how often they are written to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.notices.actions import choose_notices
from athar.notices.enums import Rhythm

YES_NO = (("yes", _("Yes")), ("no", _("No")))
_CHOOSE = {
    "required": _("Choose one of the answers."),
    "invalid_choice": _("Choose one of the answers."),
}


class NoticesForm(forms.Form):
    """How often what waits is told, and whether due dates are reminded of."""

    rhythm = forms.ChoiceField(choices=Rhythm.choices, error_messages=_CHOOSE)
    reminders = forms.ChoiceField(choices=YES_NO, error_messages=_CHOOSE)

    def choose(self, *, by: Actor) -> bool:
        """Keep what was chosen; False with the refusal in the form."""
        if not self.is_valid():
            return False
        choose_notices(
            by=by,
            account_id=by.pk,
            rhythm=Rhythm(self.cleaned_data["rhythm"]),
            has_reminders=self.cleaned_data["reminders"] == "yes",
        )
        return True
