"""What was published, act by act: the story of plans in public facts only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from athar.plans.models import Commitment, Plan, PlanVersion
from athar.plans.queries import AmendmentView, amendments_of
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import Label
from athar.rollups.models import Progress
from athar.rollups.queries.readings import published_plans
from athar.trail.moments import PublishedAct, Told, published_acts

PER_PAGE = 12
#: How many projects one publication names before it only counts them.
MOST_NAMED = 40
#: What is done to a reporting round as a whole.
ROUND_ACTS = ("round.opened", "round.closed", "round.reopened", "round.due_extended")
#: The acts of which readers are told.
ACTS = (
    *("plan.version_published", "plan.amended", "reports.published", "reports.withdrawn"),
    "commitment.carried_over",
    *ROUND_ACTS,
)
#: What reports say that is told; all else of them stays on the page of the project.
_REPORTED = frozenset(
    {
        *("as_of_on", "claim", "declared_status", "physical", "committed", "paid"),
        *("actual_start_on", "actual_end_on", "forecast_end_on"),
    }
)


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which publications are told; None leaves a filter out. `month` is its first day."""

    plan_id: int | None = None
    place_id: int | None = None
    month: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProjectTold:
    """What a publication did to one project: the fields that differ, before and after."""

    project: Label
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class RoundTold:
    """What was done to a reporting round: its code, until when reports are due since, and why.

    Shape: `n_reports` is how many are owed when it opens, how many are missing when it closes, of
    how many the due date was put off.
    """

    code: str
    due_on: dt.date
    reason: str
    n_reports: int


@dataclass(frozen=True, slots=True)
class PublicationTold:
    """One publication: what kind of act, of which plan, and the projects it touched.

    Shape: `projects` names at most MOST_NAMED of `n_projects`; a first publication names none.
    `round` is the reporting round that the act was about, if it was about one.
    """

    number: int
    kind: str
    published_at: dt.datetime
    plan: Label
    currency: str
    counts_projects: bool
    amendment: AmendmentView | None
    projects: tuple[ProjectTold, ...]
    n_projects: int
    round: RoundTold | None = None

    @property
    def day(self) -> dt.date:
        """Give the day of the publication."""
        return timezone.localdate(self.published_at)


@dataclass(frozen=True, slots=True)
class Story:
    """Publications, the newest first; `older` is the number before which the next ones are."""

    publications: tuple[PublicationTold, ...]
    older: int | None


def story(
    filters: StoryFilter | None = None, *, before: int | None = None, limit: int = PER_PAGE
) -> Story:
    """Tell what was published of published plans since the first version of each.

    Shape: as of a place, the projects that count there today, and only publications that touched
    any. Queries: 8 at most, whatever the number of publications.
    """
    filters = filters or StoryFilter()
    plans = {plan.pk: plan for plan in _plans(filters)}
    acts = published_acts(_acts(plans, filters), before=before, limit=limit + 1)
    shown = acts[:limit]
    older = shown[-1].number if len(acts) > limit else None
    amendments = {one.event_id: one for views in amendments_of(plans).values() for one in views}
    wanted = _in_place(filters.place_id, plans)
    projects = _projects(shown, wanted)
    told = [_told(act, plans, amendments.get(act.id), projects) for act in shown]
    kept = [one for one in told if filters.place_id is None or one.n_projects]
    return Story(tuple(kept), older)


def projects_of_publication(number: int) -> tuple[ProjectTold, ...]:
    """Give every project that one publication of a plan's version touched. Queries: 3."""
    acts = published_acts(Q(publication_number=number, kind="plan.amended"))
    labels = _projects(acts, None)
    return tuple(
        ProjectTold(labels[_key(told)], told.before, told.after)
        for act in acts
        for told in act.told
        if _key(told) in labels
    )


def project_labels(keys: Iterable[int]) -> dict[int, Label]:
    """Give what commitments that the public sees are called, by key. Queries: 1."""
    rows = Commitment.objects.filter(pk__in=set(keys), first_version__isnull=False)
    named = rows.values_list("pk", "code", "title")
    return {pk: Label(pk, code, title) for pk, code, title in named}


def _plans(filters: StoryFilter) -> list[Plan]:
    rows = published_plans()
    return list(rows if filters.plan_id is None else rows.filter(pk=filters.plan_id))


def _acts(plans: Collection[int], filters: StoryFilter) -> Q:
    """Choose the acts on plans from the first version of each on."""
    firsts = PlanVersion.objects.filter(plan__in=list(plans), number=1)
    acts = Q(pk__in=())
    for plan_id, number in firsts.values_list("plan_id", "event__publication_number"):
        acts |= Q(subject=f"plan:{plan_id}", publication_number__gte=number)
    acts &= Q(kind__in=ACTS)
    if filters.month is not None:
        acts &= Q(
            recorded_at__gte=_midnight(filters.month),
            recorded_at__lt=_midnight(_next_month(filters.month)),
        )
    return acts


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _in_place(place_id: int | None, plans: Collection[int]) -> frozenset[int] | None:
    """Give the commitments that count in a place, None for all."""
    if place_id is None:
        return None
    rows = Progress.objects.filter(
        plan__in=list(plans),
        kind=SubjectKind.COMMITMENT,
        counted_in__contains=f" {SubjectKind.PLACE}:{place_id}:",
    )
    return frozenset(rows.values_list("subject_id", flat=True))


def _key(told: Told) -> int:
    kind, _, key = told.subject.partition(":")
    return int(key) if kind == "commitment" else 0


def _projects(acts: Collection[PublishedAct], wanted: frozenset[int] | None) -> dict[int, Label]:
    """Give the labels of the commitments that acts touched and that are told, by key."""
    keys = {
        key
        for act in acts
        for told in act.told
        if (key := _key(told)) and (wanted is None or key in wanted)
    }
    return project_labels(keys)


def _told(
    act: PublishedAct,
    plans: Mapping[int, Plan],
    amendment: AmendmentView | None,
    projects: Mapping[int, Label],
) -> PublicationTold:
    plan = plans[int(act.subject.partition(":")[2])]
    touched = [
        ProjectTold(projects[_key(told)], *_public(act.kind, told))
        for told in act.told
        if _key(told) in projects
    ]
    names_none = act.kind == "plan.version_published" or act.kind in ROUND_ACTS
    return PublicationTold(
        number=act.number,
        kind=act.kind,
        published_at=act.published_at,
        plan=Label(plan.pk, plan.code, plan.short_title or plan.title),
        currency=plan.currency,
        counts_projects=plan.kind == "regional_development_programme",
        amendment=amendment,
        projects=() if names_none else tuple(touched[:MOST_NAMED]),
        n_projects=len(touched),
        round=_round(act),
    )


def _round(act: PublishedAct) -> RoundTold | None:
    after = act.told[0].after if act.kind in ROUND_ACTS and act.told else None
    if after is None or "code" not in after:
        return None  # closed before the public was told
    due_on = dt.date.fromisoformat(after["due_on"])
    n_reports = after.get("n_missed", after.get("n_assignments", after.get("n_reports", 0)))
    return RoundTold(after["code"], due_on, after.get("reason", ""), n_reports)


def _public(kind: str, told: Told) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """Give what is told: contracts whole, of reports the figures, dates and statuses."""
    if not kind.startswith("reports."):
        return told.before, told.after
    return _figures(told.before), _figures(told.after)


def _figures(content: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if content is None:
        return None
    return {name: value for name, value in content.items() if name in _REPORTED}
