"""The members at the desk: those one may change, and the page on which they are changed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.members.forms import FORMS, MemberForm
from athar.network.enums.members import Condition, Programme, Standing
from athar.network.queries.members import MemberView, member_view, members
from athar.network.rules.members import can_edit_member, can_keep_members, member_scope
from athar.people.models import Account
from athar.people.queries import organisations_by_code


def listed(request: HttpRequest) -> HttpResponse:
    """The members one speaks for; of an administrator all. Queries: at most 5."""
    account = account_of(request)
    mine = [one for one in members() if can_edit_member(account, (member_scope(one.id),))]
    if not mine:
        raise PermissionDenied("network.members")
    context = {"members": mine, "programmes": list(Programme)}
    return render(request, "desk/members/members.html", context)


def member(request: HttpRequest, code: str) -> HttpResponse:
    """A member: what it says, who speaks for it, its statuses. Queries: at most 10 to read."""
    account = account_of(request)
    view = member_view(code)
    if view is None or not can_edit_member(account, (member_scope(view.id),)):
        raise Http404
    sent = _sent(request, account, view)
    if sent is not None and sent.save():
        messages.success(request, _("The member is saved."))
        again = can_edit_member(_again(account), (member_scope(view.id),))
        return redirect("desk:member", code=code) if again else redirect("desk:home")
    forms = {name: form(by=account, member=view) for name, form in FORMS.items()}
    if sent is not None:
        forms[request.POST["do"]] = sent
    context = {
        "member": view,
        "forms": forms,
        "sent": sent,
        "may_keep": can_keep_members(account),
        "bodies": [(one.code, one.names) for one in organisations_by_code().values()],
        "choices": (Programme.choices, Standing.choices, Condition.choices),
    }
    status = 422 if sent is not None else 200
    return render(request, "desk/members/member.html", context, status=status)


def _sent(request: HttpRequest, account: Account, view: MemberView) -> MemberForm | None:
    """Give the form that was sent, None when nothing was. Errors: Http404 for no form of ours."""
    if request.method != "POST":
        return None
    form = FORMS.get(request.POST.get("do", ""))
    if form is None:
        raise Http404
    return form(request.POST, by=account, member=view)


def _again(account: Account) -> Account:
    """Give an account with the rights it has now. Queries: 1."""
    return Account.objects.get(pk=account.pk)
