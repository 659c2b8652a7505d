"""Pages that read results by territory: scorecard, who is not measured, the map of an indicator."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.portal.indicators.moment import asked_moment, state_of
from athar.portal.moments import file_name, not_then, refuse_cut, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.territory import sheets, tables, wording
from athar.portal.territory.books import book
from athar.portal.territory.choices import read_choices
from athar.portal.territory.columns import chosen_columns
from athar.portal.territory.coverage import Coverage, coverage_by_place, gather_by_period
from athar.portal.territory.grid import coverage_title, grid_of
from athar.portal.territory.ground import ground_of
from athar.portal.territory.mapped import IndicatorMap, draw, gather_indicator_map
from athar.portal.territory.scorecard import Matrix, gather_matrix
from athar.portal.territory.sections import section_links, trail
from athar.portal.territory.steps import map_steps, map_title
from athar.portal.territory.twin import coverage_for_machines, map_for_machines, matrix_for_machines
from athar.trail.moments import AsOf
from athar.ui.addresses import reverse


def _matrix_or_404(request: HttpRequest, lang: str) -> tuple[Matrix, AsOf | None]:
    as_of = asked_moment(request)
    found = gather_matrix(read_choices(request.GET), lang, as_of)
    if found is None:
        raise Http404
    return found, as_of


def _whole_matrix(request: HttpRequest, lang: str) -> tuple[Matrix, AsOf | None]:
    found, as_of = _matrix_or_404(request, lang)
    refuse_cut(is_cut=found.is_cut)
    return found, as_of


def scorecard_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Territories by indicators. Queries: at most 14; then 34."""
    data, as_of = _matrix_or_404(request, lang)
    query, address = data.choices.query(), {"lang": lang}
    page = page_for(
        request, lang, sheets.title(data.ground), description=sheets.answer(data),
        section="indicators", crumbs=trail(lang), crumb=_("Scorecard"),
        json_url=reverse("portal:scorecard_json", kwargs=address) + query,
        csv_url=reverse("portal:scorecard_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:scorecard_xlsx", kwargs=address) + query,
        state=state_of(request, as_of),
    )  # fmt: skip
    return html(
        request, "territory/scorecard.html", page,
        data=data, choices=data.choices, sheets=sheets, says=wording, address=request.path,
        offers=sheets.offers(data.chosen, data.ground, data.periods),
        sections=section_links(lang, "scorecard"),
    )  # fmt: skip


def scorecard_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The matrix for machines."""
    data, as_of = _whole_matrix(request, lang)
    return json_twin(matrix_for_machines(data), **stamp(as_of))


def scorecard_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """The matrix as a table, one row for each value."""
    data, as_of = _whole_matrix(request, lang)
    rows = tables.matrix_rows((*data.rows, *data.wider), data.columns, lang)
    table = stamped(as_of, tables.MATRIX_COLUMNS, rows)
    return csv_twin(file_name("scorecard", as_of), *table)


def scorecard_xlsx(request: HttpRequest, lang: str) -> HttpResponse:
    """The matrix as a workbook."""
    data, as_of = _whole_matrix(request, lang)
    rows = tables.matrix_rows((*data.rows, *data.wider), data.columns, lang)
    return book(
        request, lang, "scorecard", (tables.MATRIX_COLUMNS, rows),
        as_of=as_of, title=sheets.title(data.ground),
        indicators=[one.column.indicator for one in data.columns],
    )  # fmt: skip


def _coverage_or_404(request: HttpRequest, lang: str) -> tuple[Coverage, AsOf | None]:
    choices = read_choices(request.GET)
    if choices.by != "periods":
        matrix, as_of = _matrix_or_404(request, lang)
        return coverage_by_place(matrix), as_of
    as_of = asked_moment(request)
    chosen = chosen_columns(choices, as_of)
    ground = ground_of(choices, chosen.plans)
    if ground is None:
        raise Http404
    return gather_by_period(choices, ground, chosen, as_of), as_of


def _whole_coverage(request: HttpRequest, lang: str) -> tuple[Coverage, AsOf | None]:
    found, as_of = _coverage_or_404(request, lang)
    refuse_cut(is_cut=found.is_cut)
    return found, as_of


def coverage_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Who is not measured. Queries: at most 14; then 34."""
    data, as_of = _coverage_or_404(request, lang)
    query, address = data.choices.query(), {"lang": lang}
    grid = grid_of(data, lang, request.path)
    page = page_for(
        request, lang, grid.title, description=grid.answer,
        section="indicators", crumbs=trail(lang), crumb=_("Who is not measured?"),
        json_url=reverse("portal:coverage_json", kwargs=address) + query,
        csv_url=reverse("portal:coverage_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:coverage_xlsx", kwargs=address) + query,
        state=state_of(request, as_of),
    )  # fmt: skip
    return html(
        request, "territory/coverage.html", page,
        data=data, grid=grid, choices=data.choices, sheets=sheets, address=request.path,
        offers=sheets.offers(data.chosen, data.ground, data.offered_periods),
        sections=section_links(lang, "coverage"),
    )  # fmt: skip


def coverage_json(request: HttpRequest, lang: str) -> HttpResponse:
    """Who is not measured, for machines."""
    data, as_of = _whole_coverage(request, lang)
    return json_twin(coverage_for_machines(data), **stamp(as_of))


def coverage_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """Who is not measured, as a table."""
    data, as_of = _whole_coverage(request, lang)
    table = stamped(as_of, tables.COVERAGE_COLUMNS, tables.coverage_rows(data, lang))
    return csv_twin(file_name("coverage", as_of), *table)


def coverage_xlsx(request: HttpRequest, lang: str) -> HttpResponse:
    """Who is not measured, as a workbook."""
    data, as_of = _whole_coverage(request, lang)
    return book(
        request, lang, "coverage", (tables.COVERAGE_COLUMNS, tables.coverage_rows(data, lang)),
        as_of=as_of, title=coverage_title(data),
        indicators=[one.column.indicator for one in data.lines],
    )  # fmt: skip


def _map_or_404(request: HttpRequest, library: str, code: str) -> tuple[IndicatorMap, AsOf | None]:
    as_of = asked_moment(request)
    found = gather_indicator_map(library, code, read_choices(request.GET), as_of)
    if found is None:
        raise not_then(as_of) if as_of else Http404
    return found, as_of


def _whole_map(request: HttpRequest, library: str, code: str) -> tuple[IndicatorMap, AsOf | None]:
    found, as_of = _map_or_404(request, library, code)
    refuse_cut(is_cut=found.is_cut)
    return found, as_of


def indicator_map(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """The map of an indicator, with steps in time. Queries: at most 11; then 30."""
    data, as_of = _map_or_404(request, library, code)
    query = data.choices.query()
    address = {"lang": lang, "library": library, "code": code}
    steps = map_steps(data, lang, request.path)
    page = page_for(
        request, lang, steps.title, description=steps.answer,
        section="indicators", crumbs=trail(lang, data.indicator), crumb=_("Map"),
        json_url=reverse("portal:indicator_map_json", kwargs=address) + query,
        csv_url=reverse("portal:indicator_map_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:indicator_map_xlsx", kwargs=address) + query,
        state=state_of(request, as_of),
    )  # fmt: skip
    return html(
        request, "territory/map.html", page,
        data=data, steps=steps, choices=data.choices, says=wording, address=request.path,
        map=draw(data, lang),
    )  # fmt: skip


def indicator_map_json(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """The figures of the map for machines."""
    data, as_of = _whole_map(request, library, code)
    return json_twin(map_for_machines(data), **stamp(as_of))


def indicator_map_csv(
    request: HttpRequest, lang: str, library: str, code: str
) -> StreamingHttpResponse:
    """The figures of the map as a table."""
    data, as_of = _whole_map(request, library, code)
    rows = tables.matrix_rows((*data.rows, *data.wider), (data.column,), lang)
    table = stamped(as_of, tables.MATRIX_COLUMNS, rows)
    return csv_twin(file_name(f"{library}-{code}-map", as_of), *table)


def indicator_map_xlsx(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """The figures of the map as a workbook."""
    data, as_of = _whole_map(request, library, code)
    rows = tables.matrix_rows((*data.rows, *data.wider), (data.column,), lang)
    return book(
        request, lang, f"{library}-{code}-map", (tables.MATRIX_COLUMNS, rows),
        as_of=as_of, title=map_title(data), indicators=[data.indicator],
    )  # fmt: skip
