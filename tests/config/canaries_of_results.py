"""Indicators and values that the public sees, and those of a draft that it must not."""

from __future__ import annotations

from decimal import Decimal

from athar.indicators.actions import (
    put_framework,
    put_indicators,
    put_library,
    record_measurements,
)
from athar.indicators.drafts import (
    IndicatorDraft,
    LibraryDraft,
    MeasurementDraft,
    PlannedDraft,
    ResultLineDraft,
)
from athar.indicators.enums import Measure, PlannedKind, ResultLevel
from athar.kernel.text import Translated
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.models import Account
from tests import cast
from tests.indicators.cast import Setting, set_up


def measure_openly(plan: cast.SmallPlan) -> Setting:
    """Put indicators and a value of each kind that pages and programs give to everybody."""
    setting = set_up(plan)
    parts = [setting.value(category=f"area={one}") for one in ("rural", "urban")]
    text = setting.value("opinion", text="zpubliqe")
    record_measurements(by=None, drafts=[setting.value(), *parts, text])
    return setting


def measure_in_secret(
    setting: Setting, plan_id: int, code: str, words: Translated, amount: Decimal, by: Account
) -> None:
    """Let a plan that is not published own indicators, aim at a shared one, and measure."""
    library = put_library(
        by=None, draft=LibraryDraft(code=code, title=words, summary=words, plan_id=plan_id)
    )
    number = IndicatorDraft(
        code=f"{code}-1",
        title=words,
        definition=words,
        sheet={"calculation": words},
        unit_code="household",
        level=ResultLevel.OUTPUT,
        decimals=2,
    )
    text = IndicatorDraft(
        code=f"{code}-2",
        title=words,
        unit_code="text",
        level=ResultLevel.IMPACT,
        measure=Measure.QUALITATIVE,
    )
    keys = put_indicators(by=None, library_id=library, drafts=(number, text))
    place = setting.places["01"]
    target = PlannedDraft(kind=PlannedKind.TARGET, period="2027", value=Decimal("97.5"))
    lines = [
        ResultLineDraft(indicator=("shared", "water"), place_id=place, planned=(target,)),
        ResultLineDraft(indicator=(code, f"{code}-1"), place_id=place),
    ]
    put_framework(by=None, plan_id=plan_id, drafts=lines)
    said = {"place_id": place, "period": "2024"}
    values = [
        MeasurementDraft(indicator_id=keys[f"{code}-1"], value=amount, cell=code, **said),
        MeasurementDraft(indicator_id=keys[f"{code}-2"], text=words["fr"], **said),
    ]
    record_measurements(by=None, drafts=values, source={"name": f"{code}.csv", "file": "ab" * 32})
    grant_role(by=None, account_id=by.pk, role=Role.COORDINATOR, scope=f"plan:{plan_id}")
    again = MeasurementDraft(indicator_id=keys[f"{code}-1"], value=amount + 1, **said)
    who = Account.objects.get(pk=by.pk)  # grants are read once for each object
    record_measurements(by=who, drafts=[again], reason=words["fr"])
