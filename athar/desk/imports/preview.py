"""The problems of a file on their cells: which rows, which cells, what is wrong, what to do."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from athar.intake.enums import Severity
from athar.intake.reports.problems import Problem
from athar.intake.uploads.findings import Findings, FoundRow
from athar.ui.statuses import Look

PER_PAGE = 100

LOOKS: Mapping[Severity, Look] = {
    Severity.ERROR: Look("off", _("Error")),
    Severity.QUESTION: Look("risk", _("Question")),
    Severity.NOTICE: Look("due", _("Notice")),
}
"""How each severity looks: colour, shape and word."""

_WORST_FIRST = tuple(LOOKS)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a row with a problem; `look` None: nothing is wrong with it."""

    letter: str
    heading: str
    text: str
    look: Look | None


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One problem in words; `where` is the column as the file names it."""

    look: Look
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A row with problems; `cells` is empty beyond the rows whose cells are kept."""

    sheet: str
    number: int
    cells: tuple[ShownCell, ...]
    problems: tuple[ShownProblem, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The problems of a file: those of the whole file, and one part of the rows.

    Shape: `counts` has every severity; `direction` is that of most texts of the rows shown.
    """

    counts: tuple[tuple[Severity, Look, int], ...]
    severity: Severity | None
    of_file: tuple[tuple[str, ShownProblem], ...]
    rows: tuple[ProblemRow, ...]
    n_rows: int
    page: int
    n_pages: int
    direction: str


def gather_preview(findings: Findings, *, severity: str = "", page: str = "") -> PreviewPage:
    """Gather the problems of one severity, or of all; an unknown severity or page is the first."""
    wanted = Severity(severity) if severity in set(Severity) else None
    problems = [one for one in findings.problems if wanted in {None, one.severity}]
    rows = _by_row(problems)
    n_pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(int(page), n_pages) if page.isdecimal() and int(page) else 1
    shown = list(rows.items())[(number - 1) * PER_PAGE : number * PER_PAGE]
    found = {(one.sheet, one.number): one for one in findings.rows}
    return PreviewPage(
        counts=tuple((one, look, findings.count(one)) for one, look in LOOKS.items()),
        severity=wanted,
        of_file=tuple((one.sheet, _shown(one)) for one in problems if one.row is None),
        rows=tuple(_row(sheet, row, found.get((sheet, row)), of) for (sheet, row), of in shown),
        n_rows=len(rows),
        page=number,
        n_pages=n_pages,
        direction=reading_direction(cell.text for one in findings.rows for cell in one.cells),
    )


def _by_row(problems: Iterable[Problem]) -> dict[tuple[str, int], list[Problem]]:
    rows: defaultdict[tuple[str, int], list[Problem]] = defaultdict(list)
    for one in problems:
        if one.row is not None:
            rows[one.sheet, one.row].append(one)
    return rows


def _row(
    sheet: str, number: int, found: FoundRow | None, problems: Sequence[Problem]
) -> ProblemRow:
    worst = {
        letter_of(one.column): one.severity for one in sorted(problems, key=_how_bad, reverse=True)
    }
    cells = (
        ShownCell(
            cell.letter,
            cell.heading,
            cell.text,
            LOOKS[worst[cell.letter]] if cell.letter in worst else None,
        )
        for cell in (found.cells if found else ())
    )
    said = tuple(_shown(one) for one in sorted(problems, key=_how_bad))
    return ProblemRow(sheet, number, tuple(cells), said)


def _how_bad(problem: Problem) -> int:
    return _WORST_FIRST.index(problem.severity)


def _shown(problem: Problem) -> ShownProblem:
    return ShownProblem(LOOKS[problem.severity], problem.column, problem.message)


def letter_of(column: str) -> str:
    """Give the letters of a column that a problem names as "H / Cost"; empty when it has none."""
    letters = column.partition(" / ")[0]
    return letters if letters.isalpha() and letters.isascii() and letters.isupper() else ""


def reading_direction(texts: Iterable[str]) -> str:
    """Tell in which direction most letters of texts are read."""
    n_rtl = n_ltr = 0
    for text in texts:
        for letter in text:
            kind = unicodedata.bidirectional(letter)
            n_rtl += kind in {"R", "AL"}
            n_ltr += kind == "L"
    return "rtl" if n_rtl > n_ltr else "ltr"
