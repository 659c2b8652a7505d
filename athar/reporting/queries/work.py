"""What waits for a person: to report, to validate, returned, silent; and who owes what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import RowNumber

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.enums import Role
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody, CommitmentPlace
from athar.reporting.enums import ReportState
from athar.reporting.models import Assignment, Report, ReportComment, Round
from athar.reporting.queries.grids import MOST_ROUNDS, RECEIVED, Grid, completion_grid
from athar.reporting.rules import REPORTING_ROLES
from athar.reporting.scopes import within_reach

SILENT_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which part of the work is shown; None leaves a filter out.

    Shape: `place_path` names a place and all within it, `node_path` a grouping of the plan ("A1/")
    and all below it.
    """

    plan_id: int | None = None
    place_path: str | None = None
    node_path: str | None = None
    organisation_id: int | None = None

    @property
    def commitments(self) -> Q:
        """Give the filter as a condition on commitments."""
        wanted = Q()
        if self.plan_id is not None:
            wanted &= Q(plan=self.plan_id)
        if self.node_path is not None:
            wanted &= Q(node__path__startswith=self.node_path)
        if self.place_path is not None:
            within = CommitmentPlace.objects.filter(place__path__startswith=self.place_path)
            wanted &= Q(pk__in=within.values("commitment"))
        if self.organisation_id is not None:
            led = CommitmentBody.objects.filter(
                ~Q(role=BodyRole.SUPPORT), organisation=self.organisation_id
            )
            wanted &= Q(pk__in=led.values("commitment"))
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that waits: the report of a commitment in a round.

    Shape: `report_id` None while nobody started it. `last_on` is the day of the last published
    report, None when there is none; `note` why a report was returned.
    """

    report_id: int | None
    round_id: int
    round_code: str
    commitment_id: int
    code: str
    title: Translated
    plan_code: str
    organisation_id: int | None
    due_on: dt.date | None
    state: ReportState | None
    last_on: dt.date | None = None
    note: str = ""

    def days_late(self, today: dt.date) -> int:
        """Give the days since it was due, 0 while it is not late."""
        return max(0, (today - self.due_on).days) if self.due_on else 0


@dataclass(frozen=True, slots=True)
class Lane:
    """How many things wait, and the first of them."""

    count: int
    first: tuple[WorkItem, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """All that waits for a person on a day.

    Shape: `plans` are (key, code, title) of the plans within reach that have rounds; the grid is
    that of `grid_plan_id`: of the plan asked for, else of the one with the newest round.
    """

    today: dt.date
    to_report: Lane
    to_validate: Lane
    returned: Lane
    silent: Lane
    plans: tuple[tuple[int, str, Translated], ...]
    grid: Grid
    grid_plan_id: int | None


def my_work(actor: Actor, wanted: WorkFilter | None = None, *, limit: int = 5) -> Work:
    """Give what waits for a person.

    Shape: who is no reporter, coordinator or validator anywhere has nothing. With `limit` 0 each
    lane is counted only.
    Queries: 8 at most, whatever the number of commitments and rounds.
    """
    wanted, today = wanted or WorkFilter(), clock.today()
    chosen = wanted.commitments
    everything = within_reach(actor, REPORTING_ROLES)
    rounds, is_all = _rounds(everything)
    whole = everything if is_all else None

    def within(*roles: Role) -> Q:
        reach = within_reach(actor, roles)
        return chosen if reach == whole else reach & chosen

    reach = within(*REPORTING_ROLES)
    reporting = within(Role.PROJECT_MANAGER, Role.COORDINATOR)
    own, validating = within(Role.PROJECT_MANAGER), within(Role.VALIDATOR)
    plan_id = wanted.plan_id or (rounds[-1].plan_id if rounds else None)
    of_plan = [one for one in rounds if one.plan_id == plan_id]
    plans = {one.plan_id: (one.plan_id, one.plan.code, one.plan.title) for one in rounds}
    to_report = _pick(_unreported(reporting, rounds, today), limit)
    silent = _pick(_silent(reach, rounds, today), limit)
    submitted = _to_validate(actor, validating, rounds)
    returned = _returned(actor, own, chosen, rounds)
    picked = _pick_reports(submitted, returned, limit)
    to_validate, sent_back = picked[ReportState.SUBMITTED], picked[ReportState.RETURNED]
    items = _items({*to_report[1], *silent[1]}, {*to_validate[1], *sent_back[1]})
    return Work(
        today=today,
        to_report=_lane(to_report, items[_OWED]),
        to_validate=_lane(to_validate, items[_MADE]),
        returned=_lane(sent_back, items[_MADE]),
        silent=_lane(silent, items[_OWED]),
        plans=tuple(plans.values()),
        grid=completion_grid(of_plan[-MOST_ROUNDS:], reach),
        grid_plan_id=plan_id,
    )


def _rounds(reach: Q) -> tuple[list[Round], bool]:
    """Give the rounds of the plans within reach, the newest last, and whether all is within it.

    Shape: False when one of these plans holds what is not within reach; if none does, rows need not
    be asked where they stand.
    """
    within = Commitment.objects.filter(reach)
    rows = Round.objects.filter(plan__in=within.values("plan"))
    plans = Round.objects.filter(plan__in=within.values("plan")).values("plan")
    beyond = Commitment.objects.filter(~Q(pk__in=within.values("pk")), plan__in=plans)
    found = list(
        rows.annotate(goes_beyond=Exists(beyond)).select_related("plan").order_by("due_on", "pk")
    )
    return [*found], not any(one.goes_beyond for one in found)


def _within(reach: Q) -> Q:
    return Q() if reach == Q() else Q(commitment__in=Commitment.objects.filter(reach).values("pk"))


def _unreported(reach: Q, rounds: Iterable[Round], today: dt.date) -> QuerySet[Assignment]:
    """Give what is owed in open rounds and nobody handed over; returned ones are in their lane."""
    opened = [one.pk for one in rounds if one.closed_at is None and one.opens_on <= today]
    rows = Assignment.objects.filter(_within(reach), round__in=opened)
    return _without(rows, (*RECEIVED, ReportState.RETURNED))


def _silent(reach: Q, rounds: Iterable[Round], today: dt.date) -> QuerySet[Assignment]:
    """Give what is more than 30 days late in the last round of each plan that is due so long."""
    last = {one.plan_id: one.pk for one in rounds if today - one.due_on > SILENT_AFTER}
    rows = Assignment.objects.filter(
        _within(reach), round__in=last.values(), due_on__lt=today - SILENT_AFTER
    )
    return _without(rows, RECEIVED)


def _without(rows: QuerySet[Assignment], states: Collection[ReportState]) -> QuerySet[Assignment]:
    made = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), state__in=states
    )
    return rows.exclude(Exists(made)).order_by("due_on", "pk")


def _to_validate(actor: Actor, reach: Q, rounds: Iterable[Round]) -> Q:
    own = Q(authored_by=actor.pk) | Q(submitted_by=actor.pk) | Q(checked_by=actor.pk)
    own_ones = Report.objects.filter(own, state=ReportState.SUBMITTED).values("pk")
    of_rounds = Q(state=ReportState.SUBMITTED, round__in=[one.pk for one in rounds])
    return of_rounds & _within(reach) & ~Q(pk__in=own_ones)


def _returned(actor: Actor, reach: Q, chosen: Q, rounds: Iterable[Round]) -> Q:
    written = Q(authored_by=actor.pk) & _within(chosen)
    within = Q(round__in=[one.pk for one in rounds]) & _within(reach)
    return Q(state=ReportState.RETURNED, round__closed_at=None) & (within | written)


_Picked = tuple[int, tuple[int, ...]]
"""How many rows there are, and the keys of the first."""


def _pick(rows: QuerySet[Any], limit: int) -> _Picked:
    """Count rows and name the first: all else is read of those alone."""
    found = list(rows.annotate(n=Window(Count("pk"))).values_list("n", "pk")[: limit or 1])
    return (found[0][0], tuple(pk for _n, pk in found[:limit])) if found else (0, ())


def _pick_reports(submitted: Q, returned: Q, limit: int) -> dict[ReportState, _Picked]:
    """Count the reports of two lanes and name the first of each, those handed in first."""
    states = (ReportState.SUBMITTED, ReportState.RETURNED)
    of_state: dict[str, Any] = {"partition_by": "state"}
    rows = Report.objects.filter(submitted | returned, state__in=states).annotate(
        n=Window(Count("pk"), **of_state),
        at=Window(RowNumber(), order_by=("submitted_at", "pk"), **of_state),
    )
    found: dict[ReportState, _Picked] = dict.fromkeys(states, (0, ()))
    first = rows.filter(at__lte=limit or 1).order_by("state", "at")
    for state, n, pk in first.values_list("state", "n", "pk"):
        of = ReportState(state)
        found[of] = (n, (*found[of][1], pk)[:limit])
    return found


def _lane(picked: _Picked, items: Mapping[int, WorkItem]) -> Lane:
    return Lane(picked[0], tuple(items[pk] for pk in picked[1]))


_OWED, _MADE = "owed", "made"
_SHOWN = (
    *("of", "pk", "report_id", "round_id", "round__code", "commitment_id", "commitment__code"),
    *("commitment__title", "commitment__plan__code", "organisation_id", "due_on", "at"),
    *("last_on", "note"),
)


def _items(owed: Collection[int], made: Collection[int]) -> dict[str, dict[int, WorkItem]]:
    """Give what waits of what is owed and of reports, by key. Queries: 1."""
    found: dict[str, dict[int, WorkItem]] = {_OWED: {}, _MADE: {}}
    for of, pk, *shown in _owed(owed).union(_reports(made), all=True):
        found[of][pk] = _item(*shown)
    return found


def _owed(keys: Collection[int]) -> QuerySet[Assignment, Any]:
    started = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), withdrawal=None
    )
    rows = Assignment.objects.filter(pk__in=keys).annotate(
        of=Value(_OWED),
        report_id=Subquery(started.values("pk")[:1]),
        at=Subquery(started.values("state")[:1]),
        last_on=_last_on(),
        note=Value(""),
    )
    return rows.values_list(*_SHOWN)


def _reports(keys: Collection[int]) -> QuerySet[Report, Any]:
    owed = Assignment.objects.filter(round=OuterRef("round"), commitment=OuterRef("commitment"))
    notes = ReportComment.objects.filter(report=OuterRef("pk"), is_return=True).order_by("-pk")
    rows = Report.objects.filter(pk__in=keys).annotate(
        of=Value(_MADE),
        report_id=F("pk"),
        due_on=Subquery(owed.values("due_on")[:1]),
        at=F("state"),
        last_on=_last_on(),
        note=Subquery(notes.values("text")[:1]),
    )
    return rows.values_list(*_SHOWN)


def _last_on() -> Subquery:
    last = Report.objects.filter(commitment=OuterRef("commitment"), is_current=True)
    return Subquery(last.values("as_of_on")[:1])


def _item(
    report_id: int | None,
    round_id: int,
    round_code: str,
    commitment_id: int,
    code: str,
    title: Translated,
    plan_code: str,
    organisation_id: int | None,
    due_on: dt.date | None,
    state: str | None,
    last_on: dt.date | None,
    note: str | None,
) -> WorkItem:
    return WorkItem(
        report_id=report_id,
        round_id=round_id,
        round_code=round_code,
        commitment_id=commitment_id,
        code=code,
        title=title,
        plan_code=plan_code,
        organisation_id=organisation_id,
        due_on=due_on,
        state=ReportState(state) if state else None,
        last_on=last_on,
        note=note or "",
    )
