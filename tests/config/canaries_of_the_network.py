"""Experiences that the public reads, and what of them it must not."""

from __future__ import annotations

from athar.kernel.text import Translated
from athar.network.actions.experiences import submit_experience, write_experience
from athar.network.enums.experiences import TEXTS
from tests.network import library_cast as made


def tell_practice(words: Translated, public: str, code: str, secret_code: str) -> None:
    """Publish an experience; leave its next version a draft, and another one under review."""
    net = made.network()
    key = made.published(net, code, title=Translated(fr=f"Pratique {public}"))
    secret = made.told(net, **dict.fromkeys(TEXTS, words), contact=words["fr"])
    write_experience(by=net.focal["MAR"], experience_id=key, row_version=4, draft=secret)
    waiting = made.begun(net, secret_code, **dict.fromkeys(TEXTS, words))
    submit_experience(by=net.focal["MAR"], experience_id=waiting)
