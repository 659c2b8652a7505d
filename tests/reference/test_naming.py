"""Keys of place names, and the designations before and after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.naming import LONGEST_KEY, Designation, place_key, read_designations

COMMUNE = frozenset({PlaceKind.COMMUNE})
REGION = frozenset({PlaceKind.REGION})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al Hoceïma", "EL HOCEIMA"),
        ("Béni Mellal", "bni-mellal"),
        ("Assilah", "Asilah"),
        ("Issaguen", "Issaguène"),
        ("M’diq", "Mdik"),
        ("Oued Laou", "Oued-Laou"),
        ("أصيلة", "اصيله"),
        ("طنجة-أصيلة", "طنجة – اصيلة"),
        ("آسفي", "اسفى"),
        ("Ouled Teima", "Oulad Teima"),
    ],
)
def test_usual_spellings_have_one_key(one, other):
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tanger", "Tétouan"), ("Bni Said", "Bni Salah"), ("الواد", "واد لو"), ("Niger", "Nigeria")],
)
def test_different_places_have_different_keys(one, other):
    assert place_key(one) != place_key(other)


@given(st.text(max_size=300))
def test_key_is_bounded_and_has_no_spaces(text):
    key = place_key(text)

    assert (len(key) <= LONGEST_KEY, " " in key) == (True, False)


@pytest.mark.parametrize(
    ("text", "key", "kinds"),
    [
        ("إقليم تطوان", "تطوان", PROVINCIAL_KINDS),
        ("عمالة المضيق-الفنيدق", place_key("المضيق الفنيدق"), PROVINCIAL_KINDS),
        ("عمالة مقاطعات عين الشق", place_key("عين الشق"), PROVINCIAL_KINDS),
        ("جماعة مرتيل", "مرتيل", COMMUNE),
        ("جهة الشرق", "الشرق", REGION),
        ("Province de Chefchaouen", "chefchaouen", PROVINCIAL_KINDS),
        ("PRÉFECTURE DE L’Ain Chock", place_key("Aïn Chock"), PROVINCIAL_KINDS),
        ("Commune d'Al Hoceima", place_key("Al Hoceima"), COMMUNE),
        ("Commune rurale Zoumi", "zoumi", COMMUNE),
        ("Région de l’Oriental", "oriental", REGION),
        ("Province of Larache", "larach", PROVINCIAL_KINDS),
    ],
)
def test_designation_before_the_name_tells_its_kind(text, key, kinds):
    assert read_designations(text)[1:] == (Designation(key, kinds),)


@pytest.mark.parametrize(
    ("text", "key", "kinds"),
    [
        ("Tetouan province", "tetouan", PROVINCIAL_KINDS),
        ("Martil commune", "martil", COMMUNE),
        ("Souss-Massa region", place_key("Souss Massa"), REGION),
    ],
)
def test_designation_after_the_name_tells_its_kind(text, key, kinds):
    assert read_designations(text)[1:] == (Designation(key, kinds),)


@pytest.mark.parametrize("text", ["وزان", "Province", "إقليم", "", "—"])
def test_a_name_without_designation_has_one_reading(text):
    assert read_designations(text) == (Designation(place_key(text), None),)
