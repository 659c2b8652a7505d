"""What the page of convergence says in sentences."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from athar.network.enums.convergence import Answer, Tier
from athar.network.queries.convergence import Tie
from athar.portal import wording
from athar.portal.convergence.page import ConvergencePage
from athar.ui import formatting

_SHAPES = {Answer.PROPOSED: "due", Answer.ACCEPTED: "done", Answer.DECLINED: "x"}


def summary(page: ConvergencePage) -> list[tuple[str, str]]:
    """Give the figures at the head of the page: what is counted, and how many."""
    tiers = [(str(tier.label), len(page.of_tier(tier))) for tier in Tier]
    agreed = sum(one.tie.is_agreed for one in page.ties)
    open_ = sum(one.tie.is_open for one in page.ties)
    counts = (
        *tiers,
        (gettext("Contributions agreed by both sides"), agreed),
        (gettext("Contributions proposed, not counted"), open_),
    )
    return [(label, wording.number(n)) for label, n in counts]


def answer_of(tie: Tie) -> Markup:
    """Say what became of a contribution, by shape and word."""
    words = tie.answer.label
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(_SHAPES[tie.answer], words)


def share_of(tie: Tie) -> Markup:
    """Say which part of a commitment contributes."""
    if tie.share is None:
        return escape(gettext("whole"))
    return formatting.exact_percent(tie.share)


def agreed_ties(n: int) -> str:
    """Say to how many commitments one is tied by agreement."""
    return ngettext("%(n)s agreed tie", "%(n)s agreed ties", n) % {"n": wording.number(n)}


def proposed_ties(n: int) -> str:
    """Say how many ties of a commitment wait for an answer."""
    return ngettext("%(n)s proposed tie", "%(n)s proposed ties", n) % {"n": wording.number(n)}


def known_of(known: int, expected: int) -> Markup:
    """Say for how many commitments the progress is known."""
    sentence = ngettext(
        "known for %(known)s of %(n)s commitment",
        "known for %(known)s of %(n)s commitments",
        expected,
    )
    return escape(sentence) % {
        "known": formatting.number(known),
        "n": formatting.number(expected),
    }
