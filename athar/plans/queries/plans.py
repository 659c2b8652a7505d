"""Reading plans and their groupings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.people.queries import OrganisationRef, organisation_ref
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.plans.models import Commitment, CommitmentPlace, Node, Plan
from athar.plans.rules import branch_scope, plan_scopes
from athar.rows.prepared import Prepared
from athar.trail.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan as lists show it; `current_version` 0 is a draft."""

    id: int
    code: str
    kind: PlanKind
    title: Translated
    short_title: Translated
    owner: OrganisationRef
    place_id: int | None
    start_on: dt.date
    end_on: dt.date
    currency: str
    current_version: int
    is_sample: bool
    default_language: str

    @property
    def is_published(self) -> bool:
        """Tell whether the public sees the plan."""
        return self.current_version > 0


@dataclass(frozen=True, slots=True)
class Level:
    """One level of groupings of a plan: its code word, and its name for one and for many."""

    code: str
    one: Translated
    many: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView(PlanCard):
    """A plan as its own page shows it; `votes` are for, against, abstained."""

    summary: Translated
    adopted_on: dt.date | None
    votes: tuple[int, int, int] | None
    announced_amount: Decimal | None
    levels: tuple[Level, ...]
    weight_rule: WeightRuleChoice
    reporting_months: int
    sources: tuple[str, ...]
    row_version: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """A grouping of a plan; `path` are the codes from the top down, each closed by a slash."""

    id: int
    code: str
    level: int
    path: str
    title: Translated
    parent_id: int | None
    position: int


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A commitment by its code, its title, and the codes and names of its places."""

    code: str
    title: Translated
    place_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Publication:
    """A state of what is public: the number of the publication that made it, and when."""

    number: int
    published_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What is public now: the plans, the last one first, and the newest publication of each."""

    plans: tuple[PlanCard, ...]
    publications: Mapping[str, Publication]


def _published() -> QuerySet[Plan]:
    rows = Plan.objects.filter(current_version__gt=0).select_related("owner")
    return rows.order_by("-start_on", "code")


_OF_OWNER = (
    *("owner_id", "owner__code", "owner__kind"),
    *("owner__names", "owner__abbreviation", "owner__parent_id"),
)
_OF_CARD = (
    *("pk", "code", "kind", "title", "short_title", "place_id", "start_on", "end_on"),
    *("currency", "current_version", "is_sample", "default_language"),
)


def _state() -> QuerySet[Plan, Any]:
    subject = Concat(Value("plan:"), Cast(OuterRef("pk"), CharField()))
    newest = Event.objects.filter(subject=subject, publication_number__isnull=False)
    newest = newest.order_by("-publication_number")
    rows = _published().annotate(
        newest=Subquery(newest.values("publication_number")[:1]),
        newest_at=Subquery(newest.values("recorded_at")[:1]),
    )
    return rows.values_list("newest", "newest_at", *_OF_OWNER, *_OF_CARD)


_PUBLISHED, _STATE = Prepared(_published), Prepared(_state)


def published_plans() -> tuple[PlanCard, ...]:
    """Give the plans the public sees, the one that started last first. Queries: 1."""
    return tuple(PlanCard(**card_of(row)) for row in _PUBLISHED.objects())


def _of_code(code: str) -> QuerySet[Plan]:
    return Plan.objects.filter(code=code).select_related("owner")


def _public_of_code(code: str) -> QuerySet[Plan]:
    return _of_code(code).filter(current_version__gt=0)


_OF_CODE, _PUBLIC_OF_CODE = Prepared(_of_code), Prepared(_public_of_code)


def published_state() -> PublishedState:
    """Give what is public now, publications by the code of their plan. Queries: 1."""
    plans, publications = [], {}
    # read as rows: every page asks for this, and objects of many plans take long to make
    for newest, newest_at, *row in _STATE.rows():
        plan = _card(row[: len(_OF_OWNER)], row[len(_OF_OWNER) :])
        plans.append(plan)
        if newest:
            publications[plan.code] = Publication(newest, newest_at)
    return PublishedState(tuple(plans), publications)


def _card(owner: Sequence[Any], row: Sequence[Any]) -> PlanCard:
    body_id, body_code, body_kind, *body = owner
    key, code, kind, *more = row
    names = ("title", "short_title", "place_id", "start_on", "end_on")
    rest = ("currency", "current_version", "is_sample", "default_language")
    return PlanCard(
        id=key,
        code=code,
        kind=PlanKind(kind),
        owner=OrganisationRef(body_id, body_code, OrganisationKind(body_kind), *body),
        **dict(zip((*names, *rest), more, strict=True)),
    )


def all_plans() -> tuple[PlanCard, ...]:
    """Give every plan, drafts included, for choosing among those one may edit. Queries: 1."""
    rows = Plan.objects.select_related("owner").order_by("-start_on", "code")
    return tuple(PlanCard(**card_of(row)) for row in rows)


def plan_by_code(code: str, *, drafts: bool = False) -> PlanView | None:
    """Give a plan for its page.

    Shape: None when there is no such plan, or only a draft that `drafts` does not ask for.
    Queries: 1.
    """
    read = _OF_CODE if drafts else _PUBLIC_OF_CODE
    return next((plan_view(row) for row in read.objects(code)), None)


def plan_titles(ids: Collection[int]) -> dict[int, Translated]:
    """Give the titles of plans by key, drafts included. Queries: 1."""
    return dict(Plan.objects.filter(pk__in=ids).values_list("pk", "title"))


def card_of(row: Plan) -> dict[str, Any]:
    """Give what lists show of a stored plan, its owner joined."""
    return {
        "id": row.pk,
        "code": row.code,
        "kind": PlanKind(row.kind),
        "title": row.title,
        "short_title": row.short_title,
        "owner": organisation_ref(row.owner),
        "place_id": row.place_id,
        "start_on": row.start_on,
        "end_on": row.end_on,
        "currency": row.currency,
        "current_version": row.current_version,
        "is_sample": row.is_sample,
        "default_language": row.default_language,
    }


def _votes(yes: int | None, no: int | None, abstained: int | None) -> tuple[int, int, int] | None:
    if yes is None or no is None or abstained is None:
        return None
    return yes, no, abstained


def plan_view(row: Plan) -> PlanView:
    """Give a stored plan, its owner joined, as its page shows it."""
    return PlanView(
        **card_of(row),
        summary=row.summary,
        adopted_on=row.adopted_on,
        votes=_votes(row.votes_for, row.votes_against, row.votes_abstained),
        announced_amount=row.announced_amount,
        levels=tuple(_level(level) for level in row.levels),
        weight_rule=WeightRuleChoice(row.weight_rule),
        reporting_months=row.reporting_months,
        sources=tuple(row.sources),
        row_version=row.row_version,
    )


def _level(level: Mapping[str, Any]) -> Level:
    return Level(level["code"], Translated(level.get("one")), Translated(level.get("many")))


def nodes_of(plan_id: int) -> tuple[NodeView, ...]:
    """Give the groupings of a plan, each followed by what stands under it. Queries: 1."""
    children: defaultdict[int | None, list[NodeView]] = defaultdict(list)
    for row in Node.objects.filter(plan_id=plan_id).order_by("position", "code"):
        children[row.parent_id].append(node_view(row))

    def below(parent_id: int | None) -> Iterator[NodeView]:
        for node in children[parent_id]:
            yield node
            yield from below(node.id)

    return tuple(below(None))


@dataclass(frozen=True, slots=True)
class Branch:
    """A grouping of a plan with all below it, as rights over it name it."""

    scope: str
    plan: Translated
    title: Translated


def branches(plan_ids: Collection[int] | None = None) -> tuple[Branch, ...]:
    """Give the groupings of plans, or of those named, each above those below it. Queries: 1."""
    rows = Node.objects.select_related("plan").order_by("-plan__start_on", "plan__code", "path")
    if plan_ids is not None:
        rows = rows.filter(plan__in=plan_ids)
    return tuple(
        Branch(
            branch_scope(row.plan_id, row.path), row.plan.short_title or row.plan.title, row.title
        )
        for row in rows
    )


def node_view(row: Node) -> NodeView:
    """Give a stored grouping as pages show it."""
    return NodeView(row.pk, row.code, row.level, row.path, row.title, row.parent_id, row.position)


def scopes_of_plan(plan_id: int) -> tuple[str, ...]:
    """Give the scope keys that rights over a plan may name.

    Errors: Plan.DoesNotExist.
    Queries: 1.
    """
    return plan_scopes(plan_id, Plan.objects.values_list("owner_id", flat=True).get(pk=plan_id))


def known_projects(plan_id: int) -> tuple[KnownProject, ...]:
    """Give what tells the commitments of a plan apart in files without codes. Queries: 2."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    places = CommitmentPlace.objects.filter(commitment__plan=plan_id)
    for commitment_id, code, said in places.values_list(
        "commitment_id", "place__code", "place__names"
    ):
        names[commitment_id] |= {code, *said.values()}
    rows = Commitment.objects.filter(plan=plan_id).values_list("pk", "code", "title")
    return tuple(KnownProject(code, title, frozenset(names[pk])) for pk, code, title in rows)


def commitment_codes(plan_id: int) -> frozenset[str]:
    """Give the codes of the commitments of a plan, also of those taken out. Queries: 1."""
    return frozenset(Commitment.objects.filter(plan=plan_id).values_list("code", flat=True))


def codes_of_plans(plan_ids: Collection[int]) -> dict[str, frozenset[str]]:
    """Give the codes of the commitments of plans by the code of the plan. Queries: 1."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = Commitment.objects.filter(plan__in=plan_ids)
    for plan, code in rows.values_list("plan__code", "code"):
        found[plan].add(code)
    return {plan: frozenset(codes) for plan, codes in found.items()}
