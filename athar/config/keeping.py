"""The thin layer before Django: what was rendered for anyone before is answered from memory."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError

from athar.config.keys import DAY, KEYS
from athar.config.middleware import accepted_language
from athar.kernel import clock
from athar.ui.queries import page_moves
from athar.ui.store import Headers, Page, PageStore, best_coding

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

#: How old what is known of moves may be, in seconds; longer only while the database is away.
FRESH, AWAY = 0.25, 60.0
#: Tables and files are streamed.
STREAMED = (".csv", ".xlsx", ".zip")
NOT_KEPT = (
    "/account/", "/desk/", "/static/", "/files/", "/photos/", "/api/", "/healthz", "/readyz",
)  # fmt: skip
#: Where the language the browser likes best decides.
DOORS = ("/id/",)
#: What may make no difference to a page that everyone gets; the layer sees to the rest of it.
TAKEN_AWAY = (
    "HTTP_ACCEPT_ENCODING", "HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_RANGE", "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)  # fmt: skip
_REMADE = {"content-encoding", "content-length", "etag", "vary"}
_KEPT = {"200", "302"}

_log = logging.getLogger(__name__)


class KeptPages:
    """Stands before Django and renders each page once.

    Every quarter of a second at most it asks how often what pages rest on has moved, and what day
    it is; a page resting on what moved is rendered anew.
    """

    def __init__(self, application: Application, limit: int) -> None:
        self.application = application
        self.store = PageStore(limit)
        self._asked_at = self._known_at = -AWAY

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        path: str = environ["PATH_INFO"]
        method = environ["REQUEST_METHOD"]
        is_page = method in {"GET", "HEAD"} and not path.endswith(STREAMED)
        if not is_page or path.startswith(NOT_KEPT) or not self._knows_moves():
            return self.application(environ, start_response)
        coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        known_tags = environ.get("HTTP_IF_NONE_MATCH")
        address = _address(environ, path)
        page = self.store.get(address) or self._rendered(environ, address)
        answer = page.answer(coding)
        if known_tags and answer.etag and _is_among(answer.etag, known_tags):
            start_response("304 Not Modified", answer.unchanged_headers)
            return ()
        start_response(answer.status, answer.headers)
        return () if method == "HEAD" else (answer.body,)

    def _knows_moves(self) -> bool:
        """Learn what moved; tell whether what is known is recent enough to answer from memory."""
        now = time.monotonic()
        if now - self._asked_at >= FRESH:
            self._asked_at = now
            try:
                self.store.follow({**page_moves(), DAY: clock.today()})
                self._known_at = now
            except DatabaseError:
                _log.warning("The database does not answer: pages come from memory for a minute")
        return now - self._known_at < AWAY

    def _rendered(self, environ: Environ, address: tuple[str, ...]) -> Page:
        """Let Django render a page as for anyone, whole; keep it where that is right."""
        seen = self.store.moves
        asked = {name: value for name, value in environ.items() if name not in TAKEN_AWAY}
        asked["REQUEST_METHOD"] = "GET"
        page = _called(self.application, asked)
        is_one_language = bool(address[-1]) or "accept-language" not in page.vary.lower()
        if KEYS in asked and page.status[:3] in _KEPT and is_one_language:
            page.keys = asked[KEYS]
            self.store.put(address, page, seen)
        return page


def _called(application: Application, environ: Environ) -> Page:
    """Call Django and take its whole answer."""
    started: list[Any] = []

    def start_response(status: str, headers: Headers, *_info: Any) -> None:
        started[:] = [status, headers]

    chunks = application(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    status, headers = started
    vary = {"Accept-Encoding": None}
    for name, value in headers:
        if name.lower() == "vary":
            vary.update(dict.fromkeys(value.split(", ")))
    return Page(
        status=status,
        headers=[one for one in headers if one[0].lower() not in _REMADE],
        body=body,
        vary=", ".join(vary),
    )


def _address(environ: Environ, path: str) -> tuple[str, ...]:
    """Give what tells one page from another; the last part is the language where it decides."""
    is_door = path == "/" or path.startswith(DOORS)
    return (
        path,
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        accepted_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")) if is_door else "",
    )


def _is_among(etag: str, known: str) -> bool:
    """Tell whether a browser has a page already (RFC 9110 §13.1.2)."""
    return etag in known or known.strip() == "*"
