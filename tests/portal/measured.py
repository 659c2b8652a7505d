"""A region measured for the pages of results by territory: every figure here is invented."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

from athar.indicators.actions import (
    put_dimensions,
    put_framework,
    put_indicators,
    put_library,
    put_units,
    record_measurements,
)
from athar.indicators.drafts import IndicatorDraft, LibraryDraft, MeasurementDraft, ResultLineDraft
from athar.indicators.enums import (
    Accumulation,
    Claim,
    Frequency,
    Measure,
    NoNumber,
    ResultLevel,
    RuleChoice,
)
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind
from athar.reference.models import DataSource, Place, Population
from tests.indicators.cast import AREA, MATURITY, OPINION, SEX, UNITS, WATER
from tests.rollups.worlds import World, make_world

#: Fewer is better; broken down by sex and area; yearly.
UNEMPLOYED = IndicatorDraft(
    code="unemployed",
    title=Translated(ar="البطالة", fr="Chômage", en="Unemployment"),
    unit_code="%",
    level=ResultLevel.IMPACT,
    measure=Measure.PERCENTAGE,
    direction="descending",  # type: ignore[arg-type]  # the word of the enum
    accumulation=Accumulation.RATE,
    decimals=1,
    dimension_codes=("sex", "area"),
)
#: Counted in communes and added up; meant neither to rise nor to fall.
HOMES = IndicatorDraft(
    code="homes",
    title=Translated(ar="الأسر", fr="Ménages", en="Households"),
    unit_code="household",
    level=ResultLevel.OUTPUT,
    over_place=RuleChoice.SUM,
    measured_at=PlaceKind.COMMUNE,
    frequency=Frequency.DECADE,
)
#: (indicator, place, period, value), with the part of the whole where it is one.
VALUES = (
    ("water", "01.1", "2014", "20.0"),
    ("water", "01.1", "2024", "30.0"),
    ("water", "01.2", "2014", "50.0"),
    ("water", "01.2", "2024", "40.0"),
    ("water", "01", "2014", "25.0"),
    ("water", "01", "2024", "35.0"),
    ("water", "MAR", "2024", "50.0"),
    ("water", "01.1", "2024", "10.0", "area=rural"),
    ("unemployed", "01.1", "2021", "9.0"),
    ("unemployed", "01.1", "2024", "12.5"),
    ("unemployed", "01.2", "2024", "8.0"),
    ("homes", "01.1.1", "2024", "100"),
    ("homes", "01.1.2", "2024", "50"),
    ("maturity", "01.1", "2024", "1"),
)


def text_of(html: str) -> str:
    """Give the words of a page as they are read one after another."""
    inline = re.sub(r"</?(bdi|time|span|b|a|small)\b[^>]*>", "", html)
    return " ".join(unescape(re.sub("<[^>]+>", " ", inline)).split()).replace("\u202f", " ")


def measured() -> World:
    """Store a plan of region 01, a library, values, what is withheld, what an evaluator found."""
    world = make_world("ONE")
    source = DataSource.objects.create(code="counted", title="A census", credit="Counters")
    put_units(by=None, drafts=UNITS)
    put_dimensions(by=None, drafts=(SEX, AREA))
    draft = LibraryDraft(code="shared", title=Translated(fr="Commun"), source_id=source.pk)
    library = put_library(by=None, draft=draft)
    drafts = (WATER, UNEMPLOYED, HOMES, MATURITY, OPINION)
    keys = put_indicators(by=None, library_id=library, drafts=drafts)
    values = [_value(keys, world.places, *one) for one in VALUES]
    home = {"indicator_id": keys["homes"], "place_id": world.places["01.2.1"].pk, "period": "2024"}
    water = {"indicator_id": keys["water"], "place_id": world.places["01.1"].pk, "period": "2024"}
    values += [
        MeasurementDraft(**home, no_number=NoNumber.SUPPRESSED),
        MeasurementDraft(**water, claim=Claim.INDEPENDENT, value=Decimal("28.0")),
    ]
    record_measurements(by=None, drafts=values)
    Population.objects.create(place=world.places["01.1"], year=2024, inhabitants=3000)
    return world


def _value(
    keys: dict[str, int],
    places: dict[str, Place],
    code: str,
    place: str,
    period: str,
    value: str,
    category: str = "",
) -> MeasurementDraft:
    return MeasurementDraft(
        indicator_id=keys[code],
        place_id=places[place].pk,
        period=period,
        value=Decimal(value),
        category=category,
    )


def adopt(world: World) -> None:
    """Let the plan answer for water as a whole, for its rural part in an axis, for homes there."""
    place = world.places["01"].pk
    lines = (
        ResultLineDraft(indicator=("shared", "water"), place_id=place),
        ResultLineDraft(
            indicator=("shared", "water"), place_id=place, node_code="A1", category="area=rural"
        ),
        ResultLineDraft(indicator=("shared", "homes"), place_id=place, node_code="A1"),
    )
    put_framework(by=None, plan_id=world.plan.pk, drafts=lines)
