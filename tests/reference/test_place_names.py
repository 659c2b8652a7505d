"""A written name is matched with none, one or several places."""

import pytest

from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import PlaceIndex, match_place
from tests.reference.makers import load_north

pytestmark = pytest.mark.django_db

COMMUNES = frozenset({PlaceKind.COMMUNE})

CASES = [
    ("واد لو", None, ["01.571.01.13"]),
    ("oued-laou", None, ["01.571.01.13"]),
    ("تطوان", None, ["01.571", "01.571.01.11"]),
    ("تطوان", PROVINCIAL_KINDS, ["01.571"]),
    ("Tetouan", COMMUNES, ["01.571.01.11"]),
    ("إقليم تطوان", None, ["01.571"]),
    ("إقليم تطوان", COMMUNES, []),
    ("El Hoceïma", PROVINCIAL_KINDS, ["01.051"]),
    ("Commune d’Al Hoceima", None, ["01.051.01.01"]),
    ("جهة طنجة تطوان الحسيمة", None, ["01"]),
    ("01.571", None, ["01.571"]),
    ("0157101.11", None, ["01.571.01.11"]),
    ("ma", None, ["MAR"]),
    ("Atlantide", None, []),
    ("", None, []),
]


@pytest.mark.parametrize(("text", "kinds", "expected"), CASES)
def test_one_text_is_matched(text, kinds, expected):
    load_north()

    assert [place.code for place in match_place(text, kinds=kinds)] == expected


@pytest.mark.parametrize(("text", "kinds", "expected"), CASES)
def test_an_index_answers_as_the_single_match_does(text, kinds, expected):
    load_north()

    assert [place.code for place in PlaceIndex.load().find(text, kinds=kinds)] == expected


def test_matching_stays_within_a_place():
    places = load_north()

    within = match_place("تطوان", within=places["01.571.01.11"])
    without = match_place("تطوان", within=places["01.051"])

    assert ([place.code for place in within], without) == (["01.571.01.11"], ())


def test_one_match_is_one_query(django_assert_num_queries):
    load_north()

    with django_assert_num_queries(1):
        match_place("Commune de Tétouan")


def test_an_index_serves_a_whole_file_with_two_queries(django_assert_num_queries):
    load_north()

    with django_assert_num_queries(2):
        index = PlaceIndex.load()
        found = [index.find(text) for text, _kinds, _expected in CASES]

    assert len(found) == len(CASES)
