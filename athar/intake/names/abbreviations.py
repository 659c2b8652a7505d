"""The abbreviations a workbook explains on a sheet of its own: "DGCT : Direction générale …"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from athar.intake.cells.texts import language_of
from athar.intake.names.bodies import Bodies
from athar.intake.projects.identity import BodyFact
from athar.intake.readers.sheet import SheetFile
from athar.intake.tables.table import Table
from athar.intake.vocabulary.payers import looks_like_body
from athar.kernel.text import Translated

_EXPLAINED = re.compile(r"(?P<abbr>[A-Z][A-Z0-9.&/-]{1,14})\s*[:=–]\s*(?P<name>\S.{5,200})")


def explain_abbreviations(bodies: Bodies, file: SheetFile, tables: Collection[Table]) -> None:
    """Add the bodies whose abbreviations the other sheets of a file explain."""
    for abbreviation, name in _explained(file, tables):
        known = bodies.find(abbreviation) or bodies.find(name)
        if known is None and looks_like_body(name):
            names = Translated({language_of(name): name})
            bodies.add(BodyFact(code=abbreviation, names=names, abbreviation=abbreviation))


def _explained(file: SheetFile, tables: Collection[Table]) -> Iterator[tuple[str, str]]:
    with_tables = {table.sheet.name for table in tables}
    for sheet in file.sheets:
        if sheet.is_hidden or sheet.name in with_tables:
            continue
        for row in sheet.rows[:300]:
            texts = [" ".join(cell.text.split()) for cell in row if isinstance(cell.value, str)]
            found = _EXPLAINED.fullmatch(" : ".join(texts)) if len(texts) <= 2 else None
            if found:
                yield found["abbr"], found["name"]
