"""Pages of plans and of their groupings."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.plans.node import NodePage, gather_node, level_words, node_crumbs
from athar.portal.plans.page import VIEWS, PlanPage, facts, gather_plan, plan_map, tiles, view_links
from athar.portal.plans.tables import PLACE_COLUMNS, PLAN_COLUMNS, place_rows, plan_rows
from athar.rollups.queries import installation_summary
from athar.ui.site import Link


def _plan_or_404(code: str) -> PlanPage:
    found = gather_plan(code)
    if found is None:
        raise Http404
    return found


def _node_or_404(plan: str, code: str) -> NodePage:
    found = gather_node(plan, code)
    if found is None:
        raise Http404
    return found


def plan_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The home of a plan. Queries: at most 12."""
    data = _plan_or_404(plan)
    view = request.GET.get("by", "axis")
    if view not in VIEWS:
        raise Http404
    page = page_for(
        request,
        lang,
        data.plan.title,
        section="plan",
        crumbs=[Link(_("Plans"), reverse("portal:plans", kwargs={"lang": lang}))],
        crumb=data.plan.short_title or data.plan.title,
        json_url=reverse("portal:plan_json", kwargs={"lang": lang, "plan": plan}),
    )
    return html(
        request, "plans/plan.html", page,
        data=data, plan=data.plan, progress=data.progress, facts=facts(data), address=request.path,
        view=view, views=view_links(view, request.path), tiles=tiles(data, view, lang),
        map=plan_map(data, lang),
    )  # fmt: skip


def plan_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The home of a plan for machines."""
    return json_twin(_plan_or_404(plan))


def places_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The figures by place behind the map."""
    data = _plan_or_404(plan)
    return csv_twin(f"{plan}-places", PLACE_COLUMNS, place_rows(data.progress, lang))


def node_page(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """An axis, a programme: its figures, what is below it, its commitments."""
    data = _node_or_404(plan, code)
    page = page_for(
        request,
        lang,
        data.progress.node.node.names,
        section="plan",
        crumbs=node_crumbs(data, lang),
        crumb=data.progress.node.node.code,
        json_url=reverse("portal:node_json", kwargs={"lang": lang, "plan": plan, "code": code}),
    )
    own_level, below_level = level_words(data)
    return html(
        request, "plans/node.html", page,
        data=data, plan=data.plan, node=data.progress.node, rows=data.listing.rows,
        level_name=own_level, below_name=below_level,
    )  # fmt: skip


def node_json(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """An axis or programme for machines."""
    return json_twin(_node_or_404(plan, code))


def plans_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Every published plan."""
    page = page_for(
        request,
        lang,
        _("Plans"),
        section="plans",
        crumb=_("Plans"),
        json_url=reverse("portal:plans_json", kwargs={"lang": lang}),
        csv_url=reverse("portal:plans_csv", kwargs={"lang": lang}),
    )
    return html(request, "plans/plans.html", page, summary=installation_summary())


def plans_json(request: HttpRequest, lang: str) -> HttpResponse:
    """Every published plan for machines."""
    return json_twin(installation_summary())


def plans_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """Every published plan as a table."""
    return csv_twin("plans", PLAN_COLUMNS, plan_rows(installation_summary(), lang))
