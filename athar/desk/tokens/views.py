"""The tokens of a person: made, listed, revoked by their owner."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.tokens.forms import TokenForm
from athar.people.actions import revoke_token
from athar.people.queries import tokens_of

if TYPE_CHECKING:
    from athar.people.models import Account


def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens; the secret of a new one stands on the answer to the form and nowhere else.

    Queries: at most 4 to read.
    """
    owner = cast("Account", request.user)
    if "revoke" in request.POST:
        return _revoke(request, owner)
    form = TokenForm(request.POST) if request.method == "POST" else TokenForm()
    secret = form.make(by=owner) if form.is_bound else ""
    listed = tokens_of(owner.pk)
    limits = {"without": settings.API_LIMIT, "token": settings.API_TOKEN_LIMIT}
    limits["write"] = settings.API_WRITE_LIMIT
    context = {"tokens": listed, "secret": secret, "limits": limits}
    return render(
        request,
        "desk/tokens.html",
        {**context, "form": TokenForm() if secret else form},
        status=422 if form.is_bound and not secret else 200,
    )


def _revoke(request: HttpRequest, owner: "Account") -> HttpResponse:
    mine = {str(one.id): one for one in tokens_of(owner.pk)}
    token = mine.get(request.POST["revoke"])
    if token is None:
        raise Http404
    revoke_token(by=owner, token_id=token.id)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("desk:tokens")
