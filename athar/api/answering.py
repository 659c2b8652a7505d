"""Turning what a query gives into an answer: chosen fields, one language or all, bytes, ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeVar

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema

from athar.api.addresses import ROOT, origin_of
from athar.api.cursors import BadCursor, read_cursor, write_cursor
from athar.api.problems import Fault, Refused
from athar.kernel.text import Translated
from athar.opendata.delimited import csv_bytes
from athar.reference.slices import Mark, Slice

Given = TypeVar("Given")
PUBLIC_CACHE = "public, max-age=0, must-revalidate"
#: A text that holds no control character: databases refuse some of them.
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


class Asked(Schema):
    """What every address understands."""

    fields: str = Field(
        "",
        max_length=2000,
        pattern=PRINTABLE,
        description="Only these fields of each object, separated by commas. All without it.",
    )
    lang: Literal["", "ar", "fr", "en"] = Field(
        "",
        description="Texts in this language only, `null` where there is none in it; errors too. "
        "Without it, every text is an object by language.",
    )


class AskedOfList(Asked):
    """What every list understands."""

    limit: int = Field(50, ge=1, le=200, description="How many objects at most.")
    cursor: str = Field(
        "",
        max_length=1000,
        pattern=PRINTABLE,
        description="Where the list goes on, as `next` of the answer before says it.",
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as it is answered: what was asked, which fields to give, under which host."""

    request: HttpRequest
    asked: Asked
    record: type
    names: tuple[str, ...] | None
    origin: str


def read(request: HttpRequest, asked: Asked, record: type) -> Reading:
    """Read what is asked of every address.

    Errors: Refused for a parameter that is unknown, stands twice or names unknown fields.
    """
    faults = [*_strangers(request, asked), *_twice(request)]
    names = None
    if asked.fields:
        names = tuple(dict.fromkeys(name.strip() for name in asked.fields.split(",")))
        faults += _unknown_fields(names, record)
    if faults:
        raise Refused(faults)
    return Reading(request, asked, record, names, origin_of(request))


def _strangers(request: HttpRequest, asked: Asked) -> Iterable[Fault]:
    known = type(asked).model_fields
    for name in request.GET:
        if name not in known:
            yield Fault(
                name[:80],
                "unknown_parameter",
                _("There is no such parameter. Known: %(known)s.") % {"known": ", ".join(known)},
            )


def _twice(request: HttpRequest) -> Iterable[Fault]:
    for name, values in request.GET.lists():
        if len(values) > 1:
            yield Fault(name[:80], "given_twice", _("Give this parameter once only."))


def _unknown_fields(names: Sequence[str], record: type) -> Iterable[Fault]:
    known = [one.name for one in fields(record)]
    unknown = [name for name in names if name not in known]
    if unknown:
        yield Fault(
            "fields",
            "unknown_field",
            _("There is no field %(unknown)s. Known: %(known)s.")
            % {"unknown": ", ".join(unknown)[:200], "known": ", ".join(known)},
        )


def give(reading: Reading, one: Any) -> HttpResponse:
    """Give one object."""
    return _answer(reading, _sparse(one, reading.names))


def give_written(reading: Reading, one: Any, *, is_repeated: bool) -> HttpResponse:
    """Give what became of something sent; nothing of it is kept on the way."""
    response = give(reading, one)
    del response.headers["ETag"]
    response.headers["Cache-Control"] = "no-store"
    if is_repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def give_list(
    reading: Reading,
    purpose: str,
    take: Callable[[int, tuple[Mark, ...] | None], Slice[Given]],
    made: Callable[[Given], Any],
) -> HttpResponse:
    """Give a part of a list, with the address of the next one.

    Shape: `purpose` names the list and its order; `take` gives a slice of so many after a mark.
    Errors: Refused for a cursor that is not ours.
    """
    found, following = _part(reading, purpose, take)
    items = [_sparse(made(one), reading.names) for one in found]
    return _leading_on(_answer(reading, {"items": items, "next": following}), reading, following)


def give_table(
    reading: Reading,
    purpose: str,
    take: Callable[[int, tuple[Mark, ...] | None], Slice[Given]],
    made: Callable[[Given], Mapping[str, Any]],
) -> HttpResponse:
    """Give a part of a list as CSV, a column for each field; the next part stands in Link.

    Shape and Errors: as give_list; `made` gives a record by name.
    """
    found, following = _part(reading, purpose, take)
    names = reading.names or tuple(one.name for one in fields(reading.record))
    records = map(made, found)
    body = csv_bytes(names, ([record[name] for name in names] for record in records))
    response = _named(reading, body, "text/csv; charset=utf-8")
    return _leading_on(response, reading, following)


def _part(
    reading: Reading,
    purpose: str,
    take: Callable[[int, tuple[Mark, ...] | None], Slice[Given]],
) -> tuple[Slice[Given], str | None]:
    asked = reading.asked
    assert isinstance(asked, AskedOfList)
    found = take(asked.limit, _after(asked.cursor, purpose))
    following = None
    if found.end is not None:
        query = reading.request.GET.copy()
        query["cursor"] = write_cursor(found.end, purpose)
        following = f"{reading.origin}{reading.request.path}?{query.urlencode()}"
    return found, following


def _leading_on(response: HttpResponse, reading: Reading, following: str | None) -> HttpResponse:
    if following:
        response.headers["Link"] = f'<{following}>; rel="next", {_described_by(reading.origin)}'
    return response


def written(reading: Reading, made: Callable[[Any, str], Any], one: Any) -> Any:
    """Give an object of a list as JSON, written once for the same content.

    Shape: `made` makes its record from `one`, which can be hashed, and the host.
    """
    if reading.names is not None:
        return made(one, reading.origin)
    return _fragment(made, one, reading.origin, reading.asked.lang)


@lru_cache(maxsize=2048)
def _fragment(made: Callable[[Any, str], Any], one: Any, origin: str, lang: str) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(made(one, origin), default=_plain_in(lang)))


def _after(cursor: str, purpose: str) -> tuple[Mark, ...] | None:
    if not cursor:
        return None
    try:
        return read_cursor(cursor, purpose)
    except BadCursor as error:
        detail = _("This cursor was not given by this list in this order. Start without one.")
        raise Refused([Fault("cursor", "bad_cursor", detail)]) from error


def _sparse(one: Any, names: tuple[str, ...] | None) -> Any:
    if names is None:
        return one
    if isinstance(one, Mapping):
        return {name: one[name] for name in names}
    return {name: getattr(one, name) for name in names}


def _described_by(origin: str) -> str:
    return f'<{origin}{ROOT}/openapi.json>; rel="service-desc"'


def _answer(reading: Reading, data: Any) -> HttpResponse:
    """Write the answer once and name it by its bytes."""
    return _named(
        reading, orjson.dumps(data, default=_plain_in(reading.asked.lang)), "application/json"
    )


def _named(reading: Reading, body: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Content-Language"] = reading.asked.lang or "ar, fr, en"
    response.headers["Link"] = _described_by(reading.origin)
    return response


def _plain_in(lang: str) -> Callable[[Any], Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, Translated):
            return value.get(lang) if lang else dict(value)
        if isinstance(value, Mapping):
            return dict(value)
        raise TypeError(type(value).__name__)

    return plain
