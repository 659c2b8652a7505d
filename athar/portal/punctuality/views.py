"""Which body of a plan reports in time: the page and its twins."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.portal.moments import only_now
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.punctuality.page import (
    COLUMNS,
    PunctualityPage,
    body_rows,
    for_machines,
    gather_punctuality,
    round_rows,
    table_rows,
)
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("Who reports in time?")


def _page_or_404(request: HttpRequest, plan: str) -> PunctualityPage:
    only_now(request)
    found = gather_punctuality(plan)
    if found is None:
        raise Http404
    return found


def punctuality_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """Which body of a plan reports in time, and its rounds. Queries: at most 8."""
    data = _page_or_404(request, plan)
    address = {"lang": lang, "plan": plan}
    name = data.plan.short_title or data.plan.title
    page = page_for(
        request, lang, TITLE,
        section="plan", crumbs=[Link(name, reverse("portal:plan", kwargs=address))], crumb=TITLE,
        json_url=reverse("portal:punctuality_json", kwargs=address),
        csv_url=reverse("portal:punctuality_csv", kwargs=address),
    )  # fmt: skip
    return html(
        request, "punctuality/punctuality.html", page,
        data=data, plan=data.plan, rows=body_rows(data), rounds=round_rows(data),
    )  # fmt: skip


def punctuality_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """Which body of a plan reports in time, for machines."""
    return json_twin(for_machines(_page_or_404(request, plan)))


def punctuality_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """Which body of a plan reports in time, as a table."""
    rows = table_rows(_page_or_404(request, plan), lang)
    return csv_twin(f"{plan}-punctuality", COLUMNS, rows)
