"""Settings that are addresses: of the site, of the database, of where mail leaves."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit


def site(value: str) -> str:
    """Read the address of a site, without its last slash; empty for none. Errors: ValueError."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be an address such as https://athar.example.org")
    return value.rstrip("/")


def database(value: str) -> dict[str, Any]:
    """Give Django's description of the database named by a sqlite: or postgresql: address."""
    parts = urlsplit(value)
    if not value or parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:])}
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def mail(value: str) -> dict[str, Any]:
    """Read console: (print mails) or smtp[s]://USER:PASSWORD@HOST:PORT."""
    parts = urlsplit(value)
    if parts.scheme == "console":
        return {"scheme": "console"}
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError(
            "must be console: or smtp://, smtps://, smtp+starttls://USER:PASSWORD@HOST:PORT"
        )
    return {
        "scheme": parts.scheme,
        "host": parts.hostname,
        "port": parts.port or {"smtps": 465, "smtp": 25}.get(parts.scheme, 587),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
