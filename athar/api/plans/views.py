"""Endpoints of plans and their groupings."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.answering import AskedOfList, give, give_list, read
from athar.api.codes import CODE_OR_NOTHING, Code
from athar.api.endpoints import offer
from athar.api.moments import AskedAsOf, past
from athar.api.plans.records import (
    NodeDetail,
    NodeItem,
    PlanDetail,
    PlanItem,
    node_detail,
    node_item,
    plan_detail,
    plan_item,
)
from athar.plans.queries import NodeCodes, node_by_code, node_slice, plan_by_code, plan_slice
from athar.reference.queries import place_refs
from athar.rollups.queries import Past, installation_summary, node_progress, plan_progress


class NodeChoice(AskedOfList):
    """Which groupings."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    level: int | None = Field(None, ge=0, le=20, description="Level; 0 is the top.")


@offer(
    "plans",
    name="list_plans",
    gives=PlanItem,
    summary="Plans",
    tag="Plans",
    examples=("plans", "plans?fields=code,title,currency&lang=ar"),
)
def list_plans(request: HttpRequest, asked: Query[AskedOfList]) -> HttpResponse:
    """Every published plan with the figures of the whole, by code."""
    reading = read(request, asked, PlanItem)
    tiles = {tile.plan.code: tile for tile in installation_summary().plans}
    places = place_refs(tile.place_id for tile in tiles.values() if tile.place_id)
    return give_list(
        reading,
        "plans",
        lambda limit, after: plan_slice(after=after, limit=limit),
        lambda one: plan_item(
            one, places.get(one.place_id or 0), tiles[one.code].figures, reading.origin
        ),
    )


@offer(
    "plans/{plan}",
    name="get_plan",
    gives=PlanDetail,
    summary="One plan",
    tag="Plans",
    examples=("plans/PDR-TTA-2022-2027?fields=code,title,adopted_on,votes,announced_amount",),
)
def get_plan(request: HttpRequest, plan: Code, asked: Query[AskedAsOf]) -> HttpResponse:
    """How a plan was adopted and is built, with the figures of the whole, of axes and places."""
    reading = read(request, asked, PlanDetail)
    then = past(plan, asked.as_of) if asked.as_of else None
    found = plan_by_code(plan) if not asked.as_of else then.view if then else None
    if found is None:
        raise Http404
    places = place_refs([found.place_id] if found.place_id else [])
    place = places.get(found.place_id or 0)
    progress = plan_progress(found.id, then)
    return give(reading, plan_detail(found, place, progress, reading.origin))


@offer(
    "nodes",
    name="list_nodes",
    gives=NodeItem,
    summary="Axes and programmes",
    tag="Plans",
    examples=("nodes?plan=PDR-TTA-2022-2027&level=0&limit=2",),
)
def list_nodes(request: HttpRequest, asked: Query[NodeChoice]) -> HttpResponse:
    """The groupings of published plans, by plan and by their path from the top down."""
    reading = read(request, asked, NodeItem)
    return give_list(
        reading,
        "nodes",
        lambda limit, after: node_slice(
            plan=asked.plan, level=asked.level, after=after, limit=limit
        ),
        lambda one: node_item(one, reading.origin),
    )


@offer(
    "nodes/{plan}/{code}",
    name="get_node",
    gives=NodeDetail,
    summary="One axis or programme",
    tag="Plans",
    examples=("nodes/PDR-TTA-2022-2027/A3?fields=code,title,level,path,figures",),
)
def get_node(request: HttpRequest, plan: Code, code: Code, asked: Query[AskedAsOf]) -> HttpResponse:
    """A grouping with its figures and those of the groupings just below it."""
    reading = read(request, asked, NodeDetail)
    then = past(plan, asked.as_of) if asked.as_of else None
    found = node_by_code(plan, code) if not asked.as_of else _node_then(then, code)
    if found is None:
        raise Http404
    key, node = found
    return give(reading, node_detail(node, node_progress(key, then), reading.origin))


def _node_then(then: Past | None, code: str) -> tuple[int, NodeCodes] | None:
    if then is None or code not in then.then.nodes:
        return None
    one = then.then.nodes[code]
    above = one.path.rstrip("/").split("/")[:-1]
    parent = above[-1] if above else None
    codes = (then.plan.code, code, one.title, one.level, one.path, parent, one.position)
    return one.pk, NodeCodes(*codes)
