"""Pages of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from athar.desk.account import gather_account


def home(request: HttpRequest) -> HttpResponse:
    """My account: who I am, what I may do, how I sign in. Queries: at most 8."""
    return render(request, "desk/home.html", {"data": gather_account(int(request.user.pk or 0))})
