"""What is kept for a while only, and removing it once that has passed: once a day, or by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.db import transaction

from athar.kernel import clock

_A_WHILE = 3 * 24 * 3600

_log = logging.getLogger(__name__)


def _removals() -> Mapping[str, Callable[[bool], int]]:
    """Give what is removed, in words, and how; each takes whether this is only a trial."""
    from athar.intake.uploads.clearing import clear_uploads
    from athar.notices.actions import forget_mails
    from athar.people.actions import forget_ended_sessions, forget_invitations
    from athar.plans.actions import forget_drafts
    from athar.trail.once import forget_old_answers

    return {
        "sessions that ended": _tried(forget_ended_sessions),
        "invitations that are over": _tried(forget_invitations),
        "lines of the log of mails": _tried(forget_mails),
        "drafts that nobody kept": _tried(forget_drafts),
        "answers kept for programs": _tried(forget_old_answers),
        "files never applied": lambda dry_run: len(clear_uploads(by=None, dry_run=dry_run)),
    }


def _tried(remove: Callable[[], int]) -> Callable[[bool], int]:
    def removed(dry_run: bool) -> int:
        with transaction.atomic():
            n_removed = remove()
            transaction.set_rollback(dry_run)
        return n_removed

    return removed


def forget_what_is_over(*, dry_run: bool = False) -> dict[str, int]:
    """Remove what was kept long enough; give how much of each, or would be.

    Shape: the words of what is removed and how many. The record of acts is never shortened.
    """
    return {words: remove(dry_run) for words, remove in _removals().items()}


def forget_once_a_day() -> None:
    """Remove what was kept long enough, once a day, whichever worker comes first."""
    day = f"forgotten:{clock.today()}"
    if not cache.add(day, True, _A_WHILE):
        return
    try:
        removed = forget_what_is_over()
    except Exception:
        cache.delete(day)
        raise
    for words, n_removed in removed.items():
        if n_removed:
            _log.info("Removed %s %s", n_removed, words)
