"""What was published last in the library as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse

from athar.network.queries.experiences import ExperienceView
from athar.portal.changes.feed import ATOM
from athar.portal.pages import PUBLIC_CACHE
from athar.ui.addresses import reverse

_NEVER = "2000-01-01T00:00:00Z"


def atom(
    experiences: Sequence[ExperienceView], *, origin: str, lang: str, title: str, author: str
) -> HttpResponse:
    """Give experiences as a feed; one version is one entry."""
    page = reverse("portal:experiences", kwargs={"lang": lang})
    host = urlsplit(origin).hostname or "athar"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(lang)}>',
        f"<id>tag:{host},2025:experiences:{lang}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_day(experiences[0]) if experiences else _NEVER}</updated>",
        f"<author><name>{escape(author)}</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(origin + page)}/>',
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{origin}{page}.atom")}/>',
        *(_entry(one, f"{origin}{page}/{one.code}", host, lang) for one in experiences),
        "</feed>\n",
    ]
    response = HttpResponse("\n".join(lines), content_type=ATOM)
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _entry(one: ExperienceView, url: str, host: str, lang: str) -> str:
    return "\n".join(
        (
            "<entry>",
            f"<id>tag:{host},2025:experience:{one.code}:{one.number}:{lang}</id>",
            f"<title>{escape(one.title.in_language(lang).text)}</title>",
            f"<updated>{_day(one)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(url)}/>',
            f"<summary>{escape(one.problem.in_language(lang).text)}</summary>",
            "</entry>",
        )
    )


def _day(one: ExperienceView) -> str:
    return f"{one.published_on}T00:00:00Z"
