"""Endpoint that records values: all rows or none, once for a key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query

from athar.api.answering import PRINTABLE, Asked, give_written, read
from athar.api.endpoints import take
from athar.api.problems import (
    KEY_IN_USE,
    NOT_ALLOWED,
    TOO_LARGE,
    UNREADABLE,
    Fault,
    Refused,
    Stopped,
)
from athar.api.values.recording import record_sent
from athar.api.values.rows import read_sent
from athar.api.writers import writer_of
from athar.people.queries import Bearer
from athar.trail.once import KeyInUse, once
from athar.trail.queries import publication_number_of

LARGEST = 10 * 1024 * 1024
"""The largest body that is read, in bytes."""
_LONGEST_KEY = 255
_READ = ("application/json", "text/csv")


class WriteChoice(Asked):
    """How values are recorded."""

    dry_run: Literal["", "0", "1"] = Field(
        "", description="`1`: check everything and say what would be, record nothing."
    )
    reason: str = Field(
        "",
        max_length=1000,
        pattern=PRINTABLE,
        description="Why values are corrected; needed where a row differs from what stands.",
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the rows."""

    dry_run: Annotated[bool, "True: nothing was recorded."]
    added: Annotated[int, "Values that were not known."]
    superseded: Annotated[int, "Values that take the place of others."]
    same: Annotated[int, "Rows that say what is known already."]
    publication: Annotated[int | None, "Since which they are public; `as_of` takes it."]


@take(
    "values",
    name="record_values",
    gives=Written,
    summary="Record measured values",
    tag="Results",
)
def record_values(request: HttpRequest, asked: Query[WriteChoice]) -> HttpResponse:
    """Record values, all rows or none: what is new is added, what differs supersedes.

    Needs a write token; what may be stated are the values that its account may state. Send rows
    as JSON or CSV with the fields that reading gives. With `Idempotency-Key`, asking again with
    the same body gives the same answer and records nothing twice, for two days at least.
    """
    reading = read(request, asked, Written)
    media_type, body = _body(request)
    bearer = writer_of(request)

    def record() -> dict[str, Any]:
        return asdict(_record(bearer, asked, media_type, body))

    answer, is_repeated = _once(request, bearer, asked, body, record)
    return give_written(reading, Written(**answer), is_repeated=is_repeated)


def _body(request: HttpRequest) -> tuple[str, bytes]:
    """Read the body, as long as it may be.

    Errors: Stopped.
    """
    media_type = request.content_type or ""
    if media_type not in _READ:
        raise Stopped(UNREADABLE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise Stopped(TOO_LARGE)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Stopped(TOO_LARGE)
    return media_type, body


def _record(bearer: Bearer, asked: WriteChoice, media_type: str, body: bytes) -> Written:
    sent = read_sent(body, media_type)
    source = {"api_token": bearer.token_id, "body": hashlib.sha256(body).hexdigest()}
    is_dry = asked.dry_run == "1"
    try:
        with transaction.atomic():
            done = record_sent(
                sent, by=bearer.account, reason=asked.reason or sent.reason, source=source
            )
            number = publication_number_of(done.event_id) if done.event_id else None
            transaction.set_rollback(is_dry)
    except PermissionDenied as refusal:
        raise Stopped(NOT_ALLOWED) from refusal
    return Written(is_dry, done.added, done.superseded, done.same, None if is_dry else number)


def _once(
    request: HttpRequest,
    bearer: Bearer,
    asked: WriteChoice,
    body: bytes,
    record: Callable[[], dict[str, Any]],
) -> tuple[Mapping[str, Any], bool]:
    """Record under the key of the request, where it has one; trying out needs none.

    Errors: Refused for a key that is none; Stopped for one that stands for something else.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None or asked.dry_run == "1":
        return record(), False
    if not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        detail = _("A key has 1 to %(n)d printable ASCII characters.") % {"n": _LONGEST_KEY}
        raise Refused([Fault("Idempotency-Key", "key_malformed", detail)])
    parts = (request.get_full_path(), request.content_type or "")
    digest = hashlib.sha256("\0".join((*parts, "")).encode() + body).hexdigest()
    try:
        done = once(caller=f"account:{bearer.account.pk}", key=key, digest=digest, act=record)
    except KeyInUse as refusal:
        raise Stopped(KEY_IN_USE) from refusal
    return done.answer, done.is_repeated
