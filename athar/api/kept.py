"""Answers kept in memory until something is published: each worker keeps its own.

Off until `begin` is called, as the web server does: whoever asks without it gets the stores.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from athar.kernel import clock
from athar.ui.queries import page_moves

#: How old what is known of moves may be, in seconds.
FRESH = 0.25
LIMIT = 8 * 1024 * 1024
#: What a job brings up to date after the commit is not as new as the moves are.
_NOT_KEPT = ("/search",)
_HEADERS = ("Content-Type", "ETag", "Cache-Control", "Content-Language", "Link", "Vary")


def asks_for_table(request: HttpRequest) -> bool:
    """Tell whether the header Accept asks for CSV and not for JSON."""
    accept = request.META.get("HTTP_ACCEPT", "")
    return "text/csv" in accept and "json" not in accept


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given, and what had moved when it was begun."""

    moved: Hashable
    body: bytes
    headers: dict[str, str]


@dataclass(slots=True)
class KeptAnswers:
    """The answers of one worker, the least asked for forgotten first.

    Units: `limit` in bytes of bodies.
    """

    limit: int
    size: int = 0
    answers: OrderedDict[Hashable, Answer] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)
    asked_at: float = float("-inf")
    moved: Hashable = None

    def answer(self, request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
        """Answer from memory where nothing moved since, else anew. Queries: 1 every FRESH."""
        moved = None if request.path_info.endswith(_NOT_KEPT) else self._moves()
        if moved is None:
            return make()
        meta = request.META
        address = (
            *(request.path_info, meta.get("QUERY_STRING", "")),
            *(request.scheme, meta.get("HTTP_HOST", ""), asks_for_table(request)),
        )
        with self.lock:
            kept = self.answers.get(address)
            if kept is not None and kept.moved == moved:
                self.answers.move_to_end(address)
                return HttpResponse(kept.body, headers=kept.headers)
        response = make()
        if response.status_code == 200:
            headers = {name: response.headers[name] for name in _HEADERS if name in response}
            self._keep(address, Answer(moved, response.content, headers))
        return response

    def _keep(self, address: Hashable, answer: Answer) -> None:
        with self.lock:
            before = self.answers.pop(address, None)
            self.answers[address] = answer
            self.size += len(answer.body) - (len(before.body) if before else 0)
            while self.size > self.limit:
                _address, gone = self.answers.popitem(last=False)
                self.size -= len(gone.body)

    def _moves(self) -> Hashable:
        """Give what has moved so far and the day it is; None when the database does not answer."""
        now = time.monotonic()
        if now - self.asked_at >= FRESH:
            try:
                self.moved = (tuple(sorted(page_moves().items())), clock.today())
            except DatabaseError:
                self.moved = None
            self.asked_at = now
        return self.moved


_kept: list[KeptAnswers] = []


def begin(limit: int = LIMIT) -> None:
    """Keep answers from now on."""
    _kept[:] = [KeptAnswers(limit)]


def end() -> None:
    """Forget all answers and keep none."""
    _kept.clear()


def answered(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer from memory where that is right, else anew."""
    return _kept[0].answer(request, make) if _kept else make()
