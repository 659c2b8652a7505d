"""Signing in at an identity server: led there, and let in when it knows an address of ours."""

from __future__ import annotations

import logging
from dataclasses import asdict
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from athar.people.identity import (
    NotIdentified,
    new_question,
    question_answered,
    verified_address,
    way_to_server,
)
from athar.people.models import Account

ASKED = "identity"
"""Under which name a session keeps what was asked of the server."""

_log = logging.getLogger(__name__)


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the server; without one there is no such page. Queries: 1."""
    if not settings.OIDC_URL:
        raise Http404
    if request.method != "POST":
        return redirect("account_login")
    question = new_question()
    try:
        way = way_to_server(question, _callback(request))
    except NotIdentified as error:
        return _refused(request, error)
    request.session[ASKED] = asdict(question)
    response = render(request, "account/identity.html", {"way": way})
    # a form of ours may not lead to another site, whatever answers it; a page may go on to one
    response.headers["Refresh"] = f"0; url={way}"
    return response


def answered(request: HttpRequest) -> HttpResponse:
    """Sign in whom the server confirms, by an address of an open account; our second factor holds.

    Queries: those of signing in.
    """
    if not settings.OIDC_URL:
        raise Http404
    kept = request.session.pop(ASKED, None)
    try:
        question = question_answered(kept, request.GET.get("state", ""))
        code = request.GET.get("code", "")
        address = verified_address(question, code, _callback(request))
    except NotIdentified as error:
        return _refused(request, error)
    account = _account_of(address)
    if account is None:
        messages.error(request, _("No open account has the address that this server confirms."))
        return redirect("account_login")
    record_authentication(request, account, method="identity_server", email=address)
    response: HttpResponse = perform_login(request, Login(user=account, email=address))
    return response


def _account_of(address: str) -> Account | None:
    """Give the open account that confirmed an address as its own. Queries: 1."""
    rows = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found = rows.select_related("user").first()
    return found.user if found else None


def _callback(request: HttpRequest) -> str:
    path = reverse("identity_answered")
    if settings.BASE_URL:
        parts = urlsplit(settings.BASE_URL)
        return f"{parts.scheme}://{parts.netloc}{path}"
    return request.build_absolute_uri(path)


def _refused(request: HttpRequest, error: NotIdentified) -> HttpResponse:
    _log.warning("The identity server did not say who it is: %s", error)
    messages.error(request, _("The identity server did not confirm who you are. Try again."))
    return redirect("account_login")
