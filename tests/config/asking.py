"""Asking a WSGI application for an address, as a web server does."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

from django.core import signals
from django.db import close_old_connections
from django.test import RequestFactory


@dataclass(frozen=True)
class Asked:
    """What came back: the status, the headers by name, the bytes as sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def _connection_kept():
    """Leave the test's transaction open: Django would close its connection after a request."""
    around = (signals.request_started, signals.request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield
    for signal in around:
        signal.connect(close_old_connections)


def ask(application, path, method="GET", **headers) -> Asked:
    """Ask for a path; headers by their names, such as `accept_encoding="br"`."""
    meta = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    environ = RequestFactory().generic(method, path, **meta).environ
    started = []
    with _connection_kept():
        chunks = application(environ, lambda status, sent: started.append((status, sent)))
        body = b"".join(chunks)
        getattr(chunks, "close", lambda: None)()
    ((status, sent),) = started
    return Asked(int(status.split()[0]), {name.lower(): value for name, value in sent}, body)
