"""Matched words are marked where they stand, whatever stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.text import Translated
from athar.search.queries.asking import read_question
from athar.search.queries.marking import LENGTH, Marker, shown_excerpt, shown_title
from tests.search.world import marked


def marker(text: str) -> Marker:
    return Marker(read_question(text).begun())


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("التزام", "الوفاء بالالتزامات البيئية", "الوفاء [بالالتزامات] البيئية"),
        ("طنجه", "مدينة طَنْجَة.", "مدينة [طَنْجَة]."),
        ("reseau", "Le RÉSEAU d'eau", "Le [RÉSEAU] d'eau"),
        ("eau potable", "d'eau potable <script>", "d'[eau potable] <script>"),
        ("script", "<script>alert(1)</script>", "<[script]>alert(1)</[script]>"),
        ("engag", "Les engagements", "Les [engagements]"),
        ("2027", "Plan 2022-2027", "Plan 2022-[2027]"),
        ("xyz", "rien", "rien"),
        ("a", "", ""),
    ],
)
def test_found_words_are_marked(asked, text, wanted):
    assert marked(marker(asked).mark(text, "fr")) == wanted


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_loses_no_letter(text, asked):
    assert marker(asked).mark(text, "ar").text == text


@given(st.text(max_size=600), st.text(min_size=1, max_size=10))
def test_an_excerpt_is_a_part_of_the_text_and_not_long(text, asked):
    passage = marker(asked).excerpt(text, "fr")

    if passage is not None:
        assert passage.text.strip("…") in text
        assert len(passage.text) <= max(LENGTH, len(text)) + 2
        assert passage.has_match


def test_an_excerpt_is_cut_between_words_around_the_first_match():
    text = "mot " * 40 + "barrage " + "suite " * 60

    passage = marker("barrage").excerpt(text, "fr")

    assert passage is not None
    assert passage.text.startswith("…mot ")
    assert passage.text.endswith("suite…")
    assert [piece.text for piece in passage.pieces if piece.is_match] == ["barrage"]


def test_one_long_word_is_cut_where_it_must():
    passage = marker("xxx").excerpt("x" * 500, "fr")

    assert passage is not None
    assert passage.text == "x" * LENGTH + "…"


def test_no_gap_before_the_match_starts_at_it():
    passage = marker("barrage").excerpt("-" * 100 + "barrage", "fr")

    assert passage is not None
    assert passage.text == "…barrage"


TITLES = Translated(ar="شبكة الماء", fr="Réseau d'eau")
BODY = Translated(fr="Poser des conduites", ar="وضع القنوات")


@pytest.mark.parametrize(
    ("asked", "lang", "title", "excerpt"),
    [
        ("réseau", "fr", "[Réseau] d'eau", "Poser des conduites"),
        ("réseau", "ar", "شبكة الماء", "[Réseau] d'eau"),
        ("conduites", "fr", "Réseau d'eau", "Poser des [conduites]"),
        ("conduites", "ar", "شبكة الماء", "Poser des [conduites]"),
        ("رصيف", "ar", "شبكة الماء", "وضع القنوات"),
        ("réseau", "en", "شبكة الماء", "[Réseau] d'eau"),
    ],
)
def test_an_entry_shows_where_it_was_found(asked, lang, title, excerpt):
    asks = marker(asked)
    shown = shown_title(asks, TITLES, lang)
    beside = shown_excerpt(asks, shown, TITLES, BODY)

    assert (marked(shown), marked(beside)) == (title, excerpt)


def test_an_entry_without_text_shows_its_title_only():
    asks = marker("réseau")
    shown = shown_title(asks, TITLES, "fr")

    assert shown_excerpt(asks, shown, TITLES, Translated()) is None
