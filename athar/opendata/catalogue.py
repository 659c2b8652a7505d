"""The catalogue of an installation, as harvesters of open data read it (DCAT, JSON-LD)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from athar.kernel.text import Translated
from athar.opendata.notes import LICENCE_URL

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The data of one published plan as a catalogue lists it; `files` is where they are."""

    permanent: str
    page: str
    files: str
    code: str
    title: Translated
    publisher: Translated
    start_on: dt.date
    end_on: dt.date
    publication_number: int
    published_at: dt.datetime


def catalogue(address: str, host: Translated | str, listed: Iterable[Listed]) -> dict[str, Any]:
    """Give the catalogue: one dataset for each plan, each with its archive and its descriptor."""
    return {
        "@context": _CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": _words(host),
        "dct:publisher": _agent(host),
        "dct:license": {"@id": LICENCE_URL},
        "dcat:dataset": [_dataset(one) for one in listed],
    }


def _dataset(one: Listed) -> dict[str, Any]:
    return {
        "@id": one.permanent,
        "@type": "dcat:Dataset",
        "dct:identifier": one.code,
        "dct:title": _words(one.title),
        "dct:publisher": _agent(one.publisher),
        "dct:license": {"@id": LICENCE_URL},
        "dct:modified": _typed(one.published_at.isoformat(), "dateTime"),
        "dcat:version": str(one.publication_number),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(one.start_on.isoformat(), "date"),
            "dcat:endDate": _typed(one.end_on.isoformat(), "date"),
        },
        "dcat:landingPage": {"@id": one.page},
        "dcat:distribution": [
            _distribution(f"{one.files}.zip", "application/zip"),
            _distribution(f"{one.files}/datapackage.json", "application/json"),
        ],
    }


def _distribution(address: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA}{media_type}"},
        "dct:license": {"@id": LICENCE_URL},
    }


def _agent(names: Translated | str) -> dict[str, Any]:
    return {"@type": "foaf:Organization", "foaf:name": _words(names)}


def _words(words: Translated | str) -> list[Mapping[str, str]]:
    if isinstance(words, str):
        return [{"@value": words}]
    return [{"@value": text, "@language": lang} for lang, text in words.items()]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
