"""The page at the desk on which one value is entered, corrected and explained."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from athar.desk.values.forms import ValueForm
from athar.desk.values.page import Entered, gather_entered
from athar.desk.values.wording import Words
from athar.kernel.periods import NotAPeriod, parse_period
from athar.people.models import Account


def _entered_or_404(request: HttpRequest, named: dict[str, str]) -> Entered:
    period = named["period"].replace("--", "/")
    category = "" if named["category"] == "whole" else named["category"]
    try:
        is_canonical = parse_period(period).code == period
    except NotAPeriod as error:
        raise Http404 from error
    account = cast("Account", request.user)
    place = (named["scheme"], named["place"])
    found = gather_entered(account, named["library"], named["code"], place, period, category)
    if found is None or not is_canonical:
        raise Http404
    if not found.claims:
        raise PermissionDenied("indicators.record_measurements")
    return found


def value(request: HttpRequest, **named: str) -> HttpResponse:
    """Enter, correct or explain one value. Queries: at most 12 to read."""
    entered = _entered_or_404(request, named)
    words = Words(entered, get_language() or "en")
    form = ValueForm(
        request.POST or None, request.FILES or None, entered=entered, initial=words.initial()
    )
    if form.is_bound and form.is_valid():
        done = form.record(by=cast("Account", request.user))
        if done is not None:
            said = _("The value is recorded.") if done.event_id else _("It says the same already.")
            messages.success(request, said)
            return redirect(request.path)
    status = 422 if form.is_bound else 200
    return render(
        request, "desk/values/value.html", {"form": form, "data": entered, "words": words},
        status=status,
    )  # fmt: skip
