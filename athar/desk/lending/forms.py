"""The forms by which rights and reports are delegated: to whom, what, until when, why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from athar.desk.rounds.forms import DayField
from athar.desk.team.forms import RefusingForm, end_of
from athar.people.enums import Role
from athar.people.lending import lend_rights
from athar.people.models import Account
from athar.people.queries import LendableView, PersonLine
from athar.reporting.actions import delegate_reports
from athar.reporting.queries import Project, colleagues_of
from athar.ui import formatting
from athar.ui.site import Label
from athar.ui.templating import plain

SHOWN = 8
"""How many people are offered at once; more are found by a name."""


class DelegateForm(RefusingForm):
    """To whom, until when, why; `find` narrows the people without sending anything else."""

    find = forms.CharField(required=False, max_length=200)
    person = forms.ChoiceField(
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("This person is not among your colleagues."),
        }
    )
    until = DayField()
    reason = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, by: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        self.everybody = colleagues_of(by)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.id), one.name or one.email) for one in self.everybody]

    @property
    def found(self) -> tuple[PersonLine, ...]:
        """Give who answers to the search. Queries: 4 with a search, else 0."""
        text = str(self["find"].value() or "").strip()
        return colleagues_of(self.by, text) if text else self.everybody

    @property
    def people(self) -> list[tuple[str, Markup]]:
        """Offer the first who answer to the search, and whoever is chosen already."""
        chosen = str(self["person"].value() or "")
        found = self.found[:SHOWN]
        more = [one for one in self.everybody if str(one.id) == chosen and one not in found]
        return [(str(one.id), _in_words(one)) for one in (*more, *found)]

    def refuse(self, refusal: ValidationError) -> None:
        """Put each problem at its field; what concerns one of several things begins with its name.

        Shape: a thing that is refused is named by `params["of"]`.
        """
        for one in refusal.error_list:
            key = (one.params or {}).get("of")
            words = " ".join(one.messages)
            named = f"\u2068{self.name_of(key)}\u2069: {words}" if key else words
            super().refuse(ValidationError(named, one.code))

    def name_of(self, key: Any) -> str:
        """Name one of several things."""
        return str(key)


class LendForm(DelegateForm):
    """Which of one's rights are lent."""

    rights = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose what you delegate."),
            "invalid_choice": _("You may not delegate this."),
        }
    )

    def __init__(
        self,
        *args: Any,
        lendable: Sequence[LendableView],
        words: Mapping[str, Label],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.words = words
        self.offered = [(str(one.id), _right(one, words[one.scope])) for one in lendable]
        field = self.fields["rights"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = self.offered
        if len(lendable) == 1:
            self.initial["rights"] = [self.offered[0][0]]

    def lend(self) -> bool:
        """Lend what is chosen; False with the refusal in the form."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        ends = end_of(given["until"])
        assert ends is not None, "the day is required"
        try:
            lend_rights(
                by=self.by,
                account_id=int(given["person"]),
                grant_ids=[int(one) for one in given["rights"]],
                expires_at=ends,
                reason=given["reason"],
            )
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True

    def name_of(self, key: tuple[Role, str]) -> str:
        role, scope = key
        return f"{role.label} · {plain(self.words[scope])}"


class DelegateReportsForm(DelegateForm):
    """On which projects somebody reports in one's place."""

    def __init__(self, *args: Any, projects: Collection[Project], **options: Any) -> None:
        super().__init__(*args, **options)
        self.projects = {one.id: one for one in projects}

    def delegate(self) -> bool:
        """Delegate the reports on all projects; False with the refusal in the form."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        try:
            delegate_reports(
                by=self.by,
                account_id=int(given["person"]),
                commitment_ids=self.projects,
                last_on=given["until"],
                reason=given["reason"],
            )
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True

    def name_of(self, key: int) -> str:
        return plain(self.projects[key].title)


def _right(one: LendableView, scope: Label) -> Markup:
    more = Markup('<span class="duty xs mute">{}</span>').format(formatting.wording(scope))
    return Markup("<span>{}{}</span>").format(one.role.label, more)


def _in_words(one: PersonLine) -> Markup:
    """Name a person so that two of one name are told apart."""
    more = Markup('<span class="duty xs mute"><bdi dir="ltr">{}</bdi></span>').format(one.email)
    if not one.name:
        return Markup('<bdi dir="ltr">{}</bdi>').format(one.email)
    return Markup("<span><bdi>{}</bdi>{}</span>").format(one.name, more)
