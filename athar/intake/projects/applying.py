"""Writing what a file holds, through the actions of the domain, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction

from athar.evidence.actions import attach_file
from athar.finance.actions import put_agreements, put_funding
from athar.intake.enums import Part, Stage
from athar.intake.keeping import keep_file, of_plan
from athar.intake.options import GivenFile, Options
from athar.intake.outputs.taking import Whence, put_outputs
from athar.intake.projects.preparing import IMPORTED, Prepared, PreparedPlan
from athar.intake.reports.changes import Changes, Thing
from athar.intake.undoing.restoring import keep_restore_point, standing
from athar.kernel.actor import Actor
from athar.people.actions import put_organisations
from athar.people.queries import organisation_by_code, organisations_by_code
from athar.people.rules import organisation_scope
from athar.plans.actions import publish_amendment, put_commitments, put_nodes, put_plan
from athar.plans.drafts import Differences
from athar.plans.queries import commitment_codes, plan_by_code, scopes_of_plan
from athar.reporting.actions import publish_reports
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event


class ReasonMissing(Exception):  # noqa: N818 - named for the field
    """The import would amend a published plan and nobody says why."""


class ActorMissing(Exception):  # noqa: N818 - named for the field
    """The import would amend a published plan and nobody answers for it."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import changed, and its acts."""

    changes: Changes
    event_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Import:
    """One import under way."""

    prepared: Prepared
    given: GivenFile
    by: Actor | None
    options: Options


@dataclass(slots=True)
class _Written:
    """What was written of one plan; `contract` is all but the reports."""

    is_new_identity: bool = False
    nodes: Differences = field(default_factory=Differences)
    commitments: Differences = field(default_factory=Differences)
    funding: Differences = field(default_factory=Differences)
    agreements: Differences = field(default_factory=Differences)
    reports: Differences = field(default_factory=Differences)
    has_new_outputs: bool = False

    @property
    def contract(self) -> Differences:
        return self.nodes + self.commitments + self.funding + self.agreements

    @property
    def changes_contract(self) -> bool:
        return self.is_new_identity or not self.contract.is_empty

    @property
    def is_nothing(self) -> bool:
        return not (self.changes_contract or self.has_new_outputs) and self.reports.is_empty

    def changes(self) -> Changes:
        """Say what differs: projects are counted, each once, with all that is said of them."""
        return Changes.of(
            Thing.PROJECT,
            {
                Thing.PROJECT: (self.commitments, self.funding, self.reports),
                Thing.NODE: (self.nodes,),
                Thing.AGREEMENT: (self.agreements,),
            },
        )


def apply_plans(
    prepared: Prepared, given: GivenFile, *, by: Actor | None, options: Options
) -> Applied:
    """Write the plans of a file, all or none; a dry run writes and takes everything back.

    Errors: PermissionDenied; ValidationError; ReasonMissing; ActorMissing.
    """
    act = _Import(prepared, given, by, options)
    options.tell(Stage.WRITING)
    total, events = Changes(), []
    with transaction.atomic():
        with transaction.atomic():
            _put_bodies(act)
            for plan in prepared.plans:
                changes, event = _apply_plan(act, plan)
                total += changes
                events += [event.pk] if event else []
            if options.dry_run or not events:
                transaction.set_rollback(True)
            else:
                options.keep(tuple(events))
        _remember(act)
    return Applied(total, () if options.dry_run else tuple(events))


def _remember(act: _Import) -> None:
    """Keep what a person settled, also when nothing else changes; a dry run keeps nothing."""
    if act.options.dry_run:
        return
    first = plan_by_code(act.prepared.plans[0].code, drafts=True)
    assert first is not None
    act.prepared.memory.keep(by=act.by, belongs=of_plan(first.id), file_name=act.given.name)


def _put_bodies(act: _Import) -> None:
    """Register the bodies that are new; an import of a plan does not rename known ones."""
    drafts = act.prepared.bodies.drafts()
    known = organisations_by_code({draft.code for draft in drafts})
    new = [draft for draft in drafts if draft.code not in known]
    if new:
        put_organisations(by=act.by, drafts=new, scope_keys=_scopes(act))


def _scopes(act: _Import) -> tuple[str, ...]:
    """Give the scopes in which the plans of the file lie, or will lie."""
    scopes: list[str] = []
    for plan in act.prepared.plans:
        stored = plan_by_code(plan.code, drafts=True)
        owner = organisation_by_code(plan.draft.owner_code) if plan.draft else None
        scopes += scopes_of_plan(stored.id) if stored else ()
        scopes += (organisation_scope(owner.id),) if owner else ()
    return tuple(scopes)


def _apply_plan(act: _Import, plan: PreparedPlan) -> tuple[Changes, Event | None]:
    with transaction.atomic():
        stored = plan_by_code(plan.code, drafts=True)
        before = standing(stored, _named(act, plan))
        plan_id = _plan_id(act, plan)
        if stored is None and commitment_codes(plan_id):
            raise IntegrityError("the plan was brought by somebody else meanwhile")
        event = begin(
            kind=IMPORTED,
            by=act.by,
            subject=f"plan:{plan_id}",
            reason=act.options.reason,
            source=_source(act, plan),
        )
        is_all = act.options.only is None
        written = _Written()
        if is_all or act.options.only is Part.PROMISE:
            written = _write_contract(act, plan, plan_id)
        now = plan_by_code(plan.code, drafts=True)
        written.is_new_identity = not (stored and now and stored.row_version == now.row_version)
        is_published = bool(stored and stored.current_version)
        if is_published and written.changes_contract:
            check_amendment(act.options, act.by)
        written.reports = publish_reports(
            by=act.by,
            plan_id=plan_id,
            drafts=plan.content.reports if is_all or act.options.only is Part.REPORTS else (),
            source=_source(act, plan),
            event=event,
        )
        written.has_new_outputs = _put_outputs(act, plan, plan_id, event)
        if written.is_nothing:
            transaction.set_rollback(True)
            return Changes(), None
        if is_published:
            _amend(act, plan_id, written, event)
        if not act.options.dry_run:
            keep_file(
                by=act.by,
                content=act.given.content,
                name=act.given.name,
                belongs=of_plan(plan_id),
            )
            keep_restore_point(event.pk, plan_id, before)
        act.options.tell(Stage.COUNTING)
        finish(event, touched=_touched(written))
    return written.changes(), event


def _named(act: _Import, plan: PreparedPlan) -> list[str] | None:
    """Give the codes of all projects a plan is to have; None where the file is part of it."""
    if act.prepared.is_partial:
        return None
    return [draft.code for draft in plan.content.commitments]


def _plan_id(act: _Import, plan: PreparedPlan) -> int:
    if plan.draft is not None:
        return put_plan(by=act.by, draft=plan.draft)
    stored = plan_by_code(plan.code, drafts=True)
    assert stored is not None
    return stored.id


def _source(act: _Import, plan: PreparedPlan) -> dict[str, object]:
    assert act.prepared.file is not None
    return {
        "file": act.given.name,
        "sha256": act.prepared.file.sha256,
        "rows": len(plan.content.rows),
        "as_of": plan.as_of_on.isoformat(),
    }


def _write_contract(act: _Import, plan: PreparedPlan, plan_id: int) -> _Written:
    complete = not act.prepared.is_partial
    written = _Written()
    if plan.states_tree:
        written.nodes = put_nodes(
            by=act.by, plan_id=plan_id, drafts=plan.tree.drafts(), complete=complete
        )
    written.commitments = put_commitments(
        by=act.by, plan_id=plan_id, drafts=plan.content.commitments, complete=complete
    )
    written.agreements = put_agreements(by=act.by, plan_id=plan_id, drafts=plan.content.agreements)
    written.funding = put_funding(
        by=act.by, plan_id=plan_id, drafts=plan.content.funding, complete=complete
    )
    return written


def _put_outputs(act: _Import, plan: PreparedPlan, plan_id: int, event: Event) -> bool:
    """Write the outputs of the projects; tell whether anything differs."""
    if not plan.outputs.lines:
        return False
    now = plan_by_code(plan.code, drafts=True)
    assert now is not None
    assert act.prepared.file is not None
    is_promise = act.options.only is Part.PROMISE
    return put_outputs(
        by=act.by,
        plan_id=plan_id,
        about=(plan.code, now.title),
        outputs=replace(plan.outputs, values=()) if is_promise else plan.outputs,
        whence=Whence(
            sha256=act.prepared.file.sha256,
            name=act.given.name,
            reason=act.options.reason,
            event=event,
        ),
    )


def check_amendment(options: Options, by: Actor | None) -> None:
    """Refuse to amend a published plan when nobody answers for it, or nobody says why.

    Errors: ReasonMissing; ActorMissing.
    """
    if by is None:
        raise ActorMissing
    if not options.reason.strip():
        raise ReasonMissing


def _amend(act: _Import, plan_id: int, written: _Written, event: Event) -> None:
    """Publish what changed in a published plan as its next version."""
    contract = written.commitments + written.funding
    changed = {
        int(one.subject.partition(":")[2])
        for one in (*contract.added, *contract.changed, *contract.gone)
    }
    if written.changes_contract:
        amend(act.options, plan_id, by=act.by, changed_commitment_ids=changed, cause=event)


def amend(
    options: Options,
    plan_id: int,
    *,
    by: Actor | None,
    changed_commitment_ids: Collection[int] = (),
    cause: Event,
) -> None:
    """Publish what an import changed in a published plan as its next version.

    Errors: PermissionDenied; ValidationError; ReasonMissing; ActorMissing.
    """
    check_amendment(options, by)
    said = options.decision
    publish_amendment(
        by=by,
        plan_id=plan_id,
        why=options.reason,
        what=said.what,
        decided_by=said.decided_by,
        decided_on=said.decided_on,
        document_id=_document(options, plan_id, by),
        changed_commitment_ids=changed_commitment_ids,
        also_changed=True,
        cause=cause,
    )


def _document(options: Options, plan_id: int, by: Actor | None) -> int | None:
    """Keep the document of the amendment as public evidence of the plan, and give its key."""
    given = options.document
    if given is None:
        return None
    evidence = attach_file(
        by=by,
        subject=f"plan:{plan_id}",
        scope_keys=scopes_of_plan(plan_id),
        content=given.content,
        name=given.name,
    )
    return evidence.pk


def _touched(written: _Written) -> list[Touched]:
    contract = written.contract
    return [
        Touched(one.subject, one.before, one.after)
        for one in (*contract.added, *contract.changed, *contract.gone)
    ]
