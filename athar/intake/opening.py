"""Opening a file that is not a plan: the tables of one kind in it, or why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from athar.evidence.actions import attach_file
from athar.evidence.enums import EvidenceKind
from athar.intake.agreements_words import WANTED, Wanted
from athar.intake.applying import WORKING_FILE
from athar.intake.enums import ProblemCode, Stage, UploadKind
from athar.intake.headings import EXACT, LEAST, Heading, Meaning, guessed, read_heading
from athar.intake.keys import normalise
from athar.intake.mapping import BadMapping
from athar.intake.memory import Memory
from athar.intake.options import GivenFile, Options
from athar.intake.problems import Problem, Problems
from athar.intake.profiles import LOOKED_AT, Profile
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import Refused
from athar.intake.readers.sheet import Sheet, SheetFile
from athar.intake.reading import TableReader
from athar.intake.tables import Column, Settled, Table
from athar.intake.vocabulary import MONEY, Field, TableKind
from athar.kernel.actor import Actor
from athar.plans.queries import scopes_of_plan

MOST_ROWS_ABOVE = 40

_UPLOADS = {TableKind.SIGNED: UploadKind.AGREEMENTS, TableKind.RETURNS: UploadKind.PROGRESS}


@dataclass(slots=True)
class Opened:
    """A file, the tables of the kind that was asked for, and what is wrong."""

    memory: Memory
    file: SheetFile | None = None
    readers: tuple[TableReader, ...] = ()
    problems: Problems = field(default_factory=Problems)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(reader.table for reader in self.readers)

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(table.sheet.name for table in self.tables)


def open_tables(
    given: GivenFile, options: Options, kind: TableKind, *, none_found: ProblemCode
) -> Opened:
    """Read a file and find its tables of one kind; whatever is wrong is among the problems."""
    opened = Opened(Memory(_UPLOADS[kind]))
    options.tell(Stage.OPENING)
    try:
        opened.file = read_file(given.content, given.name, most_bytes=settings.MAX_UPLOAD_BYTES)
        opened.memory = Memory.of(_UPLOADS[kind], options.mapping)
    except BadMapping as error:
        opened.problems.add(ProblemCode.MAPPING_MALFORMED, detail=str(error))
    except Refused as refusal:
        code = ProblemCode(refusal.fault.value)
        opened.problems.found.append(Problem(code, detail=refusal.detail))
    if opened.file is None or opened.problems.found:
        return opened
    sheets = opened.file.sheets
    tables = opened.memory.find(lambda settled: find_tables(sheets, kind, settled))
    opened.readers = tuple(
        TableReader(opened.file, table, opened.problems, opened.memory.answers) for table in tables
    )
    if not opened.readers:
        opened.problems.add(none_found)
    return opened


def find_tables(sheets: Iterable[Sheet], kind: TableKind, settled: Settled) -> tuple[Table, ...]:
    """Give the tables of one kind on the visible sheets, one on each."""
    seen = (sheet for sheet in sheets if not sheet.is_hidden)
    found = (find_table(sheet, kind, settled.get(kind, {})) for sheet in seen)
    return tuple(table for table in found if table)


def find_table(
    sheet: Sheet, kind: TableKind, settled: Mapping[str, Meaning | None]
) -> Table | None:
    """Give the table of a sheet: the row whose cells read best as the headings of this kind.

    Shape: None when no row among the first does.
    """
    found = [
        table
        for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE))
        if (table := _read_as_headings(sheet, row, kind, settled)) is not None
    ]
    return max(found, key=_surety, default=None)


def _surety(table: Table) -> tuple[int, int]:
    """Tell how well headings are understood; the upper of two equal rows wins."""
    return sum(one.meaning.score for one in table.columns if one.meaning), -table.first_heading_row


def _read_as_headings(
    sheet: Sheet, row: int, kind: TableKind, settled: Mapping[str, Meaning | None]
) -> Table | None:
    wanted = WANTED[kind]
    last = _last_heading_row(sheet, row)
    headings = dict(enumerate(_headings(sheet, row, last)))
    profiles = _profiles(sheet, last, wanted)
    meanings = _assigned(headings, wanted, settled, profiles)
    known = {one.field for one in meanings.values()}
    if not all(known & needed for needed in wanted.needs):
        return None
    columns = tuple(
        Column(index, heading, meanings.get(index), profiles.get(index, Profile()))
        for index, heading in headings.items()
        if not heading.is_empty and settled.get(normalise(heading.path), ...) is not None
    )
    return Table(
        kind=kind,
        sheet=sheet,
        first_heading_row=row,
        last_heading_row=last,
        columns=columns,
        end=len(sheet.rows),
    )


def _profiles(sheet: Sheet, last: int, wanted: Wanted) -> dict[int, Profile]:
    """Look at the cells under the headings, where these may mean one thing or another."""
    if not wanted.guesses:
        return {}
    rows = range(last + 1, min(len(sheet.rows), last + 1 + LOOKED_AT))
    return {
        column: Profile.of(sheet.cell(row, column) for row in rows) for column in range(sheet.width)
    }


def _last_heading_row(sheet: Sheet, row: int) -> int:
    """Give the lower row of two levels of headings: a cell merged over columns has more below."""
    is_wide = any(
        span.top == span.bottom == row and 0 < span.right - span.left < sheet.width - 1
        for span in sheet.merged
    )
    return row + 1 if is_wide and row + 1 < len(sheet.rows) else row


def _headings(sheet: Sheet, first: int, last: int) -> Iterator[Heading]:
    """Read the headings of every column; a cell merged over columns speaks for all of them."""
    rows = [[sheet.cell(row, n).text for n in range(sheet.width)] for row in range(first, last + 1)]
    for span in sheet.merged:
        if first <= span.top < last and span.right > span.left:
            texts = rows[span.top - first]
            texts[span.left : span.right + 1] = [texts[span.left]] * (span.right - span.left + 1)
    return (read_heading(list(dict.fromkeys(parts))) for parts in zip(*rows, strict=True))


def _assigned(
    headings: Mapping[int, Heading],
    wanted: Wanted,
    settled: Mapping[str, Meaning | None],
    profiles: Mapping[int, Profile],
) -> dict[int, Meaning]:
    """Give each column what a person settled, else the surest meaning no surer column has."""
    chosen: dict[int, Meaning] = {}
    open_ones: list[tuple[int, int, Meaning]] = []
    for index, heading in headings.items():
        key = normalise(heading.path)
        if key in settled:
            if (meaning := settled[key]) is not None:
                chosen[index] = replace(meaning, score=2 * EXACT)
        else:
            profile = profiles.get(index, Profile())
            open_ones += [(-one.score, index, one) for one in _meanings(heading, wanted, profile)]
    taken = {one.field for one in chosen.values()}
    for _score, index, meaning in sorted(open_ones, key=lambda one: one[:2]):
        if index not in chosen and meaning.field not in taken:
            chosen[index] = meaning
            taken.add(meaning.field)
    return chosen


def _meanings(heading: Heading, wanted: Wanted, profile: Profile) -> Iterator[Meaning]:
    """Give what a heading may mean, by how much of it is one of the phrases of a field."""
    guesses = guessed(heading) if wanted.guesses else {}
    if Field.FORECAST_END in guesses:
        guesses.pop(Field.PLANNED_END, None)  # a return forecasts; the plan says what was planned
    for meant, phrases in wanted.words.items():
        score = max(
            (_score(key, phrases) - 50 * rank for rank, key in enumerate(heading.keys)), default=0
        )
        if profile.may_hold(meant):
            score = max(score, guesses.get(meant, 0))
        else:
            score -= 1  # of two fields that are called the same, the other one
        if score >= LEAST and not (heading.unit and meant not in MONEY):
            language = heading.language if meant in {Field.TITLE, Field.REMARK} else ""
            yield Meaning(meant, language=language, unit=heading.unit, score=score)


def _score(key: str, phrases: Iterable[str]) -> int:
    best = 0
    for phrase in map(normalise, phrases):
        if key and phrase == key:
            return EXACT
        if phrase and f" {phrase} " in f" {key} ":
            best = max(best, EXACT * 8 // 10 * len(phrase.split()) // len(key.split()))
    return best


def source_of(given: GivenFile, opened: Opened, **more: object) -> dict[str, object]:
    """Give what the record of an import says of its file."""
    assert opened.file is not None
    return {"file": given.name, "sha256": opened.file.sha256, **more}


def keep_file(given: GivenFile, plan_id: int, *, by: Actor | None) -> None:
    """Keep a file as evidence of what was taken from it; the public does not see it.

    Errors: PermissionDenied; ValidationError.
    """
    attach_file(
        by=by,
        subject=f"plan:{plan_id}",
        scope_keys=scopes_of_plan(plan_id),
        content=given.content,
        name=given.name,
        kind=EvidenceKind.IMPORT,
        is_public=False,
        restricted_because=WORKING_FILE,
    )
