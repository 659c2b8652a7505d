"""The forms by which a member is changed: what it says, who speaks for it, its statuses."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.desk.rounds.forms import DayField, day_in
from athar.desk.team.forms import LANGUAGES, RefusingForm
from athar.kernel.text import Translated
from athar.network.actions.members import edit_member, state_membership
from athar.network.actions.speaking import name_focal_point
from athar.network.drafts.members import FocalPointDraft, MemberEdit, StatusDraft
from athar.network.enums.members import Condition, Programme, Standing
from athar.network.queries.members import MemberView
from athar.people.models import Account
from athar.people.queries import account_by_email, organisations_by_code

_LONGEST = 300
FIELD_OF = {"since_missing": "since_on", "starts_before": "since_on", "account_closed": "email"}


class MemberForm(RefusingForm):
    """A form about one member, sent by somebody."""

    def __init__(self, *args: Any, by: Account, member: MemberView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by, self.member = by, member

    def save(self) -> bool:
        """Do what the form asks for; False with the refusal in the form."""
        if not self.is_valid():
            return False
        try:
            self.act()
        except ValidationError as refusal:
            for one in refusal.error_list:
                name = FIELD_OF.get(one.code or "", "")
                self.add_error(name if name in self.fields else None, one)
            return False
        return True

    @abstractmethod
    def act(self) -> None:
        """Do what the form asks for. Errors: those of the action."""

    def texts(self, name: str) -> Translated:
        """Give a text in the languages in which it was written."""
        said = {lang: self.cleaned_data[f"{name}_{lang}"].strip() for lang in LANGUAGES}
        return Translated({lang: text for lang, text in said.items() if text})


class SayForm(MemberForm):
    """What a member says of itself."""

    forum_ar = forms.CharField(required=False, max_length=_LONGEST)
    forum_fr = forms.CharField(required=False, max_length=_LONGEST)
    forum_en = forms.CharField(required=False, max_length=_LONGEST)
    forum_url = forms.URLField(required=False, max_length=500, assume_scheme="https")
    lead_body = forms.CharField(required=False, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, member: MemberView, **options: Any) -> None:
        said: dict[str, Any] = {f"forum_{lang}": member.forum.get(lang, "") for lang in LANGUAGES}
        said |= {"forum_url": member.forum_url, "version": member.row_version}
        said["lead_body"] = member.lead_body.code if member.lead_body else ""
        super().__init__(*args, member=member, initial=said, **options)

    def clean_lead_body(self) -> int | None:
        """Find the body by its code."""
        code = self.cleaned_data["lead_body"]
        found = organisations_by_code((code,)).get(code) if code else None
        if code and found is None:
            raise ValidationError(_("No body has this code."), code="body_unknown")
        return found.id if found else None

    def act(self) -> None:
        """Change what the member says of itself."""
        draft = MemberEdit(
            lead_body_id=self.cleaned_data["lead_body"],
            forum=self.texts("forum"),
            forum_url=self.cleaned_data["forum_url"],
        )
        version = self.cleaned_data["version"]
        edit_member(by=self.by, member_id=self.member.id, version=version, draft=draft)


class NameForm(MemberForm):
    """Who speaks for a member from now on."""

    name = forms.CharField(
        max_length=150, error_messages={"required": _("Give the name of the focal point.")}
    )
    email = forms.EmailField(required=False)
    duty_ar = forms.CharField(required=False, max_length=_LONGEST)
    duty_fr = forms.CharField(required=False, max_length=_LONGEST)
    duty_en = forms.CharField(required=False, max_length=_LONGEST)
    contact = forms.CharField(required=False, max_length=_LONGEST)
    since_on = forms.CharField(required=False, max_length=40)

    def clean_email(self) -> int | None:
        """Find the account by its address."""
        email = self.cleaned_data["email"]
        account = account_by_email(email) if email else None
        if email and account is None:
            raise ValidationError(
                _("No account has this address. Ask the administrator to invite the person."),
                code="account_unknown",
            )
        return account.pk if account else None

    def clean_since_on(self) -> dt.date | None:
        """Read the day, if one is written."""
        text = self.cleaned_data["since_on"].strip()
        return day_in(text) if text else None

    def act(self) -> None:
        """Name the focal point."""
        draft = FocalPointDraft(
            name=self.cleaned_data["name"],
            account_id=self.cleaned_data["email"],
            duty=self.texts("duty"),
            contact=self.cleaned_data["contact"].strip(),
            since_on=self.cleaned_data["since_on"],
        )
        name_focal_point(by=self.by, member_id=self.member.id, draft=draft)


class StatusForm(MemberForm):
    """As what a member takes part in a programme from a day on."""

    programme = forms.ChoiceField(choices=Programme.choices)
    standing = forms.ChoiceField(choices=Standing.choices)
    condition = forms.ChoiceField(choices=[("", ""), *Condition.choices], required=False)
    since_on = DayField()
    source_url = forms.URLField(required=False, max_length=1000, assume_scheme="https")

    def act(self) -> None:
        """State the membership."""
        condition = self.cleaned_data["condition"]
        draft = StatusDraft(
            programme=Programme(self.cleaned_data["programme"]),
            standing=Standing(self.cleaned_data["standing"]),
            condition=Condition(condition) if condition else None,
            since_on=self.cleaned_data["since_on"],
            source_url=self.cleaned_data["source_url"],
        )
        state_membership(by=self.by, member_id=self.member.id, draft=draft)


FORMS: dict[str, type[MemberForm]] = {"say": SayForm, "name": NameForm, "status": StatusForm}
"""The forms of a member's page by the name of the button that sends them."""
