"""Undoing an import: its plans as they stood before, all or none, what was published told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from athar.indicators.actions import TakenBack, take_back, take_back_values
from athar.intake.enums import UploadState
from athar.intake.models import RestorePoint, Upload
from athar.intake.rules import can_undo_import
from athar.intake.undoing.restoring import Restated, state_again
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.periods import format_date
from athar.people.rules import require
from athar.plans.actions import hold_plan, publish_amendment
from athar.plans.drafts import Difference, Differences
from athar.reporting.actions import withdraw_reports
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event

UNDONE = "import.undone"
OF_VALUES = "measurements.recorded"

#: Acts on a plan that leave what is stated of it as it is.
_BESIDE = ("commitment.", "evidence.", "mapping.", "words.")

_ACTS: Mapping[str, object] = {
    "plan.imported": _("import of the plan"),
    "agreements.imported": _("import of agreements"),
    "return.imported": _("import of a progress return"),
    "plan.version_published": _("publication of the plan"),
    "plan.amended": _("amendment"),
    "reports.published": _("publication of reports"),
    "reports.withdrawn": _("withdrawal of reports"),
    UNDONE: _("undoing of an import"),
}


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the imports, the acts of undoing them, and what these did.

    Shape: `belongs` names the plan or library of each import, `plan_codes` the plans alone;
    `versions` are the amendments that were published, by code of the plan; `removed` are the plans
    that the imports had brought; `n_values` were taken back, `n_stay` stay: corrected
    since. In a dry run nothing is kept and `event_ids` is empty.
    """

    imports: tuple[int, ...] = ()
    event_ids: tuple[int, ...] = ()
    belongs: tuple[str, ...] = ()
    plan_codes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    n_restored: int = 0
    n_withdrawn: int = 0
    n_values: int = 0
    n_stay: int = 0
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Undoing:
    """The undoing of one import of one plan under way."""

    by: Actor | None
    point: RestorePoint
    plan_id: int
    reason: str
    event: Event


def undo_import(
    *, by: Actor | None, event_ids: Collection[int], reason: str, dry_run: bool = False
) -> Undone:
    """Bring plans and values back to how they stood before imports, all or none, by acts of theirs.

    A plan that is published is amended, with the reason as its why; reports that an import
    published are withdrawn; a plan that an import brought is removed as long as it is a draft.
    Bodies that an import registered stay. Values of a file are stated again as they stood before,
    but for those corrected since. `event_ids` are the acts of the imports: one for each
    plan of a file.
    Errors: PermissionDenied; ValidationError: unknown_import, already_undone, changed_since (of
    values: all of them were corrected), reason_missing, actor_missing.
    Queries: a number that does not depend on the size of the plans.
    """
    with transaction.atomic():
        points = _points(event_ids)
        for point in points:
            _check(point, by, set(event_ids))
        if not reason.strip():
            raise ValidationError(_("Undoing an import needs a reason."), code="reason_missing")
        done = [_undo(point, by=by, reason=reason.strip()) for point in points]
        _tell_uploads(points)
        if dry_run:
            transaction.set_rollback(True)
    return _together(points, done, is_dry_run=dry_run)


def _points(event_ids: Collection[int]) -> list[RestorePoint]:
    """Give the restore points of imports, the last one first, locked until the act ends."""
    rows = RestorePoint.objects.select_for_update(of=("self",)).select_related("event", "plan")
    points = list(rows.filter(event__in=event_ids).order_by("-event"))
    known = {point.event_id for point in points}
    for event_id in event_ids:
        if event_id not in known:
            raise ValidationError(
                _("There is no import %(number)s that can be undone."),
                code="unknown_import",
                params={"number": event_id},
            )
    return points


def _check(point: RestorePoint, by: Actor | None, together: Collection[int]) -> None:
    """Refuse who may not undo, what is undone already, and a plan that changed since.

    Who may take values back is asked where they are.
    """
    is_of_values = point.event.kind == OF_VALUES
    if point.plan is not None:
        scope_keys = hold_plan(point.plan.pk)
        require(can_undo_import(by, point.event.kind, scope_keys), "intake.undo_import")
    if point.undone_by_id is not None or (point.plan is None and not is_of_values):
        raise ValidationError(
            _("The import %(number)s is undone already."),
            code="already_undone",
            params={"number": point.event_id},
        )
    later = None if is_of_values else _later_act(point, together)
    if later is not None:
        assert point.plan is not None, "checked above"
        raise ValidationError(
            _(
                "The plan %(plan)s changed after this import, so that it cannot be undone any "
                "more: %(what)s on %(day)s."
            ),
            code="changed_since",
            params={
                "plan": point.plan.code,
                "what": _ACTS.get(later.kind, later.kind),
                "day": _day_of(later),
            },
        )


def _later_act(point: RestorePoint, together: Collection[int]) -> Event | None:
    """Give the first act that changed the plan after an import and was not undone since."""
    undone = RestorePoint.objects.filter(plan=point.plan_id, undone_by__isnull=False)
    settled = {point.event_id, *together}
    for pair in undone.values_list("event_id", "undone_by_id"):
        settled.update(pair)
    later = Event.objects.filter(subject=point.event.subject, pk__gt=point.event_id)
    for event in later.order_by("pk"):
        is_own = event.pk in settled or event.source.get("event") in settled
        if not is_own and not event.kind.startswith(_BESIDE):
            return event
    return None


def _day(event: Event) -> str:
    return format_date(timezone.localdate(event.recorded_at), lang=get_language() or "en")


#: Worded with the sentence it stands in, in the language of whoever reads it.
_day_of = lazy(_day, str)


def _tell_uploads(points: Sequence[RestorePoint]) -> None:
    """Let the files that brought these imports be shown as undone, where nothing of them is left.

    Queries: 1, and 2 more when a file was given at the desk.
    """
    sources = [point.event.source for point in points]
    hashes = {source.get("sha256") or source["file"] for source in sources}
    applied = Upload.objects.select_for_update().filter(
        sha256__in=hashes, state=UploadState.APPLIED
    )
    rows = [row for row in applied.only("event_ids", "state", "row_version") if row.event_ids]
    brought = {event_id for row in rows for event_id in row.event_ids}
    left = set(brought) - set(
        RestorePoint.objects.filter(event__in=brought, undone_by__isnull=False).values_list(
            "event_id", flat=True
        )
        if rows
        else ()
    )
    for row in rows:
        if not left & set(row.event_ids):
            row.state, row.undone_at = UploadState.UNDONE, clock.now()
            row.row_version += 1
            row.save(update_fields=["state", "undone_at", "row_version"])


@dataclass(frozen=True, slots=True)
class _Done:
    """What undoing one import of one plan, or of values, did."""

    event_id: int
    belongs: str
    plan_code: str = ""
    restated: Restated = field(default_factory=Restated)
    withdrawn: Differences = field(default_factory=Differences)
    version: int | None = None
    values: TakenBack = field(default_factory=TakenBack)


def _undo(point: RestorePoint, *, by: Actor | None, reason: str) -> _Done:
    if point.event.kind == OF_VALUES:
        return _undo_values(point, by=by, reason=reason)
    assert point.plan is not None, "checked before"
    plan, source = point.plan, point.event.source
    event = begin(
        kind=UNDONE,
        by=by,
        subject=point.event.subject,
        reason=reason,
        source={"event": point.event_id, "file": source["file"], "sha256": source["sha256"]},
    )
    act = _Undoing(by, point, plan.pk, reason, event)
    withdrawn = _withdraw(act)
    restated = state_again(by=by, plan_id=plan.pk, before=point.content, cause=event)
    version = _amend(act, restated) if plan.current_version else None
    touched = [Touched(one.subject, one.before, one.after) for one in _each(restated.differences)]
    finish(event, touched=touched)
    point.undone_by = event
    point.plan = None if restated.is_removed else plan
    point.save(update_fields=["undone_by", "plan"])
    return _Done(event.pk, plan.code, plan.code, restated, withdrawn, version)


def _undo_values(point: RestorePoint, *, by: Actor | None, reason: str) -> _Done:
    back = take_back_values(by=by, event_id=point.event_id, reason=reason)
    if back.event_id is None:
        raise ValidationError(
            _("All values of the import %(number)s were corrected since: nothing is left of it."),
            code="changed_since",
            params={"number": point.event_id},
        )
    point.undone_by_id = back.event_id
    point.save(update_fields=["undone_by"])
    source = point.event.source
    belongs = source.get("library") or source.get("plan") or source["name"]
    return _Done(back.event_id, belongs, values=back)


def _withdraw(act: _Undoing) -> Differences:
    """Withdraw what the import reported and measured; what nobody saw goes with its plan."""
    if not act.point.content["existed"]:
        return Differences()
    take_back(
        by=act.by,
        plan_id=act.plan_id,
        event_id=act.point.event_id,
        reason=act.reason,
        cause_id=act.event.pk,
    )
    return withdraw_reports(
        by=act.by,
        plan_id=act.plan_id,
        event_id=act.point.event_id,
        reason=act.reason,
        cause=act.event,
    )


def _amend(act: _Undoing, restated: Restated) -> int | None:
    """Publish what the plan is again as its next version."""
    changed = {int(one.subject.partition(":")[2]) for one in _each(restated.contract)}
    if restated.is_nothing:
        return None
    if act.by is None:
        raise ValidationError(
            _("The plan is published, so undoing amends it: say who decides it."),
            code="actor_missing",
        )
    return publish_amendment(
        by=act.by,
        plan_id=act.plan_id,
        why=act.reason,
        changed_commitment_ids=changed,
        also_changed=True,
        cause=act.event,
    )


def _each(differences: Differences) -> tuple[Difference, ...]:
    return (*differences.added, *differences.changed, *differences.gone)


def _together(points: Sequence[RestorePoint], done: Sequence[_Done], *, is_dry_run: bool) -> Undone:
    return Undone(
        imports=tuple(point.event_id for point in points),
        event_ids=() if is_dry_run else tuple(one.event_id for one in done),
        belongs=tuple(one.belongs for one in done),
        plan_codes=tuple(one.plan_code for one in done if one.plan_code),
        removed=tuple(one.plan_code for one in done if one.restated.is_removed),
        versions={one.plan_code: one.version for one in done if one.version is not None},
        n_restored=len({one.subject for each in done for one in _each(each.restated.differences)}),
        n_withdrawn=sum(len(one.withdrawn.gone) for one in done),
        n_values=sum(one.values.n_back for one in done),
        n_stay=sum(one.values.n_stay for one in done),
        is_dry_run=is_dry_run,
    )
