"""Reading the road of a candidate: what the public may see of it, and what its focal point sees."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Min, QuerySet

from athar.evidence.queries import Attached, EvidenceView, attached_to, public_evidence_and_imports
from athar.evidence.subjects import WorkedOn
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.network.enums.accession import MentorshipState, Section, StepKey
from athar.network.enums.members import Programme, Standing
from athar.network.models.accession import Accession, AccessionStep, AccessionTask, RoomNote
from athar.network.models.members import Member, MembershipStatus
from athar.network.queries.eligibility import YearView, eligibility_of
from athar.network.rules.members import is_focal_point
from athar.people.enums import Role
from athar.plans.enums import DatePrecision, PlanKind
from athar.plans.models import Plan

STEP_FILES = "accession_step"
"""The kind of subject to which documents of a step are attached."""


@dataclass(frozen=True, slots=True)
class Country:
    """A member as pages name it."""

    id: int
    code: str
    names: Translated
    is_fictional: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something to do by a day; `version` guards against two people ticking at once."""

    id: int
    title: str
    owner: str
    due_on: dt.date
    done_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What a member did at a step, and since when, as recorded with its source."""

    country: Country
    on: dt.date
    precision: DatePrecision
    source_url: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the road: what is known of it depends on who reads; `own` is for the desk alone."""

    id: int
    key: StepKey
    due_on: dt.date | None
    done_on: dt.date | None
    version: int
    tasks: tuple[TaskView, ...] = ()
    documents: tuple[EvidenceView, ...] = ()
    own: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class MentorView:
    """Who was asked to accompany a candidate, and what became of it."""

    id: int
    candidate: Country
    mentor: Country
    state: MentorshipState
    words: str
    asked_at: dt.datetime
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RoadView:
    """The road of a candidate; `mentors` newest first, `told` what its page tells of the room."""

    id: int
    started_on: dt.date
    shown: frozenset[str]
    version: int
    steps: tuple[StepView, ...]
    mentors: tuple[MentorView, ...] = ()
    told: tuple[tuple[dt.datetime, str], ...] = ()

    @property
    def current(self) -> StepKey | None:
        """Give the first step that is not completed, None when the road is walked."""
        return next((one.key for one in self.steps if one.done_on is None), None)


@dataclass(frozen=True, slots=True)
class AccessionFile:
    """A country before the partnership; `road` None: not begun, or not shown."""

    country: Country
    is_candidate: bool
    is_member: bool
    years: tuple[YearView, ...]
    road: RoadView | None
    deeds: Mapping[StepKey, tuple[Deed, ...]]


def country_of(row: Member) -> Country:
    """Name a member; its place must be joined. Queries: 0."""
    names = row.place.names if row.place else row.names
    return Country(row.pk, row.code, names, row.is_fictional)


def accession_file(code: str) -> AccessionFile | None:
    """Give what the public may see of a country before the partnership; None: no such member.

    Shape: without the candidate's choice only the score from public facts.
    Queries: 12 at most.
    """
    member = _members().filter(code=code).first()
    if member is None:
        return None
    row = Accession.objects.filter(member=member).first()
    shown = frozenset(row.shown) if row else frozenset()
    years = eligibility_of([member.pk], with_drafts=Section.FACTS in shown).get(member.pk, ())
    return _file(member, years, _public_road(row, shown) if row and shown else None)


def own_file(actor: Actor | None, code: str) -> AccessionFile | None:
    """Give all of a candidate's file to its focal point, None to everybody else.

    Queries: 19 at most.
    """
    member = _members().filter(code=code).first()
    if member is None or not is_focal_point(actor, member.scope_keys):
        return None
    row = Accession.objects.filter(member=member).first()
    years = eligibility_of([member.pk], with_drafts=True).get(member.pk, ())
    return _file(member, years, _own_road(row) if row else None)


def countries_before(standing: Standing) -> tuple[Country, ...]:
    """Give the countries that stand somewhere before or in the partnership, by code. Queries: 1."""
    return tuple(map(country_of, _standing(standing).order_by("code")))


def deeds_of_members() -> dict[StepKey, tuple[Deed, ...]]:
    """Give what members did at which step, oldest first: joined, and began their first plan.

    Queries: 2.
    """
    rows = MembershipStatus.objects.filter(
        programme=Programme.OGP, standing=Standing.MEMBER, since_on__isnull=False
    )
    joined = rows.select_related("member__place").order_by("since_on", "member__code")
    deeds = [
        Deed(
            country_of(one.member),
            one.since_on,
            DatePrecision(one.since_precision),
            one.source_url,
        )
        for one in joined
        if one.since_on
    ]
    places = {one.member.place_id: country_of(one.member) for one in joined}
    plans = Plan.objects.filter(
        kind=PlanKind.NATIONAL_ACTION_PLAN, place__in=[key for key in places if key]
    ).exclude(current_version=0)
    first = plans.values_list("place").annotate(first=Min("start_on")).order_by("first", "place")
    begun = [Deed(places[key], day, DatePrecision.DAY, "") for key, day in first]
    found = {StepKey.LETTER: tuple(deeds), StepKey.FIRST_PLAN: tuple(begun)}
    return {key: some for key, some in found.items() if some}


def seen_steps(step_ids: Collection[int]) -> frozenset[int]:
    """Give those of some steps whose documents the candidate lets the public see. Queries: 1."""
    rows = AccessionStep.objects.filter(pk__in=step_ids).values_list("pk", "accession__shown")
    return frozenset(key for key, shown in rows if Section.DOCUMENTS in shown)


def scopes_of_step(step_id: int) -> WorkedOn:
    """Give the scope keys of the candidate whose step it is: for its focal point alone.

    Errors: AccessionStep.DoesNotExist.
    Queries: 1.
    """
    row = AccessionStep.objects.select_related("accession__member").get(pk=step_id)
    scopes = row.accession.member.scope_keys
    return WorkedOn(scopes, scopes, (Role.FOCAL_POINT,))


def task_view(row: AccessionTask) -> TaskView:
    """Give a task as pages show it. Queries: 0."""
    return TaskView(row.pk, row.title, row.owner, row.due_on, row.done_on, row.row_version)


def _file(member: Member, years: tuple[YearView, ...], road: RoadView | None) -> AccessionFile:
    rows = MembershipStatus.objects.filter(member=member, programme=Programme.OGP, until_on=None)
    standings = set(rows.values_list("standing", flat=True))
    return AccessionFile(
        country=country_of(member),
        is_candidate=Standing.CANDIDATE in standings,
        is_member=Standing.MEMBER in standings,
        years=years,
        road=road,
        deeds=deeds_of_members(),
    )


def _members() -> QuerySet[Member]:
    return Member.objects.select_related("place")


def _standing(standing: Standing) -> QuerySet[Member]:
    return _members().filter(
        statuses__programme=Programme.OGP, statuses__standing=standing, statuses__until_on=None
    )


def _public_road(row: Accession, shown: frozenset[str]) -> RoadView:
    has_road = Section.ROAD in shown
    steps = _steps(row) if has_road or Section.DOCUMENTS in shown else ()
    tasks = _tasks(row) if has_road else {}
    documents: Mapping[str, tuple[EvidenceView, ...]] = {}
    if Section.DOCUMENTS in shown:
        documents, _imports = public_evidence_and_imports([_subject(one) for one in steps])
    views = tuple(
        StepView(
            one.pk,
            StepKey(one.key),
            one.due_on if has_road else None,
            one.done_on if has_road else None,
            one.row_version,
            tasks=tasks.get(one.pk, ()),
            documents=documents.get(_subject(one), ()),
        )
        for one in steps
    )
    mentors = _mentors(row, accepted=True) if Section.MENTOR in shown else ()
    told = _told(mentors) if mentors else ()
    return RoadView(row.pk, row.started_on, shown, row.row_version, views, mentors, told)


def _own_road(row: Accession) -> RoadView:
    tasks = _tasks(row)
    steps = tuple(
        StepView(
            one.pk,
            StepKey(one.key),
            one.due_on,
            one.done_on,
            one.row_version,
            tasks=tasks.get(one.pk, ()),
            own=attached_to(_subject(one)),
        )
        for one in _steps(row)
    )
    mentors = _mentors(row, accepted=False)
    return RoadView(row.pk, row.started_on, frozenset(row.shown), row.row_version, steps, mentors)


def _steps(row: Accession) -> list[AccessionStep]:
    return sorted(row.steps.all(), key=lambda one: StepKey.values.index(one.key))


def _subject(step: AccessionStep) -> str:
    return f"{STEP_FILES}:{step.pk}"


def _tasks(row: Accession) -> dict[int, tuple[TaskView, ...]]:
    found: defaultdict[int, list[TaskView]] = defaultdict(list)
    for one in row.tasks.filter(mentorship=None).order_by("due_on", "pk"):
        found[one.step_id or 0].append(task_view(one))
    return {key: tuple(tasks) for key, tasks in found.items()}


def _mentors(row: Accession, *, accepted: bool) -> tuple[MentorView, ...]:
    rows = row.mentorships.select_related("mentor__place", "accession__member__place")
    if accepted:
        rows = rows.filter(state=MentorshipState.ACCEPTED)
    return tuple(
        MentorView(
            one.pk,
            country_of(one.accession.member),
            country_of(one.mentor),
            MentorshipState(one.state),
            one.words,
            one.asked_at,
            one.answered_at,
        )
        for one in rows.order_by("-pk")
    )


def _told(mentors: Iterable[MentorView]) -> tuple[tuple[dt.datetime, str], ...]:
    keys = [one.id for one in mentors]
    rows = RoomNote.objects.filter(mentorship__in=keys, is_public=True).order_by("-pk")[:5]
    return tuple(rows.values_list("written_at", "text"))
