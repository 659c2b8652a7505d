"""Words of texts, and the stems that forms of a word share."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from athar.kernel.plurals import SINGULARS
from athar.kernel.stems import spans, stems, stems_in_text
from athar.kernel.text import normalise

ARABIC = st.text("بتثجحخدذرزسشصضطظعغفقكلمن", min_size=4, max_size=8)
LATIN = st.text("abcdefghijklmnopqrtuvw", min_size=3, max_size=8).map(lambda word: f"{word}nt")


def meet(sought: str, held: str) -> bool:
    """Tell whether a word somebody looks for finds the word of a text."""
    mine, theirs = stems(normalise(sought)), stems_in_text(normalise(held))
    return not set(mine).isdisjoint(theirs)


@pytest.mark.parametrize(
    ("sought", "held"),
    [
        ("التزام", "الالتزامات"),
        ("التزامات", "الالتزام"),
        ("الالتزامات", "التزام"),
        ("طريق", "والطرق"),
        ("المشاريع", "مشروع"),
        ("مشروعا", "المشاريع"),
        ("تطوان", "وتطوان"),
        ("طنجة", "بطنجة"),
        ("الماء", "للماء"),
        ("مياه", "بالماء"),
        ("جهوي", "الجهوية"),
        ("إمكانية", "الإمكانيات"),
        ("مدينة", "مدنها"),
        ("آلية", "آليات"),
        ("réseau", "réseaux"),
        ("régional", "régionaux"),
        ("régional", "régionales"),
        ("naturel", "naturelles"),
        ("sportif", "sportives"),
        ("heureux", "heureuse"),
        ("coordinateur", "coordinatrices"),
        ("travail", "travaux"),
        ("énergie", "energy"),
        ("cities", "city"),
        ("school", "schools"),
        ("children", "child"),
        ("jeux", "jeu"),
        ("choux", "chou"),
    ],
)
def test_forms_of_a_word_meet(sought, held):
    assert meet(sought, held)


@pytest.mark.parametrize(
    ("sought", "held"),
    [
        ("زان", "وزان"),
        ("زارة", "وزارة"),
        ("طاقة", "بطاقة"),
        ("زام", "التزام"),
        ("تطو", "تطوان"),
        ("port", "sport"),
        ("commune", "communal"),
        ("eau", "jeu"),
    ],
)
def test_other_words_do_not_meet(sought, held):
    assert not meet(sought, held)


def test_a_word_keeps_the_stem_nearest_to_it_first():
    assert (stems("التزام"), stems("الالتزامات")) == (
        ("التزام", "تزام"),
        ("الالتزام", "التزام"),
    )


def test_a_glued_particle_is_taken_off_words_of_a_text_only():
    assert (stems("وتطهير"), stems_in_text("وتطهير")) == (("وتطهير",), ("وتطهير", "تطهير"))


@pytest.mark.parametrize("word", ["وزان", "وزاره", "برنامج", "لجنه", "2027", "a1", "eau"])
def test_a_word_that_begins_like_a_particle_stays_whole(word):
    assert stems_in_text(word) == stems(word)


@pytest.mark.parametrize("word", ["x2027x", "km2", "bus", "a"])
def test_short_words_and_codes_are_their_own_stem(word):
    assert stems(word) == (word,)


@pytest.mark.parametrize(("many", "one"), SINGULARS.items())
def test_every_broken_plural_meets_its_singular(many, one):
    assert meet(one, many)
    assert meet(many, one)


@given(ARABIC)
def test_article_and_regular_plural_make_no_difference(word):
    forms = (word, f"ال{word}", f"{word}ات", f"ال{word}ات", f"وال{word}", f"بال{word}ين")

    assert [form for form in forms if not meet(word, form)] == []


@given(LATIN)
def test_plural_and_feminine_make_no_difference(word):
    assume(word not in SINGULARS)

    assert {stems(form) for form in (word, f"{word}s", f"{word}e", f"{word}es")} == {stems(word)}


@given(st.text(max_size=40))
def test_every_word_has_stems_and_none_is_empty(text):
    for word in normalise(text).split():
        assert all(stems(word))
        assert set(stems(word)) <= set(stems_in_text(word))


@given(st.text(max_size=60))
def test_written_words_are_the_words_searched(text):
    written = " ".join(normalise(text[start:end]) for start, end in spans(text))

    assert written.split() == normalise(text).split()


def test_a_written_word_holds_its_vowel_signs():
    text = "«المُحَمَّدِيَّة»، l’eau"

    assert [text[start:end] for start, end in spans(text)] == ["المُحَمَّدِيَّة", "l", "eau"]
