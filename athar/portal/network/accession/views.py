"""Countries before the partnership: the list, the page of one of them, its twin."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from athar.network.enums.members import Standing
from athar.network.queries import countries_before
from athar.portal.moments import only_now
from athar.portal.network.accession import wording
from athar.portal.network.accession.drawn import ring
from athar.portal.network.accession.page import (
    TEMPLATES,
    AccessionPage,
    for_machines,
    gather_accession,
)
from athar.portal.pages import html, json_twin, page_for
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("Joining the Open Government Partnership")


def accessions_page(request: HttpRequest, lang: str) -> HttpResponse:
    """The candidates, and the templates for their road. Queries: 2."""
    only_now(request)
    page = page_for(request, lang, TITLE, section="accession", crumb=TITLE)
    return html(
        request, "network/accessions.html", page,
        countries=countries_before(Standing.CANDIDATE), says=wording, templates=TEMPLATES,
    )  # fmt: skip


def accession_page(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """How near a country is, what would be enough, and its road. Queries: at most 14."""
    data = _page_or_404(request, code)
    address = {"lang": lang, "code": code}
    crumbs = [Link(TITLE, reverse("portal:accessions", kwargs={"lang": lang}))]
    page = page_for(
        request, lang, wording.title(data),
        section="accession", crumbs=crumbs, crumb=data.file.country.names,
        canonical=reverse("portal:accession", kwargs=address),
        json_url=reverse("portal:accession_json", kwargs=address),
    )  # fmt: skip
    score = data.year.score if data.year else None
    drawn = score and score.points is not None and ring(
        points=score.points, gained=data.gained, available=score.available,
        needed=score.needed, lang=lang,
    )  # fmt: skip
    return html(
        request, "network/accession.html", page,
        data=data, score=score, ring=drawn, says=wording, templates=TEMPLATES,
    )  # fmt: skip


def accession_json(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """The same for machines."""
    return json_twin(for_machines(_page_or_404(request, code)))


def _page_or_404(request: HttpRequest, code: str) -> AccessionPage:
    only_now(request)
    found = gather_accession(code, request.GET.getlist("if")[:20])
    if found is None:
        raise Http404
    return found
