"""Experiences and questions that the public reads, and what of them it must not."""

from __future__ import annotations

from athar.kernel.text import Translated
from athar.network.actions.experiences import submit_experience, write_experience
from athar.network.enums.experiences import TEXTS
from tests.network import library_cast as made


def tell_practice(words: Translated, public: str, code: str, secret_code: str) -> None:
    """Publish an experience and a question, and beside them what is not for everybody.

    The next version of the experience is a draft, another one is under review; one question is
    asked within the network, and one answer to the open one is given there.
    """
    net = made.network()
    key = made.published(net, code, title=Translated(fr=f"Pratique {public}"))
    secret = made.told(net, **dict.fromkeys(TEXTS, words), contact=words["fr"])
    write_experience(by=net.focal["MAR"], experience_id=key, row_version=4, draft=secret)
    waiting = made.begun(net, secret_code, **dict.fromkeys(TEXTS, words))
    submit_experience(by=net.focal["MAR"], experience_id=waiting)
    open_one = made.asked(net, text=f"How {public}?")
    made.answered(net, open_one, text=f"Like {public}.")
    made.answered(net, open_one, is_public=False, text=words["fr"])
    within = made.asked(net, is_public=False, text=words["fr"])
    made.answered(net, within, text=words["fr"])
