"""Composing made-up indicators and values: the same numbers asked for give the same values."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, product

from athar.config.generation.plans import MADE_UP, PREFIX
from athar.config.generation.words import HERE
from athar.indicators.drafts import IndicatorDraft, LibraryDraft, PlannedDraft, ResultLineDraft
from athar.indicators.enums import (
    Accumulation,
    Claim,
    DirectionChoice,
    Frequency,
    Measure,
    NoNumber,
    PlannedKind,
    ResultLevel,
    RuleChoice,
)
from athar.indicators.validators import ValueRow
from athar.kernel.text import Translated

N_YEARS = 15
CATEGORIES = (
    "",
    *("area=rural", "area=urban", "sex=female", "sex=male"),
    *("area=rural,sex=female", "area=rural,sex=male"),
    *("area=urban,sex=female", "area=urban,sex=male"),
)
TITLE = Translated(ar="مؤشرات مختلقة", fr="Indicateurs inventés", en="Made-up indicators")
SERIES = Translated(ar=" (السلسلة {})", fr=" (série {})", en=" (series {})")
LANGUAGES = ("ar", "fr", "en")
SILENT = 41
"""One value in so many has no number."""


def library(seed: int) -> LibraryDraft:
    """Give the library of a seed."""
    return LibraryDraft(code=f"{PREFIX}-{seed}-IND", title=TITLE, summary=MADE_UP)


def make_indicators(n_indicators: int) -> tuple[IndicatorDraft, ...]:
    """Make up indicators; after the last of the list it begins again as another series."""
    with (HERE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_indicator(rows[n % len(rows)], 1 + n // len(rows)) for n in range(n_indicators))


def _indicator(row: dict[str, str], series: int) -> IndicatorDraft:
    title = Translated({one: row[one] for one in LANGUAGES})
    if series > 1:
        title = Translated({one: text + SERIES[one].format(series) for one, text in title.items()})
    is_ratio = row["kind"] == "ratio"
    over_time = {"ratio": RuleChoice.RATIO_OF_SUMS, "flow": RuleChoice.SUM}
    together = RuleChoice.RATIO_OF_SUMS if is_ratio else RuleChoice.SUM
    return IndicatorDraft(
        code=row["code"] if series == 1 else f"{row['code']}-{series}",
        title=title,
        unit_code=row["unit"],
        level=ResultLevel.OUTPUT if row["kind"] == "flow" else ResultLevel.OUTCOME,
        measure=Measure.PERCENTAGE if is_ratio else Measure.UNIT,
        direction=DirectionChoice(row["direction"]),
        accumulation=Accumulation.RATE if is_ratio else Accumulation(row["kind"]),
        over_time=over_time.get(row["kind"], RuleChoice.LAST),
        over_place=together,
        over_categories=together,
        frequency=Frequency.QUARTER,
        dimension_codes=("area", "sex"),
        is_sample=True,
    )


def quarters(today: dt.date) -> tuple[str, ...]:
    """Give the quarters of the fifteen years before today's, the latest first."""
    years = range(today.year - 1, today.year - 1 - N_YEARS, -1)
    return tuple(f"{year:04}-Q{number}" for year in years for number in (4, 3, 2, 1))


def most_values(n_indicators: int, n_places: int) -> int:
    """Give how many values can be made up."""
    return n_indicators * n_places * len(CATEGORIES) * 4 * N_YEARS


def make_values(
    indicators: Sequence[tuple[int, bool]],
    place_ids: Sequence[int],
    *,
    n_values: int,
    seed: int,
    today: dt.date,
) -> Iterator[ValueRow]:
    """Make up so many values: all indicators at all places, the latest quarter first.

    Shape: `indicators` are keys, each with whether it is a ratio.
    """
    keys = product(CATEGORIES, quarters(today), indicators, place_ids)
    for n, (category, period, (key, is_ratio), place) in enumerate(islice(keys, n_values)):
        # a number that mixes all of them, without the price of a generator of random ones
        mixed = (key * 2_654_435_761 + place * 40_503 + n * 977 + seed * 69_069) % 1_000_003
        yield _value((key, place, period, category), mixed, is_ratio=is_ratio)


def _value(key: tuple[int, int, str, str], mixed: int, *, is_ratio: bool) -> ValueRow:
    value = numerator = denominator = None
    silent = mixed % SILENT == 0
    if not silent and is_ratio:
        denominator = Decimal(200 + mixed % 4_000)
        numerator = Decimal(int(denominator) * (mixed % 97) // 100)
    elif not silent:
        value = Decimal(mixed % 900)
    why = str(NoNumber.SUPPRESSED if mixed % 2 else NoNumber.NOT_REPORTED) if silent else ""
    return ValueRow(*key, str(Claim.DECLARED), value, numerator, denominator, "", why, "", "")


def make_lines(
    code: str, drafts: Sequence[IndicatorDraft], *, place_id: int, years: tuple[int, int]
) -> tuple[ResultLineDraft, ...]:
    """Let a plan adopt indicators of a library for its territory, from one year to another."""
    return tuple(
        ResultLineDraft(
            indicator=(code, one.code),
            place_id=place_id,
            planned=tuple(_way(one, years)),
            is_sample=True,
        )
        for one in drafts
    )


def _way(one: IndicatorDraft, years: tuple[int, int]) -> Iterator[PlannedDraft]:
    numbers = (20, 60) if one.direction is DirectionChoice.ASCENDING else (60, 20)
    for kind, year, number in zip(PlannedKind, years, numbers, strict=True):
        yield PlannedDraft(kind=kind, period=f"{year:04}", value=Decimal(number))
