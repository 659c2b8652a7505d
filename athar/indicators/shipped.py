"""Reads the libraries, units and dimensions that are shipped, as the drafts their actions take."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from athar.indicators.drafts import (
    DimensionDraft,
    IndicatorDraft,
    LimitsDraft,
    OptionDraft,
    UnitDraft,
)
from athar.indicators.enums import (
    Accumulation,
    DirectionChoice,
    Frequency,
    Measure,
    ResultLevel,
    RuleChoice,
)
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("ar", "fr", "en")
SDG = "sdg"

_CHOICES = {
    "measure": Measure,
    "direction": DirectionChoice,
    "accumulation": Accumulation,
    "over_time": RuleChoice,
    "over_place": RuleChoice,
    "over_categories": RuleChoice,
    "frequency": Frequency,
    "measured_at": PlaceKind,
}
_SHEET = {"calculation": "calculation", "source_note": "source", "limits": "limits"}
_LIMITS = ("minimum", "maximum", "z_score", "jump")


@dataclass(frozen=True, slots=True)
class ShippedLibrary:
    """A library as its file states it; sources are named by code until they are stored."""

    code: str
    title: Translated
    summary: Translated
    source: str
    indicators: tuple[IndicatorDraft, ...]
    sources: Mapping[str, str]


def shipped_codes() -> tuple[str, ...]:
    """Give the codes of the libraries that are shipped, in the order of the alphabet."""
    return tuple(sorted(file.stem for file in (DATA / "libraries").glob("*.json")))


def read_library(file: Path) -> ShippedLibrary:
    """Read a library; what its `of_all` says holds for every indicator that does not say it."""
    stated = json.loads(file.read_text("utf-8"))
    rows = [{**stated["of_all"], **row} for row in stated["indicators"]]
    return ShippedLibrary(
        code=stated["code"],
        title=Translated(stated["title"]),
        summary=Translated(stated["summary"]),
        source=stated["source"],
        indicators=tuple(_indicator(row) for row in rows),
        sources={row["code"]: row.get("source", stated["source"]) for row in rows},
    )


def _indicator(row: Mapping[str, Any]) -> IndicatorDraft:
    choices: dict[str, Any] = {
        name: kind(row[name]) for name, kind in _CHOICES.items() if name in row
    }
    return IndicatorDraft(
        code=row["code"],
        title=Translated(row["title"]),
        definition=Translated(row["definition"]),
        unit_code=row["unit"],
        level=ResultLevel(row["level"]),
        decimals=row["decimals"],
        formula=row.get("formula", ""),
        dimension_codes=tuple(row.get("dimensions", ())),
        references=tuple((SDG, code) for code in row.get("references", ())),
        sheet={name: Translated(row[key]) for key, name in _SHEET.items() if key in row},
        limits=LimitsDraft(**{name: Decimal(row[name]) for name in _LIMITS if name in row}),
        **choices,
    )


def read_units() -> tuple[UnitDraft, ...]:
    """Read the units: names and symbols in three languages, and of what they are made."""
    return tuple(
        UnitDraft(
            code=row["code"],
            names=_texts(row, "name"),
            symbols=_texts(row, "symbol"),
            exponents={
                base: int(power)
                for base, _colon, power in (one.partition(":") for one in row["exponents"].split())
            },
        )
        for row in _rows("units.csv")
    )


def read_dimensions() -> tuple[DimensionDraft, ...]:
    """Read the dimensions, each with its options in order; the row without option names it."""
    options: dict[str, list[OptionDraft]] = {}
    names: dict[str, Translated] = {}
    for row in _rows("dimensions.csv"):
        if row["option"]:
            one = OptionDraft(code=row["option"], names=_texts(row, "name"))
            options[row["code"]].append(one)
        else:
            names[row["code"]], options[row["code"]] = _texts(row, "name"), []
    return tuple(
        DimensionDraft(code=code, names=names[code], options=tuple(options[code])) for code in names
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _texts(row: Mapping[str, str], part: str) -> Translated:
    return Translated({language: row[f"{part}_{language}"] for language in LANGUAGES})
