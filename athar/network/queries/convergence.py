"""What the plans of a country, its regions and its communes do for one another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.network.enums.convergence import TIER_OF, Answer, ContributionKind, Tier
from athar.network.models import Accord, Member
from athar.network.rules.convergence import can_answer_accord, can_propose_accord
from athar.plans.enums import PlanKind
from athar.plans.models import Commitment, CommitmentTheme, ContributionLink
from athar.plans.rules import plan_scopes
from athar.reference.enums import PlaceKind, Taxonomy
from athar.reference.queries import ThemeRef, themes
from athar.reference.slices import Key, Mark, Slice, cut, in_order

_CODES = (
    *("commitment__plan__code", "commitment__code", "target__plan__code", "target__code"),
    *("commitment_id", "target_id"),
)
_BY_CODES = (Key("commitment__plan__code"), Key("commitment__code"), Key("pk"))
ACTION_PLANS = (PlanKind.NATIONAL_ACTION_PLAN, PlanKind.LOCAL_ACTION_PLAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment of a member, or of a place within it; `areas` are its OGP policy areas."""

    id: int
    plan_code: str
    plan_title: Translated
    code: str
    title: Translated
    tier: Tier
    place: Translated
    end_on: dt.date
    is_sample: bool
    areas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one commitment is said to do for another; `kind` None: not said yet.

    Units: `share` is the percent of the contributing commitment, None = not stated.
    """

    commitment_id: int
    target_id: int
    share: Decimal | None
    kind: ContributionKind | None = None
    since_on: dt.date | None = None
    answer: Answer = Answer.PROPOSED
    reason: str = ""
    is_sample: bool = False

    @property
    def terms(self) -> str:
        """Give in one line what is proposed, to tell whether it changed since it was shown."""
        return terms_of(self.kind or "", self.since_on, self.share)

    @property
    def is_agreed(self) -> bool:
        """Tell whether both sides agree."""
        return self.answer is Answer.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Tell whether the other side has not answered yet."""
        return self.answer is Answer.PROPOSED

    @property
    def counts(self) -> bool:
        """Tell whether progress is put together over it: both agree, and it does a part of it."""
        return self.is_agreed and self.kind is not ContributionKind.REPORTS_ON


@dataclass(frozen=True, slots=True)
class Convergence:
    """The commitments of a member and of the places within it, and what ties them.

    Shape: commitments by tier, newest plans first; `areas` in the order of their taxonomy.
    """

    member_code: str
    names: Translated
    promises: tuple[Promise, ...]
    ties: tuple[Tie, ...]
    areas: tuple[ThemeRef, ...]

    def echoes(self) -> dict[int, frozenset[int]]:
        """Give for each commitment those it is tied to by agreement, either way, by key."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for tie in self.ties:
            if tie.is_agreed:
                found[tie.target_id].add(tie.commitment_id)
                found[tie.commitment_id].add(tie.target_id)
        return {key: frozenset(ends) for key, ends in found.items()}

    def gaps(self) -> frozenset[int]:
        """Give who has no echo: national ones without any below, others without a national one."""
        tiers = {one.id: one.tier is Tier.NATIONAL for one in self.promises}
        echoes = self.echoes()
        return frozenset(
            key
            for key, is_national in tiers.items()
            if not any(tiers.get(end, is_national) != is_national for end in _reached(key, echoes))
        )

    def contributors(self) -> dict[int, dict[int, Decimal]]:
        """Give for each commitment those counted towards it, with the part of each, 0 to 1."""
        found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
        for tie in self.ties:
            if tie.counts:
                whole = Decimal(100) if tie.share is None else tie.share
                found[tie.target_id][tie.commitment_id] = whole.scaleb(-2)
        return dict(found)


@dataclass(frozen=True, slots=True)
class TieCodes:
    """A tie with the codes of both plans and commitments."""

    tie: Tie
    plan: str
    commitment: str
    target_plan: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieAtWork:
    """A tie as who coordinates a plan sees it: both ends named, and what they may do."""

    tie: Tie
    commitment: Promise
    target: Promise
    may_propose: bool
    may_answer: bool

    @property
    def key(self) -> str:
        """Name the tie among others."""
        return f"{self.tie.commitment_id}-{self.tie.target_id}"


def _reached(key: int, echoes: Mapping[int, Collection[int]]) -> set[int]:
    """Give whatever is tied to a commitment, over any number of steps."""
    found, waiting = {key}, [key]
    while waiting:
        for end in set(echoes.get(waiting.pop(), ())) - found:
            found.add(end)
            waiting.append(end)
    return found


def terms_of(kind: str, since_on: dt.date | None, share: Decimal | None) -> str:
    """Write in one line what a contribution is: its kind, since when, which share."""
    return f"{kind} {since_on or ''} {'' if share is None else format(share.normalize(), 'f')}"


def convergence_of(member_code: str, *, current_on: dt.date | None = None) -> Convergence | None:
    """Give what the plans of a member and of the places within it do for one another.

    Shape: the action plans, and what else is tied to them; with `current_on` only of plans that
    have not ended then. None when there is no such member; a fictional one has nothing.
    Queries: 6, 1 without such a member.
    """
    member = Member.objects.select_related("place").filter(code=member_code).first()
    if member is None:
        return None
    if member.place is None:
        return Convergence(member.code, member.names, (), (), ())
    within = Q(plan__place__path__startswith=member.place.path)
    tied = ContributionLink.objects.values_list("commitment_id", flat=True)
    wanted = within & (Q(plan__kind__in=ACTION_PLANS) | Q(pk__in=tied))
    if current_on:
        wanted &= Q(plan__end_on__gte=current_on)
    promises = _promises(_public().filter(wanted))
    keys = {one.id for one in promises}
    ties = tuple(
        tie
        for tie in ties_between(ContributionLink.objects.filter(commitment__in=keys))
        if tie.target_id in keys
    )
    used = {area for one in promises for area in one.areas}
    areas = tuple(one for one in themes(Taxonomy.OGP_POLICY_AREA) if one.id in used)
    return Convergence(member.code, member.place.names, promises, ties, areas)


def ties_at_work(actor: Actor) -> tuple[TieAtWork, ...]:
    """Give the contributions on which somebody may act, those that wait for an answer first.

    Queries: 4, and those of the rights of who asks.
    """
    links = ContributionLink.objects.select_related("commitment__plan", "target__plan")
    mine = {}
    for link in links:
        proposes = can_propose_accord(actor, _scopes(link.commitment))
        answers = can_answer_accord(actor, _scopes(link.target))
        if proposes or answers:
            mine[link.commitment_id, link.target_id] = (proposes, answers)
    ends = {key for pair in mine for key in pair}
    named = {one.id: one for one in _promises(_public().filter(pk__in=ends))}
    ties = ties_between(ContributionLink.objects.filter(pk__in=[link.pk for link in links]))
    found = [
        TieAtWork(
            tie=tie,
            commitment=named[tie.commitment_id],
            target=named[tie.target_id],
            may_propose=mine[tie.commitment_id, tie.target_id][0],
            may_answer=mine[tie.commitment_id, tie.target_id][1],
        )
        for tie in ties
        if (tie.commitment_id, tie.target_id) in mine
        and {tie.commitment_id, tie.target_id} <= named.keys()
    ]
    return tuple(sorted(found, key=lambda one: one.tie.answer is not Answer.PROPOSED))


def tie_slice(
    *, plan: str = "", target_plan: str = "", after: Sequence[Mark] | None = None, limit: int
) -> Slice[TieCodes]:
    """Give the next contributions between public commitments, by plan and code. Queries: 3."""
    rows = ContributionLink.objects.filter(
        commitment__first_version__isnull=False,
        commitment__removed_in_version=None,
        target__first_version__isnull=False,
        target__removed_in_version=None,
    )
    if plan:
        rows = rows.filter(commitment__plan__code=plan)
    if target_plan:
        rows = rows.filter(target__plan__code=target_plan)
    named = in_order(rows, _BY_CODES, after).values_list("pk", *_CODES)
    return cut(named[: limit + 1], limit, lambda row: (*row[1:3], row[0]), _coded)


def _coded(rows: Sequence[tuple[Any, ...]]) -> Iterator[TieCodes]:
    ties = ties_between(ContributionLink.objects.filter(pk__in=[row[0] for row in rows]))
    codes = {row[5:]: row[1:5] for row in rows}
    by_ends = {(tie.commitment_id, tie.target_id): tie for tie in ties}
    return (TieCodes(by_ends[ends], *named) for ends, named in codes.items())


def stated_contribution(commitment_id: int, target_id: int) -> ContributionLink:
    """Give a contribution that a published plan states, both plans joined.

    Errors: ValidationError: not_stated.
    Queries: 1.
    """
    link = (
        ContributionLink.objects.select_related("commitment__plan", "target__plan")
        .filter(commitment=commitment_id, target=target_id)
        .first()
    )
    if link is None:
        words = _("No published plan states this contribution.")
        raise ValidationError(words, code="not_stated")
    return link


def ties_between(links: QuerySet[ContributionLink]) -> tuple[Tie, ...]:
    """Give contributions with what both sides say of them. Queries: 2."""
    stated = list(links.order_by("pk").values_list("commitment_id", "target_id", "share"))
    accords = {
        (row.commitment_id, row.target_id): row
        for row in Accord.objects.filter(commitment__in={one for one, _t, _s in stated})
    }
    return tuple(_tie(*one, accords.get(one[:2])) for one in stated)


def _tie(commitment_id: int, target_id: int, share: Decimal | None, row: Accord | None) -> Tie:
    ends: Mapping[str, Any] = {
        "commitment_id": commitment_id,
        "target_id": target_id,
        "share": share,
    }
    if row is None:
        return Tie(**ends)
    is_open = row.answer != Answer.PROPOSED and row.share != share
    return Tie(
        **ends,
        kind=ContributionKind(row.kind),
        since_on=row.since_on,
        answer=Answer.PROPOSED if is_open else Answer(row.answer),
        reason="" if is_open else row.reason,
        is_sample=row.is_sample,
    )


def _public() -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(first_version__isnull=False, removed_in_version=None)
    return rows.select_related("plan__place")


def _scopes(one: Commitment) -> tuple[str, ...]:
    return plan_scopes(one.plan_id, one.plan.owner_id)


def _promises(rows: QuerySet[Commitment]) -> tuple[Promise, ...]:
    """Give commitments with their policy areas. Queries: 2."""
    found = list(rows.order_by("-plan__start_on", "plan__code", "position", "pk"))
    areas: defaultdict[int, set[int]] = defaultdict(set)
    of_area = CommitmentTheme.objects.filter(theme__taxonomy=Taxonomy.OGP_POLICY_AREA)
    for key, theme in of_area.filter(commitment__in=found).values_list("commitment", "theme"):
        areas[key].add(theme)
    return tuple(_promise(row, frozenset(areas[row.pk])) for row in found)


def _promise(row: Commitment, areas: frozenset[int]) -> Promise:
    place = row.plan.place
    return Promise(
        id=row.pk,
        plan_code=row.plan.code,
        plan_title=row.plan.short_title or row.plan.title,
        code=row.code,
        title=row.title,
        tier=TIER_OF.get(PlaceKind(place.kind), Tier.LOCAL) if place else Tier.NATIONAL,
        place=place.names if place else Translated(),
        end_on=row.plan.end_on,
        is_sample=row.is_sample or row.plan.is_sample,
        areas=areas,
    )
