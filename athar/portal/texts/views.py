"""Pages of prose: the methods behind every figure, and who runs this."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import html, page_for
from athar.ui.site import Label, Link

METHODS: dict[str, Label] = {
    "progress": _("How progress is computed"),
    "status": _("Declared, computed and assessed status"),
    "slippage": _("How delay is measured"),
    "money": _("How money is counted"),
    "achievement": _("How the achievement of an indicator is computed"),
}
TEXTS: dict[str, Label] = {
    "about": _("About this platform"),
    "accessibility": _("Accessibility"),
    "legal": _("Legal notice"),
    "privacy": _("Privacy"),
}


def methods_page(request: HttpRequest, lang: str) -> HttpResponse:
    """List the methods."""
    title = _("How we compute")
    links = [
        Link(label, reverse("portal:method", kwargs={"lang": lang, "key": key}))
        for key, label in METHODS.items()
    ]
    page = page_for(request, lang, title, section="methods", crumb=title)
    return html(request, "texts/methods.html", page, links=links)


def method_page(request: HttpRequest, lang: str, key: str) -> HttpResponse:
    """One method, in words, in formulas, with worked examples."""
    if key not in METHODS:
        raise Http404
    methods = Link(_("Methods"), reverse("portal:methods", kwargs={"lang": lang}))
    page = page_for(request, lang, METHODS[key], section="methods", crumbs=[methods])
    text = f"portal/texts/methods-{key}.{lang}.html"
    return html(request, "texts/prose.html", page, text=text)


def text_page(request: HttpRequest, lang: str, key: str) -> HttpResponse:
    """About, accessibility, legal notice, privacy."""
    if key not in TEXTS:
        raise Http404
    page = page_for(request, lang, TEXTS[key], crumb=TEXTS[key])
    return html(request, "texts/prose.html", page, text=f"portal/texts/{key}.{lang}.html")
