"""A search for machines: what was found, in which way, and where each thing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from athar.portal.search.addresses import address_of
from athar.portal.search.page import SearchPage
from athar.reference.queries import PlaceRef, place_refs
from athar.search.queries import Hit, Passage

Absolute = Callable[[str], str]


def search_for_machines(page: SearchPage, absolute: Absolute) -> dict[str, Any]:
    """Give a search as plain values; `next` is the address of the next page, None after the last.

    Shape: texts found are lists of [text, whether it was found]; put together they are the text.
    """
    results, lang = page.results, page.results.lang
    twin = reverse("portal:search_json", kwargs={"lang": lang})
    following = page.choices.query(page=page.choices.page + 1) if results.has_next else ""
    return {
        "text": results.text,
        "words": results.words,
        "manner": results.manner.value,
        "corrections": [{"word": one.word, "instead": one.instead} for one in results.corrections],
        "total": results.n,
        "total_is_more": results.is_more,
        "groups": [
            {
                "kind": group.kind.value,
                "total": group.n,
                "total_is_more": group.is_more,
                "results": [_result(hit, page, absolute) for hit in group.hits],
            }
            for group in results.groups
        ],
        "next": absolute(twin + following) if following else None,
    }


def _result(hit: Hit, page: SearchPage, absolute: Absolute) -> dict[str, Any]:
    figures = page.figures.get(hit.key) if hit.kind == "commitment" else None
    return {
        "url": absolute(address_of(hit, page.results.lang)),
        "code": hit.code,
        "plan": hit.plan_code or None,
        "scheme": hit.scheme or None,
        "titles": dict(hit.titles),
        "title": _passage(hit.title),
        "excerpt": _passage(hit.excerpt) if hit.excerpt else None,
        "computed_status": figures.computed.status.value if figures else None,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "lang": passage.lang,
        "pieces": [[piece.text, piece.is_match] for piece in passage.pieces],
    }


def suggestions_for_machines(hits: Sequence[Hit], lang: str) -> dict[str, Any]:
    """Give what a search box offers while somebody types; places say which kind they are.

    Queries: 1.
    """
    places = place_refs(hit.key for hit in hits if hit.kind == "place")
    return {
        "options": [
            {
                "url": address_of(hit, lang),
                "kind": hit.kind.value,
                "beside": _beside(hit, places),
                **_passage(hit.title),
            }
            for hit in hits
        ]
    }


def _beside(hit: Hit, places: Mapping[int, PlaceRef]) -> str:
    if hit.kind in {"commitment", "node"}:
        return hit.code
    place = places.get(hit.key) if hit.kind == "place" else None
    return str(place.kind.label if place else hit.kind.label)
