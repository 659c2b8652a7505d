"""The values of an indicator as a table that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from athar.portal.indicators import wording
from athar.portal.indicators.page import IndicatorPage
from athar.ui.templating import plain

COLUMNS = (
    "library_code",
    "indicator_code",
    "indicator",
    "unit",
    "place_scheme",
    "place_code",
    "place",
    "period",
    "category",
    "category_name",
    "measured_value",
    "numerator",
    "denominator",
    "no_number",
    "claim",
    "is_own",
    "parts_known",
    "parts_expected",
    "baseline",
    "target",
    "achieved_percent",
    "outcome",
)


def value_rows(page: IndicatorPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per value at the place; what the plan aims at stands beside what it judges."""
    one, place, result = page.indicator, page.place, page.result
    judged = result.last if result else None
    for figure in page.figures:
        is_judged = judged is not None and figure == judged
        for each in (figure, figure.beside):
            if each is None:
                continue
            yield (
                *(one.library_code, one.code, one.title.in_language(lang).text),
                *(one.unit.names.in_language(lang).text, place.scheme, place.code),
                *(place.names.in_language(lang).text, each.period, each.category),
                *(plain(wording.category(one, each.category)), each.value),
                *(each.numerator, each.denominator),
                *(each.no_number.value if each.no_number else None, each.claim.value),
                *("yes" if each.is_own else "no", each.known, each.expected),
                *(_judgement(page) if is_judged and each is figure else (None,) * 4),
            )


def _judgement(page: IndicatorPage) -> tuple[Any, ...]:
    result = page.result
    assert result is not None, "only a line of a plan is judged"
    line, achievement = result.line, result.achievement
    return (
        line.baseline.value if line.baseline else None,
        result.goal.value if result.goal else None,
        result.percent,
        achievement.outcome.value if achievement else None,
    )
