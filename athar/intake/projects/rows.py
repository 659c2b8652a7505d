"""The rows of a plan's tables as typed values, before any name in them is looked up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from athar.intake.cells.dates import read_date
from athar.intake.cells.reading import Reading
from athar.intake.cells.texts import is_code, read_list, short_code
from athar.intake.enums import ProblemCode
from athar.intake.options import Options
from athar.intake.progress import RowsRead
from athar.intake.projects.shares import FundingRow, share_of_row, shares_of
from athar.intake.tables.reading import RowReader, TableReader
from athar.intake.tables.sums import ColumnSum, Sums
from athar.intake.vocabulary.fields import Field, TableKind
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import LEVEL_OF
from athar.kernel.periods import DatedOn, Edge
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import BodyRole
from athar.reporting.drafts import EntryDraft
from athar.reporting.enums import ReportField

LEVEL_FIELDS = (Field.AXIS, Field.SUB_AXIS, Field.PROGRAMME)
PLACE_FIELDS = (Field.PROVINCES, Field.COMMUNES, Field.PLACES)
BODY_FIELDS = {
    Field.LEAD: BodyRole.LEAD,
    Field.SUPPORT: BodyRole.SUPPORT,
    Field.OWNER: BodyRole.OWNER,
    Field.DELEGATED_OWNER: BodyRole.DELEGATED_OWNER,
}
_AGREEMENT_MARKS = str.maketrans({"/": "\ue000", "|": ";"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """A project as its row states it; names of bodies, places and nodes are still texts."""

    row: RowReader = field(repr=False)
    code: str
    plan: str
    title: Translated
    summary: Translated
    nodes: Mapping[Field, str]
    node_codes: Mapping[Field, str]
    region: str
    bodies: Mapping[BodyRole, tuple[str, ...]]
    places: Mapping[Field, tuple[str, ...]]
    sector: tuple[str, ...]
    amount: Decimal | None
    shares: tuple[FundingRow, ...]
    agreements: tuple[str, ...]
    approved_on: dt.date | None
    planned_start: DatedOn | None
    planned_end: DatedOn | None
    forecast_end: DatedOn | None
    actual_start: DatedOn | None
    actual_end: DatedOn | None
    status: DeclaredStatus | None
    physical: Decimal | None
    financial: Decimal | None
    committed: Decimal | None
    paid: Decimal | None
    source: str
    remark: Translated
    n_sub_projects: int | None
    entries: Mapping[ReportField, EntryDraft]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """A grouping as its row states it."""

    row: RowReader = field(repr=False)
    code: str
    level: str
    parent: str
    title: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """A body as its row states it."""

    code: str
    names: Translated
    abbreviation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement as its row states it."""

    number: str
    session_on: dt.date | None
    title: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan's identity as its row states it."""

    row: RowReader = field(repr=False)
    code: str
    title: Translated
    region: str
    owner: str
    start_on: dt.date | None
    end_on: dt.date | None
    adopted_on: dt.date | None
    total: Decimal | None


@dataclass(slots=True)
class FileRows:
    """Everything the tables of a file say, row by row."""

    plans: list[PlanRow] = field(default_factory=list)
    nodes: list[NodeRow] = field(default_factory=list)
    organisations: list[OrganisationRow] = field(default_factory=list)
    projects: list[ProjectRow] = field(default_factory=list)
    funding: list[FundingRow] = field(default_factory=list)
    agreements: list[AgreementRow] = field(default_factory=list)
    sums: list[ColumnSum] = field(default_factory=list)
    n_rows: int = 0
    currency: str = ""


def read_projects(reader: TableReader, rows: Iterable[RowReader]) -> Iterator[ProjectRow]:
    """Read a table of projects; a row with neither code nor title is noted and left out.

    Where each row is a share of a project, of a year or payer, the rows of a project become one.
    """
    is_split = any(map(reader.table.column_of, (Field.YEAR, Field.ORGANISATION)))
    found: dict[tuple[str, str], ProjectRow] = {}
    open_ones: set[tuple[str, str]] = set()
    for row in rows:
        title = row.texts(Field.TITLE)
        code = short_code(row.code(Field.CODE))
        if not title and not (code and (row.has_numbers or any(map(str.isdigit, code)))):
            row.note(ProblemCode.ROW_NOT_READ)
            continue
        if not is_split:
            _check_identity(row, code, title)
            yield _project(row, code, title)
            continue
        key = (code, "" if code else normalise(" ".join(title.values())))
        if key not in found:
            _check_identity(row, code, title)
            found[key] = _project(row, code, title)
        if (share := share_of_row(row, code)) is not None:
            found[key] = replace(found[key], shares=(*found[key].shares, share))
        else:
            open_ones.add(key)
    yield from (one if key in open_ones else _with_cost(one) for key, one in found.items())


def _with_cost(row: ProjectRow) -> ProjectRow:
    """Take the sum of all payers as the cost, where no column holds it."""
    if row.row.column(Field.ORGANISATION) is None or row.row.column(Field.AMOUNT) is not None:
        return row
    return replace(row, amount=sum((one.amount for one in row.shares), Decimal(0)))


def _check_identity(row: RowReader, code: str, title: Translated) -> None:
    if code and not is_code(code):
        row.note(ProblemCode.CODE_MALFORMED, row.column(Field.CODE))
    if not title:
        row.note(ProblemCode.TITLE_MISSING, row.column(Field.TITLE))


@dataclass(frozen=True, slots=True)
class _Progress:
    """What a row reports, with what stood in each cell."""

    row: RowReader
    entries: dict[ReportField, EntryDraft] = field(default_factory=dict)

    def kept(self, reported: ReportField, column: Field, given: Reading) -> object:  # type: ignore[type-arg]  # of any type
        """Give the value read, and keep what stood there and where; an empty cell needs no more."""
        if given.written:
            self.entries[reported] = EntryDraft(
                written=given.written[:300],
                no_number=given.no_number if given.value is None else None,
                origin=self.row.origin(self.row.column(column)),
            )
        return given.value


def _project(row: RowReader, code: str, title: Translated) -> ProjectRow:
    says = _Progress(row)
    return ProjectRow(
        row=row,
        code=code,
        title=title,
        plan=row.text(Field.PLAN) or _from_sections(row, (Field.PLAN,)).get(Field.PLAN, ""),
        summary=row.texts(Field.SUMMARY),
        nodes=_from_sections(row, LEVEL_FIELDS) | _from_columns(row, LEVEL_FIELDS),
        node_codes=_section_codes(row),
        region=row.text(Field.REGION) or _from_sections(row, (Field.REGION,)).get(Field.REGION, ""),
        bodies={role: (text,) for one, role in BODY_FIELDS.items() if (text := row.text(one))},
        places=_places(row),
        sector=read_list(row.text(Field.SECTOR)),
        amount=row.money(Field.AMOUNT).value,
        shares=tuple(shares_of(row, code)),
        agreements=_agreement_numbers(row.text(Field.AGREEMENT)),
        approved_on=_day(row.date(Field.SESSION_DATE, Edge.START)),
        planned_start=row.date(Field.PLANNED_START, Edge.START).value,
        planned_end=row.date(Field.PLANNED_END, Edge.END).value,
        source=row.text(Field.SOURCE),
        remark=row.texts(Field.REMARK),
        n_sub_projects=row.whole_number(Field.SUB_PROJECTS),
        **_reported(says),
        entries=says.entries,
    )


def _from_columns(row: RowReader, fields: Iterable[Field]) -> dict[Field, str]:
    return {one: text for one in fields if (text := row.text(one))}


def _from_sections(row: RowReader, fields: Collection[Field]) -> dict[Field, str]:
    """Give what the heads of the sections say in which a row stands."""
    return {one.level: one.title for one in row.sections if one.level and one.level in fields}


def _section_codes(row: RowReader) -> dict[Field, str]:
    """Give the codes that the heads of sections name, of levels without a column of their own."""
    return {
        one.level: one.code
        for one in row.sections
        if one.level is not None and one.code and not row.text(one.level)
    }


def _places(row: RowReader) -> dict[Field, tuple[str, ...]]:
    """Give the places a row names, each cut into its list, within those of its sections."""
    of_sections = _from_sections(row, PLACE_FIELDS)
    own = {one: read_list(text) for one, text in _from_columns(row, PLACE_FIELDS).items()}
    return {one: (text,) for one, text in of_sections.items()} | own


def _reported(says: _Progress) -> dict[str, Any]:
    row = says.row
    dates = (
        (ReportField.FORECAST_END, Field.FORECAST_END, Edge.END),
        (ReportField.ACTUAL_START, Field.ACTUAL_START, Edge.START),
        (ReportField.ACTUAL_END, Field.ACTUAL_END, Edge.END),
    )
    return {
        "status": says.kept(ReportField.STATUS, Field.STATUS, row.status()),
        "physical": says.kept(ReportField.PHYSICAL, Field.PHYSICAL, _physical(row)),
        "financial": says.kept(
            ReportField.FINANCIAL, Field.FINANCIAL, row.percent(Field.FINANCIAL)
        ),
        "committed": says.kept(ReportField.COMMITTED, Field.COMMITTED, row.money(Field.COMMITTED)),
        "paid": says.kept(ReportField.PAID, Field.PAID, row.money(Field.PAID)),
        **{
            reported.value: says.kept(reported, column, row.date(column, edge))
            for reported, column, edge in dates
        },
    }


def _physical(row: RowReader) -> Reading[Decimal]:
    """Read the physical progress; a 1 that may be all or a hundredth is all when the work is done.

    What else the row says settles it: declared complete, or an actual end date.
    """
    column = row.column(Field.PHYSICAL)
    cell = row.cell(column)
    is_open = row.reader.is_ambiguous_one(cell, column)
    if column is None or not is_open:
        return row.percent(Field.PHYSICAL)
    status = row.declared.value
    ended = read_date(row.cell(row.column(Field.ACTUAL_END)), Edge.END).value
    if status is not DeclaredStatus.COMPLETED and not (status is None and ended):
        return row.percent(Field.PHYSICAL)
    row.note(ProblemCode.PERCENT_TAKEN_AS_DONE, column)
    return Reading(Decimal(100), cell.text.strip())


def _day(given: Reading[DatedOn]) -> dt.date | None:
    return given.value.on if given.value else None


def _agreement_numbers(text: str) -> tuple[str, ...]:
    """Cut a text into the numbers of agreements, in which a slash is part of the number."""
    parts = read_list(text.translate(_AGREEMENT_MARKS))
    return tuple(part.replace("\ue000", "/")[:60] for part in parts)


def read_funding(rows: Iterable[RowReader]) -> Iterator[FundingRow]:
    """Read a table with one share per row; a row without an amount is unknown and noted."""
    for row in rows:
        amount = row.money(Field.AMOUNT)
        funder = row.text(Field.ORGANISATION)
        if amount.value is not None:
            yield FundingRow(
                row=row,
                project=row.code(Field.PROJECT),
                amount=amount.value,
                funder=funder,
                year=row.whole_number(Field.YEAR),
            )
        elif not amount.fault:
            row.note(
                ProblemCode.FUNDER_WITHOUT_AMOUNT, row.column(Field.ORGANISATION), value=funder
            )


def read_nodes(rows: Iterable[RowReader]) -> Iterator[NodeRow]:
    """Read a table of axes, sub-axes and programmes."""
    for row in rows:
        level = LEVEL_OF.get(normalise(row.text(Field.LEVEL)))
        if level is None:
            row.note(ProblemCode.NODE_LEVEL_UNKNOWN, row.column(Field.LEVEL))
            continue
        yield NodeRow(
            row=row,
            code=row.code(Field.CODE),
            level=level,
            parent=row.code(Field.PARENT),
            title=row.texts(Field.TITLE),
        )


def read_organisations(rows: Iterable[RowReader]) -> Iterator[OrganisationRow]:
    """Read a table of bodies."""
    for row in rows:
        code, names = row.text(Field.CODE), row.texts(Field.NAME)
        if code or names:
            yield OrganisationRow(code=code, names=names, abbreviation=row.text(Field.ABBREVIATION))


def read_agreements(rows: Iterable[RowReader]) -> Iterator[AgreementRow]:
    """Read a table of agreements."""
    for row in rows:
        if text := row.text(Field.NUMBER):
            yield AgreementRow(
                number=text[:60],
                session_on=_day(row.date(Field.SESSION_DATE, Edge.START)),
                title=row.texts(Field.TITLE),
            )


def read_plans(rows: Iterable[RowReader]) -> Iterator[PlanRow]:
    """Read a table of plans."""
    for row in rows:
        yield PlanRow(
            row=row,
            code=row.code(Field.CODE),
            title=row.texts(Field.TITLE),
            region=row.text(Field.REGION),
            owner=row.text(Field.OWNER),
            start_on=_day(row.date(Field.START, Edge.START)),
            end_on=_day(row.date(Field.END, Edge.END)),
            adopted_on=_day(row.date(Field.ADOPTED, Edge.START)),
            total=row.money(Field.TOTAL).value,
        )


def read_tables(readers: Collection[TableReader], options: Options) -> FileRows:
    """Read every table of a file; columns that nobody understands are noted."""
    rows, counted = FileRows(), RowsRead.of(readers, options)
    for reader in readers:
        reader.note_columns_not_read()
        match reader.table.kind:
            case TableKind.PROJECTS:
                reader.note_carried_down()
                rows.projects += read_projects(reader, counted.over(reader))
                _add_up(rows, reader)
            case TableKind.FUNDING:
                rows.funding += read_funding(counted.over(reader))
            case TableKind.NODES:
                rows.nodes += read_nodes(counted.over(reader))
            case TableKind.ORGANISATIONS:
                rows.organisations += read_organisations(counted.over(reader))
            case TableKind.AGREEMENTS:
                rows.agreements += read_agreements(counted.over(reader))
            case TableKind.PLAN:
                rows.plans += read_plans(counted.over(reader))
    return rows


def _add_up(rows: FileRows, reader: TableReader) -> None:
    """Compare the sums printed in a table of projects, and keep what its columns add up to."""
    sums = Sums(reader)
    sums.compare()
    sums.ask_for_unit()
    rows.sums += sums.described()
    rows.n_rows += len(reader.rows)
    rows.currency = rows.currency or reader.formats.currency
