"""Taking OGP's table of commitments: all the rows that are right, or none, as one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from athar.intake.actions import attempt, without_garbage_collection
from athar.intake.enums import ProblemCode, Stage
from athar.intake.ogp.drafting import Drafting, Known
from athar.intake.ogp.plans import ActionPlan
from athar.intake.ogp.report import OgpReport, Written
from athar.intake.ogp.rows import Row, of_plans, read_rows
from athar.intake.ogp.table import OgpTable, read_table
from athar.intake.ogp.taking import Source, take_action_plans
from athar.intake.options import GivenFile, Options
from athar.intake.readers.refusals import Refused
from athar.intake.reports.problems import Problems
from athar.kernel.actor import Actor


def import_ogp(*, by: Actor | None, file: GivenFile | Path, options: Options) -> OgpReport:
    """Read OGP's table of commitments into plans, bodies, commitments and assessments.

    A row that is wrong is left out and named; a table that is known already changes nothing and
    leaves no trace.
    Shape: nothing is raised for what is wrong with the file; it is in the report's problems.
    Queries: 6 to prepare, and a number for each plan that does not depend on its commitments.
    """
    given, problems = GivenFile.of(file), Problems()
    options.tell(Stage.READING)
    table = _opened(given, problems)
    if table is None:
        return OgpReport(file=given.name, problems=problems.in_order(), is_dry_run=options.dry_run)
    rows = read_rows(table, problems)
    options.tell(Stage.CHECKING)
    drafting = Drafting(Known.read(), problems, given.name)
    plans = [drafting.plan(code, of_plan) for code, of_plan in of_plans(rows).items()]
    report = _report(table, rows, options)
    is_blocked = problems.block(strict=options.strict, take_good_rows=True)
    written = None
    if not is_blocked:
        options.tell(Stage.WRITING)
        with without_garbage_collection():
            written = attempt(lambda: _take(plans, table, by=by, options=options), problems)
    report = replace(report, problems=problems.in_order())
    if written is None:
        return report
    return replace(report, is_taken=True, written=written)


def _opened(given: GivenFile, problems: Problems) -> OgpTable | None:
    try:
        table = read_table(given)
    except Refused as refusal:
        problems.add(ProblemCode(refusal.fault.value), detail=refusal.detail)
        return None
    if table is None or not table.records:
        problems.add(ProblemCode.NO_OGP_TABLE)
        return None
    for at, _name in table.columns.unknown:
        problems.add(ProblemCode.COLUMN_KEPT, column=table.columns.called(at))
    return table


def _take(
    plans: Sequence[ActionPlan], table: OgpTable, *, by: Actor | None, options: Options
) -> Written:
    said = {"file": table.name, "sha256": table.sha256, "rows": len(table.records)}
    source = Source(said, options.reason or f"{table.name}: OGP")
    taken, n_bodies = take_action_plans(by=by, plans=plans, source=source, dry_run=options.dry_run)
    return Written(
        plans=sum(one.is_new for one in taken),
        bodies=n_bodies,
        commitments=sum(len(one.commitments.added) for one in taken),
        commitments_changed=sum(len(one.commitments.changed) for one in taken),
        assessments=sum(one.assessments.added for one in taken),
        assessments_superseded=sum(one.assessments.superseded for one in taken),
    )


def _report(table: OgpTable, rows: Sequence[Row], options: Options) -> OgpReport:
    codings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for one in row.said:
            codings[one.coding.name][one.step.code if one.step else str(one.no_word)] += 1
    return OgpReport(
        file=table.name,
        commitments=len(rows),
        plans=len({row.plan for row in rows}),
        by_member=Counter(row.member for row in rows),
        codings=codings,
        unknown_columns=tuple(name for _at, name in table.columns.unknown),
        is_dry_run=options.dry_run,
    )
