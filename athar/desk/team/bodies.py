"""The bodies an administrator looks after: found, added, changed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.team.forms import BodyForm, as_typed
from athar.desk.team.lists import choices, part_of
from athar.desk.team.scopes import administrator_of
from athar.people.enums import OrganisationKind
from athar.people.queries import bodies_within, body_facts, organisations_by_code
from athar.people.rules import can_edit_organisation, can_put_organisations


def listed(request: HttpRequest) -> HttpResponse:
    """The bodies within the scopes administered. Queries: at most 6."""
    account, scopes = administrator_of(request)
    chosen = choices(request.GET, ("q", "kind"))
    found = bodies_within(scopes, text=chosen["q"], kind=chosen["kind"])
    context = {
        "part": part_of(found, request.GET, chosen),
        "chosen": chosen,
        "kinds": OrganisationKind.choices,
        "may_add": can_put_organisations(account),
    }
    return render(request, "desk/team/bodies.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """The form of a body not registered yet. Queries: at most 6 to read."""
    account, _scopes = administrator_of(request)
    if not can_put_organisations(account):
        raise PermissionDenied("people.add_organisation")
    form = BodyForm(request.POST or None)
    if form.is_bound and form.save(by=account):
        messages.success(request, _("The body is registered."))
        return redirect("desk:bodies")
    return _shown(request, form)


def body(request: HttpRequest, code: str) -> HttpResponse:
    """What is stated of a body, to be changed; nothing typed is lost when another was first.

    Queries: at most 8 to read.
    """
    account, _scopes = administrator_of(request)
    stated = body_facts(code)
    if stated is None or not can_edit_organisation(account, stated.id):
        raise Http404
    form = BodyForm(request.POST or None, stated=stated)
    if form.is_bound and form.save(by=account):
        messages.success(request, _("The body is saved."))
        return redirect("desk:body", code=code)
    return _shown(request, form)


def _shown(request: HttpRequest, form: BodyForm) -> HttpResponse:
    others = organisations_by_code()
    own = form.stated.code if form.stated else ""
    theirs = as_typed(form.stated) if form.stated and form.has_collided else {}
    context = {
        "form": form,
        "stated": form.stated,
        "kinds": OrganisationKind.choices,
        "parents": [(one.code, one.names) for one in others.values() if one.code != own],
        "version": form.stated.version if form.stated else "",
        "theirs": {
            name: value
            for name, value in theirs.items()
            if name != "version" and str(value) != form.data.get(name, "")
        },
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/team/body.html", context, status=status)
