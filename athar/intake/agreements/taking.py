"""Taking a workbook of agreements into a plan: all of it or nothing, as one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.intake.actions import attempt
from athar.intake.agreements.checks import check_grand_total, check_totals
from athar.intake.agreements.codes import read_codes, read_short_codes
from athar.intake.agreements.reading import AgreementRows
from athar.intake.agreements.report import AgreementsReport, figures_of
from athar.intake.agreements.rows import Payers, SignedAgreement, with_payers
from athar.intake.enums import ProblemCode, Stage
from athar.intake.keeping import keep_file, of_plan
from athar.intake.memory.mapping import write_mapping
from athar.intake.names.bodies import Bodies
from athar.intake.names.codes import KnownCodes
from athar.intake.names.suggesting import Suggestions, words_of
from athar.intake.options import GivenFile, Options
from athar.intake.progress import RowsRead
from athar.intake.projects.applying import amend, check_amendment
from athar.intake.reports.changes import Changes, Thing
from athar.intake.tables.opening import Opened, open_tables, source_of
from athar.intake.tables.reading import TableReader
from athar.intake.undoing.restoring import keep_restore_point, standing_agreements
from athar.intake.vocabulary.fields import Field, TableKind
from athar.kernel.actor import Actor
from athar.people.actions import put_organisations
from athar.people.enums import OrganisationKind
from athar.people.queries import organisations_by_code
from athar.plans.queries import PlanView, commitment_codes, plan_by_code, scopes_of_plan
from athar.trail.actions import Touched, begin, finish

IMPORTED = "agreements.imported"


@dataclass(slots=True)
class _Found:
    """What a file holds, and where it is to go."""

    opened: Opened
    plan: PlanView | None
    bodies: Bodies
    agreements: list[SignedAgreement]
    drafts: list[AgreementDraft]


def import_agreements(
    *, by: Actor | None, file: GivenFile | Path, options: Options
) -> AgreementsReport:
    """Read a file of agreements and take it into its plan, or say why it is not taken.

    Agreements that the file does not name stay. A file whose content is known already changes
    nothing and leaves no trace.
    Shape: nothing is raised for what is wrong with the file; it is in the report's problems.
    Queries: 3 to read and a number that does not depend on the rows to apply.
    """
    given = GivenFile.of(file)
    found = _read(given, options)
    problems = found.opened.problems
    if problems.block(strict=options.strict, take_good_rows=options.take_good_rows):
        return _report(given, found, options)
    applied = attempt(lambda: _apply(given, found, by=by, options=options), problems)
    report = _report(given, found, options)
    if applied is None:
        return report
    changes, events = applied
    return replace(report, is_taken=True, changes=changes, event_ids=events)


def _read(given: GivenFile, options: Options) -> _Found:
    opened = open_tables(given, options, TableKind.SIGNED, none_found=ProblemCode.NO_AGREEMENTS)
    plan = plan_by_code(options.plan_code, drafts=True)
    if plan is None:
        opened.problems.add(ProblemCode.PLAN_UNKNOWN, value=options.plan_code)
    bodies = Bodies(organisations_by_code(), answers=opened.memory.answers)
    found = _Found(opened, plan, bodies, [], [])
    known = KnownCodes(commitment_codes(plan.id) if plan else ())
    owner = plan.owner if plan else None
    region = owner.code if owner and owner.kind is OrganisationKind.REGION else None
    rows = AgreementRows(Payers(bodies, region))
    counted = RowsRead.of(opened.readers, options)
    opened.readers = tuple(_read_table(reader, rows, counted) for reader in opened.readers)
    options.tell(Stage.CHECKING)
    bad = opened.problems.rows_with_errors() if options.take_good_rows else frozenset()
    for agreement in rows.found.values():
        if not any(bad & stated.keys for stated in agreement.rows):
            found.agreements.append(agreement)
            found.drafts.append(_draft(agreement, known))
    return found


def _read_table(reader: TableReader, rows: AgreementRows, counted: RowsRead) -> TableReader:
    """Read one table; the amendments of its agreements may stand in another one."""
    reader, payers = with_payers(reader, rows.payers.bodies, rows.payers.region)
    reader.note_columns_not_read()
    if not payers.is_told and reader.table.column_of(Field.TOTAL):
        reader.problems.add(ProblemCode.NO_PARTNERS, sheet=reader.table.sheet.name)
    before = set(rows.found)
    rows.start_table(payers)
    for row in counted.over(reader):
        rows.read(row)
    of_table = [one for number, one in rows.found.items() if number not in before]
    check_totals(of_table)
    check_grand_total(reader, of_table, payers.split)
    return reader


def _draft(agreement: SignedAgreement, known: KnownCodes) -> AgreementDraft:
    """Give what is stored of an agreement; codes that the plan does not have are noted."""
    signed = agreement.signed
    codes = _codes(agreement, known)
    for code in codes:
        if code not in known.codes:
            column = signed.row.column(Field.PROJECT)
            signed.row.note(ProblemCode.COVERED_PROJECT_UNKNOWN, column, value=code)
    return AgreementDraft(
        number=agreement.number,
        session_on=signed.session_on,
        title=signed.title,
        commitment_codes=tuple(code for code in codes if code in known.codes),
        states_commitments=bool(codes),
        shares=signed.shares if signed.states_shares else None,
        origins=signed.origins,
        amendments=_amendments(agreement) if signed.states_shares else None,
    )


def _codes(agreement: SignedAgreement, known: KnownCodes) -> tuple[str, ...]:
    """Give the codes that an agreement names; those read as short for others are asked about."""
    codes = read_codes(agreement.covered, known.codes)
    if known.codes.issuperset(codes):
        return codes
    whole = read_short_codes(agreement.covered, known)
    completed = [code for code in whole if code in known.codes and code not in codes]
    if completed:
        row = agreement.signed.row
        row.note(
            ProblemCode.CODES_COMPLETED,
            row.column(Field.PROJECT),
            value=agreement.covered,
            detail=", ".join(completed),
        )
    return whole if completed else codes


def _amendments(agreement: SignedAgreement) -> tuple[AmendmentDraft, ...]:
    return tuple(
        AmendmentDraft(
            number=one.amendment or 0,
            session_on=one.session_on,
            title=one.title,
            shares=one.shares,
            origins=one.origins,
        )
        for one in agreement.amendments
    )


def _apply(
    given: GivenFile, found: _Found, *, by: Actor | None, options: Options
) -> tuple[Changes, tuple[int, ...]]:
    """Write the agreements and keep what was settled, all or none; a dry run keeps nothing.

    Errors: PermissionDenied; ValidationError.
    """
    assert found.plan is not None
    options.tell(Stage.WRITING)
    with transaction.atomic():
        written = _write(given, found, found.plan.id, by=by, options=options)
        if not options.dry_run:
            found.opened.memory.keep(by=by, belongs=of_plan(found.plan.id), file_name=given.name)
    return written


def _write(
    given: GivenFile, found: _Found, plan_id: int, *, by: Actor | None, options: Options
) -> tuple[Changes, tuple[int, ...]]:
    with transaction.atomic():
        before = standing_agreements(plan_id)
        event = begin(
            kind=IMPORTED,
            by=by,
            subject=f"plan:{plan_id}",
            reason=options.reason,
            source=source_of(given, found.opened, rows=len(found.drafts)),
        )
        _put_bodies(found, plan_id, by)
        written = put_agreements(by=by, plan_id=plan_id, drafts=found.drafts)
        assert found.plan is not None, "checked before"
        is_amended = found.plan.is_published and not written.is_empty
        if is_amended:
            check_amendment(options, by)
        if written.is_empty or options.dry_run:
            transaction.set_rollback(True)
        else:
            keep_file(by=by, content=given.content, name=given.name, belongs=of_plan(plan_id))
            keep_restore_point(event.pk, plan_id, before)
            options.tell(Stage.COUNTING)
            if is_amended:
                amend(options, plan_id, by=by, cause=event)
            touched = (*written.added, *written.changed)
            finish(event, touched=[Touched(one.subject, one.before, one.after) for one in touched])
            options.keep((event.pk,))
    is_kept = not (written.is_empty or options.dry_run)
    changes = Changes.of(Thing.AGREEMENT, {Thing.AGREEMENT: (written,)})
    return changes, (event.pk,) if is_kept else ()


def _put_bodies(found: _Found, plan_id: int, by: Actor | None) -> None:
    """Register the partners nobody knew yet."""
    if new := found.bodies.drafts():
        put_organisations(by=by, drafts=new, scope_keys=scopes_of_plan(plan_id))


def _report(given: GivenFile, found: _Found, options: Options) -> AgreementsReport:
    opened = found.opened
    problems = opened.problems.in_order()
    words = words_of(problems, opened.memory.answers, Suggestions(bodies=found.bodies))
    covered = {code for draft in found.drafts for code in draft.commitment_codes}
    return AgreementsReport(
        file=given.name,
        sheets=opened.sheets,
        currency=found.plan.currency if found.plan else "MAD",
        projects_covered=len(covered),
        **figures_of(found.agreements, found.bodies),
        problems=problems,
        is_dry_run=options.dry_run,
        mapping=write_mapping(opened.tables, words) if opened.tables else "",
        is_mapping_reused=opened.memory.is_reused,
        words=words,
        source=opened.file,
        tables=opened.tables,
    )
