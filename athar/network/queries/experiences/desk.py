"""What focal points read of experiences at the desk: their own, and what waits for a peer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from athar.kernel.text import Translated
from athar.network.enums.experiences import ExperienceState
from athar.network.models import ExperienceVersion, Member
from athar.network.queries.experiences.published import adoptions_of, review_view
from athar.network.queries.experiences.views import (
    MEMBERS,
    AdoptionView,
    ExperienceView,
    MemberName,
    ReviewView,
    experience_view,
    member_name,
)
from athar.network.rules.experiences import can_read_version
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import scopes_held
from athar.people.rules import INSTALLATION


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One experience in a list of the desk, in its newest version."""

    id: int
    code: str
    title: Translated
    member: MemberName
    state: ExperienceState
    submitted_at: dt.datetime | None
    is_own: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class DeskExperience:
    """An experience in its newest version, with the reviews of it and who took it up."""

    experience: ExperienceView
    is_own: bool
    reviews: tuple[ReviewView, ...]
    adoptions: tuple[AdoptionView, ...]
    commitments: tuple[str, ...]


def members_spoken_for(account: Account) -> tuple[MemberName, ...]:
    """Give the members for which somebody is the focal point, by code. Queries: 2."""
    scopes = {scope for _role, scope in scopes_held(account, (Role.FOCAL_POINT,))}
    rows = Member.objects.select_related("place", "parent__place").order_by("code")
    if INSTALLATION not in scopes:
        keys = [one.partition(":")[2] for one in scopes if one.startswith("member:")]
        rows = rows.filter(pk__in=keys)
    return tuple(map(member_name, rows))


def member_ids() -> dict[str, int]:
    """Give the keys of the members by their codes. Queries: 1."""
    return dict(Member.objects.values_list("code", "pk"))


def desk_experiences(account: Account) -> tuple[DeskLine, ...]:
    """Give the experiences that somebody has to do with: their own, and what they may review.

    Shape: their own first, then what others handed in, the longest waiting first.
    Queries: 3.
    """
    mine = frozenset(one.id for one in members_spoken_for(account))
    newest: dict[int, ExperienceVersion] = {}
    rows = ExperienceVersion.objects.select_related(*MEMBERS).order_by("experience", "number")
    for row in rows:
        newest[row.experience_id] = row
    lines = [_line(row, mine) for row in newest.values() if _concerns(row, mine)]
    return tuple(sorted(lines, key=_own_first))


def _own_first(one: DeskLine) -> tuple[bool, str, int]:
    return not one.is_own, "" if one.is_own else str(one.submitted_at), one.id


def _concerns(row: ExperienceVersion, mine: frozenset[int]) -> bool:
    is_own = row.experience.member_id in mine
    return is_own or (bool(mine) and row.state == ExperienceState.SUBMITTED)


def _line(row: ExperienceVersion, mine: frozenset[int]) -> DeskLine:
    return DeskLine(
        id=row.experience_id,
        code=row.experience.code,
        title=row.title,
        member=member_name(row.experience.member),
        state=ExperienceState(row.state),
        submitted_at=row.submitted_at,
        is_own=row.experience.member_id in mine,
        is_withdrawn=row.experience.withdrawn_at is not None,
    )


def desk_experience(account: Account, code: str) -> DeskExperience | None:
    """Give an experience to who may read it at the desk, None to everybody else.

    Shape: in its newest version for its own member; for others in the newest that they may read.
    Queries: 7.
    """
    mine = frozenset(one.id for one in members_spoken_for(account))
    rows = ExperienceVersion.objects.filter(experience__code=code).order_by("-number")
    for row in rows.select_related(*MEMBERS).prefetch_related("themes"):
        owner_id, state = row.experience.member_id, ExperienceState(row.state)
        if can_read_version(owner_id=owner_id, state=state, member_ids=mine):
            return _shown(row, is_own=owner_id in mine)
    return None


def _shown(row: ExperienceVersion, *, is_own: bool) -> DeskExperience:
    reviews = row.reviews.select_related("member__place", "member__parent__place")
    commitments = row.commitments.order_by("plan__code", "code")
    return DeskExperience(
        experience=experience_view(row),
        is_own=is_own,
        reviews=tuple(map(review_view, reviews.order_by("-decided_at", "-pk"))) if is_own else (),
        adoptions=adoptions_of(row.experience_id),
        commitments=tuple(map("/".join, commitments.values_list("plan__code", "code"))),
    )
