"""Texts in several languages and the key they are searched by."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.text import Translated, Wording, capitalised, direction, language_of, normalise


def test_languages_stand_in_one_order_however_they_came():
    stored = Translated({"en": "dam", "zgh": "ugug", "fr": "barrage", "ar": "سد"})

    assert list(stored) == ["ar", "fr", "en", "zgh"]


def test_text_begins_a_heading_with_a_large_letter_in_each_language():
    text = Translated(ar="محاور فرعية", fr="élus", en="sub-axes of AXE 1")

    assert capitalised(text) == {"ar": "محاور فرعية", "fr": "Élus", "en": "Sub-axes of AXE 1"}


def test_translated_equals_a_dict_of_the_same_words():
    title = Translated({"ar": "طريق", "fr": "Route"})

    assert (title, len(title), title["fr"], dict(title)) == (
        {"ar": "طريق", "fr": "Route"},
        2,
        "Route",
        {"ar": "طريق", "fr": "Route"},
    )


def test_translated_drops_languages_without_words():
    title = Translated({"ar": "طريق", "fr": "", "en": None, "es": "  "})

    assert title == Translated(ar="طريق")


def test_translated_is_false_without_words():
    assert not Translated({"ar": ""})


def test_translated_hashes_by_its_words():
    one, same = Translated(ar="طريق", fr="Route"), Translated(fr="Route", ar="طريق")

    assert {one, same} == {one}


def test_translated_cannot_be_changed():
    title = Translated(fr="Route")

    with pytest.raises(TypeError):
        title["fr"] = "Piste"


@pytest.mark.parametrize("travel", [copy.deepcopy, lambda title: pickle.loads(pickle.dumps(title))])
def test_translated_survives_a_copy(travel):
    title = Translated(ar="طريق", fr="Route")

    assert travel(title) == title


def test_translated_shows_its_words_to_developers():
    assert repr(Translated(fr="Route")) == "Translated({'fr': 'Route'})"


@given(st.dictionaries(st.sampled_from(["ar", "fr", "en", "es"]), st.text()))
def test_translated_survives_json(texts):
    title = Translated(texts)

    assert Translated(json.loads(json.dumps(dict(title)))) == title


@pytest.mark.parametrize(
    ("texts", "lang", "wording"),
    [
        ({"ar": "طريق", "fr": "Route"}, "fr", Wording("Route", "fr", is_fallback=False)),
        ({"ar": "طريق", "fr": "Route"}, "en", Wording("طريق", "ar", is_fallback=True)),
        ({"fr": "Route"}, "en", Wording("Route", "fr", is_fallback=True)),
        ({"sw": "Barabara", "es": "Camino"}, "ar", Wording("Camino", "es", is_fallback=True)),
        ({}, "ar", Wording("", "ar", is_fallback=False)),
    ],
)
def test_in_language_marks_what_stands_in(texts, lang, wording):
    assert Translated(texts).in_language(lang) == wording


def test_in_language_follows_the_fallbacks_it_is_given():
    title = Translated(ar="طريق", fr="Route")

    assert title.in_language("en", ("fr",)) == Wording("Route", "fr", is_fallback=True)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("ar", "rtl"), ("ar-MA", "rtl"), ("AR_ma", "rtl"), ("fr", "ltr"), ("arn", "ltr")],
)
def test_direction_follows_the_language(lang, expected):
    assert direction(lang) == expected


def test_language_of_leaves_country_and_script():
    assert language_of("zgh-Tfng-MA") == "zgh"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("التِزَامٌ", "التزام"),
        ("الـتـــزام", "التزام"),
        ("أصيلة", "اصيله"),
        ("إقليم الحسيمة", "اقليم الحسيمه"),
        ("آذار", "اذار"),
        ("ٱلله", "الله"),
        ("مستشفى", "مستشفي"),
        ("مؤشر رئيسي", "موشر رييسي"),
        ("أڭادير", "اكادير"),
        ("ﻻ", "لا"),
        ("Al Hoceïma", "al hoceima"),
        ("Œuvre ÉTÉ", "œuvre ete"),
        ("STRASSE straße", "strasse strasse"),
        ("  l’eau,\n(potable) – 63\u202fkm ", "l eau potable 63 km"),
        ("٢٠٢٥", "2025"),
        ("PDR-A1-P01-01", "pdr a1 p01 01"),
        ("و\u200cزان", "وزان"),
        ("…", ""),
    ],
)
def test_normalise_gives_the_search_key(text, key):
    assert normalise(text) == key


@given(st.text())
def test_normalise_of_a_key_is_the_key(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="أإآٱىةؤئابتزمفرئéèàçÉZz ،.-"))
def test_normalise_does_not_depend_on_case_nor_spaces_around(text):
    assert normalise(f"  {text.upper()}\n") == normalise(text)
