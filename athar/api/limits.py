"""How often somebody may ask: exact counts by the minute, shared by the workers of a machine.

The counts stand in a small SQLite file of their own, also beside PostgreSQL: a reader never waits
for whoever writes to the main database, and never writes to it. See ADR 0035.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import os
import sqlite3
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from athar.kernel import clock

WINDOW = 60
_FILE = "limits.sqlite3"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS taken (caller TEXT, minute INTEGER, n INTEGER, "
    "PRIMARY KEY (caller, minute)) WITHOUT ROWID"
)
# one statement: counting and reading the count cannot be separated by somebody else
_TAKE = (
    "INSERT INTO taken VALUES (?, ?, 1) "
    "ON CONFLICT (caller, minute) DO UPDATE SET n = n + 1 RETURNING n"
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody may still ask in this minute.

    Units: `limit` and `left` in requests, `seconds` until the next minute begins.
    """

    name: str
    limit: int
    left: int
    seconds: int
    is_spent: bool

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers that tell it (draft-ietf-httpapi-ratelimit-headers)."""
        said = {
            "RateLimit-Policy": f'"{self.name}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.name}";r={self.left};t={self.seconds}',
        }
        return {**said, "Retry-After": str(self.seconds)} if self.is_spent else said


class Counts:
    """The counts of one machine, in one file; each process has its own way into it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._process = 0
        self._minute = 0
        self._file: sqlite3.Connection | None = None

    def take(self, caller: str, minute: int) -> int:
        """Count one request and give how many there are in this minute, this one included.

        Errors: sqlite3.Error when the file cannot be written.
        """
        with self._lock:
            file = self._opened()
            if minute != self._minute:
                file.execute("DELETE FROM taken WHERE minute < ?", (minute,))
                self._minute = minute
            n: int = file.execute(_TAKE, (caller, minute)).fetchone()[0]
            return n

    def _opened(self) -> sqlite3.Connection:
        if self._file is None or self._process != os.getpid():
            self._file = sqlite3.connect(
                self._path, timeout=1, isolation_level=None, check_same_thread=False
            )
            self._file.execute("PRAGMA journal_mode=WAL")
            self._file.execute("PRAGMA synchronous=OFF")  # a minute that a crash forgets is no loss
            self._file.execute(_TABLE)
            self._process = os.getpid()
        return self._file


@lru_cache(maxsize=1)
def counts(directory: Path) -> Counts:
    """Give the counts kept in a directory."""
    return Counts(directory / _FILE)


def allow(name: str, caller: str, limit: int) -> Allowance | None:
    """Count a request and tell what is left.

    Shape: None when nothing can be counted; what is public is then read all the same.
    """
    now = time.time()  # the real clock: a frozen day has no minutes that end
    minute = int(now // WINDOW)
    try:
        n = counts(settings.DATA_DIR).take(caller, minute)
    except sqlite3.Error:
        _log.exception("Requests to the API cannot be counted")
        return None
    seconds = max(1, round((minute + 1) * WINDOW - now))
    return Allowance(name, limit, max(0, limit - n), seconds, n > limit)


def caller_of(request: HttpRequest) -> str:
    """Name who asks without a token: the hash of an address, with a key that changes every day.

    Shape: of an IPv6 address the part that names a household (64 bits).
    """
    return _named(_address(request), clock.today().isoformat(), settings.SECRET_KEY)


@lru_cache(maxsize=1024)
def _named(address: str, day: str, secret: str) -> str:
    key = hashlib.blake2b(f"{day} {secret}".encode(), person=b"athar callers").digest()
    try:
        ip = ipaddress.ip_address(address)
        network = f"{ip}/64" if ip.version == 6 else str(ip)
        address = str(ipaddress.ip_network(network, strict=False))
    except ValueError:
        address = "unknown"
    return hashlib.blake2b(address.encode(), key=key, digest_size=16).hexdigest()


def _address(request: HttpRequest) -> str:
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        told = request.headers.get("X-Forwarded-For", "")
        return told.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
