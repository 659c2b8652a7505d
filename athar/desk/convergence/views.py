"""What one's plans do for others, and what others say they do for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.convergence.forms import AnswerForm, ProposeForm
from athar.desk.imports.answers import account_of
from athar.network.enums.convergence import ContributionKind
from athar.network.queries.convergence import TieAtWork, ties_at_work


def convergence(request: HttpRequest) -> HttpResponse:
    """Contributions to propose and to answer. Queries: at most 12 to read."""
    ties = ties_at_work(account_of(request))
    form = _sent(request, ties)
    if form is not None and form.act():
        messages.success(request, _("Your answer is kept, and the other plan sees it."))
        return redirect("desk:convergence")
    context = {
        "giving": [one for one in ties if one.may_propose],
        "receiving": [one for one in ties if one.may_answer],
        "kinds": ContributionKind.choices,
        "form": form,
    }
    return render(
        request, "desk/convergence/convergence.html", context, status=422 if form else 200
    )


def _sent(request: HttpRequest, ties: tuple[TieAtWork, ...]) -> ProposeForm | AnswerForm | None:
    """Give the form that was sent, None when nothing was. Errors: Http404 for a tie not one's."""
    if request.method != "POST":
        return None
    one = next((one for one in ties if one.key == request.POST.get("tie")), None)
    if one is None:
        raise Http404
    form = AnswerForm if "do" in request.POST else ProposeForm
    return form(request.POST, by=account_of(request), one=one)
