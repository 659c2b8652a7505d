"""Invitations: sent, sent again and withdrawn at the desk; accepted by the link of the mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.account import scopes_in_words
from athar.desk.team.forms import AcceptForm, InviteForm
from athar.desk.team.scopes import administrator_of, grantable
from athar.people.actions import accept_invitation, resend_invitation, withdraw_invitation
from athar.people.models import Account
from athar.people.queries import (
    account_by_email,
    invitation_of,
    invitations_within,
    organisations_by_code,
    turn_of,
)


def base_of(request: HttpRequest) -> str:
    """Give the address of the installation as the public reaches it."""
    return settings.BASE_URL or request.build_absolute_uri("/")


def listed(request: HttpRequest) -> HttpResponse:
    """The invitations that wait, and the form to send one. Queries: at most 14 to read."""
    by, scopes = administrator_of(request)
    waiting = invitations_within(scopes)
    act = ACTS.get(request.POST.get("act", ""))
    if act is not None:
        known = {str(one.id): one.id for one in waiting}
        if request.POST.get("invitation") not in known:
            raise Http404
        act(request, by, known[request.POST["invitation"]])
        return redirect("desk:invitations")
    bodies = organisations_by_code()
    form = InviteForm(request.POST or None, scopes=grantable(scopes), bodies=bodies)
    if form.is_bound and form.send(by=by, base_url=base_of(request)):
        messages.success(request, _("The invitation is on its way."))
        return redirect("desk:invitations")
    words = scopes_in_words(one.scope for one in waiting)
    context = {
        "waiting": waiting,
        "form": form,
        "words": words,
        "bodies": [(code, one.names) for code, one in bodies.items()],
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/team/invitations.html", context, status=status)


def _resend(request: HttpRequest, by: Account, invitation_id: int) -> None:
    resend_invitation(by=by, invitation_id=invitation_id, base_url=base_of(request))
    messages.success(request, _("A new link is on its way; those sent before open nothing."))


def _withdraw(request: HttpRequest, by: Account, invitation_id: int) -> None:
    withdraw_invitation(by=by, invitation_id=invitation_id)
    messages.success(request, _("The invitation is withdrawn."))


ACTS: Mapping[str, Callable[[HttpRequest, Account, int], None]] = {
    "resend": _resend,
    "withdraw": _withdraw,
}
"""What a button of the list does."""


def accept(request: HttpRequest, key: str) -> HttpResponse:
    """What a link offers, and the form to accept it. Queries: at most 8 to read."""
    found = invitation_of(key)
    if found is None or not found.is_waiting or found.is_late:
        return render(request, "account/invitation.html", {"found": None}, status=410)
    is_known = account_by_email(found.email) is not None
    form = AcceptForm(request.POST or None, is_known=is_known)
    if form.is_bound and form.is_valid():
        try:
            accept_invitation(invitation_id=found.id, turn=turn_of(key), password=form.password)
        except (PermissionDenied, ValidationError):
            return render(request, "account/invitation.html", {"found": None}, status=410)
        messages.success(request, _("The invitation is accepted. Sign in to begin."))
        return redirect("account_login")
    words = scopes_in_words((found.scope,))[found.scope]
    context = {"found": found, "form": form, "is_known": is_known, "scope": words}
    status = 422 if form.is_bound else 200
    return render(request, "account/invitation.html", context, status=status)
