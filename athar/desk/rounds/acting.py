"""Asking again for reports that were chosen, giving them more time, reopening their round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.rounds.forms import day_in
from athar.kernel.numbers import format_number
from athar.reporting.actions import extend_due, remind_reporters, reopen_round


def act_on(request: HttpRequest, chosen: Mapping[int, Sequence[int]]) -> HttpResponse | None:
    """Do what a button says with the commitments chosen in each round, and say what came of it.

    Shape: round → commitments. A round that refuses does not hold up the others. Where more is to
    be asked, as to whom something is delegated, the way to the page that asks.
    """
    do = request.POST.get("do", "")
    if do not in ACTS:
        return None
    if not chosen:
        messages.error(request, _("Choose at least one report first."))
        return None
    if do == "delegate":
        keys = sorted({str(key) for ids in chosen.values() for key in ids})
        return redirect(f"{reverse('desk:lending_reports')}?of={','.join(keys)}")
    act = {"remind": _remind, "extend": _extend, "reopen_chosen": _reopen}[do]
    done, refused = 0, []
    for round_id, ids in chosen.items():
        try:
            done += act(request, round_id, ids)
        except ValidationError as refusal:
            refused += refusal.messages
    for words in dict.fromkeys(refused):
        messages.error(request, words)
    if done or not refused:
        messages.success(request, _SAID[do](done))
    return None


def _remind(request: HttpRequest, round_id: int, ids: Sequence[int]) -> int:
    return remind_reporters(by=account_of(request), round_id=round_id, commitment_ids=ids)


def _extend(request: HttpRequest, round_id: int, ids: Sequence[int]) -> int:
    return extend_due(
        by=account_of(request),
        round_id=round_id,
        commitment_ids=ids,
        due_on=day_in(request.POST.get("due_on", "")),
        reason=request.POST.get("reason", "")[:500],
    )


def _reopen(request: HttpRequest, round_id: int, ids: Sequence[int]) -> int:
    reopened = reopen_round(
        by=account_of(request),
        round_id=round_id,
        commitment_ids=ids,
        due_on=day_in(request.POST.get("due_on", "")),
        reason=request.POST.get("reason", "")[:500],
    )
    return len(ids) if reopened else 0


def _reminded(n: int) -> str:
    if not n:
        return _("Nobody to remind: these reports came, or were asked for today already.")
    words = ngettext("%(n)s report was asked for again.", "%(n)s reports were asked for again.", n)
    return words % {"n": format_number(n, lang=get_language() or "en")}


def _extended(n: int) -> str:
    if not n:
        return _("Nothing to prolong: these reports are published or due later already.")
    words = ngettext("%(n)s report is due later.", "%(n)s reports are due later.", n)
    return words % {"n": format_number(n, lang=get_language() or "en")}


def _reopened(n: int) -> str:
    if not n:
        return _("Nothing to reopen: the round of what you chose is open.")
    words = ngettext(
        "The round is open again, with more time for %(n)s report. The public is told why.",
        "The round is open again, with more time for %(n)s reports. The public is told why.",
        n,
    )
    return words % {"n": format_number(n, lang=get_language() or "en")}


ACTS = frozenset({"remind", "extend", "reopen_chosen", "delegate"})
"""What a button does with what is chosen."""
_SAID: Mapping[str, Callable[[int], str]] = {
    "remind": _reminded,
    "extend": _extended,
    "reopen_chosen": _reopened,
}
