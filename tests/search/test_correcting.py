"""A misspelt word still finds; what no text holds is never offered."""

import pytest

from athar.search.models import Entry, Word
from athar.search.queries import Correction, Kind, Manner, SearchFilter, search
from athar.search.queries.asking import read_question
from athar.search.queries.correcting import correct
from tests.search.world import found, marked


@pytest.mark.parametrize(
    ("text", "instead", "first"),
    [
        ("الالتزمات", "بالالتزامات", ("commitment", "PDR-0001")),
        ("resau", "réseau", ("commitment", "PDR-0002")),
        ("shcools", "schools", ("commitment", "PDR-0003")),
        ("شفشاوون", "شفشاون", ("place", "01.151")),
        ("ecologics", "écologiques", ("commitment", "PDR-0001")),
    ],
)
def test_a_misspelt_word_still_finds(index, text, instead, first):
    results = search(text, lang="fr")

    assert results.manner is Manner.CORRECTED
    assert [one.instead for one in results.corrections] == [instead]
    assert found(results)[0] == first


def test_the_near_word_is_marked(index):
    results = search("resau potable", lang="fr")

    assert results.corrections == (Correction("resau", "réseau"),)
    assert marked(results.groups[0].hits[0].title) == "Extension du [réseau] d'eau [potable]"


@pytest.mark.parametrize("text", ["zq", "zzzzzzzz", "réseauxyzwq"])
def test_what_is_near_nothing_finds_nothing(index, text):
    results = search(text, lang="fr")

    assert (results.manner, results.groups, results.corrections) == (Manner.NONE, (), ())


def test_words_no_text_holds_together_find_texts_with_some(index):
    results = search("réseau rurales zzzzzz", lang="fr")

    assert (results.manner, found(results)) == (
        Manner.SOME,
        [("commitment", "PDR-0002"), ("commitment", "PDR-0003")],
    )


def test_a_near_word_helps_to_find_some(index):
    results = search("resau zzzzzz", lang="fr")

    assert (results.manner, results.corrections, found(results)[0]) == (
        Manner.SOME,
        (Correction("resau", "réseau"),),
        ("commitment", "PDR-0002"),
    )


def test_corrected_words_that_filters_rule_out_find_nothing(index):
    results = search("resau", lang="fr", filters=SearchFilter(kind=Kind.PLAN, year=1999))

    assert (results.manner, results.n) == (Manner.NONE, 0)


def test_a_word_only_gone_texts_held_is_not_offered(index):
    Entry.objects.filter(code__in=["PDR-0002", "PDR-0003"]).delete()

    results = search("resau", lang="fr")

    assert Word.objects.filter(word="reseau").exists()
    assert (results.manner, results.corrections) == (Manner.NONE, ())


def test_a_word_too_short_is_not_corrected(index):
    question = read_question("xy")

    assert correct(question, ("xy",)) == (question, ())


@pytest.mark.parametrize("text", ["resau", "resau shcool", "resau shcool barages"])
def test_queries_of_correcting_are_bounded(index, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        search(text, lang="fr")
