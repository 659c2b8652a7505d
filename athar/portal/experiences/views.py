"""The library of experiences: the list, one of them, their twins."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.kernel.text import direction
from athar.network.enums.experiences import Level
from athar.network.queries.experiences import (
    ExperiencePage,
    experience_page,
    latest_experiences,
)
from athar.network.queries.peers import kept_notes
from athar.portal.citing.page import Cited
from athar.portal.citing.views import reference
from athar.portal.entrances import lead_on
from athar.portal.experiences import page as said
from athar.portal.experiences.choices import read_choices
from athar.portal.experiences.feed import atom
from athar.portal.experiences.page import COLUMNS, chips, gather_library, summary, table_rows
from athar.portal.installation import installation
from athar.portal.pages import csv_twin, html, json_twin, origin_of, page_for, site_for
from athar.ui.addresses import reverse
from athar.ui.site import Link
from athar.ui.templating import plain

TITLE = _("Library of experiences")
LEDE = _("What your peers tried: the problem, what they did, what changed, at what cost.")
_ALL = 10_000


def _url(lang: str, twin: str = "") -> str:
    return reverse(f"portal:experiences{twin}", kwargs={"lang": lang})


def list_page(request: HttpRequest, lang: str) -> HttpResponse:
    """What peers tried, narrowed by what the address says. Queries: 11, and those of a search."""
    data = gather_library(read_choices(request.GET), lang)
    query = data.choices.query()
    page = page_for(
        request, lang, TITLE,
        section="experiences", crumb=TITLE,
        description=LEDE,
        json_url=_url(lang, "_json") + query, csv_url=_url(lang, "_csv") + query,
        atom_url=_url(lang, "_atom"),
    )  # fmt: skip
    return html(
        request, "experiences/list.html", page,
        data=data, choices=data.choices, said=said, address=request.path,
        notes=kept_notes(data.choices.theme), direction_of=direction,
        levels=Level.choices, chips=chips(data, request.path), summary=summary(data),
    )  # fmt: skip


def list_json(request: HttpRequest, lang: str) -> HttpResponse:
    """A page of the library for machines, with the code after which the next one begins."""
    found = gather_library(read_choices(request.GET), lang).found
    return json_twin(
        {
            "total": found.n,
            "experiences": [said.for_machines(one) for one in found.experiences],
            "after": found.after or None,
        }
    )


def list_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """All that matches as a table."""
    data = gather_library(read_choices(request.GET), lang, limit=_ALL)
    return csv_twin("experiences", COLUMNS, table_rows(data, lang))


def list_atom(request: HttpRequest, lang: str) -> HttpResponse:
    """What was published last as a feed. Queries: 3."""
    return atom(
        latest_experiences(30),
        origin=origin_of(request),
        lang=lang,
        title=str(TITLE),
        author=plain(installation().name),
    )


def _page_or_404(request: HttpRequest, code: str) -> ExperiencePage:
    asked = request.GET.get("version", "")
    if asked and not (asked.isdecimal() and len(asked) < 6):
        raise Http404
    found = experience_page(code, int(asked) if asked else None)
    if found is None:
        raise Http404
    return found


def _cited(request: HttpRequest, data: ExperiencePage, lang: str) -> Cited:
    code = data.experience.code
    return Cited(
        title=data.experience.title,
        publisher=data.experience.member.names,
        permanent=origin_of(request) + reverse("portal:experience_id", kwargs={"code": code}),
        page_url=reverse("portal:experience", kwargs={"lang": lang, "code": code}),
        code=code,
    )


def experience(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """One experience, in its newest version or in an earlier one. Queries: 9."""
    data = _page_or_404(request, code)
    page = page_for(
        request, lang, data.experience.title,
        section="experiences", crumbs=[Link(TITLE, _url(lang))], crumb=data.experience.title,
        description=data.experience.problem,
        json_url=reverse("portal:experience_json", kwargs={"lang": lang, "code": code}),
    )  # fmt: skip
    cited = _cited(request, data, lang)
    return html(
        request, "experiences/experience.html", page,
        data=data, one=data.experience, said=said, address=request.path,
        cited=cited, sentence=cited.sentence(site_for(lang)),
    )  # fmt: skip


def experience_json(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """One experience for machines."""
    return json_twin(said.page_for_machines(_page_or_404(request, code)))


def experience_cite(request: HttpRequest, lang: str, code: str, ending: str) -> HttpResponse:
    """The reference of an experience."""
    return reference(_cited(request, _page_or_404(request, code), lang), lang, ending)


def experience_id(request: HttpRequest, code: str) -> HttpResponse:
    """Permanent identifier of an experience."""
    if experience_page(code) is None:
        raise Http404
    return lead_on("experience", code=code)
