"""The form by which a token is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.actions import create_token
from athar.people.enums import TokenKind
from athar.people.validators import LONGEST_TOKEN_NAME

_YEAR = dt.timedelta(days=365)
FIELD_OF = {
    "name_missing": "name",
    "name_too_long": "name",
    "already_expired": "until",
    "lasts_too_long": "until",
}
"""Which field of the form a refusal of `create_token` concerns."""


class TokenForm(forms.Form):
    """What the token is for, what it may do, and its last day."""

    name = forms.CharField(
        max_length=LONGEST_TOKEN_NAME,
        error_messages={"required": _("Say what the token is for.")},
    )
    kind = forms.ChoiceField(
        choices=TokenKind.choices,
        error_messages={
            "required": _("Choose what the token may do."),
            "invalid_choice": _("Choose what the token may do."),
        },
    )
    until = forms.DateField(
        error_messages={
            "required": _("Give the last day of the token."),
            "invalid": _("Write the date like 2025-06-30."),
        }
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        until = (clock.today() + _YEAR).isoformat()
        options.setdefault("initial", {"until": until, "kind": TokenKind.READ})
        super().__init__(*args, **options)

    def make(self, *, by: Actor) -> str:
        """Make the token and give its secret; "" with the refusal in the form."""
        if not self.is_valid():
            return ""
        day = self.cleaned_data["until"] + dt.timedelta(days=1)
        expires_at = timezone.make_aware(dt.datetime.combine(day, dt.time()))
        try:
            return create_token(
                by=by,
                account_id=by.pk,
                name=self.cleaned_data["name"],
                kind=TokenKind(self.cleaned_data["kind"]),
                expires_at=expires_at,
            )
        except ValidationError as refusal:
            self.add_error(FIELD_OF.get(refusal.code or ""), refusal)
            return ""
