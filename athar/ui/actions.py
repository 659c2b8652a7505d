"""Telling every worker that pages are stale, in the transaction that makes them so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from athar.ui.models import PageMove

#: Pages of one plan rest on their plan and on this; every other page rests on whatever moves.
EVERYTHING = "everything"
#: After so many rows they are folded into one for each key.
MANY = 400


def key_of_plan(code: str) -> str:
    """Give the key that the pages of one plan rest on."""
    return f"plan:{code}"


def move_pages(keys: Iterable[str]) -> None:
    """Note that something moved; pages resting on one of the keys are stale once this commits.

    Queries: 1; 3 more each time there are 400 rows.
    """
    written = PageMove.objects.bulk_create(PageMove(key=key) for key in sorted(set(keys)))
    if any(row.pk % MANY == 0 for row in written):
        _fold()


@transaction.atomic
def _fold() -> None:
    """Put one row in the place of many; rows another transaction folds are left to it."""
    rows = list(PageMove.objects.select_for_update(skip_locked=True))
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.key] += row.times
    PageMove.objects.filter(pk__in=[row.pk for row in rows]).delete()
    PageMove.objects.bulk_create(PageMove(key=key, times=n) for key, n in sorted(sums.items()))
