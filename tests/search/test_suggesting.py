"""What somebody may be about to type."""

import pytest

from athar.search.queries import suggest
from tests.search.world import marked


def suggested(text: str, lang: str = "fr", **more) -> list[tuple[str, str]]:
    return [(hit.kind.value, hit.code) for hit in suggest(text, lang=lang, **more)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("شف", ("place", "01.151")),
        ("chef", ("place", "01.151")),
        ("chao", ("place", "01.151")),
        ("tan", ("place", "01")),
        ("tanger", ("place", "01.511")),
        ("barr", ("node", "P01")),
        ("réseau pot", ("commitment", "PDR-0002")),
        ("resp", ("commitment", "PDR-0001")),
        ("pdr-0003", ("commitment", "PDR-0003")),
        ("apd", ("body", "APDN")),
    ],
)
def test_the_beginning_of_a_word_is_enough(index, text, first):
    assert suggested(text)[0] == first


def test_a_title_that_begins_so_comes_before_one_that_holds_it(index):
    assert suggested("eau") == [("node", "A1"), ("body", "MEE"), ("commitment", "PDR-0002")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("resau", ("commitment", "PDR-0002")),
        ("shcool", ("commitment", "PDR-0003")),
        ("شفشاوون", ("place", "01.151")),
        ("réseau potbale", ("commitment", "PDR-0002")),
        ("ecolgi", ("commitment", "PDR-0001")),
    ],
)
def test_a_misspelt_word_is_understood_while_it_is_typed(index, text, first):
    assert suggested(text)[0] == first


def test_the_near_word_is_marked_in_a_suggestion(index):
    assert marked(suggest("resau", lang="fr")[0].title) == "Extension du [réseau] d'eau potable"


def test_what_only_a_text_holds_is_suggested_when_no_title_does(index):
    assert suggested("conduites") == [("commitment", "PDR-0002")]


def test_suggestions_are_marked(index):
    assert marked(suggest("pota", lang="fr")[0].title) == "Extension du réseau d'eau [potable]"


@pytest.mark.parametrize("text", ["", "e", "؟", "zzzz"])
def test_too_little_or_unknown_suggests_nothing(index, text):
    assert suggested(text) == []


def test_one_kind_does_not_crowd_out_the_others(index):
    assert suggested("pdr", limit=2) == [
        ("plan", "PDR-NORD-2022-2027"),
        ("commitment", "PDR-0001"),
    ]


def test_what_is_spare_fills_the_list(index):
    assert suggested("pdr", limit=4) == [
        ("plan", "PDR-NORD-2022-2027"),
        *(("commitment", f"PDR-000{n}") for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize("text", ["resau", "resau potbale", "resau zzzzzz"])
def test_correcting_what_is_typed_asks_a_bounded_number(index, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        suggest(text, lang="fr")


@pytest.mark.parametrize("text", ["pdr", "chaouen"])
def test_suggesting_asks_little(index, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        suggest(text, lang="ar")
