"""Texts in cells: codes, lists, statuses, shares of funders, languages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from athar.intake.cells.reading import Reading, unknown, why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import STATUS_OF, find_unit
from athar.kernel.digits import to_western
from athar.kernel.progress import DeclaredStatus

LONGEST_CODE = 60

_LIST_MARKS = re.compile(r"[;،؛,/|\n]+")
_SHARE_MARKS = re.compile(r"[|;؛\n+]+|(?<=[\d)])\s*[,،/–-]\s+(?=[^\W\d])")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]*[^\W\d][^()]*?)\s*\((?P<amount>\s*\d[^()]*)\)")
_AFTER_UNITS = re.compile(r"(?P<amount>\d\s*[^\W\d]{1,4})\s*[,،/–-]\s+(?=[^\W\d])")
_AT_END = re.compile(
    r"(?P<name>\D*[^\W\d]\D*?)\s*(?P<is>=|\s)[\s=]*"
    r"(?P<amount>\d[\d\s.,\u066b\u066c]*(?P<unit>[^\W\d]*\.?)\s*)"
)
_JOINED = re.compile(r"\s+(?:et|and|&|-|–|—|و)\s+(?:de\s+|d['’])?|\s+و(?=[^\W\d_])", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_CODE = re.compile(r"[^\s/\\?#%\x00-\x1f]{1,60}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−_/\\", "-"))
_CONTRADICTING = frozenset(map(normalise, ("puis", "mais", "sauf", "non", "pas", "not", "but",
                                           "ثم", "لكن", "غير", "لم")))  # fmt: skip
"""Words after a status that take it back or add another."""
_SUBJECTS = frozenset(
    map(normalise, ("projet", "opération", "action", "travaux", "marché", "chantier", "project",
                    "works", "المشروع", "مشروع", "الأشغال", "أشغال", "العملية")))  # fmt: skip
"""Words before a status that say what has it."""
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Share:
    """A funder as a text names it, with the text of its amount."""

    name: str
    amount: str


def read_text(cell: Cell) -> str:
    """Give the text of a cell, its lines kept, empty when it says that there is none."""
    if why_nothing(cell) is not None:
        return ""
    lines = (" ".join(line.split()) for line in cell.text.splitlines())
    return "\n".join(line for line in lines if line)


def read_code(cell: Cell) -> str:
    """Give a code as it is registered: capitals, western digits, plain hyphens, no spaces.

    It stands in addresses, so a slash becomes a hyphen too.
    """
    plain = _INVISIBLE.sub("", to_western(cell.text)).translate(_DASHES)
    return re.sub(r"-*\s+[-\s]*", "-", plain.strip()).upper() if plain.strip("- ") else ""


def is_code(text: str) -> bool:
    """Tell whether a text may be the code of a project: it stands in addresses."""
    return _CODE.fullmatch(text) is not None


def short_code(code: str) -> str:
    """Give a code that fits: of a long one the beginning, with what tells it from its like."""
    if len(code) <= LONGEST_CODE or not is_code(code[:LONGEST_CODE]):
        return code
    digest = hashlib.sha256(code.encode()).hexdigest()[:8].upper()
    return f"{code[: LONGEST_CODE - 9].rstrip('-')}-{digest}"


def read_list(text: str) -> tuple[str, ...]:
    """Cut a text into the things it lists; the Arabic word for "and" never cuts."""
    parts = (" ".join(part.split()) for part in _LIST_MARKS.split(text))
    return tuple(dict.fromkeys(part for part in parts if normalise(part)))


def read_joined(text: str) -> tuple[str, ...]:
    """Cut a text at each word for "and": "Larache et Ouezzane", "شفشاون ووزان".

    A name may begin with the letter that is the Arabic word, or hold any of them: whoever asks
    takes the parts only where each is a name.
    """
    return tuple(part for one in _JOINED.split(text) if (part := one.strip()))


def read_shares(text: str) -> tuple[Share, ...]:
    """Cut "name: amount | name (amount), name = amount" into shares.

    Shape: a name alone has an empty amount.
    """
    apart = _AFTER_UNITS.sub(r"\g<amount>;", text)
    parts = (_share(part.strip().lstrip("-–•*").strip()) for part in _SHARE_MARKS.split(apart))
    return tuple(one for one in parts if normalise(one.name))


def _share(part: str) -> Share:
    found = _IN_BRACKETS.fullmatch(part) or _AT_END.fullmatch(part)
    if ":" in part:
        name, _mark, amount = part.rpartition(":")
    elif found is not None and (found.re is _IN_BRACKETS or _is_amount(found)):
        name, amount = found["name"], found["amount"]
    else:
        name, amount = part, ""
    return Share(" ".join(name.split()), amount.strip())


def _is_amount(found: re.Match[str]) -> bool:
    """Tell an amount, by its unit or the mark before it, from the number in "Commune 12"."""
    return found["is"] == "=" or find_unit(normalise(found["unit"]))[0] is not None


def read_status(cell: Cell) -> Reading[DeclaredStatus]:
    """Read a declared status in any of the three languages."""
    reason = why_nothing(cell)
    if reason is not None:
        return Reading(None, cell.text.strip(), reason)
    key = normalise(cell.text)
    # "Construction 76% - 99%" says a share besides the status
    words = [word for word in key.split() if not word.isdigit()]
    if len(words) > 1 and words[0] in _SUBJECTS and STATUS_OF.get(key) is None:
        words = words[1:]
    status = STATUS_OF.get(key) or _status_in(words) or _status_in(list(map(_singular, words)))
    return (
        Reading(status, cell.text.strip()) if status else unknown(cell, ProblemCode.UNKNOWN_STATUS)
    )


#: No status is written with more words; a heading may hold a whole file by mistake.
_MOST_WORDS = max(len(words.split()) for words in STATUS_OF)


def _status_in(words: list[str]) -> DeclaredStatus | None:
    """Give the status with which words begin: "en cours de travaux, lot 2"."""
    for n_words in range(min(len(words), _MOST_WORDS), 0, -1):
        found = STATUS_OF.get(" ".join(words[:n_words]))
        if found is not None:
            return None if set(words[n_words:]) & _CONTRADICTING else found
    return None


def _singular(word: str) -> str:
    """Give a French participle as dictionaries have it: "achevees" is "acheve"."""
    return re.sub(r"(?<=\w{3}[eiu])(?:e|s|es)$", "", word) if word.isascii() else word


def language_of(text: str, otherwise: str = "fr") -> str:
    """Tell Arabic by its letters; of a Latin text only the heading can tell French or English."""
    n_arabic, n_latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return "ar" if n_arabic > n_latin else otherwise
