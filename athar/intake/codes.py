"""Codes of projects that have none: the gap in a sequence, or made from title and place."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from athar.intake.enums import ProblemCode
from athar.intake.rows import ProjectRow
from athar.intake.vocabulary import Field
from athar.kernel.text import normalise

MADE_UP = "P-"
"""What a code begins with that was made from a title and a place."""

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)")


def with_codes(rows: Sequence[ProjectRow]) -> list[ProjectRow]:
    """Give every project a code, as far as the file shows which; what was given is asked about.

    A code is proposed where it is the only gap in the sequence around it. Projects of a file
    without any code get codes made from their titles and places: the same for the same project
    in the next file. A single project without a code and without a gap is an error.
    """
    if rows and not any(row.code for row in rows):
        return _made(rows)
    used = {row.code for row in rows}
    found = list(rows)
    for place, row in enumerate(rows):
        if row.code:
            continue
        column = row.row.column(Field.CODE)
        proposed = _gap(rows, place)
        if proposed is None or proposed in used:
            row.row.note(ProblemCode.CODE_MISSING, column)
            continue
        row.row.note(ProblemCode.CODE_PROPOSED, column, detail=proposed)
        used.add(proposed)
        found[place] = _coded(row, proposed)
    return found


def _coded(row: ProjectRow, code: str) -> ProjectRow:
    return replace(
        row, code=code, shares=tuple(replace(share, project=code) for share in row.shares)
    )


def _gap(rows: Sequence[ProjectRow], place: int) -> str | None:
    """Give the code that is missing between the neighbours of a row within its own grouping."""
    before = _neighbour(rows, place, -1)
    after = _neighbour(rows, place, 1)
    if before is not None:
        stem, number = before
        if after is not None and after[0] == stem and int(after[1]) != int(number) + 2:
            return None
        return f"{stem}{int(number) + 1:0{len(number)}}"
    if after is not None and int(after[1]) > 1:
        stem, number = after
        return f"{stem}{int(number) - 1:0{len(number)}}"
    return None


def _neighbour(rows: Sequence[ProjectRow], place: int, step: int) -> tuple[str, str] | None:
    """Give stem and number of the next code; None across the border of a grouping or no code."""
    other = place + step
    if not 0 <= other < len(rows) or not _stand_together(rows[place], rows[other]):
        return None
    found = _NUMBERED.fullmatch(rows[other].code)
    return (found["stem"], found["number"]) if found else None


def _stand_together(one: ProjectRow, other: ProjectRow) -> bool:
    return one.nodes == other.nodes and one.row.sections == other.row.sections


def _made(rows: Sequence[ProjectRow]) -> list[ProjectRow]:
    times: Counter[str] = Counter()
    made = []
    for row in rows:
        code = made_code(row)
        times[code] += 1
        made.append(_coded(row, code if times[code] == 1 else f"{code}-{times[code]}"))
    rows[0].row.note(
        ProblemCode.CODES_PROPOSED, rows[0].row.column(Field.CODE), value="", detail=str(len(rows))
    )
    return made


def made_code(row: ProjectRow) -> str:
    """Make the code of a project from its titles and places, the same in every file."""
    title = "|".join(normalise(text) for text in row.title.values())
    places = "|".join(sorted({normalise(one) for texts in row.places.values() for one in texts}))
    said = f"{title}|{normalise(row.region)}|{places}"
    return f"{MADE_UP}{hashlib.sha256(said.encode()).hexdigest()[:8].upper()}"
