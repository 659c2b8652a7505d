"""The map of a plan for machines: its figures by place, its outlines, its points, its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from athar.kernel.text import Translated
from athar.portal.map.drawing import label_points, steps
from athar.portal.map.page import MapPage
from athar.reference.queries import PlaceRef, geometries
from athar.ui.addresses import reverse

COLUMNS = (
    "place_scheme",
    "place_code",
    "place",
    "kind",
    "commitments",
    "physical_percent",
    "physical_known",
    "physical_expected",
    "amount_planned",
    "amount_planned_unknown",
    "amount_paid",
    "amount_paid_unknown",
    "currency",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place with what the chosen commitments come to in it; None is unknown, never zero.

    Units: percents 0 to 100, exact; money in whole units of `currency`.
    """

    scheme: str
    code: str
    names: Translated
    kind: str
    n_commitments: int
    physical_percent: Decimal | None
    physical_known: int
    physical_expected: int
    amount_planned: Decimal | None
    amount_planned_unknown: int
    amount_paid: Decimal | None
    amount_paid_unknown: int


def _line(page: MapPage, place: PlaceRef) -> PlaceLine:
    totals = page.totals(place)
    physical = totals.physical if totals else None
    return PlaceLine(
        scheme=place.scheme,
        code=place.code,
        names=place.names,
        kind=place.kind.value,
        n_commitments=totals.n_total if totals else 0,
        physical_percent=physical.exact if physical else None,
        physical_known=physical.known if physical else 0,
        physical_expected=physical.expected if physical else 0,
        amount_planned=totals.planned if totals else None,
        amount_planned_unknown=totals.planned_unknown if totals else 0,
        amount_paid=totals.paid if totals else None,
        amount_paid_unknown=totals.paid_unknown if totals else 0,
    )


def map_for_machines(page: MapPage) -> dict[str, Any]:
    """Give the map as it is sent to machines: the same choices, sums and places as the page."""
    listing = page.listed.listing
    source = page.shapes.source if page.shapes else None
    return {
        "plan": {
            "code": page.plan.code,
            "title": page.plan.title,
            "is_sample": page.plan.is_sample,
        },
        "choices": dict(page.choices.in_force),
        "total": listing.total,
        "amount": listing.amount,
        "amount_unknown": listing.amount_unknown,
        "currency": page.plan.currency,
        "focus": page.focus.code if page.focus else None,
        "n_elsewhere": page.territory.n_elsewhere,
        "places": [_line(page, one) for one in page.drawn],
        "points": page.territory.spots,
        "boundaries": source,
    }


def map_as_geojson(page: MapPage, lang: str) -> dict[str, Any]:
    """Give the drawn places, then the points, as GeoJSON (RFC 7946).

    Shape: `step` of a place is its colour in the legend of the page, 0 for nothing, null for what
    is not known; `label` the point at which the drawing names it, null where it does not.
    Queries: 1.
    """
    shapes = page.shapes
    outlines = geometries(shapes.boundary_set, [one.id for one in page.drawn]) if shapes else {}
    step, label = steps(page), label_points(page)
    areas = [
        _feature(
            outlines[one.id],
            {
                "feature": "place",
                **_properties(_line(page, one), lang),
                "step": step[one.id],
                "label": label.get(one.id),
            },
        )
        for one in page.drawn
        if one.id in outlines
    ]
    points = [
        _feature(
            {"type": "Point", "coordinates": [float(one.longitude), float(one.latitude)]},
            {
                "feature": "commitment",
                "code": one.code,
                "name": one.title.in_language(lang).text,
                "status": one.status.value,
                "is_validated": one.is_validated,
                "url": reverse(
                    "portal:commitment",
                    kwargs={"lang": lang, "plan": page.plan.code, "code": one.code},
                ),
            },
        )
        for one in page.territory.spots
    ]
    source = shapes.source if shapes else None
    return {
        "type": "FeatureCollection",
        "source": source.source if source else "",
        "credit": source.credit if source else "",
        "licence": source.licence if source else "",
        "features": [*areas, *points],
    }


def _feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _properties(line: PlaceLine, lang: str) -> dict[str, Any]:
    return {
        "scheme": line.scheme,
        "code": line.code,
        "name": line.names.in_language(lang).text,
        "kind": line.kind,
        "commitments": line.n_commitments,
        "physical_percent": line.physical_percent,
        "amount_planned": line.amount_planned,
        "amount_paid": line.amount_paid,
    }


def table_rows(page: MapPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COLUMNS per drawn place; the name in the language of the page."""
    for place in page.drawn:
        line = _line(page, place)
        yield (
            line.scheme,
            line.code,
            line.names.in_language(lang).text,
            line.kind,
            line.n_commitments,
            line.physical_percent,
            line.physical_known,
            line.physical_expected,
            line.amount_planned,
            line.amount_planned_unknown,
            line.amount_paid,
            line.amount_paid_unknown,
            page.plan.currency,
        )
