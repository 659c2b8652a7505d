"""The grid of a round: figures of many reports typed, kept and handed in on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athar.desk.grid.keeping import Kept, Refusal, hand_in, keep_figures, picked_in
from athar.desk.grid.page import Typed, gather_grid, part_asked, rows_of
from athar.desk.imports.answers import account_of
from athar.desk.reporting.wording import meanwhile
from athar.reporting.queries import RoundOwed, round_owed


def grid(request: HttpRequest, round_id: int) -> HttpResponse:
    """The figures of the reports of a round that I may see, as cells. Queries: at most 16."""
    data = round_owed(account_of(request), round_id)
    if data is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, data)
    kept = keep_figures(account_of(request), data, request.POST)
    if request.headers.get("Accept", "") == "application/json":
        return JsonResponse(_answer(request, data, kept))
    return _sent(request, data, kept)


def _shown(
    request: HttpRequest,
    data: RoundOwed,
    kept: Kept | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = round_owed(account_of(request), data.round.id) if kept else data
    assert found is not None, "a round does not vanish"
    typed = _left(request, kept) if kept else Typed()
    page = gather_grid(account_of(request), found, request.GET, typed)
    context = {"sheet": page, "data": found, "refusals": refusals, "kept": kept}
    return render(request, "desk/grid/grid.html", context, status=status)


def _left(request: HttpRequest, kept: Kept) -> Typed:
    """Give what was typed and does not stand: in a refused report, or over somebody else's."""
    texts = {
        name: str(text)
        for name, text in request.POST.items()
        if (key := _key_of(name)) in kept.refused
        or (key in kept.saved and name.partition(":")[2] in kept.saved[key].collided)
    }
    return Typed(texts, kept.saved, kept.refused)


def _key_of(name: str) -> int:
    key = name.partition(":")[0]
    return int(key) if key.isdecimal() else -1


def _sent(request: HttpRequest, data: RoundOwed, kept: Kept) -> HttpResponse:
    """Answer a form that was sent whole: keep, and hand in what was ticked when it says so."""
    if not kept.is_whole:
        return _shown(request, data, kept, status=422 if kept.refused else 409)
    if request.POST.get("do") != "submit":
        messages.success(request, _("What you typed is kept."))
        return redirect(request.get_full_path())
    picked = picked_in(request.POST.getlist("pick"))
    n_sent, refusals = hand_in(account_of(request), data, picked, kept, request.POST)
    if n_sent:
        words = ngettext(
            "%(n)s report is handed in for validation.",
            "%(n)s reports are handed in for validation.",
            n_sent,
        )
        messages.success(request, words % {"n": n_sent})
    if not picked:
        messages.error(request, _("Tick the reports to hand in."))
    if refusals:
        return _shown(request, data, kept, refusals, status=422)
    return redirect(request.get_full_path())


def _answer(request: HttpRequest, data: RoundOwed, kept: Kept) -> dict[str, Any]:
    """Tell a script what became of what was typed, and how each cell of those reports stands.

    Shape: `versions` by name of the hidden field; the rest by name of the cell. Queries: at most 7.
    """
    touched = [one for one in data.reports if one.commitment_id in kept.saved]
    rows = rows_of(account_of(request), data, touched, part_asked(request.GET), Typed())
    at = timezone.localtime()
    said = _("Kept at %(time)s") % {"time": f"{at:%H:%M}"}
    return {
        "words": " ".join(dict.fromkeys(kept.refused.values())) or said,
        "versions": {f"{key}:version": one.version for key, one in kept.saved.items()},
        "refused": {str(key): words for key, words in kept.refused.items()},
        **_theirs(kept),
        "marks": {
            cell.name: render_to_string("desk/grid/mark.html", {"cell": cell}, using="jinja2")
            for row in rows
            for cell in row.cells
        },
    }


def _theirs(kept: Kept) -> dict[str, dict[str, dict[str, str]]]:
    return {
        kind: {
            f"{key}:{name}": {"text": one.text, "words": meanwhile(one.text, one.author_name)}
            for key, saved in kept.saved.items()
            for name, one in getattr(saved, kind).items()
        }
        for kind in ("merged", "collided")
    }
