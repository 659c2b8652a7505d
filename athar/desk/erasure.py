"""Asking that one's data be erased."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.people.actions import ask_erasure, recall_erasure
from athar.people.queries import erasure_effects
from athar.reporting.queries import n_begun_by

if TYPE_CHECKING:
    from athar.people.models import Account


def own_erasure(request: HttpRequest) -> HttpResponse:
    """What erasing my data would do, and asking for it. Queries: at most 9 to read."""
    owner = cast("Account", request.user)
    if request.method == "POST":
        _answer(request, owner)
        return redirect("desk:own_erasure")
    context = {"effects": erasure_effects(owner.pk), "n_reports": n_begun_by(owner.pk)}
    return render(request, "desk/erasure.html", context)


def _answer(request: HttpRequest, owner: "Account") -> None:
    if request.POST.get("do") == "recall":
        recall_erasure(by=owner, account_id=owner.pk)
        messages.success(request, _("Your data stays: what you asked for is taken back."))
        return
    ask_erasure(by=owner, account_id=owner.pk)
    messages.success(request, _("The administrators are told that you ask for erasure."))
