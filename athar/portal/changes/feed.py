"""What changed as an Atom feed (RFC 4287): stable identifiers, the language of the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse
from markupsafe import Markup

from athar.portal.changes.page import ChangePage, Entry, entries
from athar.portal.pages import PUBLIC_CACHE
from athar.ui.addresses import reverse
from athar.ui.site import Label
from athar.ui.templating import plain

ATOM = "application/atom+xml; charset=utf-8"
#: When nothing is published yet, a feed still says when it was updated.
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself; `address` is that of its page, within the installation."""

    origin: str
    address: str
    title: Label
    author: Label
    lang: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or "athar"


def atom(page: ChangePage, head: Head) -> HttpResponse:
    """Give what changed as a feed."""
    told = [entry for _day, some in entries(page, head.lang) for entry in some]
    updated = told[0].told.published_at if told else _NEVER
    html, own = f"{head.origin}{head.address}", f"{head.origin}{head.address}.atom"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(head.lang)}>',
        f"<id>tag:{head.host},2025:changes:{escape(head.address)}</id>",
        f"<title>{escape(plain(head.title))}</title>",
        f"<updated>{_time(updated)}</updated>",
        f"<author><name>{escape(plain(head.author))}</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(html)}/>',
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
        *(_entry(one, head) for one in told),
        "</feed>\n",
    ]
    response = HttpResponse("\n".join(lines), content_type=ATOM)
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _entry(one: Entry, head: Head) -> str:
    told = one.told
    page = reverse("portal:plan_changes", kwargs={"lang": head.lang, "plan": told.plan.code})
    link = f"{head.origin}{page}?before={told.number + 1}#p{told.number}"
    at = _time(told.published_at)
    name = plain(told.plan.names)
    return "\n".join(
        (
            "<entry>",
            f"<id>tag:{head.host},{told.day.isoformat()}:publication:{told.number}:{head.lang}</id>",
            f"<title>{escape(one.title.striptags())} – {escape(name)}</title>",
            f"<updated>{at}</updated>",
            f"<published>{at}</published>",
            f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>',
            f'<content type="html">{escape(_content(one, head.origin))}</content>',
            "</entry>",
        )
    )


def _content(one: Entry, origin: str) -> str:
    lines = one.lines or (one.title,)
    listed = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return f"<ul>{listed}</ul>".replace('href="/', f'href="{origin}/')


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
