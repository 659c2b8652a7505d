"""How a page or a file is cited: what it is called, whose, which state of it, where for ever."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Names of the languages as BibLaTeX knows them.
_BIBLATEX = {"ar": "arabic", "fr": "french", "en": "english"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "{}%&#_$"},
}
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited, in the words of one language.

    Shape: `part_of` is the plan it stands in, empty for a plan; `publication_number` 0 means that
    nothing was published yet; `on` is the day of the last publication. `address` is permanent.
    """

    key: str
    title: str
    publisher: str
    address: str
    lang: str
    publication_number: int
    on: dt.date
    part_of: str = ""
    code: str = ""
    is_data: bool = False

    @property
    def version(self) -> str:
        """Give the publication number as references hold it; empty when there is none."""
        return str(self.publication_number or "")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of references: what it is called, its media type, what writes it."""

    name: str
    media_type: str
    write: Callable[[Citation], str]


def bibtex(one: Citation) -> str:
    """Write a reference for BibTeX and BibLaTeX."""
    fields = {
        "author": f"{{{_tex(one.publisher)}}}",
        "title": f"{{{_tex(one.title)}}}",
        "booktitle": _tex(one.part_of) and f"{{{_tex(one.part_of)}}}",
        "number": _tex(one.code),
        "publisher": f"{{{_tex(one.publisher)}}}",
        "year": f"{one.on:%Y}",
        "month": f"{one.on:%m}",
        "version": one.version,
        "url": one.address,
        "urldate": one.on.isoformat(),
        "langid": _BIBLATEX.get(one.lang, one.lang),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    kind = "dataset" if one.is_data else "online"
    return f"@{kind}{{{one.key},\n{''.join(lines)}}}\n"


def ris(one: Citation) -> str:
    """Write a reference for RIS: one field a line, ends of line as the format asks."""
    fields = [
        ("TY", "DATA" if one.is_data else "ELEC"),
        ("ID", one.key),
        ("AU", one.publisher),
        ("TI", one.title),
        ("T2", one.part_of),
        ("M1", one.code),
        ("PB", one.publisher),
        ("PY", f"{one.on:%Y}"),
        ("DA", f"{one.on:%Y/%m/%d}"),
        ("ET", one.version),
        ("UR", one.address),
        ("Y2", f"{one.on:%Y/%m/%d}"),
        ("LA", one.lang),
    ]
    lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value]
    return "".join((*lines, "ER  - \r\n"))


def csl(one: Citation) -> str:
    """Write a reference as CSL-JSON, a list of one."""
    day = {"date-parts": [[one.on.year, one.on.month, one.on.day]]}
    whole: dict[str, Any] = {
        "id": one.key,
        "type": "dataset" if one.is_data else "webpage",
        "title": one.title,
        "author": [{"literal": one.publisher}],
        "container-title": one.part_of,
        "number": one.code,
        "publisher": one.publisher,
        "issued": day,
        "accessed": day,
        "version": one.version,
        "URL": one.address,
        "language": one.lang,
    }
    known = {name: value for name, value in whole.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Format] = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", ris),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
}
"""Every format of references by the ending of its address."""


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _tex(text: str) -> str:
    """Give a text as TeX reads it: nothing of it is a command."""
    return "".join(_SPECIAL.get(char, char) for char in _one_line(text))
