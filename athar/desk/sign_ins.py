"""Where a person is signed in, and signing out there."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.people.actions import end_other_sign_ins, end_sign_in
from athar.people.queries import sign_ins_of

if TYPE_CHECKING:
    from athar.people.models import Account


def sign_ins(request: HttpRequest) -> HttpResponse:
    """The browsers in which I am signed in, this one first. Queries: at most 3 to read."""
    owner = cast("Account", request.user)
    if request.method == "POST":
        _end(request, owner)
        return redirect("desk:sign_ins")
    found = sign_ins_of(owner.pk, request.session.session_key)
    return render(request, "desk/sign_ins.html", {"sign_ins": found})


def _end(request: HttpRequest, owner: "Account") -> None:
    """Sign out of the browser that a button names, or of all others."""
    here = request.session.session_key or ""
    if request.POST.get("end") == "others":
        end_other_sign_ins(by=owner, account_id=owner.pk, but=here)
        messages.success(request, _("You are signed out of all other browsers."))
        return
    others = {str(one.id): one for one in sign_ins_of(owner.pk, here) if not one.is_current}
    chosen = others.get(request.POST.get("end", ""))
    if chosen is None:
        raise Http404
    end_sign_in(by=owner, sign_in_id=chosen.id)
    messages.success(request, _("You are signed out there."))
