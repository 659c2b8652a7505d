"""Pages of commitments: the list of a plan's, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.commitments import glance, head, spending, story, wording
from athar.portal.commitments.cards import cards_of
from athar.portal.commitments.choices import read_choices
from athar.portal.commitments.lines import COLUMNS, table_rows
from athar.portal.commitments.listing import PER_PAGE, ListPage, gather_list, list_for_machines
from athar.portal.commitments.offers import ORDERS, chips, list_title, offers
from athar.portal.commitments.page import CommitmentPage, gather_commitment
from athar.portal.commitments.twin import commitment_for_machines
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


def _commitment_or_404(plan: str, code: str) -> CommitmentPage:
    found = gather_commitment(plan, code)
    if found is None:
        raise Http404
    return found


def _permanent(plan: str, code: str) -> str:
    return reverse("portal:commitment_id", kwargs={"plan": plan, "code": code})


def commitment_page(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """A commitment: what it is, how it goes, who says so, since when, what it costs. Queries: 6."""
    data = _commitment_or_404(plan, code)
    address = {"lang": lang, "plan": plan}
    page = page_for(
        request,
        lang,
        data.commitment.title,
        description=head.answer(data).striptags(),
        section="commitments",
        crumbs=head.crumbs(data, lang),
        crumb=code,
        json_url=reverse("portal:commitment_json", kwargs={**address, "code": code}),
    )
    permanent = page.canonical.removesuffix(request.path) + _permanent(plan, code)
    return html(
        request, "commitments/commitment.html", page,
        data=data, plan=data.plan, one=data.commitment, figures=data.figures, permanent=permanent,
        said=head, story=story, spending=spending, glance=glance, sentences=wording,
        computed_url=f"{reverse('portal:plan', kwargs=address)}/computed/",
        query=f"?commitment={code}",
    )  # fmt: skip


def commitment_json(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """A commitment for machines. Queries: 5."""
    data = _commitment_or_404(plan, code)
    permanent = request.build_absolute_uri(_permanent(plan, code))
    return json_twin(commitment_for_machines(data, permanent))
