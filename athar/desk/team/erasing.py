"""Erasing the data of a person, confirmed by typing their address."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athar.desk.team.scopes import administrator_of
from athar.kernel.actor import Actor
from athar.people.actions import erase_person
from athar.people.queries import PersonFacts, erasure_effects, person_facts
from athar.people.rules import can_erase_person
from athar.reporting.queries import n_begun_by


class ErasureForm(forms.Form):
    """Asks for the address of the account, so that nobody erases another by mistake."""

    address = forms.CharField(
        max_length=254, error_messages={"required": gettext_lazy("Type the address.")}
    )

    def erase(self, *, by: Actor, person: PersonFacts) -> bool:
        """Erase the person's data; tell whether it is done, with the refusal in the form."""
        if not self.is_valid():
            return False
        if self.cleaned_data["address"].strip().lower() != person.email.lower():
            self.add_error("address", _("This is not the address of the account."))
            return False
        try:
            erase_person(by=by, account_id=person.id)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True


def erase(request: HttpRequest, account: int) -> HttpResponse:
    """What erasing a person's data does, and doing it. Queries: at most 14 to read."""
    by, scopes = administrator_of(request)
    found = person_facts(account, scopes)
    if found is None:
        raise Http404
    if not can_erase_person(by, account):
        raise PermissionDenied
    if found.erased_at is not None:
        return redirect("desk:person", account=account)
    form = ErasureForm(request.POST or None)
    if form.is_bound and form.erase(by=by, person=found):
        messages.success(request, _("The data is erased. What was done stays."))
        return redirect("desk:person", account=account)
    context = {
        "person": found,
        "form": form,
        "effects": erasure_effects(account),
        "n_reports": n_begun_by(account),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/team/erase.html", context, status=status)
