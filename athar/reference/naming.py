"""How places are written in files: what is a designation, what is the name, and its key."""

import re
from dataclasses import dataclass

from athar.kernel.text import normalise
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind

LONGEST_KEY = 120

_SAME_WORD = {"el": "al", "beni": "bni", "banu": "bni", "ouled": "oulad", "awlad": "oulad"}
_TWICE = re.compile(r"([a-z])\1+")
_ONLY_REGION = frozenset({PlaceKind.REGION})
_ONLY_COMMUNE = frozenset({PlaceKind.COMMUNE})

# Longer designations first; all are written as `normalise` leaves them.
_DESIGNATIONS: tuple[tuple[str, frozenset[PlaceKind]], ...] = (
    ("عماله مقاطعات|عماله مقاطعه|عماله|اقليم", PROVINCIAL_KINDS),
    ("الجماعه الترابيه|جماعه ترابيه|جماعه قرويه|جماعه حضريه|الجماعه|جماعه", _ONLY_COMMUNE),
    ("بلديه|مدينه", _ONLY_COMMUNE),
    ("جهه", _ONLY_REGION),
    ("prefecture d arrondissements?|prefecture|province|pref|prov", PROVINCIAL_KINDS),
    ("commune (?:rurale|urbaine|territoriale)|commune|municipalite|ville|city", _ONLY_COMMUNE),
    ("region", _ONLY_REGION),
)
_LINK = r"(?: (?:de la|de l|des|du|de|d|of))?"
_LEADING = tuple(
    (re.compile(rf"(?:{words}){_LINK} (?=.)"), kinds) for words, kinds in _DESIGNATIONS
)
_TRAILING = tuple(
    (re.compile(rf"(?<=.) {word}$"), kinds)
    for word, kinds in (
        ("(?:province|prefecture)", PROVINCIAL_KINDS),
        ("commune", _ONLY_COMMUNE),
        ("region", _ONLY_REGION),
    )
)


@dataclass(frozen=True, slots=True)
class Designation:
    """A written place: the key of its name, and the kinds its designation leaves possible."""

    key: str
    kinds: frozenset[PlaceKind] | None


def place_key(name: str) -> str:
    """Give the key under which a place's name is matched, the same for usual spellings.

    El and Al, Beni and Bni, single and double letters, q and k, a final mute e, spaces and
    hyphens make no difference; nor does what `normalise` folds in Arabic.
    """
    words = (_SAME_WORD.get(word, word) for word in normalise(name).split())
    return "".join(_spoken(word) for word in words)[:LONGEST_KEY]


def read_designations(text: str) -> tuple[Designation, ...]:
    """Give the readings of a written place: as it stands first, then without a designation.

    Shape: "إقليم تطوان" reads as itself and as "تطوان" of the provincial level only.
    """
    bare = normalise(text)
    readings = [Designation(place_key(bare), None)]
    for pattern, kinds in _LEADING:
        if found := pattern.match(bare):
            readings.append(Designation(place_key(bare[found.end() :]), kinds))
            break
    for pattern, kinds in _TRAILING:
        if found := pattern.search(bare):
            readings.append(Designation(place_key(bare[: found.start()]), kinds))
    return tuple(readings)


def _spoken(word: str) -> str:
    if not word.isascii():
        return word
    single = _TWICE.sub(r"\1", word).replace("q", "k")
    return single[:-1] if len(single) > 3 and single.endswith("e") else single
