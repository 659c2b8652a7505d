"""A region with its provinces and two communes, two libraries, and files of values in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from athar.indicators.models import Measurement
from athar.intake.options import GivenFile, Options
from athar.intake.values.report import ValuesReport
from athar.intake.values.taking import Target, import_values
from athar.reference import tables
from athar.reference.actions import load_places, load_sources
from tests.indicators.cast import Setting, set_up
from tests.once import made_once


@cache
def _rows() -> tuple[list[tables.PlaceRow], list[tables.SpellingRow]]:
    """Give Morocco, the region, its provinces, and the communes of one of them."""
    folder = tables.DATA / "places"
    rows = [
        row
        for name in ("africa.csv", "morocco.csv")
        for row in tables.read_places(folder / name)
        if row.key.code in {"MAR", "01"}
        or (row.key.code.startswith("01.") and row.key.code.count(".") == 1)
        or row.key.code.startswith("01.151")
    ]
    known = {row.key for row in rows}
    spellings = tables.read_spellings(folder / "spellings.csv")
    return rows, [row for row in spellings if row.key in known]


def set_up_in_region(plan) -> Setting:
    """Put the invented indicators of the small plan, and the real provinces of its region."""
    load_sources(by=None, rows=tables.read_sources(tables.DATA / "sources.csv"))
    rows, spellings = _rows()
    load_places(by=None, rows=rows, spellings=spellings)
    return set_up(plan)


@pytest.fixture
@made_once
def setting(plan, frozen_day) -> Setting:
    """The invented indicators of the small plan, and the real provinces of its region."""
    return set_up_in_region(plan)


@pytest.fixture
def take(setting, tmp_path) -> Callable[..., ValuesReport]:
    """Import a CSV given as lines; `by_stream` reads it as a long text."""

    def take(
        *lines: str, by_stream: bool = False, target: Target | None = None, by=None, **options
    ) -> ValuesReport:
        content = "\n".join(lines).encode()
        file: GivenFile | Path = GivenFile("valeurs.csv", content)
        if by_stream:
            file = tmp_path / "valeurs.csv"
            file.write_bytes(content)
        return import_values(
            by=by,
            file=file,
            target=target or Target(),
            options=Options(**options),
            least_bytes=0 if by_stream else 10**9,
        )

    return take


def stored() -> list[tuple[str, str, str, str, str, object]]:
    """Give what counts now: indicator, place, period, category, claim, and what is said."""
    rows = Measurement.objects.order_by(
        *("indicator__code", "place__code", "period", "category__code", "claim", "revision")
    ).values_list(
        *("indicator__code", "place__code", "period", "category__code", "claim"),
        *("value", "numerator", "denominator", "text", "no_number"),
    )
    last = {tuple(row[:5]): row[5:] for row in rows}
    return [
        (*key, value if over is None else (over, under)) if value is not None or over is not None
        else (*key, text or no)
        for key, (value, over, under, text, no) in last.items()
    ]  # fmt: skip
