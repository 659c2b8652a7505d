"""The people an administrator looks after: found, given roles, closed and reopened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.account import scopes_in_words
from athar.desk.team.forms import GrantForm
from athar.desk.team.lists import choices, part_of
from athar.desk.team.scopes import administrator_of, grantable
from athar.people.actions import close_account, reopen_account, revoke_grant
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import PersonFacts, bodies_within, people_within, person_facts
from athar.people.rules import (
    can_close_account,
    can_erase_person,
    can_manage_accounts,
    can_manage_rights,
)

_REASON = 500


def listed(request: HttpRequest) -> HttpResponse:
    """The people within the scopes administered. Queries: at most 9."""
    _account, scopes = administrator_of(request)
    chosen = choices(request.GET, ("q", "body", "role", "state"))
    found = people_within(
        scopes,
        text=chosen["q"],
        role=chosen["role"],
        body=chosen["body"],
        state=chosen["state"],
    )
    context = {
        "part": part_of(found, request.GET, chosen),
        "chosen": chosen,
        "roles": [(one.value, one.label) for one in Role],
        "bodies": [(line.body.code, line.body.names) for line in bodies_within(scopes)],
    }
    return render(request, "desk/team/people.html", context)


def person(request: HttpRequest, account: int) -> HttpResponse:
    """A person: roles in force, and the forms to give, withdraw, close. Queries: at most 17."""
    by, scopes = administrator_of(request)
    found = person_facts(account, scopes)
    if found is None:
        raise Http404
    act = ACTS.get(request.POST.get("act", ""))
    if act is not None:
        act(request, by, found)
        return redirect("desk:person", account=account)
    form = GrantForm(request.POST or None, scopes=grantable(scopes))
    if form.is_bound and form.give(by=by, account_id=account):
        messages.success(request, _("The role is given."))
        return redirect("desk:person", account=account)
    context = {
        "person": found,
        "form": form,
        "words": scopes_in_words(one.scope for one in found.grants),
        "may_withdraw": {one.id for one in found.grants if can_manage_rights(by, one.scope)},
        "may_close": can_close_account(by, account) and found.erased_at is None,
        "may_reopen": can_manage_accounts(by) and found.erased_at is None,
        "may_erase": can_erase_person(by, account) and found.erased_at is None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/team/person.html", context, status=status)


def _withdraw(request: HttpRequest, by: Account, found: PersonFacts) -> None:
    held = {str(one.id): one for one in found.grants}
    grant = held.get(request.POST.get("grant", ""))
    if grant is None:
        raise Http404
    revoke_grant(by=by, grant_id=grant.id)
    messages.success(request, _("The role is withdrawn."))


def _close(request: HttpRequest, by: Account, found: PersonFacts) -> None:
    reason = request.POST.get("reason", "").strip()[:_REASON]
    close_account(by=by, account_id=found.id, reason=reason)
    messages.success(request, _("The account is closed. What was done with it stays."))


def _reopen(request: HttpRequest, by: Account, found: PersonFacts) -> None:
    reopen_account(by=by, account_id=found.id)
    messages.success(request, _("The account is open again."))


ACTS: Mapping[str, Callable[[HttpRequest, Account, PersonFacts], None]] = {
    "withdraw": _withdraw,
    "close": _close,
    "reopen": _reopen,
}
"""What a button of the page does."""
