"""Members, in what they take part, and who speaks for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from athar.kernel.text import Translated
from athar.network.enums.members import Condition, MemberKind, Programme, Standing
from athar.network.models.members import FocalPoint, Member, MembershipStatus
from athar.network.rules.members import member_scope
from athar.people.queries import OrganisationRef, organisation_ref
from athar.plans.enums import DatePrecision
from athar.reference.queries import PlaceRef
from athar.reference.queries.places import ref_of
from athar.reference.slices import Key, Mark, Slice, cut, in_order
from athar.rows.prepared import Prepared

_PROGRAMMES = tuple(Programme)
_BY_CODE = (Key("code"),)
#: The status of today first, then backwards; a day not known is the earliest.
_NEWEST = (F("until_on").desc(nulls_first=True), F("since_on").desc(nulls_last=True), "pk")


@dataclass(frozen=True, slots=True)
class Membership:
    """As what a member takes part in a programme; a condition or a day not known is None."""

    programme: Programme
    standing: Standing
    condition: Condition | None
    since_on: dt.date | None
    since_precision: DatePrecision
    until_on: dt.date | None
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCard:
    """A member as lists show it.

    Shape: `memberships` are those of today, at most one for each programme, in their order. A
    fictional member has no place.
    """

    id: int
    code: str
    kind: MemberKind
    names: Translated
    place: PlaceRef | None
    state_id: int | None
    is_fictional: bool
    memberships: tuple[Membership, ...]

    def membership(self, programme: Programme) -> Membership | None:
        """Give in which way it takes part in a programme today, None when nothing is known."""
        return next((one for one in self.memberships if one.programme is programme), None)

    def is_in(self, programme: Programme, standing: Standing) -> bool:
        """Tell whether it has a standing in a programme today."""
        found = self.membership(programme)
        return found is not None and found.standing is standing


@dataclass(frozen=True, slots=True)
class FocalPointView:
    """Who speaks for a member, or did until a day."""

    name: str
    duty: Translated
    organisation: OrganisationRef | None
    contact: str
    since_on: dt.date | None
    until_on: dt.date | None
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView(MemberCard):
    """A member as its own page shows it.

    Shape: `history` are all its statuses and `focal_points` all who spoke for it, the newest
    first; `locals` are its local governments, by code.
    """

    state: MemberCard | None
    lead_body: OrganisationRef | None
    forum: Translated
    forum_url: str
    history: tuple[Membership, ...]
    focal_points: tuple[FocalPointView, ...]
    locals: tuple[MemberCard, ...]
    row_version: int

    @property
    def speaks(self) -> FocalPointView | None:
        """Give who speaks for the member today, None when nobody is named."""
        return next((one for one in self.focal_points if one.until_on is None), None)


def members() -> tuple[MemberCard, ...]:
    """Give every member, states and local governments, by code. Queries: 2."""
    today = _by_member(_TODAY.objects())
    return tuple(MemberCard(**_card(row, today[row.pk])) for row in _ALL.objects())


def member_slice(
    *, kind: str = "", after: Sequence[Mark] | None = None, limit: int
) -> Slice[MemberCard]:
    """Give the next members by code, those of one kind where it is given. Queries: 2."""
    rows = Member.objects.select_related("place")
    if kind:
        rows = rows.filter(kind=kind)
    return cut(in_order(rows, _BY_CODE, after)[: limit + 1], limit, lambda row: (row.code,), _cards)


def _cards(rows: Sequence[Member]) -> list[MemberCard]:
    today = _by_member(MembershipStatus.objects.filter(member__in=rows, until_on=None))
    return [MemberCard(**_card(row, today[row.pk])) for row in rows]


def member_view(code: str) -> MemberView | None:
    """Give a member with its history, None when there is none. Queries: 3; 1 when there is none."""
    rows = Member.objects.filter(Q(code=code) | Q(parent__code=code) | Q(locals__code=code))
    around = {one.pk: one for one in rows.select_related("place", "lead_body").order_by("code")}
    row = next((one for one in around.values() if one.code == code), None)
    if row is None:
        return None
    history = _by_member(MembershipStatus.objects.filter(member__in=around).order_by(*_NEWEST))
    cards = {
        key: MemberCard(**_card(one, [own for own in history[key] if own.until_on is None]))
        for key, one in around.items()
    }
    return MemberView(
        **_card(row, cards[row.pk].memberships),
        state=cards.get(row.parent_id or 0),
        lead_body=organisation_ref(row.lead_body) if row.lead_body else None,
        forum=row.forum,
        forum_url=row.forum_url,
        history=tuple(history[row.pk]),
        focal_points=_focal_points(row.pk),
        locals=tuple(cards[key] for key, one in around.items() if one.parent_id == row.pk),
        row_version=row.row_version,
    )


def member_exists(code: str) -> bool:
    """Tell whether there is such a member. Queries: 1."""
    return Member.objects.filter(code=code).exists()


def member_codes() -> tuple[str, ...]:
    """Give the codes of all members. Queries: 1."""
    return tuple(Member.objects.order_by("code").values_list("code", flat=True))


def members_by_scope() -> dict[str, Translated]:
    """Name every member by the scope key of the rights over it, by code. Queries: 1."""
    return {member_scope(row.pk): _names(row) for row in _ALL.objects()}


def _all() -> QuerySet[Member]:
    return Member.objects.select_related("place").order_by("code")


def _today() -> QuerySet[MembershipStatus]:
    return MembershipStatus.objects.filter(until_on=None).order_by("pk")


_ALL, _TODAY = Prepared(_all), Prepared(_today)


def _by_member(rows: Iterable[MembershipStatus]) -> defaultdict[int, list[Membership]]:
    found: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        found[row.member_id].append(
            Membership(
                programme=Programme(row.programme),
                standing=Standing(row.standing),
                condition=Condition(row.condition) if row.condition else None,
                since_on=row.since_on,
                since_precision=DatePrecision(row.since_precision),
                until_on=row.until_on,
                source_url=row.source_url,
            )
        )
    return found


def _names(row: Member) -> Translated:
    names: Translated = row.place.names if row.place else row.names
    return names


def _card(row: Member, today: Iterable[Membership]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "kind": MemberKind(row.kind),
        "names": _names(row),
        "place": ref_of(row.place) if row.place else None,
        "state_id": row.parent_id,
        "is_fictional": row.is_fictional,
        "memberships": tuple(sorted(today, key=lambda one: _PROGRAMMES.index(one.programme))),
    }


def _focal_points(member_id: int) -> tuple[FocalPointView, ...]:
    rows = FocalPoint.objects.filter(member_id=member_id).select_related("organisation")
    return tuple(
        FocalPointView(
            name=row.name,
            duty=row.duty,
            organisation=organisation_ref(row.organisation) if row.organisation else None,
            contact=row.contact,
            since_on=row.since_on,
            until_on=row.until_on,
            source_url=row.source_url,
        )
        for row in rows.order_by(F("until_on").desc(nulls_first=True), "-pk")
    )
