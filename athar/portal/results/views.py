"""The results framework of a plan: its page and its twins."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.moments import Moment, file_name, moment_of, refuse_cut, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.results.page import ResultsPage, gather_results, groups_of, projects_of
from athar.portal.results.rows import COLUMNS, result_rows, results_for_machines
from athar.portal.results.shown import standing
from athar.portal.values.offers import values_files
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("Results framework")


def _results_or_404(moment: Moment) -> ResultsPage:
    found = gather_results(moment.plan, moment.past)
    if found is None:
        raise moment.not_found()
    return found


def _whole(moment: Moment) -> ResultsPage:
    found = _results_or_404(moment)
    refuse_cut(is_cut=any(one.is_cut for one in found.results))
    return found


def results_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """What a plan is to change, and how far that has come. Queries: 8."""
    moment = moment_of(request, plan)
    data = _results_or_404(moment)
    address = {"lang": lang, "plan": plan}
    stands = standing(data.results)
    name = data.plan.short_title or data.plan.title
    page = page_for(
        request, lang, TITLE,
        section="plan", crumbs=[Link(name, reverse("portal:plan", kwargs=address))], crumb=TITLE,
        json_url=reverse("portal:results_json", kwargs=address),
        csv_url=reverse("portal:results_csv", kwargs=address),
        xlsx_url=reverse("portal:results_xlsx", kwargs=address),
        state=moment.state(request),
    )  # fmt: skip
    return html(
        request, "results/results.html", page,
        plan=data.plan, standing=stands, lede=stands.answer, groups=groups_of(data, lang),
        of_projects=projects_of(data, lang), n_of_projects=len(data.of_projects),
        stated=values_files("plan_values", moment.as_of, lang=lang, plan=plan),
    )  # fmt: skip


def results_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The results framework for machines."""
    moment = moment_of(request, plan)
    data = _whole(moment)
    header = {"code": data.plan.code, "title": data.plan.title, "is_sample": data.plan.is_sample}
    lines = results_for_machines(data.results)
    return json_twin({"plan": header, "results": lines}, **stamp(moment.as_of))


def results_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The results framework as a table."""
    moment = moment_of(request, plan)
    data = _whole(moment)
    table = stamped(moment.as_of, COLUMNS, result_rows(data.results, lang))
    return csv_twin(file_name(f"{plan}-results", moment.as_of), *table)


def results_xlsx(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The results framework as a workbook."""
    moment = moment_of(request, plan)
    data = _whole(moment)
    return xlsx_twin(
        request, lang, file_name(f"{plan}-results", moment.as_of),
        Table(columns(COLUMNS), result_rows(data.results, lang)), as_of=moment.as_of,
        title=data.plan.title, publisher=data.plan.owner.names, is_sample=data.plan.is_sample,
        plan=plan,
    )  # fmt: skip
