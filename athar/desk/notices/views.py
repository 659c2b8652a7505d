"""What a person is told by mail and in their calendar, chosen by themselves."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from athar.desk.notices.forms import NoticesForm
from athar.notices.actions import make_feed, revoke_feed
from athar.notices.feeds import account_of_feed, calendar_of
from athar.notices.queries import choice_of, feed_made_at, held_back
from athar.people.rules import can_manage_accounts

if TYPE_CHECKING:
    from athar.people.models import Account

MOST_HELD_BACK = 20


def notices(request: HttpRequest) -> HttpResponse:
    """How often I am written to, and the address of my calendar. Queries: at most 6 to read."""
    owner = cast("Account", request.user)
    if "feed" in request.POST:
        return _feed(request, owner)
    if request.method == "POST":
        form = NoticesForm(request.POST)
        if form.choose(by=owner):
            messages.success(request, _("Your choice is kept."))
            return redirect("desk:notices")
    else:
        form = _form(owner)
    return _page(request, owner, form)


def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a secret address opens; whoever is signed in makes no difference.

    Queries: at most 8.
    """
    account = account_of_feed(secret)
    if account is None:
        raise Http404
    return HttpResponse(calendar_of(account), content_type="text/calendar; charset=utf-8")


def _form(owner: "Account") -> NoticesForm:
    chosen = choice_of(owner.pk)
    reminders = "yes" if chosen.has_reminders else "no"
    return NoticesForm(initial={"rhythm": chosen.rhythm, "reminders": reminders})


def _feed(request: HttpRequest, owner: "Account") -> HttpResponse:
    """Make the address of a calendar, shown on this answer and nowhere else, or take it back."""
    if request.POST["feed"] == "revoke":
        revoke_feed(by=owner, account_id=owner.pk)
        messages.success(request, _("The address of your calendar opens nothing any more."))
        return redirect("desk:notices")
    path = reverse("desk:calendar", kwargs={"secret": make_feed(by=owner, account_id=owner.pk)})
    address = (
        f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
    )
    return _page(request, owner, _form(owner), address)


def _page(
    request: HttpRequest, owner: "Account", form: NoticesForm, address: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "address": address,
        "made_at": feed_made_at(owner.pk),
        "held_back": held_back(MOST_HELD_BACK) if can_manage_accounts(owner) else [],
    }
    return render(request, "desk/notices.html", context, status=422 if form.is_bound else 200)
