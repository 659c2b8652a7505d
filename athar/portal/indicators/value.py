"""Where one value comes from: every state of it, or the parts it was put together of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from athar.evidence.queries import EvidenceView, ImportedFile, public_evidence_and_imports
from athar.indicators.enums import Claim
from athar.indicators.queries import IndicatorView, State, indicator_view
from athar.kernel.confidence import Confidence
from athar.portal.indicators.twin import figure as figure_for_machines
from athar.portal.moments import refuse_cut
from athar.reference.queries import PlaceRef, children, place_by_code
from athar.rollups.enums import MadeOf
from athar.rollups.queries import (
    Figure,
    Input,
    Standing,
    figures_at,
    period_of,
    series_of,
    standing_of,
)
from athar.trail.moments import AsOf


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts a figure was put together of: what it is, and what is known of it."""

    place: PlaceRef
    period: str
    category: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class ValuePage:
    """One value and where it comes from.

    Shape: `states` of every claim, newest first, none of a figure only put together from `parts`;
    `evidence` by the key of its state, `imports` the files by checksum.
    """

    indicator: IndicatorView
    place: PlaceRef
    period: str
    category: str
    figure: Figure | None
    standing: Standing | None
    states: tuple[State, ...]
    evidence: Mapping[str, tuple[EvidenceView, ...]]
    imports: Mapping[str, ImportedFile]
    parts: tuple[Part, ...]
    as_of: AsOf | None

    @property
    def grade(self) -> Confidence | None:
        """Give the grade of confidence, None for a value that is not known."""
        return self.standing.confidence if self.standing else None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Give what it was computed from by its formula; none of any other."""
        return self.standing.inputs if self.standing else ()

    @property
    def query(self) -> str:
        """Give what keeps the moment in the address of another value."""
        return f"?as_of={self.as_of.asked}" if self.as_of else ""


def gather_value(
    indicator: IndicatorView | None,
    place: PlaceRef | None,
    period: str,
    category: str,
    as_of: AsOf | None = None,
) -> ValuePage | None:
    """Gather what is known of one value; None when nobody stated anything of the kind.

    Errors: TooMuch.
    Queries: at most 5; more of a computed one, see `standing_of`.
    """
    if indicator is None or place is None:
        return None
    around = figures_at(indicator, (place.id,), category=category, as_of=as_of)
    figure = next((one for one in around if one.period == period), None)
    if figure is None:
        refuse_cut(is_cut=around.is_cut)
        return None
    series = series_of(indicator, around)
    standing = standing_of(indicator, figure, series, as_of=as_of)
    keys = [one.evidence_key for one in standing.states]
    evidence, imports = public_evidence_and_imports(keys) if keys else ({}, {})
    return ValuePage(
        indicator=indicator,
        place=place,
        period=period,
        category=category,
        figure=figure,
        standing=standing,
        states=standing.states,
        evidence=evidence,
        imports=imports,
        parts=_parts(indicator, place, figure, around, as_of),
        as_of=as_of,
    )


def named_value(
    library: str, code: str, scheme: str, place: str
) -> tuple[IndicatorView | None, PlaceRef | None]:
    """Give what the address of a value names. Queries: 3."""
    return indicator_view(library, code), place_by_code(scheme, place)


def _parts(
    indicator: IndicatorView,
    place: PlaceRef,
    figure: Figure,
    around: tuple[Figure, ...],
    as_of: AsOf | None,
) -> tuple[Part, ...]:
    if figure.made_of == MadeOf.PLACES:
        return _parts_of_place(indicator, place, figure, as_of)
    if figure.made_of == MadeOf.CATEGORIES:
        found = figures_at(indicator, (place.id,), periods=(figure.period,), as_of=as_of)
        finer = [one for one in found if _is_finer(one.category, figure.category)]
        return tuple(Part(place, one.period, one.category, one) for one in finer)
    if figure.made_of == MadeOf.PERIODS:
        whole = period_of(figure.period)
        within = [
            one
            for one in around
            if one.period != figure.period
            and whole.start <= period_of(one.period).start
            and period_of(one.period).end <= whole.end
        ]
        return tuple(Part(place, one.period, one.category, one) for one in within)
    return ()


def _is_finer(category: str, than: str) -> bool:
    """Tell whether a category names one option more than another."""
    parts, known = set(filter(None, category.split(","))), set(filter(None, than.split(",")))
    return known < parts and len(parts) == len(known) + 1


def _parts_of_place(
    indicator: IndicatorView, place: PlaceRef, figure: Figure, as_of: AsOf | None
) -> tuple[Part, ...]:
    places = children(place)
    found = figures_at(
        indicator,
        tuple(one.id for one in places),
        category=figure.category,
        periods=(figure.period,),
        as_of=as_of,
    )
    by_place = {one.place_id: one for one in found}
    return tuple(Part(one, figure.period, figure.category, by_place.get(one.id)) for one in places)


def value_for_machines(page: ValuePage) -> dict[str, Any]:
    """Give the page as JSON holds it: the value, its states, its parts, its grade."""
    grade = page.grade
    return {
        "library": page.indicator.library_code,
        "indicator": page.indicator.code,
        "unit": page.indicator.unit.code,
        "place": {"scheme": page.place.scheme, "code": page.place.code},
        "value": figure_for_machines(page.figure) if page.figure else None,
        "made_of": str(page.figure.made_of) or None if page.figure else None,
        "states": [_state(one) for one in page.states],
        "parts": [
            {
                "place": {"scheme": one.place.scheme, "code": one.place.code},
                "period": one.period,
                "category": one.category,
                "value": one.figure.value if one.figure else None,
            }
            for one in page.parts
        ],
        "formula": page.indicator.formula or None,
        "inputs": [
            {
                "library": one.indicator.library_code,
                "indicator": one.indicator.code,
                "unit": one.indicator.unit.code,
                **figure_for_machines(one.figure),
            }
            for one in page.inputs
        ],
        "confidence": grade.grade.value if grade else None,
        "confidence_points": grade.points if grade else None,
        "confidence_reasons": [reason.value for reason in grade.reasons] if grade else [],
    }


def _state(one: State) -> dict[str, Any]:
    return {
        "claim": Claim(one.claim).value,
        "revision": one.revision,
        "value": one.said.value,
        "numerator": one.said.numerator,
        "denominator": one.said.denominator,
        "text": one.said.text or None,
        "no_number": one.said.no_number.value if one.said.no_number else None,
        "author": one.author_name or None,
        "recorded_at": one.recorded_at,
        "publication": one.publication_number,
        "reason": one.reason or None,
        "source": one.source.value,
        "file": one.origin.file_name or None,
        "file_sha256": one.origin.sha256 or None,
        "cell": one.origin.cell or None,
        "written": one.origin.written or None,
    }
