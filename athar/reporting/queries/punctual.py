"""How punctual bodies are: how many of the reports that were due came in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from athar.kernel import clock
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.queries.grids import RECEIVED
from athar.reporting.rounds import RoundView, round_view


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the reports due by a day: how many came in time, how many late; the others are missing."""

    n_due: int = 0
    n_in_time: int = 0
    n_late: int = 0

    @property
    def n_missing(self) -> int:
        """Give how many did not come."""
        return self.n_due - self.n_in_time - self.n_late


def punctuality(plan_id: int) -> dict[int, Punctuality]:
    """Give how punctual each body was on a plan, by key; see `punctuality_of_plans`. Queries: 2."""
    return punctuality_of_plans([plan_id]).get(plan_id, {})


def punctuality_of_plans(plan_ids: Collection[int]) -> dict[int, dict[int, Punctuality]]:
    """Give how punctual each body was, by plan and by key; in time means by the end of the due day.

    Shape: the due day as it stood last, so that more time given counts as such. A report that was
    returned counts when it was submitted again. A plan of which nothing was due is left out.
    Queries: 2.
    """
    today = clock.today()
    owed = Assignment.objects.filter(round__plan__in=plan_ids, due_on__lt=today).order_by()
    day = Assignment.objects.filter(round=OuterRef("round"), commitment=OuterRef("commitment"))
    made = Report.objects.filter(round__plan__in=plan_ids, state__in=RECEIVED)
    in_time: Counter[tuple[int, int]] = Counter()
    late: Counter[tuple[int, int]] = Counter()
    for plan_id, body, submitted_at, due_on in made.annotate(
        due_on=Subquery(day.values("due_on")[:1])
    ).values_list("round__plan_id", "organisation_id", "submitted_at", "due_on"):
        if submitted_at is not None and due_on is not None and due_on < today:
            punctual = timezone.localdate(submitted_at) <= due_on
            (in_time if punctual else late)[plan_id, body] += 1
    found: defaultdict[int, dict[int, Punctuality]] = defaultdict(dict)
    for plan_id, body, n in owed.values_list("round__plan_id", "organisation_id").annotate(
        Count("pk")
    ):
        key = (plan_id, body)
        found[plan_id][body] = Punctuality(n, in_time[key], late[key])
    return dict(found)


def in_all(found: Iterable[Punctuality]) -> Punctuality:
    """Put the reports of several bodies or plans together. Queries: 0."""
    every = list(found)
    return Punctuality(
        sum(one.n_due for one in every),
        sum(one.n_in_time for one in every),
        sum(one.n_late for one in every),
    )


def rounds_of(plan_id: int) -> tuple[RoundView, ...]:
    """Give the rounds of a plan as they stand today, the newest first. Queries: 1."""
    rows = Round.objects.filter(plan=plan_id).order_by("-start_on", "-pk")
    return tuple(round_view(row, clock.today()) for row in rows)


def plan_of_late_report(report_id: int) -> int | None:
    """Give the plan whose punctuality a step of a report moves; None while it is not due yet.

    Queries: 1.
    """
    owed = Assignment.objects.filter(
        round__reports=report_id, commitment__reports=report_id, due_on__lt=clock.today()
    )
    return owed.values_list("round__plan_id", flat=True).first()
