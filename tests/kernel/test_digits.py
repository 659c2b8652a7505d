"""Numbers as people type them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.digits import (
    AmbiguousNumber,
    Fault,
    NotANumber,
    parse_decimal,
    parse_percent,
    to_western,
)
from athar.kernel.numbers import format_number, format_percent

KEPT = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=6)


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("０１２", "012"),
        ("١٬٢٥٠٫٥", "1\u202f250,5"),
        ("m² et ½", "m² et ½"),
    ],
)
def test_to_western_gives_ascii_digits(text, western):
    assert to_western(text) == western


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("1250", "1250"),
        ("1 250,50", "1250.50"),
        ("1\u00a0250,50", "1250.50"),
        ("1\u202f250", "1250"),
        ("1\u2009250\u2009000", "1250000"),
        ("1'250", "1250"),
        ("1’250.5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250,5", "1250.5"),
        ("1,250,000", "1250000"),
        ("1.250.000", "1250000"),
        ("1 250,500", "1250.500"),
        ("1250,500", "1250.500"),
        ("0,250", "0.250"),
        ("12,5", "12.5"),
        (",5", "0.5"),
        ("-12.34", "-12.34"),
        ("− 12", "-12"),
        ("–12", "-12"),
        ("+12", "12"),
        ("(1 250)", "-1250"),
        ("( 12,5 )", "-12.5"),
        ("\u200f12\u200e", "12"),
        ("١٬٢٥٠٫٥", "1250.5"),
        ("١٫٢٥٠", "1.250"),
        ("٤٥،٥", "45.5"),
        ("999999999999999,999999", "999999999999999.999999"),
        ("1,50000000", "1.50000000"),
    ],
)
def test_parse_decimal_reads_what_people_write(text, number):
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.250", ",", "1250"),
        ("1.250", ".", "1.25"),
        ("1,250", ".", "1250"),
        ("1,250", ",", "1.25"),
    ],
)
def test_parse_decimal_follows_the_mark_it_is_given(text, mark, number):
    assert parse_decimal(text, decimal_mark=mark) == Decimal(number)


def test_parse_decimal_reads_the_arabic_mark_whatever_mark_is_given():
    assert parse_decimal("١٫٢٥٠", decimal_mark=".") == Decimal("1.250")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.250", ("1.250", "1250")),
        ("1,250", ("1.250", "1250")),
        ("-12,500", ("-12.500", "-12500")),
        ("(1.250)", ("-1.250", "-1250")),
    ],
)
def test_parse_decimal_asks_which_number_is_meant(text, readings):
    with pytest.raises(AmbiguousNumber) as caught:
        parse_decimal(text)

    assert caught.value.readings == tuple(Decimal(reading) for reading in readings)
    assert caught.value.reason == Fault.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Fault.EMPTY),
        (" \u00a0", Fault.EMPTY),
        ("45 %", Fault.PERCENT),
        ("٤٥٪", Fault.PERCENT),
        ("-", Fault.MALFORMED),
        (".", Fault.MALFORMED),
        ("- ,", Fault.MALFORMED),
        ("5.", Fault.MALFORMED),
        ("N.D", Fault.MALFORMED),
        ("en cours", Fault.MALFORMED),
        ("nan", Fault.MALFORMED),
        ("Infinity", Fault.MALFORMED),
        ("1e5", Fault.MALFORMED),
        ("0x10", Fault.MALFORMED),
        ("1_000", Fault.MALFORMED),
        ("12 34", Fault.MALFORMED),
        ("12 34,5", Fault.MALFORMED),
        ("1 250'000", Fault.MALFORMED),
        ("1 250 00", Fault.MALFORMED),
        ("1  250", Fault.MALFORMED),
        ("1.2.3", Fault.MALFORMED),
        ("1,2.3,4", Fault.MALFORMED),
        ("--5", Fault.MALFORMED),
        ("(-5)", Fault.MALFORMED),
        ("(5", Fault.MALFORMED),
        ("½", Fault.MALFORMED),
        ("1000000000000000", Fault.TOO_LARGE),
        ("0,1234567", Fault.TOO_PRECISE),
    ],
)
def test_parse_decimal_refuses_what_is_no_number(text, reason):
    with pytest.raises(NotANumber) as caught:
        parse_decimal(text)

    assert (caught.value.text, caught.value.reason) == (text, reason)


def test_parse_decimal_refuses_a_point_against_the_given_mark():
    with pytest.raises(NotANumber) as caught:
        parse_decimal("12.34", decimal_mark=",")

    assert caught.value.reason == Fault.MALFORMED


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("45 %", "45"),
        ("45\u202f%", "45"),
        ("٤٥٪", "45"),
        ("%45", "45"),
        ("45", "45"),
        ("12,5 %", "12.5"),
        ("33.333 %", "33.333"),
        ("-1,250 %", "-1.250"),
        ("٤٥٫٥٪", "45.5"),
    ],
)
def test_parse_percent_reads_with_or_without_the_sign(text, percent):
    assert parse_percent(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("%", Fault.EMPTY), ("45 %%", Fault.PERCENT), ("en cours", Fault.MALFORMED)],
)
def test_parse_percent_refuses_with_the_text_as_written(text, reason):
    with pytest.raises(NotANumber) as caught:
        parse_percent(text)

    assert (caught.value.text, caught.value.reason) == (text, reason)


@given(KEPT)
def test_parse_decimal_reads_back_what_is_written_for_french_and_arabic(number):
    read = [
        parse_decimal(format_number(number, lang=lang), decimal_mark=",") for lang in ("ar", "fr")
    ]

    assert read == [number, number]


@given(KEPT)
def test_parse_decimal_reads_back_what_is_written_for_english(number):
    assert parse_decimal(format_number(number, lang="en"), decimal_mark=".") == number


@given(KEPT)
def test_parse_decimal_reads_back_arabic_digits(number):
    written = format_number(number, lang="ar", digits="arab")

    assert parse_decimal(written, decimal_mark=",") == number


@given(st.decimals(min_value=-10000, max_value=10000, places=1))
def test_parse_percent_reads_back_what_is_written(number):
    written = format_percent(number, lang="ar", decimals=1, digits="arab")

    assert parse_percent(written, decimal_mark=",") == number


@given(st.text(alphabet="0123456789٠٥٫٬.,' \u202f-−()%e"))
def test_parse_decimal_gives_a_kept_number_or_refuses(text):
    with suppress(NotANumber):
        number = parse_decimal(text)

        assert parse_decimal(str(number), decimal_mark=".") == number
        assert abs(number) < 10**15
