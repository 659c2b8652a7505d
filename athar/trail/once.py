"""Acts that a program asks for under a key of its own: done once, however often it asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from athar.kernel import clock
from athar.trail.models import KeptAnswer

KEPT_FOR = dt.timedelta(days=2)
"""How long an answer is kept for who asks again."""


class KeyInUse(Exception):  # noqa: N818 - named for what it is
    """The key stands for something else that was asked before."""


@dataclass(frozen=True, slots=True)
class Once:
    """The answer to an act, and whether it was done before."""

    answer: Mapping[str, Any]
    is_repeated: bool


def forget_answers(*, caller: str) -> int:
    """Remove what is kept for a caller; give how many answers. Queries: 1."""
    return KeptAnswer.objects.filter(caller=caller).delete()[0]


def forget_old_answers() -> int:
    """Remove what nobody may ask for again; give how many answers. Queries: 1."""
    return KeptAnswer.objects.filter(asked_at__lt=clock.now() - KEPT_FOR).delete()[0]


@transaction.atomic
def once(*, caller: str, key: str, digest: str, act: Callable[[], Mapping[str, Any]]) -> Once:
    """Do an act once for a key of a caller, in one transaction with what is kept of it.

    Shape: `digest` stands for all that is asked; `act` gives an answer that JSON can hold. An act
    that fails keeps nothing: the key is free again. Who asks meanwhile waits for the first.
    Errors: KeyInUse for another digest under the key, and those of the act.
    Queries: 5 beside those of the act.
    """
    forget_old_answers()
    kept, is_new = KeptAnswer.objects.get_or_create(
        caller=caller, key=key, defaults={"digest": digest, "asked_at": clock.now()}
    )
    if not is_new:
        if kept.digest != digest:
            raise KeyInUse(key)
        return Once(kept.answer, is_repeated=True)
    kept.answer = dict(act())
    kept.save(update_fields=["answer"])
    return Once(kept.answer, is_repeated=False)
