"""How punctual bodies are: how many of the reports that were due came in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from athar.kernel import clock
from athar.reporting.models import Assignment, Report
from athar.reporting.queries.grids import RECEIVED


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
    """Give how punctual each body was on a plan, by key; in time means by the end of the due day.

    Shape: the due day as it stood last, so that more time given counts as such. A report that was
    returned counts when it was submitted again.
    Queries: 2.
    """
    today = clock.today()
    owed = Assignment.objects.filter(round__plan=plan_id, due_on__lt=today)
    due = dict(owed.order_by().values_list("organisation_id").annotate(Count("pk")))
    day = Assignment.objects.filter(round=OuterRef("round"), commitment=OuterRef("commitment"))
    made = Report.objects.filter(round__plan=plan_id, state__in=RECEIVED)
    in_time: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for body, submitted_at, due_on in made.annotate(
        due_on=Subquery(day.values("due_on")[:1])
    ).values_list("organisation_id", "submitted_at", "due_on"):
        if submitted_at is not None and due_on is not None and due_on < today:
            punctual = timezone.localdate(submitted_at) <= due_on
            (in_time if punctual else late)[body] += 1
    return {body: Punctuality(n, in_time[body], late[body]) for body, n in due.items()}
