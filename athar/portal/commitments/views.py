"""Pages of commitments: the list of a plan's, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.obstacles import obstacle_facts
from athar.portal.citing.page import cited_commitment
from athar.portal.commitments import glance, head, spending, story, wording
from athar.portal.commitments.assessed import assessed, assessments_for_machines
from athar.portal.commitments.cards import cards_of
from athar.portal.commitments.choices import read_choices
from athar.portal.commitments.lines import COLUMNS, sheet_of, table_rows
from athar.portal.commitments.listing import PER_PAGE, ListPage, gather_list, list_for_machines
from athar.portal.commitments.obstacles import day_of, holds, obstacles_on
from athar.portal.commitments.offers import (
    ORDERS,
    chips,
    choices_in_words,
    list_title,
    offers,
)
from athar.portal.commitments.page import CommitmentPage, gather_commitment
from athar.portal.commitments.twin import commitment_for_machines
from athar.portal.moments import Moment, file_name, keep_query, moment_of, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, origin_of, page_for
from athar.portal.results.section import commitment_lines, for_machines, section_of
from athar.portal.sharing.offers import share_commitment
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Link, Page, Waiting


def _list_or_404(request: HttpRequest, moment: Moment, *, whole: bool = False) -> ListPage:
    choices = read_choices(request.GET)
    found = gather_list(moment.plan, choices, whole=whole, past=moment.past)
    if found is None or found.listing.page > found.listing.n_pages:
        raise Http404
    return found


def list_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The commitments of a plan, chosen by what the address says. Queries: 8."""
    moment = moment_of(request, plan)
    data = _list_or_404(request, moment)
    query, address = data.choices.query(), {"lang": lang, "plan": plan}
    page = page_for(
        request,
        lang,
        list_title(data),
        section="commitments",
        crumbs=[
            Link(data.plan.short_title or data.plan.title, reverse("portal:plan", kwargs=address))
        ],
        crumb=_("Projects") if data.plan.kind.counts_projects else _("Commitments"),
        json_url=reverse("portal:commitments_json", kwargs=address) + query,
        csv_url=reverse("portal:commitments_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:commitments_xlsx", kwargs=address) + query,
        state=moment.state(request),
    )
    return html(
        request, "commitments/list.html", page, per_page=PER_PAGE,
        data=data, plan=data.plan, listing=data.listing, choices=data.choices, sentences=wording,
        offers=offers(data), orders=ORDERS, chips=chips(data, request.path), address=request.path,
        rows=cards_of(data.listing.rows, data.plan, data.names, lang, data.marks),
    )  # fmt: skip


def list_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """A page of the list for machines, with the address of the next one."""
    moment = moment_of(request, plan)

    def address(query: str) -> str:
        return request.build_absolute_uri(keep_query(query, moment.as_of))

    data = list_for_machines(_list_or_404(request, moment), address)
    return json_twin(data, **stamp(moment.as_of))


def list_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The whole list as a table, whatever the page."""
    moment = moment_of(request, plan)
    data = _list_or_404(request, moment, whole=True)
    table = stamped(moment.as_of, COLUMNS, table_rows(data, lang))
    return csv_twin(file_name(f"{plan}-commitments", moment.as_of), *table)


def list_xlsx(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The whole list as a workbook in the language of the page."""
    moment = moment_of(request, plan)
    data = _list_or_404(request, moment, whole=True)
    return xlsx_twin(
        request, lang, file_name(f"{plan}-commitments", moment.as_of),
        sheet_of(data, lang), as_of=moment.as_of,
        title=data.plan.title, publisher=data.plan.owner.names, is_sample=data.plan.is_sample,
        plan=plan,
        facts=choices_in_words(data),
    )  # fmt: skip


def _commitment_or_404(moment: Moment, code: str) -> CommitmentPage:
    found = gather_commitment(moment.plan, code, moment.past)
    if found is None:
        raise moment.not_found()
    return found


def _permanent(plan: str, code: str) -> str:
    return reverse("portal:commitment_id", kwargs={"plan": plan, "code": code})


def commitment_page(
    request: HttpRequest, lang: str, plan: str, code: str, waiting: Waiting | None = None
) -> HttpResponse:
    """A commitment: what it is, how it goes, who says so, since when, its cost. Queries: ≤ 12."""
    moment = moment_of(request, plan, code=code)
    data = _commitment_or_404(moment, code)
    address = {"lang": lang, "plan": plan}
    return html(
        request, "commitments/commitment.html", _page_of(request, lang, moment, data, waiting),
        data=data, plan=data.plan, one=data.commitment, figures=data.figures, moment=moment,
        cited=cited_commitment(data.commitment, origin_of(request), lang, moment.as_of),
        said=head, story=story, spending=spending, glance=glance, sentences=wording,
        computed_url=f"{reverse('portal:plan', kwargs=address)}/computed/",
        query=f"?commitment={code}",
        share=share_commitment(request, lang, plan, code, data.commitment.title),
        results=section_of(commitment_lines(data.commitment.id, moment.as_of), lang),
        held=holds(data, moment), assessed=assessed(data, moment),
    )  # fmt: skip


def _page_of(
    request: HttpRequest,
    lang: str,
    moment: Moment,
    data: CommitmentPage,
    waiting: Waiting | None,
) -> Page:
    address = {"lang": lang, "plan": data.plan.code, "code": data.commitment.code}
    return page_for(
        request, lang, data.commitment.title,
        description=head.answer(data).striptags(),
        section="commitments", crumbs=head.crumbs(data, lang), crumb=data.commitment.code,
        json_url=reverse("portal:commitment_json", kwargs=address),
        jsonld_url=reverse("portal:commitment_jsonld", kwargs=address),
        picture_url=reverse("portal:commitment_picture", kwargs=address),
        state=moment.state(request), waiting=waiting,
    )  # fmt: skip


def commitment_json(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """A commitment for machines. Queries: 8 to 10."""
    moment = moment_of(request, plan, code=code)
    data = _commitment_or_404(moment, code)
    permanent = request.build_absolute_uri(_permanent(plan, code))
    results = for_machines(commitment_lines(data.commitment.id, moment.as_of))
    twin = commitment_for_machines(data, permanent, origin_of(request))
    obstacles = [obstacle_facts(one, day_of(moment)) for one in obstacles_on(data, moment)]
    said = {"obstacles": obstacles, "results": results}
    said["assessments"] = assessments_for_machines(data, moment)
    return json_twin({**twin, **said}, **stamp(moment.as_of))
