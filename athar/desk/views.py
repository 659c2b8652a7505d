"""Pages of the desk."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from athar.desk.account import gather_account
from athar.notices.queries import kept_notices
from athar.people.queries import personal_data
from athar.plans.queries.edited import drafts_kept_of


def home(request: HttpRequest) -> HttpResponse:
    """My account: who I am, what I may do, how I sign in. Queries: at most 8."""
    return render(request, "desk/home.html", {"data": gather_account(int(request.user.pk or 0))})


def own_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of who is signed in, as a file to take away. Queries: at most 16."""
    owner = int(request.user.pk or 0)
    kept = {
        **personal_data(owner),
        "notices": kept_notices(owner),
        "drafts": list(drafts_kept_of(owner)),
    }
    response = HttpResponse(
        orjson.dumps(kept, option=orjson.OPT_INDENT_2), content_type="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="athar-my-data.json"'
    return response
