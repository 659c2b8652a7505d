"""Who gave a value, when, and where it stood: provenance put into words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from athar.evidence.queries import EvidenceView, ImportedFile
from athar.indicators.enums import Claim
from athar.kernel.text import Translated
from athar.opendata.proofs import address_of
from athar.portal.commitments.wording import filled
from athar.rollups.explanations import Input, Provenance
from athar.ui import formatting

#: How many sources of many values are named one by one.
MOST_SOURCES = 5
#: So many letters of a checksum tell files apart; the whole one is beside them.
SHORT = 12
_COLUMN_JOINT = " / "


def said(provenance: Provenance) -> list[Markup]:
    """Say who vouches for a value: the claim, the author, the day, the publication."""
    words = [_claim(provenance.claim)]
    if provenance.author_name:
        author = formatting.person(provenance.author_name)
        words.append(filled(gettext("author: %(name)s"), name=author))
    words.append(filled(gettext("as of %(day)s"), day=formatting.day(provenance.as_of_on)))
    if provenance.published_at:
        day = formatting.day(timezone.localdate(provenance.published_at))
        words.append(filled(gettext("published on %(day)s"), day=day))
    return words


def _claim(claim: str) -> Markup:
    if claim == Claim.VALIDATED:
        return escape(gettext("Validated by somebody other than its author"))
    return escape(gettext("Declared, not validated"))


def stood(origin: Mapping[str, Any], written: str, files: Mapping[str, str]) -> list[Markup]:
    """Say where in which file a value stood, and the text found there; nothing without a file."""
    words = [*_file(origin, files), *_cell(origin)]
    if written:
        text = formatting.bdi(written)
        words.append(filled(gettext("text found there: “%(text)s”"), text=text))
    for other in origin.get("also", ()):
        words += _cell({**other, "sheet": "", "column": _letters(other)})
        words.append(filled(gettext("“%(text)s”"), text=formatting.bdi(other.get("written", ""))))
    if carried := origin.get("carried_from"):
        day = formatting.day(dt.date.fromisoformat(carried))
        words.append(filled(gettext("repeated from the report as of %(day)s"), day=day))
    return words


def cell_of(origin: Mapping[str, Any], fact: str) -> Mapping[str, Any]:
    """Give where one fact of a commitment stood: its cell, else its row.

    Shape: like the origin of a report's entry, with "written"; empty when nothing was imported.
    """
    row = {name: value for name, value in origin.items() if name != "cells"}
    return {**row, **origin.get("cells", {}).get(fact, {})}


def fact_words(
    origin: Mapping[str, Any], fact: str, files: Mapping[str, str], *, named: bool = True
) -> list[Markup]:
    """Say where one fact of a commitment stood; not `named`: the file is named already."""
    cell = cell_of(origin, fact)
    words = stood(cell, str(cell.get("written") or ""), files)
    return words if named or cell.get("name") != origin.get("name") else words[1:]


def _file(origin: Mapping[str, Any], files: Mapping[str, str]) -> list[Markup]:
    name = str(origin.get("name") or "")
    if not name:
        return []
    shown = formatting.bdi(name)
    if address := files.get(str(origin.get("file"))):
        shown = Markup('<a href="{}">{}</a>').format(address, shown)
    return [filled(gettext("file %(name)s"), name=shown)]


def _cell(origin: Mapping[str, Any]) -> list[Markup]:
    """Name the cell as a workbook does, "Suivi!M47"; a CSV has no sheet, a row no column."""
    row, column = origin.get("row"), str(origin.get("column") or "")
    name, sheet = str(origin.get("name") or ""), str(origin.get("sheet") or "")
    # the sheet of a CSV is only the name of its file
    sheet = "" if sheet == name.rpartition(".")[0] else sheet
    letters, _joint, heading = column.partition(_COLUMN_JOINT)
    if row and letters and sheet:
        address = Markup('<bdi dir="ltr">{}!{}{}</bdi>').format(sheet, letters, row)
        if heading:
            address = Markup("{} <bdi>({})</bdi>").format(address, heading)
        return [filled(gettext("cell %(address)s"), address=address)]
    words = []
    if sheet:
        words.append(filled(gettext("sheet %(name)s"), name=formatting.bdi(sheet)))
    if row:
        words.append(filled(gettext("row %(row)s"), row=formatting.bdi(row)))
    if column:
        words.append(filled(gettext("column %(column)s"), column=_column(column)))
    return words


def _letters(origin: Mapping[str, Any]) -> str:
    return str(origin.get("column") or "").partition(_COLUMN_JOINT)[0]


def rows_words(origins: Sequence[Mapping[str, Any]]) -> Markup:
    """Say in which rows of which file values stood that were read together; empty without file."""
    named = [one for one in origins if one.get("name")]
    if not named:
        return Markup()
    rows = sorted({int(one["row"]) for one in named if one.get("row")})
    lead = {**named[0], "column": "", "row": ", ".join(map(str, rows))}
    return Markup(" · ").join([*_file(lead, {}), *_cell(lead)])


def _column(column: str) -> Markup:
    """Isolate the letter of a column from its header: they may be of two scripts."""
    letters, joint, header = column.partition(_COLUMN_JOINT)
    if not joint:
        return formatting.bdi(letters)
    return Markup("{} <bdi>({})</bdi>").format(formatting.bdi(letters), header)


def files_of(evidence: Mapping[str, Sequence[EvidenceView]]) -> dict[str, str]:
    """Give the address of each file the public may download, by checksum."""
    return {
        one.sha256: evidence_url(one) for views in evidence.values() for one in views if one.sha256
    }


def evidence_url(one: EvidenceView) -> str:
    """Give where a piece of evidence can be had."""
    return address_of(one)


def evidence_links(
    provenance: Provenance, evidence: Mapping[str, Sequence[EvidenceView]]
) -> list[tuple[Translated | str, str]]:
    """Give the evidence behind one value: what it is called, where it can be had."""
    return [
        (one.title or one.file_name or one.url, evidence_url(one))
        for key in provenance.evidence_keys
        for one in evidence.get(key, ())
    ]


@dataclass(frozen=True, slots=True)
class Source:
    """Where several values come from: how many, and in words whence."""

    n: Markup
    words: list[Markup]


def sources(inputs: Collection[Input], files: Mapping[str, str]) -> list[Source]:
    """Name the sources of many values, the one of most values first."""
    counted: Counter[tuple[Markup, ...]] = Counter(
        _shared(one.provenance, files) for one in inputs if one.provenance
    )
    named = counted.most_common(MOST_SOURCES)
    found = [Source(_values(n), list(words)) for words, n in named]
    if others := counted.total() - sum(n for _words, n in named):
        found.append(Source(_values(others), [escape(gettext("other reports, see each line"))]))
    return found


def _shared(provenance: Provenance, files: Mapping[str, str]) -> tuple[Markup, ...]:
    """Give what many values have in common; the rows differ."""
    origin = {**provenance.origin, "row": None}
    return (*said(provenance), *_file(origin, files), *_cell(origin))


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that figures were read from: its name, and in words its checksum and its import."""

    name: Markup
    words: list[Markup]


def files_read(
    origins: Sequence[Mapping[str, Any]], imports: Mapping[str, ImportedFile]
) -> list[FileRead]:
    """Name the files behind origins, each once, the most used first."""
    used = Counter(str(one["file"]) for one in origins if one.get("file"))
    names = {str(one["file"]): str(one.get("name") or "") for one in origins if one.get("file")}
    return [_file_read(sha256, names[sha256], imports) for sha256, _n in used.most_common()]


def _file_read(sha256: str, name: str, imports: Mapping[str, ImportedFile]) -> FileRead:
    short = Markup('<abbr title="{}" dir="ltr">{}</abbr>').format(sha256, sha256[:SHORT])
    words = [filled(gettext("checksum SHA-256 %(sha)s"), sha=short)]
    if found := imports.get(sha256):
        day = formatting.day(timezone.localdate(found.imported_at))
        words.append(
            filled(
                gettext("imported on %(day)s by %(name)s"),
                day=day,
                name=formatting.bdi(found.imported_by),
            )
            if found.imported_by
            else filled(gettext("imported on %(day)s by the operator of this site"), day=day)
        )
    return FileRead(formatting.bdi(name or sha256[:SHORT]), words)


def _values(n: int) -> Markup:
    return filled(ngettext("%(n)s value", "%(n)s values", n), n=formatting.number(n))


def brief(provenance: Provenance | None, *, dated: bool) -> Markup:
    """Say in a few words where one value of a long list stood; `dated` when the days differ."""
    if provenance is None:
        return escape(gettext("no report"))
    words = _cell({"row": provenance.origin.get("row")})
    if provenance.written:
        words.append(filled(gettext("“%(text)s”"), text=formatting.bdi(provenance.written)))
    if dated or not words:
        words.append(filled(gettext("as of %(day)s"), day=formatting.day(provenance.as_of_on)))
    return Markup(" · ").join(words)


def are_of_several_days(inputs: Iterable[Input]) -> bool:
    """Tell whether the values were stated as of different days."""
    return len({one.provenance.as_of_on for one in inputs if one.provenance}) > 1
