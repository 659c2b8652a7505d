"""What a page offers whoever passes it on: its permanent address, the code that embeds it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext
from markupsafe import Markup

from athar.kernel.text import Translated
from athar.portal.commitments.wording import text_of
from athar.portal.pages import origin_of
from athar.ui.addresses import reverse

#: Width and height, in pixels, in which an embedded card or bar has room in every language.
CARD, BAR = (440, 540), (720, 380)


@dataclass(frozen=True, slots=True)
class Share:
    """How a page is passed on; `code` is the frame to paste into another page."""

    permanent: str
    embed_url: str
    code: str


def share_plan(request: HttpRequest, lang: str, plan: str, title: Translated) -> Share:
    """Offer the bar of a plan."""
    permanent = reverse("portal:plan_id", kwargs={"plan": plan})
    embedded = reverse("portal:embed_plan", kwargs={"lang": lang, "plan": plan})
    return _share(request, lang, permanent, embedded, title, BAR)


def share_commitment(
    request: HttpRequest, lang: str, plan: str, code: str, title: Translated
) -> Share:
    """Offer the card of a commitment."""
    address = {"plan": plan, "code": code}
    permanent = reverse("portal:commitment_id", kwargs=address)
    embedded = reverse("portal:embed_commitment", kwargs={"lang": lang, **address})
    return _share(request, lang, permanent, embedded, title, CARD)


def _share(
    request: HttpRequest,
    lang: str,
    permanent: str,
    embedded: str,
    title: Translated,
    size: tuple[int, int],
) -> Share:
    origin = origin_of(request)
    frame = Markup(
        '<iframe src="{}" lang="{}" title="{}" width="{}" height="{}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )
    words = gettext("Athar: %(title)s") % {"title": text_of(title)}
    code = frame.format(origin + embedded, lang, words, *size)
    return Share(origin + permanent, embedded, str(code))
