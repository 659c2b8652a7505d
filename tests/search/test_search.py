"""Words in three languages find what they mean, the best first, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athar.search import actions
from athar.search.models import Entry
from athar.search.queries import Group, Kind, Manner, SearchFilter, SearchResults, search
from athar.search.queries.searching import LAST_PAGE
from tests.search import world
from tests.search.world import found, marked

PROMISE, NETWORK, SCHOOLS = (("commitment", f"PDR-000{n}") for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("التزام", PROMISE),
        ("الالتزامات", PROMISE),
        ("reseau", NETWORK),
        ("RÉSEAUX", NETWORK),
        ("طنجه", ("place", "01.511")),
        ("طَنْجَة", ("place", "01.511")),
        ("chaouen", ("place", "01.151")),
        ("إقليم شفشاون", ("place", "01.151")),
        ("province de Chefchaouen", ("place", "01.151")),
        ("Bab Bered", ("place", "01.151.01")),
        ("تطهير", NETWORK),
        ("مدرسة", SCHOOLS),
        ("school", SCHOOLS),
        ("écoles", SCHOOLS),
        ("PDR-0001", PROMISE),
        ("pdr 0001", PROMISE),
        ("0001", PROMISE),
        ("٠٠٠١", PROMISE),
        ("P01", ("node", "P01")),
        ("السدود", ("node", "P01")),
        ("APDN", ("body", "APDN")),
        ("وزارة التجهيز", ("body", "MEE")),
        ("engag", PROMISE),
    ],
)
def test_words_find_what_they_mean(index, text, first):
    results = search(text, lang="ar")

    assert (results.manner, found(results)[0]) == (Manner.ALL, first)


def test_a_place_is_found_in_texts_by_its_names_in_every_language(index):
    results = search("chaouen", lang="fr", filters=SearchFilter(kind=Kind.COMMITMENT))

    assert found(results) == [NETWORK]
    assert marked(results.groups[0].hits[0].excerpt) == (
        "…vers les douars de la commune. · Région du Nord · [Chefchaouen]"
    )


def test_a_title_counts_more_than_a_text(index):
    results = search("réseau", lang="fr")

    assert found(results) == [NETWORK, SCHOOLS]
    assert [marked(hit.title) for hit in results.groups[0].hits] == [
        "Extension du [réseau] d'eau potable",
        "Écoles rurales",
    ]


def test_a_word_counts_more_than_its_forms(index):
    Entry.objects.filter(code="PDR-0001").update(tokens="aroutes brout")
    Entry.objects.filter(code="PDR-0003").update(tokens="aroute brout")

    results = search("route", lang="fr")

    assert found(results) == [SCHOOLS, PROMISE]


def test_small_words_are_not_asked_for(index):
    results = search("le réseau de l'eau", lang="fr")

    assert (results.words, found(results)) == (("reseau", "eau"), [NETWORK])


def test_all_kinds_are_counted_beside_the_one_that_is_shown(index):
    results = search("eau", lang="fr", filters=SearchFilter(kind=Kind.NODE))

    assert [(group.kind, group.n, len(group.hits)) for group in results.groups] == [
        (Kind.COMMITMENT, 2, 0),
        (Kind.NODE, 2, 2),
        (Kind.BODY, 1, 0),
    ]
    assert (results.n, results.is_more) == (2, False)


def test_the_best_kind_comes_first(index):
    groups = search("Tanger", lang="fr").groups

    assert groups[0].kind is Kind.PLACE


def test_pages_follow_one_another_without_gap(index):
    of_kind = SearchFilter(kind=Kind.COMMITMENT)
    pages = [search("pdr", lang="fr", filters=of_kind, page=page, per_page=2) for page in (1, 2, 3)]

    assert [found(page) for page in pages] == [[PROMISE, NETWORK], [SCHOOLS], []]
    assert [page.has_next for page in pages] == [True, False, False]


def test_no_page_follows_the_last_one(index):
    of_kind = SearchFilter(kind=Kind.COMMITMENT)

    beyond = search("pdr", lang="fr", filters=of_kind, page=LAST_PAGE + 1, per_page=2)

    assert (found(beyond), beyond.has_next, beyond.n) == ([], False, 3)


def test_more_than_can_be_counted_is_said(index, monkeypatch):
    monkeypatch.setattr("athar.search.queries.searching.MOST_COUNTED", 2)

    results = search("pdr", lang="fr", filters=SearchFilter(kind=Kind.COMMITMENT))

    assert (results.n, results.is_more) == (2, True)


@pytest.mark.parametrize("text", ["", "   ", "؟!…", '""', "\x00\x07", "*", "()"])
def test_nothing_asked_finds_nothing(index, text, django_assert_num_queries):
    with django_assert_num_queries(0):
        results = search(text, lang="ar")

    assert results == SearchResults(text, "ar", SearchFilter())


@pytest.mark.parametrize(
    "text",
    [
        'réseau" OR "eau',
        "réseau NEAR/2 eau",
        "tokens:réseau",
        "réseau & !eau | 'x'",
        "'; DROP TABLE search_entry; --",
        "réseau*)) OR ((",
        "réseau \\' :*",
        "رسالة\u200f \u202eeau",
        "%s %(x)s {number}",
        "ﷺ ½ ㎢",
    ],
)
def test_words_of_the_engines_are_only_words(index, text):
    assert search(text, lang="fr").text == text


def test_a_very_long_text_is_read_in_part(index):
    results = search("réseau " * 2000 + "x", lang="fr")
    many = search(" ".join(f"mot{n}" for n in range(20)), lang="fr")

    assert (results.words, results.n_words_left_out, found(results)[0]) == (("reseau",), 1, NETWORK)
    assert (len(many.words), many.n_words_left_out) == (8, 12)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(max_size=40))
def test_no_text_breaks_the_search(index, text):
    results = search(text, lang="ar")

    assert all(isinstance(group, Group) and group.n > 0 for group in results.groups)


def test_what_is_not_public_is_never_found(draft_id):
    actions.rebuild()

    assert search("réseau", lang="fr").groups == ()


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_queries_do_not_grow_with_what_is_found(index, n_commitments, django_assert_num_queries):
    Entry.objects.filter(kind="commitment").filter(
        code__in=["PDR-0001", "PDR-0002"][: 3 - n_commitments]
    ).delete()

    with django_assert_num_queries(4):
        results = search("pdr", lang="fr", filters=SearchFilter(kind=Kind.COMMITMENT), per_page=1)

    assert results.n == n_commitments
    assert world.found(results) != []
