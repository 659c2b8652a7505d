"""The indicators that tests play with: every figure here is invented."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.actions import (
    put_dimensions,
    put_indicators,
    put_library,
    put_units,
)
from athar.indicators.drafts import (
    DimensionDraft,
    IndicatorDraft,
    LibraryDraft,
    MeasurementDraft,
    OptionDraft,
    UnitDraft,
)
from athar.indicators.enums import (
    Accumulation,
    DirectionChoice,
    Measure,
    ResultLevel,
    RuleChoice,
)
from athar.kernel.text import Translated
from athar.reference.models import Place
from tests.cast import SmallPlan

UNITS = (
    UnitDraft(code="%", names=Translated(ar="نسبة مئوية", fr="pour cent", en="per cent")),
    UnitDraft(
        code="household",
        names=Translated(ar="أسرة", fr="ménages", en="households"),
        exponents={"household": 1},
    ),
    UnitDraft(code="step", names=Translated(ar="درجة", fr="degré", en="step")),
    UnitDraft(code="text", names=Translated(ar="نص", fr="texte", en="text")),
)
SEX = DimensionDraft(
    code="sex",
    names=Translated(ar="الجنس", fr="sexe", en="sex"),
    options=(
        OptionDraft(code="female", names=Translated(ar="إناث", fr="femmes", en="women")),
        OptionDraft(code="male", names=Translated(ar="ذكور", fr="hommes", en="men")),
    ),
)
AREA = DimensionDraft(
    code="area",
    names=Translated(ar="الوسط", fr="milieu", en="area"),
    options=(
        OptionDraft(code="rural", names=Translated(ar="قروي", fr="rural", en="rural")),
        OptionDraft(code="urban", names=Translated(ar="حضري", fr="urbain", en="urban")),
    ),
)
WATER = IndicatorDraft(
    code="water",
    title=Translated(ar="الربط بالماء", fr="Raccordement à l'eau", en="Running water"),
    unit_code="%",
    level=ResultLevel.OUTCOME,
    measure=Measure.PERCENTAGE,
    direction=DirectionChoice.ASCENDING,
    accumulation=Accumulation.RATE,
    over_place=RuleChoice.RATIO_OF_SUMS,
    decimals=1,
    dimension_codes=("area",),
)
CONNECTED = IndicatorDraft(
    code="connected",
    title=Translated(ar="أسر موصولة", fr="Ménages raccordés", en="Households connected"),
    unit_code="household",
    level=ResultLevel.OUTPUT,
    direction=DirectionChoice.ASCENDING,
    accumulation=Accumulation.FLOW,
    over_time=RuleChoice.SUM,
    over_place=RuleChoice.SUM,
    over_categories=RuleChoice.SUM,
    dimension_codes=("sex", "area"),
)
#: Computed from running water, of the same library: who has none.
DRY = IndicatorDraft(
    code="dry",
    title=Translated(ar="بدون ماء", fr="Sans eau", en="Without water"),
    unit_code="%",
    level=ResultLevel.OUTCOME,
    measure=Measure.PERCENTAGE,
    accumulation=Accumulation.RATE,
    decimals=1,
    formula="100 - water",
)
OPINION = IndicatorDraft(
    code="opinion",
    title=Translated(ar="رأي السكان", fr="Avis des habitants", en="What people say"),
    unit_code="text",
    level=ResultLevel.IMPACT,
    measure=Measure.QUALITATIVE,
)
MATURITY = IndicatorDraft(
    code="maturity",
    title=Translated(ar="درجة النضج", fr="Maturité", en="Maturity"),
    unit_code="step",
    level=ResultLevel.OUTCOME,
    measure=Measure.ORDINAL,
    scale=(
        OptionDraft(code="none", names=Translated(ar="منعدم", fr="nulle", en="none")),
        OptionDraft(code="good", names=Translated(ar="جيد", fr="bonne", en="good")),
    ),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Keys of the small plan, the libraries, the indicators and the places."""

    plan: SmallPlan
    library: int
    own_library: int
    indicators: dict[str, int]
    places: dict[str, int]

    def value(self, code: str = "water", **stated: object) -> MeasurementDraft:
        """Give a value of 27.5 of the shared indicator in the region for 2024, or another."""
        given: dict[str, object] = {
            "indicator_id": self.indicators[code],
            "place_id": self.places["01"],
            "period": "2024",
        }
        if not stated.keys() & {"value", "numerator", "denominator", "text", "no_number"}:
            stated["value"] = Decimal("27.5")
        return MeasurementDraft(**(given | stated))  # type: ignore[arg-type]  # fields by name


def set_up(plan: SmallPlan) -> Setting:
    """Put units, dimensions, a shared library and the plan's own."""
    put_units(by=None, drafts=UNITS)
    put_dimensions(by=None, drafts=(SEX, AREA))
    shared = put_library(by=None, draft=LibraryDraft(code="shared", title=Translated(fr="Commun")))
    own = put_library(
        by=None,
        draft=LibraryDraft(code=plan.code, title=Translated(fr="Du plan"), plan_id=plan.id),
    )
    keys = put_indicators(by=None, library_id=shared, drafts=(WATER, OPINION, MATURITY))
    keys |= put_indicators(by=None, library_id=own, drafts=(CONNECTED,))
    places = dict(Place.objects.filter(scheme="hcp").values_list("code", "pk"))
    return Setting(plan, shared, own, keys, places)
