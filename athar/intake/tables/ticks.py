"""Statuses in columns of their own, of which a mark says which one holds: "En cours | Achevé"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from athar.intake.cells.texts import read_status
from athar.intake.readers.sheet import Cell
from athar.intake.tables.headings import EXACT, Heading, Meaning
from athar.intake.vocabulary.fields import Field
from athar.kernel.digits import to_western
from athar.kernel.progress import DeclaredStatus

Texts = Callable[[int], Sequence[str]]

_TICKS = frozenset(["✓", "✔", "☑", "√", "🗸", "✅"])
_CROSSES = frozenset(["✗", "✘", "✕", "✖", "☒", "❌"])
_YES = frozenset({"x", "×", "*", "•", "●", "■", "1", "oui", "yes", "نعم", "o", "ok", *_TICKS})
_NO = frozenset({"", "-", "–", "—", "0", "non", "no", "لا", "☐", "□", "○", "/"})
_SUBJECTS = ("projets ", "projet ", "travaux ", "projects ", "المشاريع ", "مشاريع ", "مشروع ")
_LEAST = 2


def status_of(heading: Heading) -> DeclaredStatus | None:
    """Give the status that a heading is the name of."""
    text = heading.own.strip()
    for subject in _SUBJECTS:
        if text.lower().startswith(subject):
            text = text[len(subject) :]
    return read_status(Cell(text, text)).value


def is_marked(text: str, others: Sequence[str] = ()) -> bool:
    """Tell whether a cell marks its status; a cross among ticks does not."""
    mark = _mark(text)
    return mark in _YES or (mark in _CROSSES and not any(_mark(one) in _TICKS for one in others))


def _mark(text: str) -> str:
    return to_western(text.strip().strip("()[]").strip()).lower()


def with_marked_statuses(
    meaning: Mapping[int, Meaning],
    headings: Sequence[Heading],
    texts: Texts,
    said: Collection[int] = (),
) -> dict[int, Meaning]:
    """Take columns headed by statuses that hold marks alone, where no column holds a status.

    At least two of them, of different statuses; a heading above all of them names none. `said` are
    columns of which a person said what they hold.
    """
    marks = {
        column: status
        for column, heading in enumerate(headings)
        if column not in said
        and (status := status_of(heading)) is not None
        and _holds_marks(texts(column))
    }
    others = [column for column, one in meaning.items() if one.field is Field.STATUS]
    is_told = any(column not in marks for column in others)
    is_any = any(is_marked(text) for column in marks for text in texts(column))
    if is_told or not is_any or len(set(marks.values())) < _LEAST:
        return dict(meaning)
    found = {
        column: Meaning(Field.STATUS_MARK, status=status.value, score=EXACT)
        for column, status in marks.items()
    }
    return dict(sorted((dict(meaning) | found).items()))


def _holds_marks(texts: Sequence[str]) -> bool:
    return all(_mark(text) in _YES | _NO | _CROSSES for text in texts)
