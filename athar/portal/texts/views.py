"""Pages of prose: the methods behind every figure, and who runs this."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import html, page_for
from athar.ui.addresses import reverse
from athar.ui.site import Label, Link

METHODS: dict[str, Label] = {
    "progress": _("How progress is computed"),
    "status": _("Declared, computed and assessed status"),
    "assessments": _("What evaluators say, and by which scales"),
    "slippage": _("How delay is measured"),
    "money": _("How money is counted"),
    "achievement": _("How the achievement of an indicator is computed"),
    "targets": _("Which target a period has"),
    "aggregation": _("How parts make a whole"),
    "formulas": _("How an indicator is computed from others"),
    "confidence": _("How sure a figure is"),
    "no-number": _("Why there is no number"),
    "punctuality": _("How punctuality is counted"),
    "eligibility": _("How eligibility for the partnership is counted"),
    "convergence": _("How plans are read together"),
    "process": _("How the process of a plan is checked"),
}
TEXTS: dict[str, Label] = {
    "about": _("About this platform"),
    "developers": _("For developers"),
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
    """About, for developers, accessibility, legal notice, privacy."""
    if key not in TEXTS:
        raise Http404
    page = page_for(request, lang, TEXTS[key], crumb=TEXTS[key])
    return html(
        request, "texts/prose.html", page,
        text=f"portal/texts/{key}.{lang}.html",
        origin=page.canonical.removesuffix(request.path),
        limits={
            "without": settings.API_LIMIT,
            "token": settings.API_TOKEN_LIMIT,
            "write": settings.API_WRITE_LIMIT,
        },
    )  # fmt: skip
