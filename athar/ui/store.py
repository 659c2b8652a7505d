"""Rendered pages kept in memory: bounded, and dropped as soon as what they rest on moves."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

import brotli

Headers = list[tuple[str, str]]
Moves = Mapping[str, Hashable]
"""How often each key has moved; a page is stale once one of its keys moved again."""

#: A page of more bytes is answered but not kept; one of fewer is not compressed.
LARGEST, SHORTEST = 1_000_000, 200
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
#: What an entry costs beside its bytes: headers, keys, the address.
OVERHEAD = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is sent: status line, headers, bytes (headers of a 304 apart)."""

    status: str
    headers: Headers
    body: bytes
    etag: str
    unchanged_headers: Headers


@dataclass(slots=True)
class Page:
    """A page rendered once; each way of compressing it is done when first asked for.

    Shape: `keys` None rests on everything. Only a 200 has an ETag.
    """

    status: str
    headers: Headers
    body: bytes
    vary: str
    keys: frozenset[str] | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    is_folded: bool = False

    @property
    def n_bytes(self) -> int:
        """Give roughly how much memory a folded page takes, both compressed answers included."""
        return OVERHEAD + (2 * len(self.answers["br"].body) if self.is_folded else len(self.body))

    def fold(self) -> None:
        """Keep a text compressed only: a fifth of the memory, unpacked for who takes no coding."""
        if self.answer("br").body is not self.body:
            self.is_folded, self.body, self.answers = True, b"", {"br": self.answers["br"]}

    def answer(self, coding: str) -> Answer:
        """Give the page in one content coding: `br`, `gzip` or none (empty)."""
        found = self.answers.get(coding)
        if found is None:
            found = self._made(coding)
            if coding or not self.is_folded:
                self.answers[coding] = found
        return found

    @property
    def _is_text(self) -> bool:
        """Tell whether compressing saves anything: pictures are compressed already."""
        kinds = [value for name, value in self.headers if name.lower() == "content-type"]
        return not any(kind.startswith(("image/png", "image/jpeg", "image/webp")) for kind in kinds)

    def _whole(self) -> bytes:
        return brotli.decompress(self.answers["br"].body) if self.is_folded else self.body

    def _made(self, coding: str) -> Answer:
        whole = self._whole()
        if len(whole) < SHORTEST or not self._is_text:
            coding = ""
        body = _coded(whole, coding)
        digest = hashlib.sha256(whole).hexdigest()[:32]
        etag = f'"{digest}-{coding}"' if coding else f'"{digest}"'
        validators = [("ETag", etag)] if self.status.startswith("200") else []
        unchanged = [*validators, ("Vary", self.vary), *_of_a_304(self.headers)]
        headers = [*self.headers, *validators, ("Vary", self.vary)]
        if coding:
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(len(body))))
        return Answer(self.status, headers, body, etag if validators else "", unchanged)


def _coded(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    # without a time: the same page gives the same bytes
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == "gzip" else body


def _of_a_304(headers: Headers) -> Headers:
    """Give the headers a 304 repeats (RFC 9110 §15.4.5)."""
    repeated = {"cache-control", "content-location", "date", "expires"}
    return [one for one in headers if one[0].lower() in repeated]


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """Give the content coding to use for an Accept-Encoding: `br`, `gzip` or none (empty)."""
    weights = {}
    for part in accepted[:500].lower().split(","):
        name, _, quality = part.partition(";q=")
        try:
            weights[name.strip()] = float(quality or 1)
        except ValueError:
            continue
    others = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) > 0 else ""


@dataclass(slots=True)
class PageStore:
    """Pages by address, the least recently asked for dropped first when `limit` is passed.

    A page is kept only if nothing it rests on moved since its rendering began: `put` compares the
    moves seen before with those known now, `follow` drops what a later move made stale.
    """

    limit: int
    moves: Moves = field(default_factory=dict)
    _pages: OrderedDict[Hashable, Page] = field(default_factory=OrderedDict)
    _n_bytes: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def n_bytes(self) -> int:
        """Give roughly how much memory the pages take."""
        return self._n_bytes

    def get(self, address: Hashable) -> Page | None:
        """Give the page kept for an address, if any."""
        page = self._pages.get(address)
        if page is not None:
            with suppress(KeyError):  # another thread has just dropped it
                self._pages.move_to_end(address)
        return page

    def put(self, address: Hashable, page: Page, seen: Moves) -> bool:
        """Keep a page rendered after the moves `seen`; tell whether it was kept."""
        with self._lock:
            if len(page.body) > LARGEST or not _is_still_good(page, seen, self.moves):
                return False
            page.fold()
            self._drop(address)
            self._pages[address] = page
            self._n_bytes += page.n_bytes
            while self._n_bytes > self.limit:
                self._drop(next(iter(self._pages)))
            return address in self._pages

    def follow(self, moves: Moves) -> None:
        """Take note of the moves there are now, and drop the pages they made stale."""
        with self._lock:
            before, self.moves = self.moves, moves
            if before == moves:
                return
            stale = [
                one for one, page in self._pages.items() if not _is_still_good(page, before, moves)
            ]
            for address in stale:
                self._drop(address)

    def clear(self) -> None:
        """Drop every page."""
        with self._lock:
            self._pages.clear()
            self._n_bytes = 0

    def _drop(self, address: Hashable) -> None:
        page = self._pages.pop(address, None)
        if page is not None:
            self._n_bytes -= page.n_bytes


def _is_still_good(page: Page, before: Moves, now: Moves) -> bool:
    if page.keys is None:
        return before == now
    return all(before.get(key) == now.get(key) for key in page.keys)
