"""What a person is told by mail, chosen by themselves."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.notices.forms import NoticesForm
from athar.notices.queries import choice_of

if TYPE_CHECKING:
    from athar.people.models import Account


def notices(request: HttpRequest) -> HttpResponse:
    """How often I am written to. Queries: at most 4 to read."""
    owner = cast("Account", request.user)
    if request.method == "POST":
        form = NoticesForm(request.POST)
        if form.choose(by=owner):
            messages.success(request, _("Your choice is kept."))
            return redirect("desk:notices")
    else:
        chosen = choice_of(owner.pk)
        reminders = "yes" if chosen.has_reminders else "no"
        form = NoticesForm(initial={"rhythm": chosen.rhythm, "reminders": reminders})
    status = 422 if form.is_bound else 200
    return render(request, "desk/notices.html", {"form": form}, status=status)
