"""Plans and groupings as programs read them; null is unknown, never zero."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated

from athar.api.addresses import pages, permanent
from athar.kernel.text import Translated
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.plans.queries import Level, NodeCodes, PlanCard, PlanView
from athar.reference.queries import PlaceRef
from athar.rollups.figures import (
    Dates,
    DeclaredCount,
    GroupFigures,
    MoneyTotals,
    NodeFigures,
    NodeProgress,
    Percentage,
    PlaceFigures,
    PlanProgress,
    StatusCount,
)


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a whole plan; what should be done today stands with the plan itself."""

    n_total: Annotated[int, "Commitments listed."]
    n_cancelled: Annotated[int, "Of them cancelled or removed."]
    n_removed: Annotated[int, "Of them removed by an amendment."]
    n_validated_complete: int
    n_physical_zero: int
    statuses: Annotated[tuple[StatusCount, ...], "Every computed status, in its usual order."]
    physical: Percentage
    financial: Percentage
    money: MoneyTotals
    dates: Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCardFields:
    """What lists and the plan itself give alike."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    code: str
    kind: PlanKind
    title: Translated
    short_title: Translated
    owner: Annotated[str, "Code of the body that owns the plan."]
    place: Annotated[str | None, "Its place as `scheme:code`."]
    start_on: dt.date
    end_on: dt.date
    currency: Annotated[str, "ISO 4217; of every amount of the plan."]
    current_version: Annotated[int, "Number of the version in force; 1 is the first."]
    is_sample: Annotated[bool, "Invented, to show how the platform works: do not quote."]
    default_language: Annotated[str, "The language the plan was adopted in."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem(PlanCardFields):
    """A published plan with the figures of the whole."""

    figures: Totals


@dataclass(frozen=True, slots=True)
class NodeOf:
    """A grouping within a plan, with its figures."""

    code: str
    title: Translated
    level: Annotated[int, "0 is the top."]
    path: Annotated[str, "Codes from the top down, each closed by a slash."]
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """A place just below that of the plan, with the figures of the commitments in it."""

    code: str
    names: Translated
    kind: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetail(PlanCardFields):
    """A published plan: how it was adopted, how it is built, its figures by axis and place."""

    figures: GroupFigures
    summary: Translated
    adopted_on: dt.date | None
    votes: Annotated[tuple[int, ...] | None, "For, against, abstained."]
    announced_amount: Annotated[Decimal | None, "As announced, in whole units of `currency`."]
    levels: Annotated[tuple[Level, ...], "Names of its levels of groupings, from the top."]
    weight_rule: Annotated[WeightRuleChoice, "How much each commitment counts in progress."]
    reporting_months: Annotated[int, "Months from one report to the next."]
    sources: tuple[str, ...]
    today: Annotated[dt.date, "The day the computed statuses are read for."]
    declared: Annotated[tuple[DeclaredCount, ...], "Commitments by declared status; null: none."]
    nodes: Annotated[tuple[NodeOf, ...], "Every grouping, from the top level down."]
    places: tuple[PlaceOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeItem:
    """An axis or programme of a published plan."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    plan: Annotated[str, "Code of the plan."]
    code: Annotated[str, "Code within the plan."]
    title: Translated
    level: Annotated[int, "0 is the top."]
    path: Annotated[str, "Codes from the top down, each closed by a slash."]
    parent: Annotated[str | None, "Code of the grouping it stands in."]
    position: Annotated[int, "Its place among its like in the plan."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDetail(NodeItem):
    """An axis or programme with its figures and those of what stands just below it."""

    today: Annotated[dt.date, "The day the computed statuses are read for."]
    figures: GroupFigures
    children: tuple[NodeOf, ...]


def place_code(place: PlaceRef | None) -> str | None:
    """Write a place as `scheme:code`."""
    return f"{place.scheme}:{place.code}" if place else None


def _card(one: PlanCard, place: PlaceRef | None, origin: str) -> dict[str, object]:
    return {
        "id": permanent(origin, "plan", plan=one.code),
        "url": pages(origin, "plan", plan=one.code),
        "code": one.code,
        "kind": one.kind,
        "title": one.title,
        "short_title": one.short_title,
        "owner": one.owner.code,
        "place": place_code(place),
        "start_on": one.start_on,
        "end_on": one.end_on,
        "currency": one.currency,
        "current_version": one.current_version,
        "is_sample": one.is_sample,
        "default_language": one.default_language,
    }


def plan_item(
    one: PlanCard, place: PlaceRef | None, figures: GroupFigures, origin: str
) -> PlanItem:
    """Give a plan as lists give it."""
    totals = Totals(*(getattr(figures, field.name) for field in fields(Totals)))
    return PlanItem(**_card(one, place, origin), figures=totals)  # type: ignore[arg-type]  # by name


def plan_detail(
    one: PlanView, place: PlaceRef | None, progress: PlanProgress, origin: str
) -> PlanDetail:
    """Give a plan with its parts."""
    return PlanDetail(
        **_card(one, place, origin),  # type: ignore[arg-type]  # by name
        figures=progress.total,
        summary=one.summary,
        adopted_on=one.adopted_on,
        votes=one.votes,
        announced_amount=one.announced_amount,
        levels=one.levels,
        weight_rule=one.weight_rule,
        reporting_months=one.reporting_months,
        sources=one.sources,
        today=progress.today,
        declared=progress.declared,
        nodes=tuple(map(_node_of, progress.nodes)),
        places=tuple(map(_place_of, progress.places)),
    )


def _node_of(one: NodeFigures) -> NodeOf:
    return NodeOf(one.node.code, one.node.names, one.level, one.path, one.figures)


def _place_of(one: PlaceFigures) -> PlaceOf:
    return PlaceOf(one.place.code, one.place.names, one.kind, one.figures)


def node_item(one: NodeCodes, origin: str) -> NodeItem:
    """Give a grouping as lists give it."""
    return NodeItem(**_node(one, origin))  # type: ignore[arg-type]  # by name


def node_detail(one: NodeCodes, progress: NodeProgress, origin: str) -> NodeDetail:
    """Give a grouping with its figures."""
    return NodeDetail(
        **_node(one, origin),  # type: ignore[arg-type]  # by name
        today=progress.today,
        figures=progress.node.figures,
        children=tuple(map(_node_of, progress.children)),
    )


def _node(one: NodeCodes, origin: str) -> dict[str, object]:
    return {
        "id": permanent(origin, "node", plan=one.plan, code=one.code),
        "url": pages(origin, "node", plan=one.plan, code=one.code),
        "plan": one.plan,
        "code": one.code,
        "title": one.title,
        "level": one.level,
        "path": one.path,
        "parent": one.parent,
        "position": one.position,
    }
