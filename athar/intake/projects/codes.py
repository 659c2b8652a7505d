"""Codes of projects that have none: the gap in a sequence, or made from title and place."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from athar.intake.enums import ProblemCode
from athar.intake.projects.recognising import KnownByTitle
from athar.intake.projects.rows import ProjectRow
from athar.intake.vocabulary.fields import Field
from athar.kernel.text import normalise

MADE_UP = "P-"
"""What a code begins with that was made from a title and a place."""

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)")


def with_codes(rows: Sequence[ProjectRow], known: KnownByTitle) -> list[ProjectRow]:
    """Give every project a code, as far as the file and the plan show which; each is asked about.

    A code is proposed where it is the only gap in the sequence around it, else that of the project
    of the plan with the same title and place. Projects of a file without any code that the plan
    does not know either get codes made from their titles and places: the same in the next file.
    A single project without a code that nothing tells is an error.
    """
    if _number_lines(rows):
        rows = [_coded(row, "") for row in rows]
    if rows and not any(row.code for row in rows):
        return _made(_recognised(rows, known))
    used = {row.code for row in rows}
    found = list(rows)
    for place, row in enumerate(rows):
        if row.code:
            found[place] = _renamed(row, known, used)
            continue
        column = row.row.column(Field.CODE)
        proposed = _gap(rows, place)
        why = ProblemCode.CODE_PROPOSED
        if proposed is None or proposed in used:
            proposed, why = known.find(row, used), ProblemCode.CODE_RECOGNISED
        if proposed is None:
            row.row.note(ProblemCode.CODE_MISSING, column)
            continue
        row.row.note(why, column, detail=proposed)
        used.add(proposed)
        found[place] = _coded(row, proposed)
    return found


def _number_lines(rows: Sequence[ProjectRow]) -> bool:
    """Tell codes that only number the rows, from 1 again in each part of a table of one region."""
    if len({row.region for row in rows}) > 1 or not all(row.code.isdigit() for row in rows):
        return False
    numbers = [int(row.code) for row in rows]
    steps = zip((0, *numbers), numbers, strict=False)
    return numbers.count(1) > 1 and all(now in {1, before + 1} for before, now in steps)


def _renamed(row: ProjectRow, known: KnownByTitle, used: set[str]) -> ProjectRow:
    """Take a project under the code the plan has for it when the file calls it otherwise."""
    if not known.codes or row.code in known.codes:
        return row
    code = known.find(row, used)
    if code is None:
        return row
    row.row.note(ProblemCode.CODE_DIFFERS, row.row.column(Field.CODE), value=row.code, detail=code)
    used.add(code)
    return _coded(row, code)


def _recognised(rows: Sequence[ProjectRow], known: KnownByTitle) -> list[ProjectRow]:
    """Give the projects of a file without codes those that the plan has for them."""
    used: set[str] = set()
    found = []
    for row in rows:
        code = known.find(row, used)
        used |= {code} if code else set()
        found.append(_coded(row, code) if code else row)
    if used:
        rows[0].row.note(
            ProblemCode.CODES_RECOGNISED,
            rows[0].row.column(Field.CODE),
            value="",
            detail=str(len(used)),
        )
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
    without = [row for row in rows if not row.code]
    for row in rows:
        if row.code:
            made.append(row)
            continue
        code = made_code(row)
        times[code] += 1
        made.append(_coded(row, code if times[code] == 1 else f"{code}-{times[code]}"))
    if without:
        first = without[0].row
        first.note(
            ProblemCode.CODES_PROPOSED,
            first.column(Field.CODE),
            value="",
            detail=str(len(without)),
        )
    return made


def made_code(row: ProjectRow) -> str:
    """Make the code of a project from its titles and places, the same in every file."""
    title = "|".join(normalise(text) for text in row.title.values())
    places = "|".join(sorted({normalise(one) for texts in row.places.values() for one in texts}))
    said = f"{title}|{normalise(row.region)}|{places}"
    return f"{MADE_UP}{hashlib.sha256(said.encode()).hexdigest()[:8].upper()}"
