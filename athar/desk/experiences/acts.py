"""What a button of the page of an experience does, and what is said after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.network.actions.experiences import (
    publish_experience,
    return_experience,
    review_experience,
    submit_experience,
    withdraw_experience,
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it does with the experience and what was sent, and the words after it."""

    do: Callable[[Actor, int, QueryDict], object]
    done: Promise


def _member(sent: QueryDict) -> int:
    key = sent.get("member", "")
    if not key.isdecimal():
        raise Http404
    return int(key)


ACTS: Mapping[str, Act] = {
    "submit": Act(
        lambda by, key, _sent: submit_experience(by=by, experience_id=key),
        _("The experience is handed in. A peer of another member reviews it."),
    ),
    "publish": Act(
        lambda by, key, _sent: publish_experience(by=by, experience_id=key),
        _("The experience is published."),
    ),
    "withdraw": Act(
        lambda by, key, sent: withdraw_experience(
            by=by, experience_id=key, reason=sent.get("reason", "")
        ),
        _("The experience is taken back. It stays listed with your reason."),
    ),
    "review": Act(
        lambda by, key, sent: review_experience(
            by=by, experience_id=key, member_id=_member(sent), note=sent.get("note", "")
        ),
        _("The experience is approved. Its member publishes it."),
    ),
    "return": Act(
        lambda by, key, sent: return_experience(
            by=by, experience_id=key, member_id=_member(sent), note=sent.get("note", "")
        ),
        _("The experience is given back with your note."),
    ),
}
