"""The form by which a file is given, and that by which a decision is taken."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from athar.desk.imports.listing import OF_THE_FILE, Offers
from athar.indicators.enums import Claim
from athar.intake.enums import UploadKind
from athar.intake.options import GivenFile
from athar.intake.uploads.acts import Purpose, give_file
from athar.kernel.actor import Actor

FIELD_OF: Mapping[str, str] = {
    "plan_missing": "plan",
    "library_missing": "library",
    "period_unknown": "period",
    "file_empty": "file",
    "file_too_large": "file",
    "file_name_missing": "file",
}
"""Which field of the form a refusal of `give_file` concerns."""


class GiveForm(forms.Form):
    """What a file holds, for which plan and time, and the file."""

    kind = forms.ChoiceField(
        error_messages={
            "required": _("Say what the file holds."),
            "invalid_choice": _("You may not give such a file for this plan."),
        }
    )
    plan = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose one of the plans listed.")}
    )
    library = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose one of the libraries listed.")},
    )
    claim = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("You may not state values with this claim.")},
    )
    period = forms.CharField(required=False, max_length=40)
    as_of_on = forms.DateField(
        required=False, error_messages={"invalid": _("Write the date like 2025-06-30.")}
    )
    file = forms.FileField(
        allow_empty_file=True, max_length=255, error_messages={"required": _("Choose a file.")}
    )

    def __init__(
        self, *args: Any, offers: Offers, is_oversized: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_oversized = is_oversized
        self._choices("kind", [kind.value for kind in offers.kinds])
        self._choices("plan", [OF_THE_FILE, *(str(plan.id) for plan in offers.plans)])
        self._choices("library", [str(one.id) for one, _claims in offers.libraries])
        self._choices("claim", [claim.value for claim in offers.claims])

    def _choices(self, name: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, value) for value in values]

    def clean(self) -> dict[str, Any]:
        """Say that a file was too large rather than that none was given."""
        cleaned = super().clean() or {}
        if self.is_oversized:
            self.errors.pop("file", None)
            message = _("The file is larger than the %(detail)s MB accepted here.") % {
                "detail": settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            }
            self.add_error("file", message)
        is_of_plan = cleaned.get("kind") not in {None, UploadKind.VALUES.value}
        if is_of_plan and not cleaned.get("plan") and "plan" not in self.errors:
            self.add_error("plan", _("Choose the plan that the file belongs to."))
        return cleaned

    def purpose(self) -> Purpose:
        """Give what the file is for; a period belongs to a return, a date to what plans hold."""
        given = self.cleaned_data
        kind = UploadKind(given["kind"])
        if kind is UploadKind.VALUES:
            return Purpose(
                kind=kind,
                library_id=int(given["library"]) if given["library"] else None,
                claim=Claim(given["claim"]) if given["claim"] else None,
                period=given["period"],
            )
        is_return = kind is UploadKind.PROGRESS
        return Purpose(
            kind=kind,
            plan_id=None if given["plan"] == OF_THE_FILE else int(given["plan"]),
            as_of_on=None if is_return else given["as_of_on"],
            period=given["period"] if is_return else "",
        )

    def given_file(self) -> GivenFile:
        """Give the file as it came."""
        file = self.cleaned_data["file"]
        return GivenFile(file.name, file.read())


def preset(offers: Offers) -> dict[str, str]:
    """Give what is chosen before anybody chooses: what there is no choice about, and who claims."""
    chosen = {}
    if len(offers.kinds) == 1:
        chosen["kind"] = offers.kinds[0].value
    if len(offers.plans) == 1:
        chosen["plan"] = str(offers.plans[0].id)
    if len(offers.libraries) == 1:
        chosen["library"] = str(offers.libraries[0][0].id)
    if offers.claims:
        chosen["claim"] = offers.claims[0].value
    return chosen


def give(by: Actor, form: GiveForm) -> uuid.UUID | None:
    """Give the file of a form; None when it is refused, which the form then says."""
    try:
        return give_file(by=by, file=form.given_file(), purpose=form.purpose())
    except PermissionDenied:
        if form.cleaned_data["kind"] == UploadKind.VALUES:
            form.add_error("claim", _("You may not state values of this library with this claim."))
        else:
            form.add_error("plan", _("You may not give such a file for this plan."))
    except ValidationError as refused:
        form.add_error(FIELD_OF.get(refused.code or "", "file"), refused.messages)
    return None
