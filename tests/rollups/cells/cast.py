"""Places, indicators of every rule, and values stated of them: all invented."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.actions import (
    put_dimensions,
    put_indicators,
    put_library,
    put_units,
    record_measurements,
)
from athar.indicators.drafts import IndicatorDraft, LibraryDraft, MeasurementDraft
from athar.indicators.enums import Accumulation, Claim, Measure, ResultLevel, RuleChoice
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind
from athar.reference.models import Place
from athar.rollups.models import Cell
from tests.indicators.cast import AREA, SEX, UNITS

TREE = (
    ("C", "", "country"),
    ("R1", "C", "region"),
    ("R2", "C", "region"),
    ("P1", "R1", "province"),
    ("P2", "R1", "prefecture"),
    ("P3", "R1", "province"),
    ("M1", "P1", "commune"),
    ("M2", "P1", "commune"),
    ("M3", "P2", "commune"),
    ("M4", "R2", "commune"),
)
_ADDED = {"over_time": RuleChoice.SUM, "over_place": RuleChoice.SUM}


def _indicator(code: str, **stated: object) -> IndicatorDraft:
    given = {"unit_code": "household", "level": ResultLevel.OUTPUT, **stated}
    return IndicatorDraft(code=code, title=Translated(fr=code), **given)


INDICATORS = (
    # counted anew each time, broken down by sex, else by area
    _indicator(
        "flow",
        accumulation=Accumulation.FLOW,
        over_categories=RuleChoice.SUM,
        dimension_codes=("sex", "area"),
        **_ADDED,
    ),
    # a rate with its counts, measured in communes
    _indicator(
        "rate",
        unit_code="%",
        measure=Measure.PERCENTAGE,
        accumulation=Accumulation.RATE,
        over_time=RuleChoice.LAST,
        over_place=RuleChoice.RATIO_OF_SUMS,
        over_categories=RuleChoice.RATIO_OF_SUMS,
        dimension_codes=("area",),
        measured_at=PlaceKind.COMMUNE,
        decimals=1,
    ),
    _indicator(
        "peak",
        over_time=RuleChoice.MAX,
        over_place=RuleChoice.MIN,
        over_categories=RuleChoice.MAX,
        dimension_codes=("area",),
        decimals=2,
    ),
    # what there is, added up over the prefectures and provinces only
    _indicator("stock", over_place=RuleChoice.SUM, measured_at=PlaceKind.PREFECTURE),
    _indicator("alone", over_time=RuleChoice.NONE, dimension_codes=("sex",)),
    _indicator("words", unit_code="text", measure=Measure.QUALITATIVE),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Keys of indicators and places, by code."""

    library: int
    indicators: dict[str, int]
    places: dict[str, int]

    def draft(
        self, code: str, place: str = "M1", period: str = "2024", part: str = "", **said: object
    ) -> MeasurementDraft:
        """Give a value; a number alone as `value`, counts as `counts=(n, d)`."""
        over, under = said.pop("counts", (None, None))
        number = said.pop("value", None)
        return MeasurementDraft(
            indicator_id=self.indicators[code],
            place_id=self.places[place],
            period=period,
            category=part,
            value=None if number is None else Decimal(number),
            numerator=None if over is None else Decimal(over),
            denominator=None if under is None else Decimal(under),
            **said,
        )

    def record(self, *drafts: MeasurementDraft) -> None:
        """Record values; those known before are corrected."""
        record_measurements(by=None, drafts=drafts, reason="Correction")

    def state(self, code: str, place: str = "M1", period: str = "2024", **said: object) -> None:
        """Record one value."""
        self.record(self.draft(code, place, period, **said))

    def cells(self, code: str, *columns: str) -> dict[tuple[str, ...], tuple[object, ...]]:
        """Give what is stored of an indicator by place, period and category, what is declared."""
        rows = Cell.objects.filter(indicator=self.indicators[code], claim=Claim.DECLARED)
        key = ("place__code", "period", "category__code")
        return {row[:3]: row[3:] for row in rows.values_list(*key, *columns)}


def set_up() -> Setting:
    """Store the places and put the indicators into a library."""
    made: dict[str, Place] = {}
    for code, parent, kind in TREE:
        above = made.get(parent)
        path = f"{above.path if above else '/'}{code}/"
        made[code] = Place.objects.create(
            scheme="test", code=code, kind=kind, parent=above, path=path, names={"fr": code}
        )
    put_units(by=None, drafts=UNITS)
    put_dimensions(by=None, drafts=(SEX, AREA))
    library = put_library(by=None, draft=LibraryDraft(code="all", title=Translated(fr="Tout")))
    keys = put_indicators(by=None, library_id=library, drafts=INDICATORS)
    return Setting(library, keys, {code: place.pk for code, place in made.items()})
