"""Pages of plans and of their groupings."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.citing.page import cited_node, cited_plan
from athar.portal.installation import installation
from athar.portal.moments import Moment, file_name, moment_of, plan_picker, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, origin_of, page_for
from athar.portal.plans.node import NodePage, gather_node, level_words, node_crumbs
from athar.portal.plans.page import VIEWS, PlanPage, facts, gather_plan, plan_map, tiles, view_links
from athar.portal.plans.tables import PLACE_COLUMNS, PLAN_COLUMNS, place_rows, plan_rows
from athar.portal.results.section import (
    Section,
    for_machines,
    node_lines,
    plan_lines,
    section_of,
)
from athar.portal.sharing.offers import share_plan
from athar.portal.workbooks import xlsx_twin
from athar.reporting.queries import Punctuality, in_all, punctuality
from athar.rollups.queries import installation_summary
from athar.ui.addresses import reverse
from athar.ui.site import Link


def _plan_or_404(moment: Moment, *, depth: int | None = None) -> PlanPage:
    found = gather_plan(moment.plan, moment.past, depth=depth)
    if found is None:
        raise moment.not_found()
    return found


def _section(data: PlanPage, moment: Moment, lang: str) -> Section:
    return section_of(plan_lines(data.plan.id, moment.as_of), lang)


def _node_or_404(moment: Moment, code: str) -> NodePage:
    found = gather_node(moment.plan, code, moment.past)
    if found is None:
        raise moment.not_found()
    return found


def _punctual(data: PlanPage, moment: Moment) -> Punctuality | None:
    """Give how many of the reports due came in time; of the present only. Queries: 2."""
    return None if moment.past else in_all(punctuality(data.plan.id).values())


def plan_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The home of a plan. Queries: at most 20."""
    moment = moment_of(request, plan)
    data = _plan_or_404(moment, depth=0)
    view = request.GET.get("by", "axis")
    if view not in VIEWS:
        raise Http404
    page = page_for(
        request, lang, data.plan.title,
        section="plan", crumb=data.plan.short_title or data.plan.title,
        crumbs=[Link(_("Plans"), reverse("portal:plans", kwargs={"lang": lang}))],
        json_url=reverse("portal:plan_json", kwargs={"lang": lang, "plan": plan}),
        jsonld_url=reverse("portal:plan_jsonld", kwargs={"lang": lang, "plan": plan}),
        picture_url=reverse("portal:plan_picture", kwargs={"lang": lang, "plan": plan}),
        state=moment.state(request),
    )  # fmt: skip
    return html(
        request, "plans/plan.html", page,
        data=data, plan=data.plan, progress=data.progress, facts=facts(data), address=request.path,
        view=view, views=view_links(view, request.path), results=_section(data, moment, lang),
        tiles=tiles(data, view, lang, moment.past), picker=plan_picker(data.plan, moment.as_of),
        map=plan_map(data, lang), share=share_plan(request, lang, plan, data.plan.title),
        punctual=_punctual(data, moment),
        cited=cited_plan(data.plan, origin_of(request), lang, moment.as_of),
    )  # fmt: skip


def plan_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The home of a plan for machines."""
    moment = moment_of(request, plan)
    data = _plan_or_404(moment)
    results = for_machines(plan_lines(data.plan.id, moment.as_of))
    punctual = _punctual(data, moment)
    return json_twin(data, results=results, punctuality=punctual, **stamp(moment.as_of))


def places_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The figures by place behind the map."""
    moment = moment_of(request, plan)
    rows = place_rows(_plan_or_404(moment).progress, lang)
    return csv_twin(
        file_name(f"{plan}-places", moment.as_of), *stamped(moment.as_of, PLACE_COLUMNS, rows)
    )


def places_xlsx(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The figures by place as a workbook."""
    moment = moment_of(request, plan)
    data = _plan_or_404(moment)
    table = Table(columns(PLACE_COLUMNS), place_rows(data.progress, lang))
    return xlsx_twin(
        request, lang, file_name(f"{plan}-places", moment.as_of), table, as_of=moment.as_of,
        title=data.plan.title, publisher=data.plan.owner.names, is_sample=data.plan.is_sample,
        plan=plan,
    )  # fmt: skip


def node_page(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """An axis, a programme: its figures, what is below it, its commitments."""
    moment = moment_of(request, plan)
    data = _node_or_404(moment, code)
    address = {"lang": lang, "plan": plan, "code": code}
    page = page_for(
        request,
        lang,
        data.progress.node.node.names,
        section="plan",
        crumbs=node_crumbs(data, lang),
        crumb=data.progress.node.node.code,
        json_url=reverse("portal:node_json", kwargs=address),
        picture_url=reverse("portal:node_picture", kwargs=address),
        state=moment.state(request),
    )
    own_level, below_level = level_words(data)
    return html(
        request, "plans/node.html", page,
        data=data, plan=data.plan, node=data.progress.node, rows=data.listing.rows,
        level_name=own_level, below_name=below_level,
        results=section_of(node_lines(data.paths, data.progress.node.node.id, moment.past), lang),
        cited=cited_node(data.plan, page.title, code, origin_of(request), lang, moment.as_of),
    )  # fmt: skip


def node_json(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """An axis or programme for machines."""
    moment = moment_of(request, plan)
    data = _node_or_404(moment, code)
    lines = node_lines(data.paths, data.progress.node.node.id, moment.past)
    return json_twin(
        {
            "plan": data.plan,
            "above": data.above,
            "progress": data.progress,
            "listing": data.listing,
            "results": for_machines(lines),
        },
        **stamp(moment.as_of),
    )


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
        xlsx_url=reverse("portal:plans_xlsx", kwargs={"lang": lang}),
    )
    return html(request, "plans/plans.html", page, summary=installation_summary())


def plans_json(request: HttpRequest, lang: str) -> HttpResponse:
    """Every published plan for machines."""
    return json_twin(installation_summary())


def plans_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """Every published plan as a table."""
    return csv_twin("plans", PLAN_COLUMNS, plan_rows(installation_summary(), lang))


def plans_xlsx(request: HttpRequest, lang: str) -> HttpResponse:
    """Every published plan as a workbook."""
    host, table = (
        installation(),
        Table(columns(PLAN_COLUMNS), plan_rows(installation_summary(), lang)),
    )
    return xlsx_twin(
        request, lang, "plans", table,
        title=_("Plans"), publisher=host.name, is_sample=host.has_sample,
    )  # fmt: skip
