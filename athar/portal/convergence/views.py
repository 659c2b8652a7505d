"""Convergence of national, regional and communal commitments: the page and its twins."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.network.enums.convergence import Tier
from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.convergence import words
from athar.portal.convergence.page import (
    COLUMNS,
    ConvergencePage,
    for_machines,
    gather_convergence,
    table_rows,
)
from athar.portal.installation import installation
from athar.portal.moments import only_now
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("National, regional and communal commitments together")
ALL = "all"


def _page_or_404(request: HttpRequest, member: str) -> ConvergencePage:
    only_now(request)
    found = gather_convergence(member, is_all=request.GET.get("plans") == ALL)
    if found is None:
        raise Http404
    return found


def convergence_page(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """Commitments side by side by policy area, their ties and gaps. Queries: at most 8."""
    data = _page_or_404(request, member)
    address = {"lang": lang, "member": member}
    query = f"?plans={ALL}" if data.is_all else ""
    of_member = reverse("portal:member", kwargs={"lang": lang, "code": member})
    page = page_for(
        request, lang, TITLE,
        section="network", crumb=TITLE,
        crumbs=[Link(data.found.names, of_member)],
        json_url=reverse("portal:convergence_json", kwargs=address) + query,
        csv_url=reverse("portal:convergence_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:convergence_xlsx", kwargs=address) + query,
    )  # fmt: skip
    return html(
        request, "convergence/convergence.html", page,
        data=data, tiers=Tier, here=reverse("portal:convergence", kwargs=address),
        say=words,
    )  # fmt: skip


def convergence_json(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """Commitments, their ties and gaps for machines."""
    return json_twin(for_machines(_page_or_404(request, member)))


def convergence_csv(request: HttpRequest, lang: str, member: str) -> StreamingHttpResponse:
    """One line for each commitment."""
    rows = table_rows(_page_or_404(request, member), lang)
    return csv_twin(f"{member}-convergence", COLUMNS, rows)


def convergence_xlsx(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """One line for each commitment, as a workbook."""
    data, host = _page_or_404(request, member), installation()
    return xlsx_twin(
        request, lang, f"{member}-convergence", Table(columns(COLUMNS), table_rows(data, lang)),
        title=TITLE, publisher=host.name, is_sample=host.has_sample,
    )  # fmt: skip
