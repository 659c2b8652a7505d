"""The forms by which an experience is told and taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.desk.rounds.forms import DayField
from athar.desk.team.forms import LANGUAGES, RefusingForm
from athar.evidence.enums import Licence
from athar.kernel.digits import parse_decimal
from athar.kernel.text import Translated
from athar.network.drafts.experiences import AdoptionDraft, ExperienceDraft
from athar.network.enums.experiences import TEXTS, Level
from athar.network.queries.experiences import AdoptionView, ExperienceView
from athar.reference.enums import Taxonomy
from athar.reference.queries import themes

IN_LANGUAGES = (*TEXTS, "unit")
_FIELD_OF: Mapping[str, str] = {
    "code_malformed": "code",
    "code_taken": "code",
    "title_missing": "title_ar",
    "address_malformed": "evidence_url",
    "unit_missing": "unit_ar",
    "currency_malformed": "currency",
    "cost_negative": "cost",
    "theme_unknown": "theme_ids",
    "theme_missing": "theme_ids",
    "commitment_unknown": "commitments",
    "in_future": "since_on",
}
"""Which field of the form a refusal of an action concerns."""


class DecimalField(forms.CharField):
    """A number as people write it, in either set of digits; empty is unknown."""

    def __init__(self) -> None:
        super().__init__(max_length=40, required=False)

    def clean(self, value: str) -> Decimal | None:
        """Read the number."""
        text = super().clean(value).strip()
        try:
            return parse_decimal(text) if text else None
        except ValueError as error:
            raise ValidationError(_("Write a number."), code="number_unreadable") from error


class OptionalDay(DayField):
    """A day that may stay unknown."""

    def clean(self, value: str | None) -> Any:
        """Read the day."""
        return super().clean(value) if value and value.strip() else None


class TranslatedForm(RefusingForm):
    """A form with texts in each language: `title_ar`, `title_fr` …"""

    texts: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.texts:
            for lang in LANGUAGES:
                self.fields[f"{name}_{lang}"] = forms.CharField(required=False)

    def refuse(self, refusal: ValidationError) -> None:
        """Put each problem at the field it concerns, else at the head of the form."""
        for one in refusal.error_list:
            name = _FIELD_OF.get(one.code or "", "")
            self.add_error(name if name in self.fields else None, one)

    def text(self, name: str) -> Translated:
        """Give what was typed in all languages."""
        given = self.cleaned_data
        return Translated({lang: given[f"{name}_{lang}"].strip() for lang in LANGUAGES})


class ExperienceForm(TranslatedForm):
    """What is told of an experience; the code and the member are asked for while it is new."""

    texts = IN_LANGUAGES
    member = forms.TypedChoiceField(coerce=int, required=False)
    code = forms.CharField(required=False, max_length=60)
    figure = DecimalField()
    evidence_url = forms.CharField(required=False, max_length=1000)
    cost = DecimalField()
    currency = forms.CharField(required=False, max_length=3)
    duration_months = forms.IntegerField(required=False, min_value=0, max_value=1200)
    level = forms.ChoiceField(choices=Level.choices)
    licence = forms.ChoiceField(choices=Licence.choices)
    contact = forms.CharField(required=False, max_length=300)
    source_url = forms.CharField(required=False, max_length=1000)
    theme_ids = forms.TypedMultipleChoiceField(coerce=int, required=False)
    commitments = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, members: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered_areas = [(str(one.id), one.names) for one in themes(Taxonomy.OGP_POLICY_AREA)]
        self.members = [(one.id, one.names) for one in members]
        for name, offered in (("theme_ids", self.offered_areas), ("member", self.members)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(key), str(key)) for key, _names in offered]

    def draft(self) -> ExperienceDraft:
        """Give what was typed as what the action takes. Errors: none once the form is valid."""
        given = self.cleaned_data
        lines = (line.strip().partition("/") for line in given["commitments"].splitlines())
        cost = given["cost"]
        stated: dict[str, Any] = {name: self.text(name) for name in IN_LANGUAGES}
        for name in ("evidence_url", "contact", "source_url"):
            stated[name] = given[name].strip()
        return ExperienceDraft(
            **stated,
            figure=given["figure"],
            duration_months=given["duration_months"],
            cost=cost,
            currency=given["currency"].strip().upper() if cost is not None else "",
            level=Level(given["level"]),
            licence=Licence(given["licence"]),
            theme_ids=tuple(sorted(given["theme_ids"])),
            commitments=tuple((plan, code) for plan, _slash, code in lines if plan),
        )


_PLAIN = {one.name for one in fields(ExperienceDraft)} - {*IN_LANGUAGES, "theme_ids", "commitments"}


def as_typed(one: ExperienceView, commitments: tuple[str, ...]) -> dict[str, Any]:
    """Give what is told of an experience as the fields of its form hold it."""
    return {
        **{
            f"{name}_{lang}": getattr(one, name).get(lang, "")
            for name in IN_LANGUAGES
            for lang in LANGUAGES
        },
        **{name: getattr(one, name) for name in _PLAIN},
        "figure": _written(one.figure),
        "cost": _written(one.cost),
        "level": one.level.value,
        "theme_ids": [str(theme.id) for theme in one.themes],
        "commitments": "\n".join(commitments),
        "version": one.row_version,
    }


def _written(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


class AdoptionForm(TranslatedForm):
    """Which member took it up, since when, what it changed, what came of it."""

    texts = ("changed", "came_of_it")
    member = forms.TypedChoiceField(coerce=int)
    since_on = OptionalDay()
    source_url = forms.CharField(required=False, max_length=1000)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, members: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = [(one.id, one.names) for one in members]
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(key), str(key)) for key, _names in self.members]

    def draft(self) -> AdoptionDraft:
        """Give what was typed as what the action takes."""
        given = self.cleaned_data
        return AdoptionDraft(
            since_on=given["since_on"],
            changed=self.text("changed"),
            came_of_it=self.text("came_of_it"),
            source_url=given["source_url"].strip(),
        )


def adoption_as_typed(one: AdoptionView | None) -> dict[str, Any]:
    """Give what is told of an adoption as the fields of its form hold it."""
    if one is None:
        return {"version": 0}
    return {
        **{
            f"{name}_{lang}": getattr(one, name).get(lang, "")
            for name in AdoptionForm.texts
            for lang in LANGUAGES
        },
        "member": one.member.id,
        "since_on": one.since_on.strftime("%d/%m/%Y") if one.since_on else "",
        "source_url": one.source_url,
        "version": one.row_version,
    }
