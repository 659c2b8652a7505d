"""Pages that say how a figure was computed; where there is script they open in a panel."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext, gettext_lazy

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.computed import inputs, payers, single
from athar.portal.computed.addresses import Addresses
from athar.portal.computed.asked import Asked, read_asked
from athar.portal.computed.formulas import rule_of
from athar.portal.computed.page import ComputedPage, gather_computed
from athar.portal.computed.provenance import files_of, sources
from athar.portal.computed.results import result_of, subject_words
from athar.portal.computed.tables import COLUMNS, input_rows
from athar.portal.moments import only_now
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.workbooks import xlsx_twin

TITLE = gettext_lazy("How was this computed?")


def _computed_or_404(request: HttpRequest, plan: str, figure: str) -> tuple[ComputedPage, Asked]:
    only_now(request)
    asked = read_asked(figure, request.GET)
    found = asked and gather_computed(plan, asked)
    if not asked or not found:
        raise Http404
    return found, asked


def _inputs(data: ComputedPage) -> dict[str, Any]:
    if data.is_of_one:
        return {
            "given": single.given(data),
            "folds": payers.folds(data),
            "files": payers.files(data),
            "remarks": single.remarks(data),
        }
    found = data.explanation
    return {
        "groups": inputs.groups(data),
        "columns": inputs.columns(found),
        "unit": inputs.unit(found),
        "sources": sources(inputs.stated(found), files_of(data.evidence)),
        "files": payers.files(data),
        "remarks": (),
    }


def plan_figure(request: HttpRequest, lang: str, plan: str, figure: str) -> HttpResponse:
    """How one figure was computed. Queries: at most 11."""
    data, asked = _computed_or_404(request, plan, figure)
    leads = Addresses(lang, data, asked)
    page = page_for(
        request, lang, gettext("How was this computed? %(what)s") % {"what": leads.title()},
        section="plan", crumbs=leads.crumbs(), crumb=TITLE, json_url=leads.json, csv_url=leads.csv,
        xlsx_url=leads.xlsx,
    )  # fmt: skip
    return html(
        request, "computed/computed.html", page,
        data=data, found=data.explanation, leads=leads, subject=subject_words(data),
        result=result_of(data), rule=rule_of(data), left_out=inputs.left_out(data), **_inputs(data),
    )  # fmt: skip


def plan_figure_json(request: HttpRequest, lang: str, plan: str, figure: str) -> HttpResponse:
    """How one figure was computed, for machines."""
    return json_twin(_computed_or_404(request, plan, figure)[0])


def plan_figure_csv(
    request: HttpRequest, lang: str, plan: str, figure: str
) -> StreamingHttpResponse:
    """The inputs of one figure as a table."""
    data, asked = _computed_or_404(request, plan, figure)
    return csv_twin(f"{plan}-{asked.figure}", COLUMNS, input_rows(data, lang))


def plan_figure_xlsx(request: HttpRequest, lang: str, plan: str, figure: str) -> HttpResponse:
    """The inputs of one figure as a workbook."""
    data, asked = _computed_or_404(request, plan, figure)
    return xlsx_twin(
        request, lang, f"{plan}-{asked.figure}", Table(columns(COLUMNS), input_rows(data, lang)),
        title=Addresses(lang, data, asked).title(), publisher=data.plan.owner.names,
        is_sample=data.plan.is_sample, plan=plan,
    )  # fmt: skip
