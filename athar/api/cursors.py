"""Where a list goes on: a text that only we can write, made of the last row that was given."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import orjson
from django.conf import settings

from athar.reference.slices import Mark

_SEAL_BYTES = 9
_DAY, _NUMBER = "d", "n"


class BadCursor(ValueError):  # noqa: N818 - named for what it is
    """A cursor was not written by us for this list in this order."""


@cache
def _key(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), person=b"athar cursors").digest()


def _seal(body: bytes, purpose: str) -> bytes:
    whole = hmac.digest(_key(settings.SECRET_KEY), purpose.encode() + b"\0" + body, "sha256")
    return whole[:_SEAL_BYTES]


def write_cursor(marks: Sequence[Mark], purpose: str) -> str:
    """Write down where a list goes on; `purpose` names the list and its order."""
    body = orjson.dumps([_plain(mark) for mark in marks])
    return base64.urlsafe_b64encode(_seal(body, purpose) + body).rstrip(b"=").decode()


def read_cursor(text: str, purpose: str) -> tuple[Mark, ...]:
    """Read where a list goes on.

    Errors: BadCursor.
    """
    try:
        whole = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCursor(text) from error
    seal, body = whole[:_SEAL_BYTES], whole[_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(body, purpose)):
        raise BadCursor(text)
    return tuple(_mark(one) for one in orjson.loads(body))


def _plain(mark: Mark) -> object:
    if isinstance(mark, dt.date):
        return {_DAY: mark.isoformat()}
    return {_NUMBER: str(mark)} if isinstance(mark, Decimal) else mark


def _mark(one: object) -> Mark:
    if isinstance(one, dict):
        return dt.date.fromisoformat(one[_DAY]) if _DAY in one else Decimal(one[_NUMBER])
    return one  # type: ignore[return-value]  # sealed: only marks were written
