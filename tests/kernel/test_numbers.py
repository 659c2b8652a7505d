"""Numbers as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.numbers import change_percent, floor_percent, format_number, format_percent


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [
        ("19850000000.00", "fr", "19\u202f850\u202f000\u202f000"),
        ("19850000000.00", "ar-MA", "19\u202f850\u202f000\u202f000"),
        ("1250.50", "fr", "1\u202f250,5"),
        ("1250.50", "en", "1,250.5"),
        ("1250.50", "en_GB", "1,250.5"),
        ("-162.1", "ar", "\u2212162,1"),
        ("0", "ar", "0"),
        ("-0.00", "fr", "0"),
        ("0.25", "en", "0.25"),
        ("1E+3", "fr", "1\u202f000"),
    ],
)
def test_format_number_writes_for_the_language(value, lang, written):
    assert format_number(Decimal(value), lang=lang) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("38.65", 1, "38,7"),
        ("38.64", 1, "38,6"),
        ("-0.4", 0, "0"),
        ("0.5", 0, "1"),
        ("9.56", 2, "9,56"),
        ("9.5", 2, "9,50"),
        ("999.95", 1, "1\u202f000,0"),
    ],
)
def test_format_number_rounds_half_up(value, decimals, written):
    assert format_number(Decimal(value), lang="fr", decimals=decimals) == written


def test_format_number_takes_whole_numbers():
    assert format_number(1503, lang="fr") == "1\u202f503"


def test_format_number_writes_arabic_digits_when_asked():
    assert format_number(Decimal("1250.5"), lang="ar", digits="arab") == "١٬٢٥٠٫٥"


@pytest.mark.parametrize(
    ("lang", "written"), [("fr", "63,7\u202f%"), ("ar", "63,7\u202f%"), ("en", "63.7%")]
)
def test_format_percent_writes_the_sign_of_the_language(lang, written):
    assert format_percent(Decimal("63.66"), lang=lang, decimals=1) == written


def test_format_percent_writes_the_arabic_sign_with_arabic_digits():
    assert format_percent(63, lang="ar", digits="arab") == "٦٣\u202f٪"


@pytest.mark.parametrize(
    ("value", "complete", "whole"),
    [
        ("63.66", False, 63),
        ("99.99", False, 99),
        ("99.99", True, 99),
        ("100", False, 99),
        ("100", True, 100),
        ("162.1", True, 100),
        ("-5.5", False, 0),
        ("0", False, 0),
    ],
)
def test_floor_percent_rounds_down_and_keeps_100_for_the_validated(value, complete, whole):
    assert floor_percent(Decimal(value), complete=complete) == whole


@given(st.decimals(min_value=-1000, max_value=1000, places=12))
def test_floor_percent_never_reaches_100_before_completion(value):
    shown = floor_percent(value, complete=False)

    assert shown <= 99


@given(st.decimals(min_value=0, max_value=100, places=12), st.booleans())
def test_floor_percent_never_shows_more_than_was_done(value, complete):
    shown = floor_percent(value, complete=complete)

    assert 0 <= shown <= value


@pytest.mark.parametrize(
    ("before", "after", "change"), [(200, 150, Decimal(-25)), (3, 3, Decimal(0)), (0, 5, None)]
)
def test_change_percent_is_measured_on_what_was(before, after, change):
    assert change_percent(before, after) == change
