"""Dates as people write and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.periods import (
    DatedOn,
    Edge,
    NotADate,
    Precision,
    format_date,
    parse_date,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "30/06/2025",
        "30.6.2025",
        "30-06-2025",
        "2025-06-30",
        "2025/06/30",
        "2025-06-30T00:00:00",
        "2025-06-30 00:00:00.000",
        "30 juin 2025",
        "le 30 juin 2025",
        "June 30, 2025",
        "June 30th, 2025",
        "30 June 2025",
        "30 يونيو 2025",
        "٣٠/٠٦/٢٠٢٥",
        "\u200f30/06/2025\u200e",
    ],
)
def test_parse_date_reads_a_day(text):
    assert parse_date(text, edge=Edge.START) == DatedOn(date(2025, 6, 30), Precision.DAY)


@pytest.mark.parametrize("text", ["1er décembre 2022", "1 déc. 2022", "فاتح دجنبر 2022"])
def test_parse_date_reads_the_first_of_a_month(text):
    assert parse_date(text, edge=Edge.END) == DatedOn(date(2022, 12, 1), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
        ("S2 2024", date(2024, 7, 1), date(2024, 12, 31), Precision.SEMESTER),
        ("T3 2024", date(2024, 7, 1), date(2024, 9, 30), Precision.QUARTER),
        ("الربع الثالث 2024", date(2024, 7, 1), date(2024, 9, 30), Precision.QUARTER),
        ("mars 2024", date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH),
    ],
)
def test_parse_date_takes_the_edge_of_a_period(text, first, last, precision):
    read = [parse_date(text, edge=edge) for edge in (Edge.START, Edge.END)]

    assert read == [DatedOn(first, precision), DatedOn(last, precision)]


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("fin 2025", date(2025, 12, 31), Precision.YEAR),
        ("d'ici fin 2025", date(2025, 12, 31), Precision.YEAR),
        ("fin de l’année 2025", date(2025, 12, 31), Precision.YEAR),
        ("end of 2025", date(2025, 12, 31), Precision.YEAR),
        ("متم دجنبر 2025", date(2025, 12, 31), Precision.MONTH),
        ("نهاية سنة 2025", date(2025, 12, 31), Precision.YEAR),
        ("début mars 2024", date(2024, 3, 1), Precision.MONTH),
        ("early 2024", date(2024, 1, 1), Precision.YEAR),
        ("بداية 2024", date(2024, 1, 1), Precision.YEAR),
    ],
)
def test_parse_date_follows_the_edge_that_is_named(text, on, precision):
    read = {parse_date(text, edge=edge) for edge in Edge}

    assert read == {DatedOn(on, precision)}


@pytest.mark.parametrize(
    "text",
    ["", "fin", "en cours", "31/02/2025", "12/31/2025", "30/06/25", "mi-2024", "2022-2027", "12"],
)
def test_parse_date_refuses_the_rest(text):
    with pytest.raises(NotADate) as caught:
        parse_date(text, edge=Edge.END)

    assert caught.value.text == text


@pytest.mark.parametrize(
    ("day", "lang", "written"),
    [
        (date(2025, 6, 30), "ar", "30 يونيو 2025"),
        (date(2025, 6, 30), "fr", "30 juin 2025"),
        (date(2022, 12, 1), "fr", "1er décembre 2022"),
        (date(2025, 6, 30), "en", "30 June 2025"),
        (date(2025, 6, 30), "sw", "30 June 2025"),
    ],
)
def test_format_date_writes_for_the_language(day, lang, written):
    assert format_date(day, lang=lang) == written


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        (Precision.DAY, "30 septembre 2024"),
        (Precision.MONTH, "septembre 2024"),
        (Precision.QUARTER, "3e trimestre 2024"),
        (Precision.SEMESTER, "2e semestre 2024"),
        (Precision.YEAR, "2024"),
    ],
)
def test_format_date_is_no_closer_than_it_is_known(precision, written):
    assert format_date(date(2024, 9, 30), lang="fr", precision=precision) == written


@given(DAYS, st.sampled_from(["ar", "fr", "en"]), st.sampled_from(Precision))
def test_parse_date_reads_back_what_is_written(day, lang, precision):
    written = format_date(day, lang=lang, precision=precision)

    first, last = (parse_date(written, edge=edge) for edge in (Edge.START, Edge.END))

    assert first.on <= day <= last.on
    assert {first.precision, last.precision} == {precision}


@given(DAYS, st.sampled_from(Edge))
def test_parse_date_reads_iso(day, edge):
    assert parse_date(day.isoformat(), edge=edge) == DatedOn(day, Precision.DAY)
