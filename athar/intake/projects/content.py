"""What a file says of one plan, as the drafts that the actions of the domain take."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from athar.finance.drafts import AgreementDraft, FundingDraft
from athar.intake.enums import ProblemCode
from athar.intake.names.bodies import Bodies
from athar.intake.names.places import Location, Locator
from athar.intake.projects.checks import check_funding, check_project
from athar.intake.projects.merging import completed, completed_texts
from athar.intake.projects.nodes import Tree
from athar.intake.projects.rows import AgreementRow, ProjectRow
from athar.intake.projects.shares import FundingRow
from athar.intake.tables.reading import RowReader
from athar.intake.tables.stood import cells_of, with_cell
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import Payer
from athar.intake.vocabulary.words import SAMPLE
from athar.kernel.periods import DatedOn
from athar.kernel.text import Translated
from athar.plans.contracts import Stored
from athar.plans.drafts import CommitmentDraft
from athar.plans.enums import BodyRole, DatePrecision
from athar.reference.queries import ThemeIndex
from athar.reporting.drafts import ReportDraft

_LONGEST_URL = 1000


@dataclass(frozen=True, slots=True)
class Lookups:
    """What names are looked up in while the rows of a plan become drafts."""

    tree: Tree
    bodies: Bodies
    locator: Locator
    sectors: ThemeIndex
    lists_bodies: bool
    region_body: str
    stored: Mapping[str, Stored] = field(default_factory=dict)
    narratives: Mapping[str, Translated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """The projects of one plan, in the order of the file, with all that belongs to them."""

    rows: tuple[ProjectRow, ...]
    commitments: tuple[CommitmentDraft, ...]
    locations: tuple[Location, ...]
    funding: tuple[FundingDraft, ...]
    agreements: tuple[AgreementDraft, ...]
    reports: tuple[ReportDraft, ...]

    @property
    def is_sample(self) -> bool:
        """Tell whether some of it is made up, as its own source column says."""
        return any(one.is_sample for one in self.commitments)

    def without(self, bad: Collection[tuple[str, int]]) -> PlanContent:
        """Give the content without the projects whose rows are named."""
        kept = [n for n, row in enumerate(self.rows) if row.row.key not in bad]
        codes = {self.rows[n].code for n in kept}
        return PlanContent(
            rows=tuple(self.rows[n] for n in kept),
            commitments=tuple(self.commitments[n] for n in kept),
            locations=tuple(self.locations[n] for n in kept),
            funding=tuple(one for one in self.funding if one.commitment_code in codes),
            agreements=tuple(
                replace(
                    one,
                    commitment_codes=tuple(code for code in one.commitment_codes if code in codes),
                )
                for one in self.agreements
            ),
            reports=tuple(one for one in self.reports if one.commitment_code in codes),
        )


def build_content(
    rows: Sequence[ProjectRow],
    shares: Sequence[FundingRow],
    agreements: Sequence[AgreementRow],
    lookups: Lookups,
    as_of_on: dt.date,
) -> PlanContent:
    """Turn rows into drafts; what a row names and nobody knows is noted."""
    listed: dict[str, list[FundingRow]] = defaultdict(list)
    for share in shares:
        listed[share.project].append(share)
    of_rows = [(*listed[row.code], *row.shares) for row in rows]
    commitments, locations = [], []
    for position, row in enumerate(rows):
        check_project(row)
        check_funding(row, of_rows[position])
        locations.append(lookups.locator.locate(row))
        draft = _commitment(row, position, locations[-1], lookups)
        commitments.append(completed(draft, row, lookups.stored.get(row.code)))
    return PlanContent(
        rows=tuple(rows),
        commitments=tuple(commitments),
        locations=tuple(locations),
        funding=_funding(rows, of_rows, lookups),
        agreements=_agreements(rows, agreements),
        reports=tuple(_report(row, as_of_on, lookups.narratives) for row in rows),
    )


def note_unknown_projects(rows: Sequence[ProjectRow], shares: Sequence[FundingRow]) -> None:
    """Note shares of projects that the file does not hold."""
    codes = {row.code for row in rows}
    for share in shares:
        if share.project not in codes:
            column = share.row.column(Field.PROJECT)
            share.row.note(ProblemCode.UNKNOWN_PROJECT, column, value=share.project)


def _commitment(
    row: ProjectRow, position: int, location: Location, lookups: Lookups
) -> CommitmentDraft:
    return CommitmentDraft(
        code=row.code,
        title=row.title,
        node_code=_node(row, lookups.tree),
        position=position,
        summary=row.summary,
        planned_start_on=_on(row.planned_start),
        planned_start_precision=_precision(row.planned_start),
        planned_end_on=_on(row.planned_end),
        planned_end_precision=_precision(row.planned_end),
        approved_on=row.approved_on,
        amount=row.amount,
        covers_whole_place=location.covers_region,
        place_ids=tuple(place.id for place in location.places),
        theme_ids=tuple(
            theme.id for text in row.sector if (theme := lookups.sectors.find(text)) is not None
        ),
        bodies=_bodies(row, lookups),
        n_sub_projects=row.n_sub_projects,
        is_sample=normalise(row.source) in SAMPLE,
        source_url=_url(row.source),
        origin=row.row.origin() | {"cells": cells_of(row)},
    )


def _node(row: ProjectRow, tree: Tree) -> str | None:
    found = tree.find(row)
    if found is None and row.nodes:
        level, text = list(row.nodes.items())[-1]
        row.row.note(ProblemCode.UNKNOWN_NODE, row.row.column(level), value=text)
    return found


def _bodies(row: ProjectRow, lookups: Lookups) -> tuple[tuple[BodyRole, str], ...]:
    return tuple(
        (role, _body(row.row, Field(role.value), text, lookups))
        for role, texts in row.bodies.items()
        for text in texts
    )


def _body(row: RowReader, field: Field, text: str, lookups: Lookups) -> str:
    """Give the code of a body; a file that lists its bodies is asked about others."""
    is_known = lookups.bodies.find(text) is not None
    is_confirmed = lookups.bodies.is_confirmed(text, row.key)
    if lookups.lists_bodies and not (is_known or is_confirmed):
        row.note(ProblemCode.UNKNOWN_BODY, row.column(field), value=text)
    return lookups.bodies.code_of(text)


def _on(dated: DatedOn | None) -> dt.date | None:
    return dated.on if dated else None


def _precision(dated: DatedOn | None) -> DatePrecision:
    return DatePrecision(dated.precision.value) if dated else DatePrecision.DAY


def _url(text: str) -> str:
    """Give the first address in a text, empty when there is none."""
    for word in text.split():
        parts = urlsplit(word)
        if parts.scheme in {"http", "https"} and parts.netloc and len(word) <= _LONGEST_URL:
            return word
    return ""


def _funding(
    rows: Sequence[ProjectRow],
    of_rows: Sequence[Sequence[FundingRow]],
    lookups: Lookups,
) -> tuple[FundingDraft, ...]:
    """Give one line per funder and year; what is written twice is added up."""
    amounts: dict[tuple[str, str | None, int | None], Decimal] = defaultdict(Decimal)
    origins: dict[tuple[str, str | None, int | None], dict[str, Any]] = {}
    for row, shares in zip(rows, of_rows, strict=True):
        for share in shares:
            funder = _funder(share, lookups)
            key = (row.code, funder, share.year)
            amounts[key] += share.amount
            origins[key] = with_cell(origins.get(key), _cell_of_share(share))
    return tuple(
        FundingDraft(
            commitment_code=code,
            funder_code=funder,
            year=year,
            amount=amount,
            origin=origins[code, funder, year],
        )
        for (code, funder, year), amount in amounts.items()
        if funder is not None or year is not None
    )


def _cell_of_share(share: FundingRow) -> dict[str, Any]:
    """Say where a share stood: in a column of its own, among those of a cell, in its own row."""
    row = share.row
    column = share.column or row.column(Field.FUNDERS) or row.column(Field.AMOUNT)
    return row.stood(column)


def _funder(share: FundingRow, lookups: Lookups) -> str | None:
    """Give the code of who pays a share; the region itself is the body of the plan's region."""
    if not share.funder:
        return None
    if share.funder == Payer.REGION:
        return lookups.region_body or lookups.bodies.code_of("Région")
    listed = Field.FUNDERS if share.row.column(Field.FUNDERS) else Field.ORGANISATION
    return _body(share.row, listed, share.funder, lookups)


def _agreements(
    rows: Sequence[ProjectRow], stated: Sequence[AgreementRow]
) -> tuple[AgreementDraft, ...]:
    """Give the agreements listed, and those only named by projects, with their projects."""
    codes: dict[str, list[str]] = defaultdict(list)
    sessions: dict[str, dt.date | None] = {}
    for row in rows:
        for number in row.agreements:
            codes[number].append(row.code)
            sessions[number] = sessions.get(number) or row.approved_on
    listed = {one.number: one for one in stated}
    return tuple(
        AgreementDraft(
            number=number,
            session_on=listed[number].session_on if number in listed else sessions[number],
            title=listed[number].title if number in listed else Translated(),
            commitment_codes=tuple(codes.get(number, ())),
        )
        for number in dict.fromkeys((*listed, *codes))
    )


def _report(
    row: ProjectRow, as_of_on: dt.date, narratives: Mapping[str, Translated]
) -> ReportDraft:
    return ReportDraft(
        commitment_code=row.code,
        as_of_on=as_of_on,
        declared_status=row.status,
        physical=row.physical,
        financial=row.financial,
        committed=row.committed,
        paid=row.paid,
        actual_start_on=_on(row.actual_start),
        actual_end_on=_on(row.actual_end),
        actual_end_precision=_precision(row.actual_end),
        forecast_end_on=_on(row.forecast_end),
        narrative=completed_texts(narratives.get(row.code, {}), row.remark),
        entries=row.entries,
    )
