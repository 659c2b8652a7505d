"""Results that tests of pages read: rural water in the region, corrected twice, in a framework."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import Claim, PlannedKind, ValueSource
from athar.trail.models import Event
from tests.indicators.cast import Setting

RURAL = "area=rural"
WATER = "indicators/shared/water"
VALUE = f"{WATER}/values/hcp/01/2024/{RURAL}"


@dataclass(frozen=True, slots=True)
class Told:
    """The setting, and the publications of the three states of the value of 2024."""

    setting: Setting
    numbers: tuple[int, ...]


def tell(setting: Setting) -> Told:
    """Record the worked example of the method, its last value corrected twice."""
    put_framework(by=None, plan_id=setting.plan.id, drafts=lines(setting))
    early = setting.value(period="2014", value=Decimal("13.3"), category=RURAL)
    record_measurements(by=None, drafts=[early])
    numbers = []
    for value, written in (("26.5", "26,5"), ("27.9", "27.9 %"), ("27.5", "٢٧٫٥")):
        done = record_measurements(
            by=None,
            drafts=[
                setting.value(
                    value=Decimal(value),
                    category=RURAL,
                    source=ValueSource.IMPORT,
                    cell="Feuil1!C7",
                    written=written,
                )
            ],
            reason=f"Relecture du fichier ({value})",
            source={"name": "eau.xlsx", "file": "ab" * 32},
        )
        numbers.append(Event.objects.get(pk=done.event_id).publication_number)
    provinces = [
        setting.value(place_id=setting.places[code], value=Decimal(value), category=RURAL)
        for code, value in (("01.151", "9.1"), ("01.511", "73.2"))
    ]
    record_measurements(by=None, drafts=provinces)
    return Told(setting, tuple(numbers))


def lines(setting: Setting) -> list[ResultLineDraft]:
    """Give three lines: of an axis in the rural area, of the plan, and of the dam."""
    place = {"place_id": setting.places["01"]}
    water = ResultLineDraft(
        indicator=("shared", "water"),
        node_code="A1",
        category=RURAL,
        planned=(_planned("2014", "13.3"), _planned("2027", "50", PlannedKind.TARGET)),
        is_sample=True,
        **place,
    )
    opinion = ResultLineDraft(indicator=("shared", "opinion"), **place)
    connected = ResultLineDraft(
        indicator=(setting.plan.code, "connected"), commitment_code="PDR-001", **place
    )
    return [water, opinion, connected]


def _planned(period: str, value: str, kind: PlannedKind = PlannedKind.BASELINE) -> PlannedDraft:
    return PlannedDraft(kind=kind, period=period, value=Decimal(value))


def independent(told: Told) -> None:
    """Let an evaluator find another value."""
    draft = told.setting.value(value=Decimal(24), category=RURAL, claim=Claim.INDEPENDENT)
    record_measurements(by=None, drafts=[draft])
