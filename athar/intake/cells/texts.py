"""Texts in cells: codes, lists, statuses, shares of funders, languages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from athar.intake.cells.reading import Reading, unknown, why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.keys import normalise
from athar.intake.readers.sheet import Cell
from athar.intake.words import STATUS_OF
from athar.kernel.digits import to_western
from athar.kernel.progress import DeclaredStatus

LONGEST_CODE = 60

_LIST_MARKS = re.compile(r"[;،؛,/|\n]+")
_SHARE_MARKS = re.compile(r"[|;؛\n]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_CODE = re.compile(r"[^\s/\\?#%\x00-\x1f]{1,60}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−_", "-"))
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
    """Give a code as it is registered: capitals, western digits, plain hyphens, no spaces."""
    plain = _INVISIBLE.sub("", to_western(cell.text)).translate(_DASHES)
    return re.sub(r"-?\s+-?", "-", plain.strip()).upper() if plain.strip("- ") else ""


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


def read_shares(text: str) -> tuple[Share, ...]:
    """Cut "name: amount | name: amount" into shares; a name alone has an empty amount."""
    shares = []
    for part in _SHARE_MARKS.split(text):
        name, mark, amount = part.rpartition(":")
        shown = " ".join((name if mark else amount).split())
        if normalise(shown):
            shares.append(Share(shown, amount.strip() if mark else ""))
    return tuple(shares)


def read_status(cell: Cell) -> Reading[DeclaredStatus]:
    """Read a declared status in any of the three languages."""
    reason = why_nothing(cell)
    if reason is not None:
        return Reading(None, cell.text.strip(), reason)
    key = normalise(cell.text)
    # "Construction 76% - 99%" says a share besides the status
    status = STATUS_OF.get(key) or STATUS_OF.get(_without_numbers(key))
    return (
        Reading(status, cell.text.strip()) if status else unknown(cell, ProblemCode.UNKNOWN_STATUS)
    )


def _without_numbers(key: str) -> str:
    return " ".join(word for word in key.split() if not word.isdigit())


def language_of(text: str, otherwise: str = "fr") -> str:
    """Tell Arabic by its letters; of a Latin text only the heading can tell French or English."""
    n_arabic, n_latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return "ar" if n_arabic > n_latin else otherwise
