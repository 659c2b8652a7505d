"""The library: what is published, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from athar.network.enums.experiences import ExperienceState, Level
from athar.network.models import Adoption, Award, ExperienceReview, ExperienceVersion
from athar.network.queries.experiences.views import (
    MEMBERS,
    AdoptionView,
    AwardView,
    CommitmentLine,
    ExperienceView,
    MemberName,
    ReviewView,
    ThemeName,
    VersionLine,
    experience_view,
    member_name,
)
from athar.plans.queries import seen_commitments
from athar.reference.slices import Key, Mark, Slice, cut, in_order

PER_PAGE = 12
_NEWEST_FIRST = (Key("published_on", is_descending=True), Key("experience_id", is_descending=True))
_TOLD = ~Q(result={}) | Q(figure__isnull=False)


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the library is narrowed to; empty and None leave a filter out.

    Shape: `theme` and `member` are codes; `keys` are those a search found.
    """

    theme: str = ""
    member: str = ""
    level: str = ""
    is_proved: bool = False
    keys: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """A page of the library: what is on it, how many match, how many there are in all.

    Shape: `after` is the code after which the next page begins, "" on the last.
    """

    experiences: tuple[ExperienceView, ...]
    n: int
    n_all: int
    after: str


@dataclass(frozen=True, slots=True)
class ExperiencePage:
    """One published version of an experience with what stands around it.

    Shape: `review` is the peer's approval, None for what was taken from a public source.
    """

    experience: ExperienceView
    versions: tuple[VersionLine, ...]
    commitments: tuple[CommitmentLine, ...]
    review: ReviewView | None
    awards: tuple[AwardView, ...]
    adoptions: tuple[AdoptionView, ...]

    @property
    def is_current(self) -> bool:
        """Tell whether this is the newest version."""
        return self.experience.number == self.versions[0].number


def library(wanted: LibraryFilter, *, after: str = "", limit: int = 0) -> Library:
    """Give a page of the library, the newest first; what was taken back stays in it.

    Shape: a code that is not in the library begins nowhere, so nothing follows it; without a limit
    a page has PER_PAGE.
    Queries: 4, 1 more with `after`.
    """
    rows = _published()
    matching = _narrowed(rows, wanted)
    marks: tuple[Mark, ...] | None = None
    if after:
        found = rows.filter(experience__code=after).values_list("published_on", "experience_id")
        marks = found.first() or (None, None)
    page = _sliced(matching, marks, limit or PER_PAGE)
    last = page.items[-1].code if page.end else ""
    return Library(page.items, matching.count(), rows.count(), last)


def experience_slice(
    wanted: LibraryFilter, *, after: Sequence[Mark] | None, limit: int
) -> Slice[ExperienceView]:
    """Give a part of the library, the newest first. Queries: 2."""
    return _sliced(_narrowed(_published(), wanted), after, limit)


def latest_experiences(limit: int) -> tuple[ExperienceView, ...]:
    """Give what was published last. Queries: 2."""
    return experience_slice(LibraryFilter(), after=None, limit=limit).items


def library_choices() -> tuple[tuple[ThemeName, ...], tuple[MemberName, ...]]:
    """Give the policy areas and the members of which the library holds something.

    Queries: 2.
    """
    rows = _published().select_related(*MEMBERS).prefetch_related("themes")
    views = [experience_view(row) for row in rows]
    themes = {one.id: one for view in views for one in view.themes}
    members = {view.member.id: view.member for view in views}
    return (
        tuple(sorted(themes.values(), key=lambda one: one.code)),
        tuple(sorted(members.values(), key=lambda one: one.code)),
    )


def experience_page(code: str, number: int | None = None) -> ExperiencePage | None:
    """Give an experience in its newest published version, or in an earlier one.

    Shape: None for what was never published.
    Queries: 7, 1 more with linked commitments.
    """
    rows = ExperienceVersion.objects.filter(
        experience__code=code, state__in=(ExperienceState.PUBLISHED, ExperienceState.FORMER)
    )
    versions = tuple(
        VersionLine(number, on)
        for number, on in rows.order_by("-number").values_list("number", "published_on")
        if on
    )
    if not versions or number not in {None, *(one.number for one in versions)}:
        return None
    row = _shown(rows.filter(number=number or versions[0].number)).get()
    return ExperiencePage(
        experience=experience_view(row),
        versions=versions,
        commitments=commitment_lines(row),
        review=next((review_view(one) for one in _reviews(row) if one.is_approval), None),
        awards=tuple(
            AwardView(one.name, one.year, one.source_url)
            for one in Award.objects.filter(experience=row.experience_id).order_by("-year", "pk")
        ),
        adoptions=adoptions_of(row.experience_id),
    )


def seen_experiences(keys: Collection[int]) -> frozenset[int]:
    """Give those of the experiences that the public sees. Queries: 1."""
    rows = _published().filter(experience__in=keys)
    return frozenset(rows.values_list("experience_id", flat=True))


def adoptions_of(experience_id: int) -> tuple[AdoptionView, ...]:
    """Give who took an experience up, the first first. Queries: 1."""
    rows = Adoption.objects.filter(experience=experience_id).order_by("pk")
    return tuple(
        AdoptionView(
            member_name(one.member),
            one.since_on,
            one.changed,
            one.came_of_it,
            one.source_url,
            one.row_version,
        )
        for one in rows.select_related("member__place", "member__parent__place")
    )


def commitment_lines(row: ExperienceVersion) -> tuple[CommitmentLine, ...]:
    """Give the commitments of a version that the public sees. Queries: 2."""
    found = list(row.commitments.select_related("plan").order_by("plan__code", "code"))
    seen = seen_commitments([one.pk for one in found])
    return tuple(
        CommitmentLine(one.plan.code, one.code, one.title) for one in found if one.pk in seen
    )


def review_view(row: ExperienceReview) -> ReviewView:
    """Show what a peer decided. Queries: 0 with the places of its member."""
    return ReviewView(member_name(row.member), row.is_approval, row.note, row.decided_at)


def _reviews(row: ExperienceVersion) -> QuerySet[ExperienceReview]:
    rows = row.reviews.select_related("member__place", "member__parent__place")
    return rows.order_by("-decided_at", "-pk")


def _published() -> QuerySet[ExperienceVersion]:
    return ExperienceVersion.objects.filter(state=ExperienceState.PUBLISHED)


def _narrowed(
    rows: QuerySet[ExperienceVersion], wanted: LibraryFilter
) -> QuerySet[ExperienceVersion]:
    if wanted.theme:
        rows = rows.filter(themes__code=wanted.theme)
    if wanted.member:
        rows = rows.filter(experience__member__code=wanted.member)
    if wanted.level:
        rows = rows.filter(level=Level(wanted.level))
    if wanted.is_proved:
        rows = rows.exclude(evidence_url="").filter(_TOLD)
    if wanted.keys is not None:
        rows = rows.filter(experience__in=wanted.keys)
    return rows


def _shown(rows: QuerySet[ExperienceVersion]) -> QuerySet[ExperienceVersion]:
    return rows.select_related(*MEMBERS).prefetch_related("themes")


def _sliced(
    rows: QuerySet[ExperienceVersion], after: Sequence[Mark] | None, limit: int
) -> Slice[ExperienceView]:
    found = in_order(_shown(rows), _NEWEST_FIRST, after)[: limit + 1]
    return cut(
        found,
        limit,
        lambda row: (row.published_on, row.experience_id),
        lambda kept: map(experience_view, kept),
    )
