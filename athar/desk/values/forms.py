"""The form by which one value is entered, corrected or explained; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.desk.values.page import Entered
from athar.evidence.actions import attach_file, attach_link
from athar.indicators.actions import Recorded, record_measurements
from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import Claim, Measure, NoNumber
from athar.indicators.queries import states_of
from athar.kernel.actor import Actor
from athar.kernel.digits import AmbiguousNumber, NotANumber, parse_decimal, parse_percent
from athar.kernel.outliers import Flag
from athar.kernel.text import Translated
from athar.rollups.queries import unusual

NUMBER, RATIO, TEXT = "number", "ratio", "text"
FIELD_OF: Mapping[str, str] = {
    "reason_missing": "reason",
    "too_precise": "value",
    "out_of_bounds": "value",
    "unknown_step": "value",
    "denominator_not_positive": "denominator",
    "text_too_long": "text",
    "period_to_come": "kind",
    "period_outside_plan": "kind",
    "computed_indicator": "kind",
    "file_empty": "file",
    "file_too_large": "file",
    "file_type_refused": "file",
    "file_name_missing": "file",
}
"""Which field of the form a refusal of the actions concerns; else what is stated."""
_LONGEST = 200


class ValueForm(forms.Form):
    """What the value says, with which claim, why, and what proves it."""

    kind = forms.ChoiceField(error_messages={"required": _("Say what you want to state.")})
    claim = forms.ChoiceField(
        error_messages={"invalid_choice": _("You may not state values with this claim.")}
    )
    value = forms.CharField(required=False, max_length=_LONGEST)
    numerator = forms.CharField(required=False, max_length=_LONGEST)
    denominator = forms.CharField(required=False, max_length=_LONGEST)
    text = forms.CharField(required=False)
    reason = forms.CharField(required=False, max_length=1000)
    confirmed = forms.BooleanField(required=False)
    link = forms.CharField(required=False, max_length=1000)
    link_title = forms.CharField(required=False, max_length=_LONGEST)
    file = forms.FileField(required=False, max_length=255)

    def __init__(self, *args: Any, entered: Entered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entered = entered
        self.flags: tuple[Flag, ...] = ()
        self._choices("kind", kinds_of(entered))
        self._choices("claim", [claim.value for claim in entered.claims])

    def _choices(self, name: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, value) for value in values]

    def clean(self) -> dict[str, Any]:
        """Read the numbers as people type them, and ask about what is unusual."""
        given = super().clean() or {}
        wanted = {NUMBER: ("value",), RATIO: ("numerator", "denominator")}
        for name in wanted.get(given.get("kind", ""), ()):
            given[name] = self._number(name, given.get(name, ""))
        if given.get("kind") == TEXT and not given.get("text", "").strip():
            self.add_error("text", _("Write the text."))
        if given.get("link"):
            self._check_link(given["link"])
        self._ask(given)
        return given

    def _number(self, name: str, typed: str) -> Decimal | None:
        is_percent = name == "value" and self.entered.indicator.measure is Measure.PERCENTAGE
        try:
            return parse_percent(typed) if is_percent else parse_decimal(typed)
        except AmbiguousNumber as either:
            message = _("This may be %(small)s or %(large)s: write it without a thousands mark.")
            small, large = sorted(either.readings, key=abs)
            self.add_error(name, ValidationError(message, params={"small": small, "large": large}))
        except NotANumber:
            message = _("“%(typed)s” is no number.") if typed else _("Write the number.")
            self.add_error(name, ValidationError(message, params={"typed": typed}))
        return None

    def _check_link(self, link: str) -> None:
        try:
            URLValidator(schemes=("http", "https"))(link)
        except ValidationError:
            self.add_error("link", _("Write the whole address, beginning with https://"))

    def _ask(self, given: Mapping[str, Any]) -> None:
        """Ask whether an unusual value is meant; an answer stands in the record."""
        value = self._value(given)
        if value is None or self.errors:
            return
        self.flags = unusual(self.entered.indicator, value, self.entered.earlier())
        if self.flags and not given.get("confirmed"):
            self.add_error("confirmed", _("Confirm that the value is meant as it stands."))

    def _value(self, given: Mapping[str, Any]) -> Decimal | None:
        if given.get("kind") == NUMBER:
            return given.get("value")
        above, below = given.get("numerator"), given.get("denominator")
        if given.get("kind") == RATIO and above is not None and below:
            return Decimal(above) * 100 / Decimal(below)
        return None

    def draft(self) -> MeasurementDraft:
        """Give what is stated."""
        given, of = self.cleaned_data, self.entered
        kind = given["kind"]
        typed = self.data.get("value", "").strip()
        return MeasurementDraft(
            indicator_id=of.indicator.id,
            place_id=of.place.id,
            period=of.period,
            category=of.category,
            claim=Claim(given["claim"]),
            value=given["value"] if kind == NUMBER else None,
            numerator=given["numerator"] if kind == RATIO else None,
            denominator=given["denominator"] if kind == RATIO else None,
            text=given["text"].strip() if kind == TEXT else "",
            no_number=NoNumber(kind) if kind in NoNumber.values else None,
            written=typed[:80] if kind == NUMBER and typed != str(given["value"]) else "",
        )

    def record(self, *, by: Actor) -> Recorded | None:
        """Record the value with its proof; None when it is refused, which the form then says."""
        source = {"confirmed": [flag.kind.value for flag in self.flags]} if self.flags else {}
        try:
            with transaction.atomic():  # a value without the proof given with it is none
                done = record_measurements(
                    by=by, drafts=[self.draft()], reason=self.cleaned_data["reason"], source=source
                )
                self._attach(by)
        except PermissionDenied:
            self.add_error("claim", _("You may not state this value with this claim."))
        except ValidationError as refused:
            for problem in refused.error_list:
                self.add_error(FIELD_OF.get(problem.code or "", "kind"), problem)
        else:
            return done
        return None

    def _attach(self, by: Actor) -> None:
        """Attach what proves the value to the state that was just recorded."""
        given, of = self.cleaned_data, self.entered
        if not given["link"] and not given["file"]:
            return
        states = states_of(of.indicator.id, of.place.id, of.period, of.category)
        claim = Claim(given["claim"])
        subject = next(one.evidence_key for one in states if one.claim is claim)
        if given["link"]:
            title = Translated(fr=given["link_title"]) if given["link_title"] else Translated()
            attach_link(
                by=by, subject=subject, scope_keys=of.scopes, url=given["link"], title=title
            )
        if given["file"]:
            content = given["file"].read()
            name = given["file"].name
            attach_file(by=by, subject=subject, scope_keys=of.scopes, content=content, name=name)


def kinds_of(entered: Entered) -> list[str]:
    """Give what may be stated of an indicator: a number, a share, a text, or why there is none."""
    measure = entered.indicator.measure
    own = {
        Measure.QUALITATIVE: [TEXT],
        Measure.PERCENTAGE: [NUMBER, RATIO],
    }.get(measure, [NUMBER])
    return [*own, *NoNumber.values]
