"""The libraries of indicators and their list."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from athar.indicators.enums import ResultLevel
from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.indicators import listing
from athar.portal.indicators.choices import read_list_choices
from athar.portal.indicators.listing import COLUMNS, TITLE, LibraryPage, gather_library
from athar.portal.installation import installation
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.territory.sections import section_links
from athar.portal.values.offers import values_files
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Label


def _library_or_404(request: HttpRequest, library: str, *, whole: bool = False) -> LibraryPage:
    found = gather_library(library, read_list_choices(request.GET), whole=whole)
    if found is None:
        raise Http404
    return found


def _url(lang: str, library: str, twin: str = "") -> str:
    if library:
        return reverse(f"portal:library{twin}", kwargs={"lang": lang, "library": library})
    return reverse(f"portal:indicators{twin}", kwargs={"lang": lang})


def list_page(request: HttpRequest, lang: str, library: str = "") -> HttpResponse:
    """Indicators of a library or of all, narrowed by what the address says. Queries: 4."""
    data = _library_or_404(request, library)
    title: Label = data.library.title if data.library else TITLE
    query = data.choices.query()
    page = page_for(
        request, lang, title,
        section="indicators", crumbs=listing.crumbs_of(lang) if library else (), crumb=title,
        description=data.library.summary if data.library else "",
        json_url=_url(lang, library, "_json") + query,
        csv_url=_url(lang, library, "_csv") + query,
        xlsx_url=_url(lang, library, "_xlsx") + query,
    )  # fmt: skip
    return html(
        request, "indicators/list.html", page,
        data=data, choices=data.choices, sentences=listing, levels=ResultLevel.choices,
        goals=[(goal, listing.goal_words(goal)) for goal in listing.GOALS],
        rows=listing.rows_of(data, lang), address=request.path,
        chips=listing.chips(data, request.path), sections=section_links(lang, "indicators"),
        stated=values_files("library_values", lang=lang, library=library) if library else (),
    )  # fmt: skip


def list_json(request: HttpRequest, lang: str, library: str = "") -> HttpResponse:
    """A page of the list for machines."""
    return json_twin(listing.library_for_machines(_library_or_404(request, library)))


def list_csv(request: HttpRequest, lang: str, library: str = "") -> StreamingHttpResponse:
    """The whole list as a table."""
    data = _library_or_404(request, library, whole=True)
    return csv_twin(library or "indicators", COLUMNS, listing.table_rows(data, lang))


def list_xlsx(request: HttpRequest, lang: str, library: str = "") -> HttpResponse:
    """The whole list as a workbook."""
    data = _library_or_404(request, library, whole=True)
    return xlsx_twin(
        request, lang, library or "indicators",
        Table(columns(COLUMNS), listing.table_rows(data, lang)),
        title=data.library.title if data.library else TITLE, publisher=installation().name,
        is_sample=any(one.is_sample for one in data.listing.rows),
    )  # fmt: skip
