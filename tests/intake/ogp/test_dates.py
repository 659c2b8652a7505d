"""The six ways in which OGP's table writes a date, and what is no date."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from athar.intake.ogp.dates import ReadDate, puts_day_first, read_date
from athar.kernel.periods import DatedOn, Edge, NotADate, Precision

DAYS = some.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("11/1/2021", "2021-11-01", "2021-11-01", DAY),
        ("12/31/2022", "2022-12-31", "2022-12-31", DAY),
        ("31/12/2014", "2014-12-31", "2014-12-31", DAY),
        ("July 2014", "2014-07-01", "2014-07-31", MONTH),
        ("2014", "2014-01-01", "2014-12-31", YEAR),
        ("7/16/1905", "2024-01-01", "2024-12-31", YEAR),
        ("45292", "2024-01-01", "2024-01-01", DAY),
        ("2021-11-01", "2021-11-01", "2021-11-01", DAY),
        ("٣١/١٢/٢٠١٤", "2014-12-31", "2014-12-31", DAY),
    ],
    ids=[
        "month-first",
        "month-first-only",
        "day-first-only",
        "month",
        "year",
        "year-as-a-day-of-1905",
        "days-since-1899",
        "iso",
        "arabic-indic",
    ],
)
def test_date_is_read_as_the_table_writes_it(text, start, end, precision):
    found = [read_date(text, edge=edge).dated for edge in (Edge.START, Edge.END)]

    assert found == [
        DatedOn(dt.date.fromisoformat(start), precision),
        DatedOn(dt.date.fromisoformat(end), precision),
    ]


@pytest.mark.parametrize("text", ["NA", "soon", "2/30/2014", "13/13/2014", "1/1/14", ""])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NotADate):
        read_date(text, edge=Edge.START)


@pytest.mark.parametrize(
    ("day_first", "on"), [(False, "2014-02-03"), (True, "2014-03-02")], ids=["month", "day"]
)
def test_day_and_month_change_places_as_other_dates_of_the_plan_say(day_first, on):
    read = read_date("02/3/2014", edge=Edge.END, day_first=day_first)

    assert read == ReadDate(DatedOn(dt.date.fromisoformat(on), DAY), is_either=True)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["31/12/2014", "02/3/2014", "NA"], True),
        (["1/1/2013"], False),
        (["12/31/2014", "31/12/2014"], False),
        ([], False),
    ],
    ids=["day", "either", "both", "none"],
)
def test_a_plan_puts_the_day_first_only_where_nothing_speaks_against_it(texts, expected):
    assert puts_day_first(texts) is expected


@given(DAYS)
def test_every_day_is_read_back_month_first(day):
    read = read_date(f"{day.month}/{day.day}/{day.year}", edge=Edge.START)

    assert (read.dated.on, read.was_year) == (day, False)


@given(DAYS)
def test_every_day_is_read_back_day_first(day):
    read = read_date(f"{day.day}/{day.month}/{day.year}", edge=Edge.START, day_first=True)

    assert read.dated.on == day


@given(some.integers(1990, 2100))
def test_every_year_comes_back_from_the_day_a_spreadsheet_made_of_it(year):
    day = dt.date(1899, 12, 30) + dt.timedelta(days=year)

    read = read_date(f"{day.month}/{day.day}/{day.year}", edge=Edge.START)

    assert (read.dated, read.was_year) == (DatedOn(dt.date(year, 1, 1), YEAR), True)
