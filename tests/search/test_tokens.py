"""Tokens of entries, trigrams of words, texts that surfaces provide, ranges of kinds."""

import pytest

from athar.kernel.text import Translated
from athar.rollups.enums import SubjectKind
from athar.search import registry
from athar.search.enums import SHOWN, Kind, kind_of
from athar.search.gathering import text_entries
from athar.search.registry import PublicText
from athar.search.tokens import facet, tokens_of, trigrams, whole, written_words


def test_tokens_say_which_part_they_are():
    tokens = tokens_of(
        titles=["L'eau"], codes=["P-01"], bodies=["Routes"], spoken=["oudlau", ""], facets=["fp3"]
    )

    assert tokens.split() == sorted(
        [
            *("ap", "a01", "al", "aeau", "bp", "b01", "bl", "beau", "hp", "hl"),
            *("croutes", "drout", "ep01", "eleau", "goudlau", "fp3"),
        ]
    )


def test_nothing_has_no_tokens():
    assert tokens_of(titles=["", "؟"]) == ""


def test_a_whole_text_is_one_word():
    assert (whole("PDR-0001"), whole("pdr 0001"), whole("x" * 500)) == (
        "pdr0001",
        "pdr0001",
        "x" * 120,
    )


def test_trigrams_know_where_a_word_begins_and_ends():
    assert trigrams("eau") == ("\ue000ea", "eau", "au\ue000")


def test_words_worth_knowing_are_kept_as_written():
    text = f"Le Réseau, ½ de 2027 «طنجة» {'x' * 61}"

    assert list(written_words(text)) == [("reseau", "réseau"), ("طنجه", "طنجة")]


def test_every_kind_of_facet_has_its_letter():
    kinds = [kind for kind in SubjectKind if kind is not SubjectKind.COMMITMENT]

    assert len({facet(kind, 1) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_number_knows_its_kind(kind):
    assert (kind_of(kind.first_id), kind_of(kind.last_id)) == (kind, kind)


def test_every_kind_is_shown():
    assert sorted(SHOWN) == sorted(Kind)


def test_texts_of_surfaces_become_entries(monkeypatch):
    monkeypatch.setattr(registry, "_texts", [])
    text = PublicText("progress", Translated(fr="Progrès"), Translated(fr="La formule"))

    def give():
        return (text,)

    registry.provide_texts(give)
    registry.provide_texts(give)

    assert [(one.pk - Kind.METHOD.first_id, one.code, one.body) for one in text_entries()] == [
        (1, "progress", {"fr": "La formule"})
    ]
