"""Pages of commitments: the list of a plan's, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.commitments import wording
from athar.portal.commitments.cards import cards_of
from athar.portal.commitments.choices import read_choices
from athar.portal.commitments.lines import COLUMNS, table_rows
from athar.portal.commitments.listing import PER_PAGE, ListPage, gather_list, list_for_machines
from athar.portal.commitments.offers import ORDERS, chips, list_title, offers
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.ui.site import Link


def _list_or_404(request: HttpRequest, plan: str, *, whole: bool = False) -> ListPage:
    found = gather_list(plan, read_choices(request.GET), whole=whole)
    if found is None or found.listing.page > found.listing.n_pages:
        raise Http404
    return found


def list_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The commitments of a plan, chosen by what the address says. Queries: 7."""
    data = _list_or_404(request, plan)
    query, address = data.choices.query(), {"lang": lang, "plan": plan}
    listed_as = _("Projects") if data.plan.kind.counts_projects else _("Commitments")
    page = page_for(
        request,
        lang,
        list_title(data),
        section="commitments",
        crumbs=[
            Link(data.plan.short_title or data.plan.title, reverse("portal:plan", kwargs=address))
        ],
        crumb=listed_as,
        json_url=reverse("portal:commitments_json", kwargs=address) + query,
        csv_url=reverse("portal:commitments_csv", kwargs=address) + query,
    )
    return html(
        request, "commitments/list.html", page,
        data=data, plan=data.plan, listing=data.listing, choices=data.choices, sentences=wording,
        offers=offers(data), orders=ORDERS, chips=chips(data, request.path), address=request.path,
        rows=cards_of(data.listing.rows, data.plan, data.names, lang), per_page=PER_PAGE,
    )  # fmt: skip


def list_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """A page of the list for machines, with the address of the next one."""
    return json_twin(list_for_machines(_list_or_404(request, plan), request.build_absolute_uri))


def list_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The whole list as a table, whatever the page."""
    data = _list_or_404(request, plan, whole=True)
    return csv_twin(f"{plan}-commitments", COLUMNS, table_rows(data.listing, data.names, lang))


def commitment_page(request, lang, plan, code):
    raise Http404


def commitment_json(request, lang, plan, code):
    raise Http404
