"""The gallery: every component in both directions, for those who build and test pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from markupsafe import Markup

from athar.kernel.text import Translated, direction
from athar.ui.drawings import drawings
from athar.ui.samples.charts import results, rows, small
from athar.ui.samples.evidence import evidence
from athar.ui.samples.maps import maps
from athar.ui.samples.matrices import matrices
from athar.ui.samples.provenance import provenance
from athar.ui.samples.words import RESULTS
from athar.ui.site import Alternate, Link, Page, Site
from athar.ui.specimens import SPECIMENS, TODAY, WORDS, Specimen

LANGUAGES = ("en", "fr", "ar")
SHOWN_IN = ("fr", "ar")


@dataclass(frozen=True, slots=True)
class Shown:
    """One specimen drawn in one language."""

    lang: str
    direction: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One specimen, drawn in every direction."""

    specimen: Specimen
    drawings: tuple[Shown, ...]


@require_safe
def gallery(request: HttpRequest, lang: str = "en") -> HttpResponse:
    """Show every component; the frame of the page is in `lang`."""
    if lang not in LANGUAGES:
        raise Http404
    exhibits = [_exhibit(specimen) for specimen in SPECIMENS]
    with translation.override(lang):
        context = {"site": _site(), "page": _page(lang), "exhibits": exhibits}
        return render(request, "ui/gallery.html", context)


@require_safe
def sheet(request: HttpRequest, lang: str = "en") -> HttpResponse:
    """Show the explanation of a figure: what a link to "how was this computed?" opens."""
    if lang not in LANGUAGES:
        raise Http404
    with translation.override(lang):
        context = {"site": _site(), "page": _page(lang), **_context("fr" if lang == "en" else lang)}
        return render(request, "ui/gallery/sheet-page.html", context)


def _exhibit(specimen: Specimen) -> Exhibit:
    return Exhibit(specimen, tuple(_shown(specimen, lang) for lang in SHOWN_IN))


def _shown(specimen: Specimen, lang: str) -> Shown:
    with translation.override(lang):
        drawing = render_to_string(f"ui/gallery/{specimen.key}.html", _context(lang))
    return Shown(lang, direction(lang), Markup(drawing))  # noqa: S704  # our own template


def _context(lang: str) -> Mapping[str, Any]:
    return {
        "words": WORDS[lang],
        "lang": lang,
        "today": TODAY,
        "drawings": {**drawings(lang), **results(lang)},
        "results": RESULTS[lang],
        "result_rows": rows(lang),
        "sample": {**matrices(lang), **maps(lang), "value": provenance(lang)},
        "small_charts": small(lang),
        "exhibits": evidence(lang),
        "sheet_url": reverse("ui:sheet", args=[lang]),
    }


def _site() -> Site:
    return Site(
        host_name=_in_both("host"),
        home_url=reverse("ui:gallery"),
        nav=(
            Link(_in_both("menu_plan"), "#figure", "figure"),
            Link(_in_both("menu_projects"), "#card", "card"),
            Link(_in_both("menu_map"), "#table", "table"),
        ),
        foot=(Link("/ui/", reverse("ui:gallery")),),
        today=TODAY,
        is_sample=True,
    )


def _in_both(key: str) -> Translated:
    return Translated({lang: WORDS[lang][key] for lang in SHOWN_IN})


def _page(lang: str) -> Page:
    return Page(
        title=Translated(en="Component gallery"),
        lang=lang,
        section="figure",
        description=Translated(
            en="Every component in both directions, drawn by the macros of pages."
        ),
        crumbs=(Link("Athar", reverse("ui:gallery")),),
        alternates=tuple(
            Alternate(code, reverse("ui:gallery-in", args=[code])) for code in LANGUAGES
        ),
    )
