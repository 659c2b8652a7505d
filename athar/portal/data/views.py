"""The data of a plan: their page, each file, the package, the archive."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Table
from athar.opendata.packages import DESCRIPTOR, Made, archive_bytes, descriptor_bytes
from athar.portal.citing.views import reference
from athar.portal.data import page as said
from athar.portal.data.page import (
    DataPage,
    catalogue_of,
    cited_data,
    data_for_machines,
    gather_data,
)
from athar.portal.moments import only_now
from athar.portal.pages import PUBLIC_CACHE, html, json_twin, origin_of, page_for
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Link


def _data_or_404(request: HttpRequest, plan: str) -> DataPage:
    only_now(request)
    found = gather_data(request, plan)
    if found is None:
        raise Http404
    return found


def _file_or_404(request: HttpRequest, plan: str, file: str) -> tuple[DataPage, Made]:
    data = _data_or_404(request, plan)
    made = data.find(file)
    if made is None:
        raise Http404
    return data, made


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def dataset_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The files of a plan, their sizes and checksums, and what their columns mean."""
    data, address = _data_or_404(request, plan), {"lang": lang, "plan": plan}
    page = page_for(
        request, lang, _("Open data"), section="plan",
        crumbs=[
            Link(data.plan.short_title or data.plan.title, reverse("portal:plan", kwargs=address))
        ],
        crumb=_("Open data"),
        json_url=reverse("portal:dataset_json", kwargs=address),
    )  # fmt: skip
    archive = archive_bytes(data.plan, data.files, data.state)
    return html(
        request, "data/data.html", page,
        data=data, plan=data.plan, said=said, address=request.path, n_archive=len(archive),
        cited=cited_data(data.plan, data.state.permanent, lang),
    )  # fmt: skip


def dataset_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The files of a plan for machines."""
    data = _data_or_404(request, plan)
    address = reverse("portal:dataset", kwargs={"lang": lang, "plan": plan})
    return json_twin(data_for_machines(data, origin_of(request) + address))


def dataset_package(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The descriptor of the Data Package; its paths lead to the files beside it."""
    data = _data_or_404(request, plan)
    content = descriptor_bytes(data.plan, data.files, data.state)
    return _file(content, "application/json", DESCRIPTOR)


def dataset_zip(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """Everything in one archive."""
    data = _data_or_404(request, plan)
    content = archive_bytes(data.plan, data.files, data.state)
    return _file(content, "application/zip", f"{plan}.zip")


def dataset_csv(request: HttpRequest, lang: str, plan: str, file: str) -> HttpResponse:
    """One file, to the byte as its checksum says."""
    _data, made = _file_or_404(request, plan, file)
    return _file(made.content, "text/csv; charset=utf-8", f"{plan}-{made.path}")


def dataset_xlsx(request: HttpRequest, lang: str, plan: str, file: str) -> HttpResponse:
    """One file as a workbook."""
    data, made = _file_or_404(request, plan, file)
    return xlsx_twin(
        request, lang, f"{plan}-{file}", Table(made.file.columns, made.rows),
        title=made.file.title, publisher=data.plan.owner.names, is_sample=data.plan.is_sample,
        plan=plan,
    )  # fmt: skip


def dataset_cite(request: HttpRequest, lang: str, plan: str, ending: str) -> HttpResponse:
    """The reference of the data of a plan."""
    data = _data_or_404(request, plan)
    return reference(cited_data(data.plan, data.state.permanent, lang), lang, ending)


def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of all data, for harvesters. Queries: 2."""
    response = json_twin(catalogue_of(request))
    response.headers["Content-Type"] = "application/ld+json"
    return response
