"""From the bytes of a file to the plans it holds, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings

from athar.intake.enums import ProblemCode, Stage, UploadKind
from athar.intake.memory.kept import Memory
from athar.intake.memory.mapping import BadMapping
from athar.intake.names.abbreviations import explain_abbreviations
from athar.intake.names.bodies import Bodies
from athar.intake.names.places import Locator, place_teller
from athar.intake.names.suggesting import Suggestions
from athar.intake.options import GivenFile, Options
from athar.intake.outputs.preparing import Outputs, prepare_outputs
from athar.intake.outputs.rows import OutputRow, outputs_in, outputs_of
from athar.intake.projects.checks import without_repeated_codes
from athar.intake.projects.codes import with_codes
from athar.intake.projects.content import Lookups, PlanContent, build_content, note_unknown_projects
from athar.intake.projects.identity import (
    BadPlanFile,
    Identity,
    combined,
    identity_of_file,
    read_plan_file,
)
from athar.intake.projects.nodes import Tree
from athar.intake.projects.planning import (
    completed_identity,
    council_of,
    date_in,
    local_code,
    plan_draft,
    plans_named,
    region_in,
    tree_of,
)
from athar.intake.projects.recognising import KnownByTitle
from athar.intake.projects.rows import FileRows, ProjectRow, read_tables
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import Refused
from athar.intake.readers.sheet import SheetFile
from athar.intake.reports.problems import Problem, Problems
from athar.intake.tables.reading import TableReader
from athar.intake.tables.sums import ColumnSum
from athar.intake.tables.table import Table, find_tables
from athar.intake.vocabulary.fields import TableKind
from athar.intake.vocabulary.payers import Payer
from athar.kernel import clock
from athar.people.enums import OrganisationKind
from athar.people.queries import organisations_by_code
from athar.plans.contracts import stored_contracts
from athar.plans.drafts import PlanDraft
from athar.plans.queries import PlanView, known_projects, plan_by_code
from athar.reference.enums import Taxonomy
from athar.reference.queries import PlaceIndex, PlaceRef, ThemeIndex, themes
from athar.reporting.queries import narratives_as_of
from athar.trail.queries import history

IMPORTED = "plan.imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPlan:
    """One plan of the file; `draft` None keeps the identity that is stored."""

    code: str
    draft: PlanDraft | None
    tree: Tree
    states_tree: bool
    content: PlanContent
    as_of_on: dt.date
    outputs: Outputs = field(default_factory=Outputs)


@dataclass(slots=True)
class Prepared:
    """What a file holds, ready to be shown or applied."""

    memory: Memory = field(default_factory=lambda: Memory(UploadKind.PLAN))
    file: SheetFile | None = None
    tables: tuple[Table, ...] = ()
    plans: list[PreparedPlan] = field(default_factory=list)
    bodies: Bodies = field(default_factory=lambda: Bodies({}))
    problems: Problems = field(default_factory=Problems)
    assumed: list[str] = field(default_factory=list)
    currency: str = "MAD"
    n_rows: int = 0
    sums: tuple[ColumnSum, ...] = ()
    is_partial: bool = False
    suggestions: Suggestions = field(default_factory=Suggestions)

    def title(self) -> str:
        """Give the words over the table of projects; empty when there are several tables."""
        tables = [one for one in self.tables if one.kind is TableKind.PROJECTS]
        return tables[0].title() if len(tables) == 1 else ""

    @property
    def used_tables(self) -> tuple[Table, ...]:
        """Give the tables of the plan itself; those of indicators say what belongs to projects."""
        return tuple(one for one in self.tables if one.kind is not TableKind.INDICATORS)


@dataclass(frozen=True, slots=True)
class _Registers:
    """What names are looked up in, and all rows of the file."""

    places: PlaceIndex
    sectors: ThemeIndex
    rows: FileRows
    outputs: Sequence[OutputRow] = ()


def prepare(given: GivenFile, options: Options) -> Prepared:
    """Read a file whole; whatever is wrong with it is among the problems.

    Queries: 6, and at most 4 for each plan.
    """
    prepared = Prepared()
    described = _described(options, prepared.problems)
    options.tell(Stage.OPENING)
    try:
        prepared.file = read_file(given.content, given.name, most_bytes=settings.MAX_UPLOAD_BYTES)
    except Refused as refusal:
        code = ProblemCode(refusal.fault.value)
        prepared.problems.found.insert(0, Problem(code, detail=refusal.detail))
    else:
        prepared.memory = _memory(options, prepared.problems)
    if prepared.file is None or prepared.problems.found:
        return prepared
    places = PlaceIndex.load()
    sheets, is_place = prepared.file.sheets, place_teller(places, prepared.memory.answers)
    prepared.tables = prepared.memory.find(lambda settled: find_tables(sheets, settled, is_place))
    if not any(table.kind is TableKind.PROJECTS for table in prepared.tables):
        prepared.problems.add(ProblemCode.NO_PROJECTS)
        return prepared
    readers = [
        TableReader(prepared.file, table, prepared.problems, prepared.memory.answers)
        for table in prepared.used_tables
    ]
    rows = read_tables(readers, options)
    options.tell(Stage.CHECKING)
    identity = combined(described, identity_of_file(rows))
    rows.projects = with_codes(rows.projects, _known_by_title(identity.code))
    prepared.n_rows, prepared.sums = rows.n_rows, tuple(rows.sums)
    listed = [one for one in prepared.tables if one.kind is TableKind.INDICATORS]
    registers = _Registers(
        places,
        ThemeIndex(themes(Taxonomy.SECTOR)),
        rows,
        tuple(outputs_in(TableReader(prepared.file, one, prepared.problems) for one in listed)),
    )
    _prepare_plans(prepared, registers, identity, options)
    return prepared


def _known_by_title(plan_code: str) -> KnownByTitle:
    """Give the projects that the plan has already. Queries: 1, 2 more when there is a plan."""
    plan = plan_by_code(plan_code, drafts=True) if plan_code else None
    return KnownByTitle(known_projects(plan.id) if plan else ())


def _memory(options: Options, problems: Problems) -> Memory:
    try:
        return Memory.of(UploadKind.PLAN, options.mapping)
    except BadMapping as error:
        problems.add(ProblemCode.MAPPING_MALFORMED, detail=error.reason)
        return Memory(UploadKind.PLAN)


def _described(options: Options, problems: Problems) -> Identity:
    try:
        found = read_plan_file(options.plan_file) if options.plan_file is not None else Identity()
    except BadPlanFile as error:
        problems.add(ProblemCode.PLAN_FILE_MALFORMED, detail=error.reason)
        return Identity()
    return replace(found, code=options.plan_code) if options.plan_code else found


def _prepare_plans(
    prepared: Prepared, registers: _Registers, identity: Identity, options: Options
) -> None:
    rows = registers.rows
    assert prepared.file is not None
    answers = prepared.memory.answers
    prepared.bodies = Bodies(organisations_by_code(), identity.bodies, answers)
    explain_abbreviations(prepared.bodies, prepared.file, prepared.tables)
    prepared.currency = rows.currency or identity.currency
    identity = replace(identity, currency=prepared.currency)
    note_unknown_projects(rows.projects, rows.funding)
    code = identity.code or local_code(prepared.file.name.rpartition(".")[0])
    plans = plans_named(rows.projects, code)
    for named, members in plans.items():
        about = replace(identity, code=named)
        if len(plans) > 1 and named != identity.code:
            about = Identity(code=named, currency=identity.currency)
        _prepare_plan(prepared, registers, about, members, options)


def _prepare_plan(
    prepared: Prepared,
    registers: _Registers,
    identity: Identity,
    members: Sequence[ProjectRow],
    options: Options,
) -> None:
    known = plan_by_code(identity.code, drafts=True)
    rows = without_repeated_codes(members)
    region = identity.region or region_in(prepared.title())
    locator = Locator.of(registers.places, region, rows, prepared.memory.answers)
    prepared.suggestions = Suggestions(registers.places, locator.region, prepared.bodies)
    placed = tree_of(identity, known, rows)
    as_of_on = options.as_of_on or identity.as_of_on or _as_of(prepared, known)
    lookups = Lookups(
        placed.tree,
        prepared.bodies,
        locator,
        registers.sectors,
        lists_bodies=bool(registers.rows.organisations),
        region_body=_region_body(known, rows, locator.region, prepared.bodies),
        stored=stored_contracts(known.id) if known else {},
        narratives=narratives_as_of(known.id, as_of_on) if known else {},
    )
    content = build_content(
        rows, registers.rows.funding, registers.rows.agreements, lookups, as_of_on
    )
    if options.take_good_rows:
        good = content.without(prepared.problems.rows_with_errors())
        prepared.is_partial = prepared.is_partial or len(good.rows) < len(members)
        content = good
    draft = _draft(prepared, identity, known, placed.tree, locator.region, content)
    prepared.plans.append(
        PreparedPlan(
            code=identity.code,
            draft=draft,
            tree=placed.tree,
            states_tree=placed.is_stated,
            content=content,
            as_of_on=as_of_on,
            outputs=prepare_outputs(
                (*outputs_of(content.rows), *registers.outputs),
                plan=draft or known,
                known=known,
                commitments=content.commitments,
                as_of_on=as_of_on,
            ),
        )
    )


def _region_body(
    known: PlanView | None, rows: Sequence[ProjectRow], region: PlaceRef | None, bodies: Bodies
) -> str:
    """Give the body that is the region itself, where the file says what the region pays."""
    if not any(share.funder == Payer.REGION for row in rows for share in row.shares):
        return ""
    if known is not None and known.owner.kind is OrganisationKind.REGION:
        return known.owner.code
    return council_of(region, bodies)


def _draft(
    prepared: Prepared,
    identity: Identity,
    known: PlanView | None,
    tree: Tree,
    region: PlaceRef | None,
    content: PlanContent,
) -> PlanDraft | None:
    """Give the identity to be stored; None when the file does not say it and it is known."""
    if known is not None and not identity.is_stated:
        return None
    whole, assumed = completed_identity(
        identity,
        region=region,
        rows=content.rows,
        bodies=prepared.bodies,
        owner=known.owner.code if known else "",
        above=prepared.title(),
    )
    if whole is None:
        prepared.problems.add(ProblemCode.PLAN_UNKNOWN, value=identity.code)
        return None
    prepared.assumed += [name for name in assumed if name not in prepared.assumed]
    return plan_draft(whole, tree, region=region, is_sample=content.is_sample)


def _as_of(prepared: Prepared, known: PlanView | None) -> dt.date:
    """Give the date of the figures: from a title, from when the file was imported, or today.

    Queries: 2 when the plan is known.
    """
    assert prepared.file is not None
    titles = (date_in(table.text_above()) for table in prepared.tables)
    if found := next((day for day in titles if day), None):
        return found
    for entry in history(f"plan:{known.id}") if known else ():
        if entry.kind == IMPORTED and entry.source.get("sha256") == prepared.file.sha256:
            return dt.date.fromisoformat(entry.source["as_of"])
    return clock.today()
