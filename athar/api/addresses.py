"""Addresses in answers: permanent identifiers, pages by language, the next part of a list."""

from __future__ import annotations

from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from athar.kernel.text import Translated

ROOT = "/api/v1"
_STAND_INS = ("0aa0", "0bb0")


def origin_of(request: HttpRequest) -> str:
    """Give scheme and host under which the installation is read."""
    return settings.BASE_URL or f"{request.scheme}://{request.get_host()}"


@cache
def _pattern(route: str, names: tuple[str, ...], lang: str) -> str:
    stand_ins = dict(zip(names, _STAND_INS, strict=False))
    address = reverse(f"portal:{route}", kwargs={**({"lang": lang} if lang else {}), **stand_ins})
    for number, stand_in in enumerate(_STAND_INS):
        address = address.replace(stand_in, f"{{{number}}}")
    return address


def permanent(origin: str, kind: str, **codes: str) -> str:
    """Give the identifier of a thing, an address that never changes."""
    return origin + _pattern(f"{kind}_id", tuple(codes), "").format(*codes.values())


def pages(origin: str, kind: str, **codes: str) -> Translated:
    """Give the page of a thing in each language that is offered."""
    names, values = tuple(codes), tuple(codes.values())
    return Translated(
        {
            lang: origin + _pattern(kind, names, lang).format(*values)
            for lang in settings.OFFERED_LANGUAGES
        }
    )


def indicator_id(origin: str, library: str, code: str) -> str:
    """Give the permanent identifier of an indicator."""
    return permanent(origin, "indicator", library=library, code=code)


@lru_cache(maxsize=4096)
def named_indicator(origin: str, library: str, code: str) -> tuple[str, str]:
    """Give both, once for the many rows of a list."""
    return indicator_id(origin, library, code), indicator_code(library, code)


def indicator_code(library: str, code: str) -> str:
    """Write an indicator as filters and rows name it."""
    return f"{library}/{code}"
