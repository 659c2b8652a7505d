"""References of what can be cited, as programs that keep references read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from athar.opendata.citations import FORMATS
from athar.plans.queries import nodes_of, plan_by_code
from athar.portal.citing.page import Cited, cited_commitment, cited_node, cited_place, cited_plan
from athar.portal.commitments.page import gather_commitment
from athar.portal.indicators.moment import asked_moment
from athar.portal.installation import installation
from athar.portal.moments import moment_of
from athar.portal.pages import PUBLIC_CACHE, origin_of
from athar.portal.workbooks import publication
from athar.reference.queries import surroundings


def reference(cited: Cited, lang: str, ending: str) -> HttpResponse:
    """Give the reference of something in one format. Queries: 1."""
    state, form = cited.as_of or publication(cited.of_plan), FORMATS[ending]
    citation = cited.citation(lang, state.number, timezone.localdate(state.published_at))
    response = HttpResponse(form.write(citation), content_type=f"{form.media_type}; charset=utf-8")
    name = f"{citation.key}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def cite_plan(request: HttpRequest, lang: str, plan: str, ending: str) -> HttpResponse:
    """The reference of a plan. Queries: 2."""
    moment = moment_of(request, plan)
    found = moment.past.view if moment.past else plan_by_code(plan)
    if found is None:
        raise Http404
    return reference(cited_plan(found, origin_of(request), lang, moment.as_of), lang, ending)


def cite_node(request: HttpRequest, lang: str, plan: str, code: str, ending: str) -> HttpResponse:
    """The reference of an axis or a programme. Queries: 3."""
    moment = moment_of(request, plan)
    found = moment.past.view if moment.past else plan_by_code(plan)
    if found is None:
        raise Http404
    nodes = moment.past.node_views if moment.past else nodes_of(found.id)
    node = next((one for one in nodes if one.code == code), None)
    if node is None:
        raise moment.not_found()
    cited = cited_node(found, node.title, code, origin_of(request), lang, moment.as_of)
    return reference(cited, lang, ending)


def cite_commitment(
    request: HttpRequest, lang: str, plan: str, code: str, ending: str
) -> HttpResponse:
    """The reference of a commitment."""
    moment = moment_of(request, plan, code=code)
    data = gather_commitment(plan, code, moment.past)
    if data is None:
        raise moment.not_found()
    cited = cited_commitment(data.commitment, origin_of(request), lang, moment.as_of)
    return reference(cited, lang, ending)


def cite_place(
    request: HttpRequest, lang: str, scheme: str, code: str, ending: str
) -> HttpResponse:
    """The reference of the page of a place."""
    around = surroundings(scheme, code)
    if around is None:
        raise Http404
    as_of = asked_moment(request)
    cited = cited_place(around.place, origin_of(request), lang, installation().name, as_of)
    return reference(cited, lang, ending)
