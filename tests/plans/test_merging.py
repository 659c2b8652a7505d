"""Two people's changes to the same thing, brought together field by field."""

from __future__ import annotations

import pytest

from athar.plans.merging import Clash, applied, differing_units, merged

BASE = {"title": "a", "amount": "1", "node": None}


def test_fields_only_one_side_touched_are_merged():
    both = merged(BASE, {**BASE, "amount": "2"}, {**BASE, "title": "b"})

    assert both.content == {"title": "b", "amount": "2", "node": None}
    assert (both.theirs, both.clashes) == ((Clash("amount", "1", "2", "1"),), ())


def test_the_same_change_on_both_sides_is_no_clash():
    both = merged(BASE, {**BASE, "title": "b"}, {**BASE, "title": "b"})

    assert (both.content["title"], both.theirs, both.clashes) == ("b", (), ())


def test_a_field_both_touched_asks_which():
    both = merged(BASE, {**BASE, "title": "b"}, {**BASE, "title": "c"})

    assert both.clashes == (Clash("title", "a", "b", "c"),)
    assert both.content["title"] == "c"


@pytest.mark.parametrize(("chosen", "title"), [("mine", "c"), ("theirs", "b")])
def test_what_is_chosen_of_a_clash_stands(chosen, title):
    both = merged(BASE, {**BASE, "title": "b"}, {**BASE, "title": "c"}, {"title": chosen})

    assert (both.content["title"], both.clashes) == (title, ())


def test_a_date_goes_with_its_precision():
    base = {"planned_end_on": "2025-12-31", "planned_end_precision": "day"}
    theirs = {"planned_end_on": "2025-12-31", "planned_end_precision": "month"}
    mine = {"planned_end_on": "2026-12-31", "planned_end_precision": "day"}

    both = merged(base, theirs, mine)

    assert [one.name for one in both.clashes] == ["planned_end_on"]
    assert differing_units(base, theirs) == {
        "planned_end_on": ["2025-12-31", "2025-12-31"],
        "planned_end_precision": ["day", "month"],
    }


def test_a_change_is_laid_over_what_moved_on():
    content, clashes = applied({"title": "a", "amount": "5"}, {"title": ["a", "b"]})

    assert (content, clashes) == ({"title": "b", "amount": "5"}, set())


def test_a_change_of_what_became_something_else_clashes_and_stands():
    content, clashes = applied({"title": "x"}, {"title": ["a", "b"]})

    assert (content, clashes) == ({"title": "b"}, {"title"})


def test_a_change_made_elsewhere_already_is_no_clash():
    assert applied({"title": "b"}, {"title": ["a", "b"]}) == ({"title": "b"}, set())
