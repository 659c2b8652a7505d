"""The decision that publishes what waits: what, why, by whom, on what day, in which document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from athar.evidence.actions import attach_file
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.plans.actions import publish_edits, publish_first_version
from athar.plans.queries import PlanView, scopes_of_plan
from athar.plans.queries.edited import EditView

_FIELD_OF = {
    "reason_missing": "why",
    "decided_in_future": "decided_on",
    "body_too_long": "decided_by",
    "what_too_long": f"what_{settings.OFFERED_LANGUAGES[0]}",
}


class DecisionForm(forms.Form):
    """What an amendment is; of a first version only why."""

    why = forms.CharField(required=False, max_length=4000)
    decided_by = forms.CharField(required=False, max_length=200)
    decided_on = forms.DateField(
        required=False, error_messages={"invalid": _("Write the date like 2025-06-30.")}
    )
    document = forms.FileField(required=False, max_length=255)

    def __init__(self, *args: Any, plan: PlanView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for lang in settings.OFFERED_LANGUAGES:
            self.fields[f"what_{lang}"] = forms.CharField(required=False, max_length=1000)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Give the languages, and what each calls itself."""
        infos = translation.get_language_info
        return [(lang, infos(lang)["name_local"]) for lang in settings.OFFERED_LANGUAGES]

    @property
    def what(self) -> Translated:
        """Give what the amendment changes in each language."""
        return Translated(
            {lang: self.cleaned_data[f"what_{lang}"] for lang in settings.OFFERED_LANGUAGES}
        )


def what_proposed(edits: Sequence[EditView]) -> dict[str, str]:
    """Propose what an amendment is, in every language, from what waits."""
    fates = Counter(one.fate.value for one in edits)
    proposed = {}
    for lang in settings.OFFERED_LANGUAGES:
        with translation.override(lang):
            proposed[f"what_{lang}"] = " · ".join(_sentences(fates))
    return proposed


def _sentences(fates: Counter[str]) -> list[str]:
    said = (
        (fates["added"], ngettext("%(n)s item added", "%(n)s items added", fates["added"])),
        (fates["changed"], ngettext("%(n)s item changed", "%(n)s items changed", fates["changed"])),
        (fates["gone"], ngettext("%(n)s item taken out", "%(n)s items taken out", fates["gone"])),
    )
    return [words % {"n": n} for n, words in said if n]


def publish(by: Actor, form: DecisionForm) -> bool:
    """Publish the first version, or the edits as an amendment; else the form says what is wrong."""
    try:
        with transaction.atomic():
            _publish(by, form)
    except PermissionDenied:
        form.add_error(None, _("Your account has no right for this action. Nothing was changed."))
    except ValidationError as refused:
        for problem in refused.error_list:
            form.add_error(_FIELD_OF.get(problem.code or ""), problem)
    else:
        return True
    return False


def _publish(by: Actor, form: DecisionForm) -> None:
    given, plan = form.cleaned_data, form.plan
    if not plan.current_version:
        publish_first_version(by=by, plan_id=plan.id, reason=given["why"])
        return
    document = None
    if given["document"]:
        document = attach_file(
            by=by,
            subject=f"plan:{plan.id}",
            scope_keys=scopes_of_plan(plan.id),
            content=given["document"].read(),
            name=given["document"].name,
        )
    publish_edits(
        by=by,
        plan_id=plan.id,
        why=given["why"],
        what=form.what,
        decided_by=given["decided_by"],
        decided_on=given["decided_on"],
        document_id=document.pk if document else None,
    )
