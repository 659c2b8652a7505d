"""Taking a file into the plans it describes: all of it or nothing, as one act."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from athar.intake.enums import ProblemCode
from athar.intake.memory.mapping import write_mapping
from athar.intake.names.suggesting import words_of
from athar.intake.options import GivenFile, Options
from athar.intake.outputs.preparing import Outputs
from athar.intake.projects.applying import ActorMissing, ReasonMissing, apply_plans
from athar.intake.projects.flags import flags_of
from athar.intake.projects.preparing import Prepared, prepare
from athar.intake.projects.report import Figures, ImportReport, figures_of
from athar.intake.reports.problems import Problem, Problems
from athar.intake.reports.told import Reason
from athar.kernel.actor import Actor

Given = TypeVar("Given")


def import_plan(
    *, by: Actor | None, file: GivenFile | Path, options: Options | None = None
) -> ImportReport:
    """Read a file and take it into its plan, or say why it is not taken.

    A plan that is still a draft is edited; a published one is amended, which needs an actor and a
    reason. A file whose content is known already changes nothing and leaves no trace.
    Shape: nothing is raised for what is wrong with the file; it is in the report's problems.
    Queries: 5 to prepare and a number that does not depend on the rows to apply.
    """
    options = options or Options()
    given = GivenFile.of(file)
    with without_garbage_collection():
        return _import_plan(given, options, by=by)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Pause the search for cycles: with all the objects of a file it costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import_plan(given: GivenFile, options: Options, *, by: Actor | None) -> ImportReport:
    prepared = prepare(given, options)
    if prepared.problems.block(strict=options.strict, take_good_rows=options.take_good_rows):
        return report_of(prepared, given, options)
    applied = attempt(
        lambda: apply_plans(prepared, given, by=by, options=options), prepared.problems
    )
    report = report_of(prepared, given, options)
    if applied is None:
        return report
    return replace(report, is_taken=True, changes=applied.changes, event_ids=applied.event_ids)


def attempt(act: Callable[[], Given], problems: Problems) -> Given | None:
    """Act, all or nothing; what keeps it from being done is added to the problems.

    Shape: None when it was not done.
    """
    try:
        return twice(act)
    except ReasonMissing:
        problems.add(ProblemCode.REASON_REQUIRED)
    except ActorMissing:
        problems.add(ProblemCode.ACTOR_REQUIRED)
    except PermissionDenied:
        problems.add(ProblemCode.NOT_ALLOWED)
    except ValidationError as error:
        problems.extend(
            Problem(ProblemCode.NOT_ACCEPTED, detail=Reason.of_error(one))
            for one in error.error_list
        )
    return None


def twice(act: Callable[[], Given]) -> Given:
    """Act again when somebody else created the same rows meanwhile: then they are found."""
    try:
        return act()
    except IntegrityError:
        return act()


def report_of(prepared: Prepared, given: GivenFile, options: Options) -> ImportReport:
    """Say what was found in a file, before anything is applied."""
    contents = [plan.content for plan in prepared.plans]
    figures = figures_of(contents, prepared.bodies, prepared.currency) if contents else Figures()
    nodes: dict[str, int] = {}
    for plan in prepared.plans:
        for level, count in plan.tree.counts().items():
            nodes[level] = nodes.get(level, 0) + count
    outputs = Outputs().counts()
    for plan in prepared.plans:
        outputs.update(plan.outputs.counts())
    problems = prepared.problems.in_order()
    words = words_of(problems, prepared.memory.answers, prepared.suggestions)
    return ImportReport(
        file=given.name,
        sheets=tuple(table.sheet.name for table in prepared.used_tables),
        nodes=nodes or {"axis": 0, "sub_axis": 0, "programme": 0},
        figures=figures,
        plans={
            plan.code: figures_of([plan.content], prepared.bodies, prepared.currency)
            for plan in prepared.plans
        },
        problems=problems,
        is_dry_run=options.dry_run,
        plan_codes=tuple(plan.code for plan in prepared.plans),
        assumed=tuple(prepared.assumed),
        mapping=write_mapping(prepared.tables, words) if prepared.tables else "",
        is_mapping_reused=prepared.memory.is_reused,
        words=words,
        source=prepared.file,
        tables=prepared.used_tables,
        n_rows=prepared.n_rows,
        sums=prepared.sums,
        flags=flags_of([row for plan in prepared.plans for row in plan.content.rows]),
        outputs=outputs,
    )
