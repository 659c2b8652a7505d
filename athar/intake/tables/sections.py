"""Rows that head the rows below them: axes, programmes, provinces, regions and plans."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import LEVEL_OF
from athar.kernel.digits import to_western

#: From the top down: a section ends the sections of its own level and of those below it.
ORDER = (
    Field.PLAN,
    Field.REGION,
    Field.AXIS,
    Field.SUB_AXIS,
    Field.PROGRAMME,
    Field.PROVINCES,
    Field.COMMUNES,
    Field.PLACES,
)
LONGEST = 200

_PLANS = (
    "pdr", "programme de developpement regional", "plan de developpement regional",
    "plan d action", "regional development programme", "برنامج التنميه الجهويه", "خطه العمل",
    "برنامج عمل",
)  # fmt: skip
_PLACES = {
    Field.PROVINCES: ("province", "prefecture", "provinces", "prefectures", "اقليم", "عماله"),
    Field.COMMUNES: ("commune", "جماعه", "الجماعه الترابيه", "municipality"),
    Field.REGION: ("region", "جهه", "region de", "conseil regional de"),
}
_ORDINALS = {
    "الاول": "1", "الثاني": "2", "الثالث": "3", "الرابع": "4", "الخامس": "5", "السادس": "6",
    "السابع": "7", "الثامن": "8", "التاسع": "9", "العاشر": "10",
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10",
}  # fmt: skip
_CODE = re.compile(
    r"(?:n°|no|رقم)?\s*(?P<code>[A-Za-z]{0,4}[-.]?\d+(?:[.\-]\d+)*)(?=[\s:.)\-–—،]|$)"
)
_FIRST_WORD = re.compile(r"[^\s:.)\-–—،]+")
_LEVEL_WORDS = tuple(sorted(LEVEL_OF, key=len, reverse=True))
_MARKS = " \t\n:.)-–—،/|"
_BEFORE_CODES = re.compile(r"^[\s:]*(?:n\s?[°º]|numéro|رقم)?\s*", re.IGNORECASE)
_NOT_SECTIONS = re.compile(
    r"^\s*(?:\(|\*|note|source|nb\b|n\.b|page|ملاحظ|المصدر|صفحة|هام|édité|imprimé|arrêté|situation)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A row that heads others: what it groups by, its code where it has one, and its title.

    Shape: `level` None is a grouping that does not say of which level it is; `row` counts from 0.
    """

    level: Field | None
    text: str
    row: int = 0
    code: str = ""
    title: str = ""


def is_note(text: str) -> bool:
    """Tell a footnote or the line of a printed page from the title of a section."""
    key = normalise(text)
    return (
        len(text) > LONGEST
        or _NOT_SECTIONS.match(text) is not None
        or key.isdigit()
        or not key
        or " page " in f" {key} "
    )


def read_section(
    texts: Sequence[str], row: int, is_place: Callable[[str], Field | None]
) -> Section | None:
    """Read the texts of a row as the head of a section; None when it heads nothing it names."""
    text = " ".join(" : ".join(texts).split())
    if is_note(text):
        return None
    if (named := _grouping(text, row)) is not None:
        return named
    key = normalise(text)
    if any(key == words or key.startswith(f"{words} ") for words in _PLANS):
        return Section(Field.PLAN, text, row, title=text)
    for level, words in _PLACES.items():
        if any(key.startswith(f"{word} ") for word in words):
            return Section(level, text, row, title=_place_name(text))
    place = is_place(text)
    return Section(place, text, row, title=text) if place is not None else None


def _grouping(text: str, row: int) -> Section | None:
    """Read "AXE 1 : Titre", "Programme P01 – Titre", "المحور الأول: العنوان"."""
    key = normalise(text)
    for words in _LEVEL_WORDS:
        if key != words and not key.startswith(f"{words} "):
            continue
        rest = _after(text, len(words.split()))
        code, title = _code_and_title(rest)
        starts_a_name = not code and not rest.lstrip().startswith((":", "-", "–", "—", "/"))
        if starts_a_name and any(key.startswith(plan) for plan in _PLANS):
            return None
        if starts_a_name and text.upper() != text:
            return None
        return Section(Field(LEVEL_OF[words]), text, row, code, title or text)
    return None


def _after(text: str, n_words: int) -> str:
    """Give what follows the first words of a text."""
    at = 0
    for found in list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text))[:n_words]:
        at = found.end()
    return text[at:]


def _code_and_title(rest: str) -> tuple[str, str]:
    bare = _BEFORE_CODES.sub("", rest)
    if (found := _CODE.match(to_western(bare))) is not None:
        return found["code"].upper(), bare[found.end() :].strip(_MARKS)
    first = _FIRST_WORD.match(bare)
    if first is not None and (number := _ORDINALS.get(normalise(first.group()))):
        return number, bare[first.end() :].strip(_MARKS)
    return "", rest.strip(_MARKS)


def _place_name(text: str) -> str:
    """Give the name after "Province de :", with its designation where it is one phrase."""
    before, mark, after = text.partition(":")
    return after.strip() if mark and len(before.split()) == 1 and after.strip() else text
