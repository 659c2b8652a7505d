"""Walking the road into the partnership: starting it, planning and completing its steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.evidence.actions import attach_file, release_evidence, restrict_evidence
from athar.evidence.models import Evidence
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.network.enums.accession import StepKey
from athar.network.enums.members import Programme, Standing
from athar.network.models.accession import Accession, AccessionStep, AccessionTask
from athar.network.models.members import Member, MembershipStatus
from athar.network.rules.accession import can_walk_road
from athar.network.validators.accession import check_done, check_sections, check_task
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import Collision, acting

STEP_FILES = "accession_step"
"""The kind of subject to which documents of a step are attached."""


@acting("accession.started", "member:{member_id}")
def start_road(*, by: Actor | None, member_id: int) -> int:
    """Open the road of a candidate with its six steps, and give its key.

    Errors: PermissionDenied; Member.DoesNotExist; ValidationError: not_a_candidate,
    road_started_already.
    Queries: 5 and those of the record.
    """
    member = Member.objects.select_for_update().get(pk=member_id)
    require(can_walk_road(by, member.scope_keys), "network.start_road")
    if not MembershipStatus.objects.filter(
        member=member, programme=Programme.OGP, standing=Standing.CANDIDATE, until_on=None
    ).exists():
        raise ValidationError(_("Only a candidate walks this road."), code="not_a_candidate")
    if Accession.objects.filter(member=member).exists():
        raise ValidationError(_("The road is open already."), code="road_started_already")
    row = Accession.objects.create(member=member, started_on=clock.today())
    AccessionStep.objects.bulk_create(AccessionStep(accession=row, key=key) for key in StepKey)
    said = {"started_on": row.started_on.isoformat()}
    _record("started", by, row, [Touched(f"accession:{row.pk}", None, said)])
    return row.pk


@acting("accession.shown", "accession:{accession_id}")
def show_sections(
    *, by: Actor | None, accession_id: int, version: int, shown: Collection[str]
) -> None:
    """Choose what the public sees of a candidate's road.

    Errors: PermissionDenied; Accession.DoesNotExist; Collision; ValidationError: section_unknown.
    Queries: 2 and those of the record.
    """
    row = road_to_walk(by, accession_id, "network.show_sections")
    if row.row_version != version:
        raise Collision
    check_sections(shown)
    before, row.shown = row.shown, sorted(shown)
    row.row_version += 1
    row.save(update_fields=["shown", "row_version"])
    touched = Touched(f"accession:{row.pk}", {"shown": before}, {"shown": row.shown})
    _record("shown", by, row, [touched])


@acting("accession.step_planned", "accession_step:{step_id}")
def plan_step(*, by: Actor | None, step_id: int, version: int, due_on: dt.date | None) -> None:
    """Say by when a step is expected to be completed; None: not known.

    Errors: PermissionDenied; AccessionStep.DoesNotExist; Collision; ValidationError: step_done.
    Queries: 3 and those of the record.
    """
    step, row = _step_to_walk(by, step_id, version, "network.plan_step")
    before, step.due_on = step.due_on, due_on
    _save_step(step, ["due_on"])
    said = {"due_on": before and before.isoformat()}, {"due_on": due_on and due_on.isoformat()}
    _record("step_planned", by, row, [Touched(f"{STEP_FILES}:{step.pk}", *said)])


@acting("accession.step_completed", "accession_step:{step_id}")
def complete_step(*, by: Actor | None, step_id: int, version: int, done_on: dt.date) -> None:
    """Complete a step on the day that a document of it proves.

    Errors: PermissionDenied; AccessionStep.DoesNotExist; Collision; ValidationError: step_done,
    and those of check_done.
    Queries: 5 and those of the record.
    """
    step, row = _step_to_walk(by, step_id, version, "network.complete_step")
    done = dict(row.steps.values_list("key", "done_on"))
    has_document = Evidence.objects.filter(subject=f"{STEP_FILES}:{step.pk}").exists()
    check_done(StepKey(step.key), done_on, row.started_on, done, has_document=has_document)
    step.done_on, step.done_by_id = done_on, by.pk if by else None
    _save_step(step, ["done_on", "done_by"])
    said = {"done_on": done_on.isoformat()}
    _record("step_completed", by, row, [Touched(f"{STEP_FILES}:{step.pk}", None, said)])


@acting("accession.document_attached", "accession_step:{step_id}")
def attach_to_step(
    *, by: Actor | None, step_id: int, content: bytes, name: str, title: Translated, because: str
) -> int:
    """Attach a document to a step, for the candidate's eyes until it is shown; give its key.

    Shape: `because` says in the words of the reader why the public does not see it yet.
    Errors: PermissionDenied; AccessionStep.DoesNotExist; ValidationError: see attach_file.
    Queries: 2 and those of attach_file.
    """
    step = AccessionStep.objects.get(pk=step_id)
    row = road_to_walk(by, step.accession_id, "network.attach_to_step")
    return attach_file(
        by=by,
        subject=f"{STEP_FILES}:{step_id}",
        scope_keys=row.member.scope_keys,
        content=content,
        name=name,
        title=title,
        is_public=False,
        restricted_because=because,
    ).pk


@acting("accession.document_shown", "accession_step:{step_id}")
def show_document(
    *, by: Actor | None, step_id: int, evidence_id: int, is_public: bool, because: str
) -> None:
    """Let the public see a document of a step, or keep it back again.

    Errors: PermissionDenied; AccessionStep.DoesNotExist; ValidationError: see release_evidence.
    Queries: 2 and those of release_evidence.
    """
    step = AccessionStep.objects.get(pk=step_id)
    scopes = road_to_walk(by, step.accession_id, "network.show_document").member.scope_keys
    subject = f"{STEP_FILES}:{step_id}"
    if is_public:
        release_evidence(by=by, subject=subject, scope_keys=scopes, evidence_id=evidence_id)
    else:
        restrict_evidence(
            by=by, subject=subject, scope_keys=scopes, evidence_id=evidence_id, because=because
        )


@acting("accession.task_added", "accession_step:{step_id}")
def add_task(*, by: Actor | None, step_id: int, title: str, owner: str, due_on: dt.date) -> int:
    """Add what is to be done for a step, by whom and by when; give its key.

    Errors: PermissionDenied; AccessionStep.DoesNotExist; ValidationError: see check_task.
    Queries: 3 and those of the record.
    """
    step = AccessionStep.objects.get(pk=step_id)
    row = road_to_walk(by, step.accession_id, "network.add_task")
    check_task(title, owner)
    task = AccessionTask.objects.create(
        accession=row, step=step, title=title.strip(), owner=owner.strip(), due_on=due_on
    )
    said = {"title": task.title, "owner": task.owner, "due_on": due_on.isoformat()}
    _record("task_added", by, row, [Touched(f"task:{task.pk}", None, said)])
    return task.pk


@acting("accession.task_done", "task:{task_id}")
def finish_task(*, by: Actor | None, task_id: int, version: int, is_done: bool) -> None:
    """Tick a task of a step off, or take the tick back.

    Errors: PermissionDenied; AccessionTask.DoesNotExist; Collision.
    Queries: 3 and those of the record.
    """
    task = AccessionTask.objects.select_for_update().get(pk=task_id, mentorship=None)
    row = road_to_walk(by, task.accession_id, "network.finish_task")
    _record("task_done", by, row, [tick(task, version, is_done=is_done)])


def tick(task: AccessionTask, version: int, *, is_done: bool) -> Touched:
    """Tick a task off that was locked before, and give what that changed.

    Errors: Collision.
    Queries: 1.
    """
    if task.row_version != version:
        raise Collision
    before, task.done_on = task.done_on, clock.today() if is_done else None
    task.row_version += 1
    task.save(update_fields=["done_on", "row_version"])
    days = [{"done_on": day and day.isoformat()} for day in (before, task.done_on)]
    return Touched(f"task:{task.pk}", *days)


def road_to_walk(by: Actor | None, accession_id: int, act: str) -> Accession:
    """Lock a road that somebody may walk, until the transaction ends.

    Errors: PermissionDenied; Accession.DoesNotExist.
    Queries: 1.
    """
    rows = Accession.objects.select_for_update(of=("self",)).select_related("member")
    row = rows.get(pk=accession_id)
    require(can_walk_road(by, row.member.scope_keys), act)
    return row


def _step_to_walk(
    by: Actor | None, step_id: int, version: int, act: str
) -> tuple[AccessionStep, Accession]:
    step = AccessionStep.objects.get(pk=step_id)
    row = road_to_walk(by, step.accession_id, act)
    step.refresh_from_db()
    if step.row_version != version:
        raise Collision
    if step.done_on is not None:
        raise ValidationError(_("This step is completed already."), code="step_done")
    return step, row


def _save_step(step: AccessionStep, fields: list[str]) -> None:
    step.row_version += 1
    step.save(update_fields=[*fields, "row_version"])


def _record(act: str, by: Actor | None, row: Accession, touched: list[Touched]) -> None:
    record(kind=f"accession.{act}", by=by, subject=f"member:{row.member_id}", touched=touched)
