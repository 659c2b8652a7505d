"""The address of a list is its state."""

import pytest
from django.core.exceptions import BadRequest

from athar.portal.commitments.choices import FILTERS, Choices, read_choices
from athar.rollups.enums import SortKey


def test_nothing_chosen_is_the_whole_list_in_the_order_of_the_plan():
    found = read_choices({})

    assert (found, found.query(), found.order) == (Choices(), "", (SortKey.PLAN_ORDER, False))


def test_every_choice_is_read_and_written_back_the_same():
    given = {
        "q": "سد 2",
        "node": "A1.1",
        "place": "01.151",
        "status": "off_track",
        "declared": "none",
        "lead": "MEE",
        "funder": "none",
        "theme": "12",
        "year": "2024",
        "sort": "-amount",
        "page": "3",
    }

    found = read_choices(given)

    assert found == Choices(**{**given, "page": 3})
    assert found.query() == (
        "?q=%D8%B3%D8%AF+2&node=A1.1&place=01.151&status=off_track&declared=none&lead=MEE"
        "&funder=none&theme=12&year=2024&sort=-amount&page=3"
    )


def test_what_is_no_choice_is_left_alone():
    assert read_choices({"utm_source": "x", "q": "  "}) == Choices()


@pytest.mark.parametrize("theme", ["1", "999999999999", "none"])
def test_theme_is_a_key_or_none(theme):
    assert read_choices({"theme": theme}).theme == theme


@pytest.mark.parametrize("year", ["1999", "2024", "2199", "none"])
def test_year_is_of_our_time_or_none(year):
    assert read_choices({"year": year}).year == year


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "x" * 201),
        ("q", "a\x00b"),
        ("node", "A1'--"),
        ("place", "../etc"),
        ("lead", "-MEE"),
        ("funder", "x" * 81),
        ("status", "late"),
        ("declared", "no_data"),
        ("theme", "0"),
        ("theme", "1e3"),
        ("theme", "١٢"),
        ("year", "1800"),
        ("year", "20244"),
        ("year", "٢٠٢٤"),
        ("sort", "colour"),
        ("sort", "--amount"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "٢"),
        ("page", "9999999"),
    ],
)
def test_what_cannot_be_a_choice_is_refused(name, value):
    with pytest.raises(BadRequest, match=r"is no (choice|page)"):
        read_choices({name: value})


def test_filters_in_force_leave_order_and_page_out():
    found = Choices(place="01.151", sort="-amount", page=2)

    assert found.in_force == {"place": "01.151"}
    assert set(FILTERS) & {"sort", "page"} == set()


def test_change_leads_back_to_the_first_page():
    chosen = Choices(place="01.151", page=4)

    assert chosen.query(status="at_risk") == "?place=01.151&status=at_risk"
    assert chosen.query(place="") == ""


def test_page_alone_may_be_turned():
    assert Choices(place="01.151", page=4).query(page=5) == "?place=01.151&page=5"


@pytest.mark.parametrize(
    ("sort", "order"),
    [("amount", (SortKey.AMOUNT, False)), ("-updated", (SortKey.UPDATED, True))],
)
def test_minus_puts_the_largest_first(sort, order):
    assert Choices(sort=sort).order == order
