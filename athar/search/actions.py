"""Keeping the index in line with what is public; every write is safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from athar.kernel.text import Translated
from athar.plans.models import Plan
from athar.search import engine
from athar.search.enums import Kind
from athar.search.experiences import experience_entries
from athar.search.gathering import (
    body_entries,
    indicator_entries,
    place_entries,
    plan_entries,
    text_entries,
)
from athar.search.models import Entry, Word
from athar.search.tokens import trigrams, written_words
from athar.ui.actions import move_pages

_STATED = ("kind", "code", "plan_code", "plan_key", "scheme", "title", "body", "tokens")
_AT_ONCE = 500
#: What kept pages with results rest on; the act that changed a thing moved them too early.
_MOVED = "search"
_OF_PLANS = Q(kind__in=(Kind.PLAN, Kind.NODE, Kind.COMMITMENT))

Gather = Callable[[], list[Entry]]
Drawn = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the index that is written at once: which entries stand in it, and which should."""

    stored: Q
    gather: Gather
    plan_id: int = 0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An entry that is not what the stores say: missing, different, or left over."""

    kind: str
    code: str
    fault: str


def index_plan(*, plan_id: int) -> int:
    """Bring a plan, its groupings and its commitments up to date; what is gone leaves the index.

    Shape: the number of entries added, changed or removed.
    Queries: 10, and those of what differs.
    """
    return _refresh(_plan_scope(plan_id))


def index_bodies() -> int:
    """Bring the bodies up to date. Queries: 5, and those of what differs."""
    return _refresh(_BODIES)


def index_places() -> int:
    """Bring the places up to date. Queries: 3, and those of what differs."""
    return _refresh(_PLACES)


def index_indicators() -> int:
    """Bring the indicators up to date. Queries: 2, and those of what differs."""
    return _refresh(_INDICATORS)


def index_experiences() -> int:
    """Bring the library of experiences up to date. Queries: 4, and those of what differs."""
    return _refresh(_EXPERIENCES)


def index_texts() -> int:
    """Bring the texts of surfaces up to date. Queries: 1, and those of what differs."""
    return _refresh(_TEXTS)


def catch_up() -> int:
    """Bring the texts up to date, and fill an index that holds nothing of what is published.

    Shape: the number of entries written; for after an upgrade or a restore.
    """
    n_texts = index_texts()
    if Entry.objects.filter(_OF_PLANS).exists():
        return n_texts
    if not Plan.objects.filter(current_version__gt=0).exists():
        return n_texts
    return n_texts + rebuild()


def rebuild(*, progress: Drawn | None = None) -> int:
    """Gather every entry afresh, write what differs, forget words that no text holds any more.

    Shape: the number of entries. Part by part, so that others can write and search meanwhile.
    """
    scopes = list(_scopes())
    for number, scope in enumerate(scopes, 1):
        _refresh(scope)
        if progress:
            progress(number, len(scopes))
    published = [scope.plan_id for scope in scopes if scope.plan_id]
    Entry.objects.filter(_OF_PLANS).exclude(plan_key__in=published).delete()
    _rewrite_words()
    engine.rebuild_full_text()
    return Entry.objects.count()


@transaction.atomic
def _rewrite_words() -> None:
    written: dict[str, str] = {}
    for title, body in Entry.objects.order_by("pk").values_list("title", "body").iterator():
        _note_words(written, Translated(title), Translated(body))
    known = dict(Word.objects.values_list("word", "pk"))
    gone = [key for word, key in known.items() if word not in written]
    for start in range(0, len(gone), _AT_ONCE):
        Word.objects.filter(pk__in=gone[start : start + _AT_ONCE]).delete()
    _put_words({word: one for word, one in written.items() if word not in known})


def check() -> tuple[Mismatch, ...]:
    """Compare every entry with the stores, and the full text with the entries."""
    found: list[Mismatch] = []
    published = []
    for scope in _scopes():
        found += _differences(scope)
        published += [scope.plan_id] if scope.plan_id else []
    left = Entry.objects.filter(_OF_PLANS).exclude(plan_key__in=published)
    found += [Mismatch(one.kind, one.code, "left over") for one in left.order_by("pk")]
    if not engine.full_text_is_sound():
        found.append(Mismatch("index", "full text", "different"))
    return tuple(found)


def _scopes() -> Iterator[Scope]:
    plans = Plan.objects.filter(current_version__gt=0).order_by("pk")
    for plan_id in plans.values_list("pk", flat=True):
        yield _plan_scope(plan_id)
    yield from (_BODIES, _PLACES, _INDICATORS, _EXPERIENCES, _TEXTS)


def _plan_scope(plan_id: int) -> Scope:
    return Scope(Q(plan_key=plan_id), lambda: plan_entries(plan_id), plan_id)


_BODIES = Scope(Q(kind=Kind.BODY), body_entries)
_PLACES = Scope(Q(kind=Kind.PLACE), place_entries)
_INDICATORS = Scope(Q(kind=Kind.INDICATOR), indicator_entries)
_EXPERIENCES = Scope(Q(kind=Kind.EXPERIENCE), experience_entries)
_TEXTS = Scope(Q(kind=Kind.METHOD), text_entries)


@transaction.atomic
def _refresh(scope: Scope) -> int:
    """Write what differs; whoever else writes the same part waits, so the last one is right."""
    stored = _held(scope)
    wanted = scope.gather()
    differing = [one for one in wanted if not _is_same(stored.get(one.pk), one)]
    gone = stored.keys() - {one.pk for one in wanted}
    Entry.objects.filter(pk__in=gone).delete()
    _write(differing)
    if differing or gone:
        move_pages([_MOVED])
    return len(differing) + len(gone)


def _differences(scope: Scope) -> Iterator[Mismatch]:
    stored = {one.pk: one for one in Entry.objects.filter(scope.stored)}
    for one in scope.gather():
        found = stored.pop(one.pk, None)
        if not _is_same(found, one):
            yield Mismatch(one.kind, one.code, "different" if found else "missing")
    yield from (Mismatch(one.kind, one.code, "left over") for one in stored.values())


def _held(scope: Scope) -> dict[int, Entry]:
    """Lock what stands in a part of the index, and the plan it is of, then read it."""
    if scope.plan_id:
        list(Plan.objects.select_for_update().filter(pk=scope.plan_id).values_list("pk"))
    return {one.pk: one for one in Entry.objects.select_for_update().filter(scope.stored)}


def _is_same(stored: Entry | None, wanted: Entry) -> bool:
    if stored is None:
        return False
    return all(getattr(stored, name) == getattr(wanted, name) for name in _STATED)


def _write(entries: Iterable[Entry]) -> None:
    """Write entries and the words they bring."""
    rows = list(entries)
    if not rows:
        return
    Entry.objects.bulk_create(
        rows,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_STATED,
    )
    written: dict[str, str] = {}
    for row in rows:
        _note_words(written, row.title, row.body)
    _put_words(written)


def _note_words(written: dict[str, str], *texts: Translated) -> None:
    """Keep of each word the way it is written first."""
    for text in texts:
        for said in text.values():
            for word, as_written in written_words(said):
                written.setdefault(word, as_written)


def _put_words(written: Mapping[str, str]) -> None:
    rows = (
        Word(word=word, written=as_written, tokens=" ".join(trigrams(word)))
        for word, as_written in sorted(written.items())
    )
    Word.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
