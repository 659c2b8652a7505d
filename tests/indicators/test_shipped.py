"""The shipped libraries are sound, in three languages, and their values name what is known."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal

import pytest

from athar.indicators.drafts import UnitDraft
from athar.indicators.enums import DirectionChoice, RuleChoice
from athar.indicators.shipped import (
    DATA,
    read_dimensions,
    read_library,
    read_units,
    shipped_codes,
)
from athar.indicators.validators import check_indicators
from athar.kernel.quantity import to_scaled
from athar.kernel.text import Translated
from athar.reference import tables

LANGUAGES = {"ar", "fr", "en"}


def library(code: str):
    return read_library(DATA / "libraries" / f"{code}.json")


def test_units_say_of_what_they_are_made():
    units = {one.code: one for one in read_units()}

    assert units["m3-day"] == UnitDraft(
        code="m3-day",
        names=Translated(
            ar="متر مكعب في اليوم", fr="mètres cubes par jour", en="cubic metres a day"
        ),
        symbols=Translated(ar="م³ في اليوم", fr="m³/jour", en="m³/day"),
        exponents={"m": 3, "day": -1},
    )
    assert [code for code, one in units.items() if set(one.names) != LANGUAGES] == []


def test_dimensions_have_their_options_in_order():
    dimensions = {one.code: [option.code for option in one.options] for one in read_dimensions()}

    assert dimensions == {
        "area": ["urban", "rural"],
        "sex": ["female", "male"],
        "age": ["0-14", "15-59", "60-plus"],
        "disability": ["with", "without"],
    }


@pytest.mark.parametrize("code", shipped_codes())
def test_library_is_sound_and_in_three_languages(code):
    shipped = library(code)

    check_indicators(
        shipped.indicators,
        units={one.code: one.exponents for one in read_units()},
        dimensions={one.code for one in read_dimensions()},
        frozen={},
    )
    sources = {one.code for one in tables.read_sources(tables.DATA / "sources.csv")}
    assert {shipped.source, *shipped.sources.values()} <= sources
    for one in shipped.indicators:
        texts = (one.title, one.definition, *one.sheet.values())
        assert [set(text) for text in texts] == [LANGUAGES] * 5, one.code


def test_references_name_targets_of_the_sustainable_goals():
    targets = {row.code for row in tables.read_themes(tables.DATA / "themes" / "sdg.csv")}

    named = [code for one in library("hcp-rgph").indicators for _sdg, code in one.references]

    assert [one for one in named if ".".join(one.split(".")[:2]) not in targets] == []


def test_census_population_is_added_up_and_its_rates_are_not():
    rules = {one.code: one.over_place for one in library("hcp-rgph").indicators}

    assert rules.pop("population_municipal") is RuleChoice.SUM
    assert set(rules.values()) == {RuleChoice.NONE}


def test_every_census_value_names_a_place_an_indicator_and_fits_its_decimals():
    decimals = {one.code: one.decimals for one in library("hcp-rgph").indicators}
    places = {row.key.code for row in tables.read_places(tables.DATA / "places" / "morocco.csv")}
    with (DATA / "values" / "hcp-rgph.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 20_882
    assert {row["indicator"] for row in rows} == set(decimals)
    assert {row["code"] for row in rows} - places == {"MA"}
    for row in rows:
        to_scaled(Decimal(row["value"]), decimals[row["indicator"]])


def test_directions_of_the_census_are_those_its_source_gives():
    found = Counter(one.direction for one in library("hcp-rgph").indicators)

    assert found == {DirectionChoice.ASCENDING: 6, DirectionChoice.DESCENDING: 5, None: 2}
