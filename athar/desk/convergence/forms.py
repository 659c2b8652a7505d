"""The forms by which a contribution is proposed and answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.desk.rounds.forms import DayField
from athar.kernel.actor import Actor
from athar.network.actions.convergence import answer_accord, propose_accord
from athar.network.enums.convergence import ContributionKind
from athar.network.queries.convergence import TieAtWork

ACCEPT, DECLINE = "accept", "decline"
FIELD_OF = {"unknown_kind": "kind", "since_to_come": "since", "no_reason": "reason"}
"""Which field of the form a refusal of an action concerns."""


class _TieForm(forms.Form):
    """A form about one contribution; its fields are told apart by the keys of both ends."""

    def __init__(self, *args: Any, by: Actor, one: TieAtWork, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by, self.one = by, one

    def act(self) -> bool:
        """Do what is asked for; False with the refusal in the form."""
        if not self.is_valid():
            return False
        try:
            self.carry_out()
        except ValidationError as refusal:
            for one in refusal.error_list:
                self.add_error(FIELD_OF.get(one.code or ""), one)
            return False
        return True

    def carry_out(self) -> None:
        """Call the action of the form. Errors: ValidationError."""


class ProposeForm(_TieForm):
    """Of which kind a contribution is, and since when."""

    kind = forms.ChoiceField(
        choices=ContributionKind.choices,
        error_messages={"required": _("Choose the kind of contribution.")},
    )
    since = DayField(required=False)

    def carry_out(self) -> None:
        given = self.cleaned_data
        propose_accord(
            by=self.by,
            commitment_id=self.one.tie.commitment_id,
            target_id=self.one.tie.target_id,
            kind=given["kind"],
            since_on=given["since"],
        )


class AnswerForm(_TieForm):
    """Whether a contribution is accepted, and why not."""

    seen = forms.CharField(max_length=100, strip=False)
    reason = forms.CharField(required=False, max_length=500)
    do = forms.ChoiceField(choices=[(ACCEPT, ACCEPT), (DECLINE, DECLINE)])

    def carry_out(self) -> None:
        given = self.cleaned_data
        answer_accord(
            by=self.by,
            commitment_id=self.one.tie.commitment_id,
            target_id=self.one.tie.target_id,
            accepts=given["do"] == ACCEPT,
            seen=given["seen"],
            reason=given["reason"],
        )
