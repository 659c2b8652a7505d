"""The forms by which bodies are stated and roles are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.actions import add_organisation, edit_organisation, grant_role, invite_person
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind, Role
from athar.people.queries import BodyFacts, OrganisationRef
from athar.people.validators import LONGEST_CODE
from athar.reference.queries import PlaceRef, match_place, place_by_code
from athar.ui.site import Label

LANGUAGES = ("ar", "fr", "en")
_LONGEST_NAME = 300
FIELD_OF: Mapping[str, str] = {
    "code_missing": "code",
    "code_taken": "code",
    "name_missing": "name_ar",
    "unknown_parent": "parent",
    "parent_is_below": "parent",
    "iati_taken": "iati_identifier",
    "already_expired": "until",
    "scope_malformed": "scope",
    "not_over_a_branch": "scope",
    "invalid": "email",
    "lasts_too_long": "until",
    "to_oneself": "person",
    "account_closed": "person",
    "nothing_chosen": "rights",
}
"""Which field of the form a refusal of an action concerns."""


class RefusingForm(forms.Form):
    """A form whose refusals by actions stand at their fields."""

    def refuse(self, refusal: ValidationError) -> None:
        """Put each problem at the field it concerns, else at the head of the form."""
        for one in refusal.error_list:
            name = FIELD_OF.get(one.code or "", "")
            self.add_error(name if name in self.fields else None, one)


class BodyForm(RefusingForm):
    """What is stated of a body; the code is asked for only while it is new."""

    code = forms.CharField(
        max_length=LONGEST_CODE, error_messages={"required": _("Give the body a code.")}
    )
    name_ar = forms.CharField(required=False, max_length=_LONGEST_NAME)
    name_fr = forms.CharField(required=False, max_length=_LONGEST_NAME)
    name_en = forms.CharField(required=False, max_length=_LONGEST_NAME)
    abbreviation = forms.CharField(required=False, max_length=60)
    kind = forms.ChoiceField(choices=OrganisationKind.choices)
    parent = forms.CharField(required=False, max_length=LONGEST_CODE)
    place = forms.CharField(required=False, max_length=200)
    iati_identifier = forms.CharField(required=False, max_length=80)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, stated: BodyFacts | None = None, **options: Any) -> None:
        self.stated = stated
        if stated:
            options.setdefault("initial", as_typed(stated))
        super().__init__(*args, **options)
        if stated:
            del self.fields["code"]

    def clean_place(self) -> PlaceRef | None:
        """Find the one place that is meant by a name or a code."""
        text = self.cleaned_data["place"].strip()
        if not text:
            return None
        scheme, _slash, code = text.partition("/")
        found = place_by_code(scheme, code) if code else None
        meant = (found,) if found else match_place(text)
        if len(meant) == 1:
            return meant[0]
        if not meant:
            raise ValidationError(_("No place is called like this."), code="place_unknown")
        raise ValidationError(
            _("Several places are called like this. Write one of: %(codes)s."),
            code="place_ambiguous",
            params={"codes": ", ".join(written(one) for one in meant)},
        )

    def save(self, *, by: Actor) -> bool:
        """Register or change the body; False with the refusal in the form."""
        if not self.is_valid():
            return False
        try:
            if self.stated is None:
                add_organisation(by=by, draft=self._draft(self.cleaned_data["code"].strip()))
            else:
                edit_organisation(
                    by=by,
                    organisation_id=self.stated.id,
                    version=self.cleaned_data["version"] or 0,
                    draft=self._draft(self.stated.code),
                )
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True

    @property
    def has_collided(self) -> bool:
        """Tell whether somebody else changed the body since it was read."""
        return self.has_error("__all__", "edited_meanwhile")

    def _draft(self, code: str) -> OrganisationDraft:
        given = self.cleaned_data
        return OrganisationDraft(
            code=code,
            names=Translated({lang: given[f"name_{lang}"].strip() for lang in LANGUAGES}),
            kind=OrganisationKind(given["kind"]),
            abbreviation=given["abbreviation"].strip(),
            parent_code=given["parent"] or None,
            place_id=given["place"].id if given["place"] else None,
            iati_identifier=given["iati_identifier"].strip(),
        )


def as_typed(stated: BodyFacts) -> dict[str, Any]:
    """Give what is stated of a body as the fields of its form hold it."""
    return {
        **{f"name_{lang}": stated.names.get(lang, "") for lang in LANGUAGES},
        "abbreviation": stated.abbreviation,
        "kind": stated.kind.value,
        "parent": stated.parent_code,
        "place": written(stated.place) if stated.place else "",
        "iati_identifier": stated.iati_identifier,
        "version": stated.version,
    }


def written(place: PlaceRef) -> str:
    """Write a place so that no other is meant: `hcp/01.151`."""
    return f"{place.scheme}/{place.code}"


class GrantForm(RefusingForm):
    """Which role, over what, until when, why."""

    role = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Role if one is not Role.CITIZEN],
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role.")},
    )
    scope = forms.ChoiceField(
        error_messages={
            "required": _("Choose over what."),
            "invalid_choice": _("You may give no role over this."),
        }
    )
    until = forms.DateField(
        required=False, error_messages={"invalid": _("Write the date like 2025-06-30.")}
    )
    reason = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, scopes: tuple[tuple[str, Label], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, key) for key, _words in scopes]
        self.scopes = scopes

    def give(self, *, by: Actor, account_id: int) -> bool:
        """Give the role; False with the refusal in the form."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        try:
            grant_role(
                by=by,
                account_id=account_id,
                role=Role(given["role"]),
                scope=given["scope"],
                expires_at=end_of(given["until"]),
                reason=given["reason"].strip(),
            )
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True


class InviteForm(RefusingForm):
    """Who is invited, to which role, over what, until when."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Give the e-mail address."),
            "invalid": _("This is not an e-mail address."),
        },
    )
    name = forms.CharField(required=False, max_length=150)
    language = forms.ChoiceField(choices=[(one, one) for one in LANGUAGES])
    body = forms.CharField(required=False, max_length=LONGEST_CODE)
    role = GrantForm.base_fields["role"]
    scope = GrantForm.base_fields["scope"]
    until = GrantForm.base_fields["until"]

    def __init__(
        self,
        *args: Any,
        scopes: tuple[tuple[str, Label], ...],
        bodies: Mapping[str, OrganisationRef],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, key) for key, _words in scopes]
        self.scopes, self.bodies = scopes, bodies

    def send(self, *, by: Actor, base_url: str) -> bool:
        """Send the invitation; False with the refusal in the form."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        body = self.bodies.get(given["body"])
        try:
            invite_person(
                by=by,
                email=given["email"],
                name=given["name"],
                language=given["language"],
                organisation_id=body.id if body else None,
                role=Role(given["role"]),
                scope=given["scope"],
                role_expires_at=end_of(given["until"]),
                base_url=base_url,
            )
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True


class AcceptForm(forms.Form):
    """A password for a new account, or none: then a code by e-mail opens it."""

    password1 = forms.CharField(required=False, widget=forms.PasswordInput(), strip=False)
    password2 = forms.CharField(required=False, widget=forms.PasswordInput(), strip=False)
    accept = forms.CharField(required=False)

    def __init__(self, *args: Any, is_known: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_known:
            del self.fields["password1"], self.fields["password2"]

    def clean(self) -> dict[str, Any]:
        """Check the password as everywhere, and that it is the same twice."""
        given = super().clean() or {}
        first, second = given.get("password1", ""), given.get("password2", "")
        if first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            try:
                validate_password(first)
            except ValidationError as refusal:
                self.add_error("password1", refusal)
        return given

    @property
    def password(self) -> str | None:
        """Give the password chosen, None without one."""
        return self.cleaned_data.get("password1") or None


def end_of(day: dt.date | None) -> dt.datetime | None:
    """Give the moment at which a last day is over, None without one."""
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
