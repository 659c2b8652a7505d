"""Indicators computed from the invented ones of `cells.cast`."""

from __future__ import annotations

from athar.indicators.actions import put_indicators
from athar.indicators.drafts import IndicatorDraft
from athar.indicators.enums import Accumulation, Measure, ResultLevel
from athar.kernel.text import Translated
from tests.rollups.cells.cast import Setting

FORMULAS = {
    # households connected for each household there is, in percent
    "share": ("percent(flow, stock)", "%", Measure.PERCENTAGE),
    # computed of computed
    "rest": ("100 - share", "%", Measure.PERCENTAGE),
    "both": ("flow + stock", "household", Measure.UNIT),
}


def add_computed(setting: Setting) -> None:
    """Define three computed indicators beside those that are measured."""
    drafts = [
        IndicatorDraft(
            code=code,
            title=Translated(fr=code),
            unit_code=unit,
            measure=measure,
            formula=formula,
            level=ResultLevel.OUTCOME,
            accumulation=Accumulation.RATE,
            decimals=1,
        )
        for code, (formula, unit, measure) in FORMULAS.items()
    ]
    keys = put_indicators(by=None, library_id=setting.library, drafts=drafts)
    setting.indicators.update(keys)
