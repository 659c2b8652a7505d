"""The page of an indicator and its twins."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.citing.page import Cited, cited_indicator
from athar.portal.citing.views import reference
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import indicator_url
from athar.portal.indicators.choices import read_choices
from athar.portal.indicators.drawn import breakdown_of, course_of
from athar.portal.indicators.listing import crumbs_of
from athar.portal.indicators.moment import asked_moment, state_of
from athar.portal.indicators.page import IndicatorPage, gather_indicator
from athar.portal.indicators.places import places_of
from athar.portal.indicators.sheet import adopted_by, references, sheet_of
from athar.portal.indicators.shown import Shown
from athar.portal.indicators.tables import COLUMNS, value_rows
from athar.portal.indicators.twin import indicator_for_machines
from athar.portal.installation import installation
from athar.portal.moments import file_name, not_then, refuse_cut, stamp, stamped, too_many
from athar.portal.pages import csv_twin, html, json_twin, origin_of, page_for
from athar.portal.values.offers import values_files
from athar.portal.workbooks import xlsx_twin
from athar.trail.moments import AsOf
from athar.ui.addresses import reverse


def _indicator_or_404(
    request: HttpRequest, library: str, code: str
) -> tuple[IndicatorPage, AsOf | None]:
    as_of = asked_moment(request)
    found = gather_indicator(library, code, read_choices(request.GET), as_of)
    if found is None:
        raise not_then(as_of) if as_of else Http404
    return found, as_of


def _whole(request: HttpRequest, library: str, code: str) -> tuple[IndicatorPage, AsOf | None]:
    data, as_of = _indicator_or_404(request, library, code)
    refuse_cut(is_cut=data.is_cut)
    return data, as_of


def _cited(request: HttpRequest, lang: str, data: IndicatorPage) -> Cited:
    return cited_indicator(data.indicator, origin_of(request), lang, data.as_of)


def indicator_page(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """An indicator: what it is, where it stands, who says so, its target. Queries: 10 or 11."""
    data, as_of = _indicator_or_404(request, library, code)
    shown, query = Shown(data, lang), data.choices.query()
    page = page_for(
        request, lang, data.indicator.title,
        description=data.indicator.definition, section="indicators",
        crumbs=crumbs_of(lang, data.indicator.library_code, data.indicator.library_title),
        crumb=data.indicator.title,
        json_url=indicator_url(lang, library, code, "_json") + query,
        csv_url=indicator_url(lang, library, code, "_csv") + query,
        xlsx_url=indicator_url(lang, library, code, "_xlsx") + query,
        state=state_of(request, as_of),
    )  # fmt: skip
    return html(
        request, "indicators/indicator.html", page,
        data=data, left_out=too_many() if data.is_cut else "", one=data.indicator,
        shown=shown, said=wording, address=request.path,
        course=course_of(shown), broken=breakdown_of(shown), sheet=sheet_of(data.indicator),
        places=places_of(shown),
        adopted=adopted_by(data.lines, lang), references=references(data.indicator, lang),
        cited=_cited(request, lang, data),
        stated=values_files("indicator_values", as_of, lang=lang, library=library, code=code),
    )  # fmt: skip


def indicator_json(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """An indicator for machines."""
    data, as_of = _whole(request, library, code)
    kwargs = {"library": library, "code": code}
    permanent = request.build_absolute_uri(reverse("portal:indicator_id", kwargs=kwargs))
    return json_twin(indicator_for_machines(data, permanent), **stamp(as_of))


def indicator_csv(
    request: HttpRequest, lang: str, library: str, code: str
) -> StreamingHttpResponse:
    """The values of an indicator at a place as a table."""
    data, as_of = _whole(request, library, code)
    table = stamped(as_of, COLUMNS, value_rows(data, lang))
    return csv_twin(file_name(f"{library}-{code}", as_of), *table)


def indicator_xlsx(request: HttpRequest, lang: str, library: str, code: str) -> HttpResponse:
    """The values of an indicator at a place as a workbook."""
    data, as_of = _whole(request, library, code)
    return xlsx_twin(
        request, lang, file_name(f"{library}-{code}", as_of),
        Table(columns(COLUMNS), value_rows(data, lang)), as_of=as_of,
        title=data.indicator.title, publisher=installation().name,
        is_sample=data.indicator.is_sample,
    )  # fmt: skip


def indicator_cite(
    request: HttpRequest, lang: str, library: str, code: str, ending: str
) -> HttpResponse:
    """The reference of an indicator."""
    data, _as_of = _indicator_or_404(request, library, code)
    return reference(_cited(request, lang, data), lang, ending)
