"""Ways of writing places, bodies and statuses that people confirmed: the index that grows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from athar.intake.enums import AliasKind
from athar.intake.keeping import Belonging
from athar.intake.memory.mapping import Word
from athar.intake.models import Alias
from athar.intake.names.answers import Key, key_of
from athar.intake.rules import can_confirm_words
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.trail.actions import Touched, record

CONFIRMED = "words.confirmed"

_LONGEST_SUBJECT = 120


def known_aliases() -> dict[Key, str]:
    """Give all that was confirmed: what each text means, by kind and key. Queries: 1."""
    rows = Alias.objects.values_list("kind", "key", "means")
    return {(AliasKind(kind), key): means for kind, key, means in rows}


def confirm_words(*, by: Actor | None, belongs: Belonging, words: Iterable[Word]) -> None:
    """Keep what words mean for the next files, of whatever plan or library; the last one counts.

    Errors: PermissionDenied; Plan.DoesNotExist.
    Queries: 2 when nothing is new, else 5.
    """
    require(can_confirm_words(by, belongs.scope_keys()), CONFIRMED)
    given = {key_of(word.kind, word.written): word for word in words}
    with transaction.atomic():
        stored = known_aliases()
        changed = {key: word for key, word in given.items() if stored.get(key) != word.means}
        if not changed:
            return
        Alias.objects.bulk_create(
            [
                Alias(
                    kind=kind,
                    key=key,
                    written=word.written,
                    means=word.means,
                    confirmed_by_id=by.pk if by else None,
                    confirmed_at=clock.now(),
                )
                for (kind, key), word in changed.items()
            ],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["written", "means", "confirmed_by", "confirmed_at"],
        )
        record(
            kind=CONFIRMED,
            by=by,
            subject=belongs.subject,
            touched=[_touched(key, word, stored.get(key)) for key, word in changed.items()],
        )


def _touched(key: Key, word: Word, before: str | None) -> Touched:
    return Touched(
        f"alias:{key[0].value}:{key[1]}"[:_LONGEST_SUBJECT],
        None if before is None else {"means": before},
        {"written": word.written, "means": word.means},
    )
