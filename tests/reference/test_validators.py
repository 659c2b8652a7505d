"""What is refused before places, spellings, themes and outlines are stored."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from athar.kernel.text import Translated
from athar.reference.geojson import RawOutline
from athar.reference.tables import CountRow, SpellingRow, ThemeRow
from athar.reference.validators import (
    check_places,
    check_places_known,
    check_spellings,
    check_themes,
)
from tests.reference.makers import MOROCCO, hcp, northern_rows, place_row

GOOD_PLACE = place_row(hcp("01"), "region", MOROCCO, fr="Nord", counts=[(2024, 5, 1)], source="c")
GOAL = ThemeRow(2, "sdg", "2015", "1", "", Translated(fr="Pauvreté"), Translated(), "un")


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def refusal(check, *args, **options):
    with pytest.raises(ValidationError) as refused:
        check(*args, **options)
    return refused.value.messages


def test_a_whole_branch_of_places_is_accepted():
    check_places(northern_rows(), parents={}, sources=())


def test_a_place_below_a_stored_one_is_accepted():
    check_places([GOOD_PLACE], parents={MOROCCO: None}, sources=("c",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"key": hcp("a b")}, "Line 2: “hcp:a b” is not a place code."),
        ({"key": hcp("0/1")}, "Line 2: “hcp:0/1” is not a place code."),
        ({"kind": "galaxy"}, "Line 2: “galaxy” is not a kind of place."),
        ({"parent": hcp("99")}, "Line 2: the place hcp:99 is not known."),
        ({"parent": hcp("01")}, "Line 2: the place lies within itself, or too deep."),
        ({"names": Translated()}, "Line 2: the name is missing."),
        ({"names": Translated(fr="x" * 101)}, "Line 2: a name is longer than 100 characters."),
        ({"source": "rumour"}, "Line 2: the source “rumour” is not known."),
        (
            {"counts": (CountRow(2024, None, 5),)},
            "Line 2: households are given without inhabitants.",
        ),
    ],
)
def test_a_bad_place_is_refused_in_words(change, message):
    row = replace(GOOD_PLACE, **change)

    assert refusal(check_places, [row], parents={MOROCCO: None}, sources=("c",)) == [message]


def test_a_place_given_twice_is_refused():
    rows = [GOOD_PLACE, replace(GOOD_PLACE, line=3)]

    messages = refusal(check_places, rows, parents={MOROCCO: None}, sources=("c",))

    assert messages == ["Line 3: this code stands in the table twice."]


def test_spellings_of_unknown_places_and_empty_ones_are_refused():
    rows = [SpellingRow(2, hcp("01"), "Nord"), SpellingRow(3, hcp("9"), "")]

    assert refusal(check_spellings, rows, places=[hcp("01")]) == [
        "Line 3: the place hcp:9 is not known.",
        "Line 3: the spelling is empty or too long.",
    ]


def test_themes_with_parents_before_them_are_accepted():
    check_themes([GOAL, replace(GOAL, line=3, code="1.1", parent="1")], sources=("un",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"taxonomy": "astrology"}, "Line 2: “astrology” is not a taxonomy."),
        ({"code": "1 1"}, "Line 2: “1 1” is not a code of a theme, or its version is missing."),
        ({"version": ""}, "Line 2: “1” is not a code of a theme, or its version is missing."),
        ({"names": Translated()}, "Line 2: the name is missing."),
        ({"parent": "9"}, "Line 2: the parent “9” does not stand before."),
        ({"source": "rumour"}, "Line 2: the source “rumour” is not known."),
    ],
)
def test_a_bad_theme_is_refused_in_words(change, message):
    assert refusal(check_themes, [replace(GOAL, **change)], sources=("un",)) == [message]


def test_a_theme_given_twice_is_refused():
    messages = refusal(check_themes, [GOAL, replace(GOAL, line=7)], sources=("un",))

    assert messages == ["Line 7: this code stands in the table twice."]


def test_outlines_of_unknown_places_are_refused():
    outlines = [RawOutline(1, "01", []), RawOutline(2, "99", [])]

    assert refusal(check_places_known, outlines, places={"01"}, scheme="hcp") == [
        "Feature 2 (99): the place hcp:99 is not known."
    ]
