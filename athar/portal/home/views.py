"""The home page of the installation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from athar.portal.home.page import gather_home
from athar.portal.network.views import network_page
from athar.portal.pages import html, json_twin, page_for
from athar.ui.addresses import reverse


def home_page(request: HttpRequest, lang: str) -> HttpResponse:
    """What is promised here, how far it is, who says so; of a network its members.

    Queries: at most 12.
    """
    if settings.PROFILE == "network":
        return network_page(request, lang)
    page = page_for(
        request,
        lang,
        _("From promise to proof"),
        section="home",
        json_url=reverse("portal:home_json", kwargs={"lang": lang}),
        picture_url=reverse("portal:home_picture", kwargs={"lang": lang}),
    )
    data = gather_home()
    return html(
        request, "home/home.html", page, data=data, summary=data.summary, profile=settings.PROFILE
    )


def home_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The home page for machines."""
    return json_twin(gather_home())
