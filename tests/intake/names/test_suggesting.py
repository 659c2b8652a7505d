"""What an unknown word may mean: the names most like it, in either script, the near ones first."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from athar.intake.enums import AliasKind, ProblemCode
from athar.intake.memory.mapping import Word
from athar.intake.names.answers import Answers
from athar.intake.names.bodies import Bodies
from athar.intake.names.suggesting import MOST_WORDS, Likeness, Suggestions, words_of
from athar.intake.projects.identity import BodyFact
from athar.intake.reports.problems import Problem
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind
from athar.reference.naming import place_key
from athar.reference.queries import PlaceIndex, PlaceRef

BODIES = Bodies(
    {},
    (
        BodyFact(code="MEE", names=Translated(ar="وزارة التجهيز والماء", fr="Ministère de l'Eau")),
        BodyFact(code="ONEE", names=Translated(fr="Office national de l'eau"), abbreviation="ONEE"),
        BodyFact(code="APDN", names=Translated(fr="Agence du Nord")),
    ),
)


def _place(code, ar, fr, kind=PlaceKind.COMMUNE):
    path = f"/MAR/{code[:2]}/{code}/" if len(code) > 2 else f"/MAR/{code}/"
    return PlaceRef(int(code), "hcp", code, kind, Translated(ar=ar, fr=fr), path, None)


NORTH = _place("01", "الشمال", "Nord", PlaceKind.REGION)
PLACES = [
    NORTH,
    *(_place(f"020{n}", f"أولاد حمدان {n}", f"Oulad Hamdan {n}") for n in range(1, 7)),
    _place("0101", "بني حميدان", "Beni Hmidan"),
    _place("0102", "أولاد حمو", "Oulad Hammou"),
    _place("0103", "وزان", "Ouezzane"),
]
INDEX = PlaceIndex(
    (place_key(name), one) for one in PLACES for name in (one.code, *one.names.values())
)


def codes(suggestions):
    """The codes of suggestions."""
    return [code for code, _label in suggestions]


@pytest.mark.parametrize("text", ["Oulad Hamdane", "Commune de Ouled Hamdane", "جماعة اولاد حمدن"])
def test_places_of_the_region_come_first_and_five_are_enough(text):
    near = codes(Suggestions(INDEX, NORTH).of(AliasKind.PLACE, text))
    far = Suggestions(INDEX).of(AliasKind.PLACE, text)

    assert near == ["0102", "0201", "0202", "0203", "0204"]
    assert len(far) == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [("Ministere eau", ["MEE"]), ("وزارة التجهيز", ["MEE"]), ("O.N.E.P", []), ("xyz", [])],
)
def test_bodies_are_suggested_by_their_names_in_either_script(text, found):
    suggested = codes(Suggestions(bodies=BODIES).of(AliasKind.BODY, text))

    assert suggested[: len(found) or None] == found


def test_statuses_are_suggested_with_their_names():
    with override("en"):
        found = Suggestions().of(AliasKind.STATUS, "travaux achevées")

        assert [(code, str(label)) for code, label in found[:1]] == [("completed", "Completed")]


@pytest.mark.parametrize("kind", [AliasKind.PLACE, AliasKind.BODY])
def test_without_a_register_nothing_is_suggested(kind):
    assert Suggestions().of(kind, "Ouezzane") == Suggestions().named(kind, "0103") == ()


@pytest.mark.parametrize(
    ("kind", "code", "name"),
    [
        (AliasKind.PLACE, "0103", "Ouezzane"),
        (AliasKind.BODY, "APDN", "Agence du Nord"),
        (AliasKind.STATUS, "stopped", "Stopped"),
    ],
)
def test_a_code_is_given_with_its_name(kind, code, name):
    suggestions = Suggestions(INDEX, NORTH, BODIES)

    with override("en"):
        ((given, label),) = suggestions.named(kind, code)
        shown = label["fr"] if isinstance(label, Translated) else str(label)

    assert (given, shown) == (code, name)
    assert suggestions.named(kind, "none") == suggestions.named(kind, "") == ()


def test_names_of_one_thing_count_once_with_the_likest():
    found = Likeness([("route", "R"), ("route du nord", "R"), ("pont", "P")]).like("route")

    assert found == {"R": 1.0}


def _problems(n_words):
    return [
        Problem(ProblemCode.UNKNOWN_PLACE, sheet="A", row=n, value=f"Ouezzan {n}")
        for n in range(n_words)
    ]


def test_a_column_that_was_mistaken_does_not_ask_for_ever():
    words = words_of(_problems(MOST_WORDS + 5), Answers(), Suggestions(INDEX))

    assert [codes(word.suggestions) for word in words] == [["0103"]] * MOST_WORDS + [[]] * 5


def test_each_word_is_listed_once_with_its_rows_and_then_what_was_answered():
    said = Word(AliasKind.PLACE, "Zagoura", "0103")
    answers = Answers([said], {(AliasKind.PLACE, "sefrou"): "0101"})
    answers.meet(AliasKind.PLACE, "Sefrou", "0101", ("A", 9))
    same = Problem(ProblemCode.PLACE_AMBIGUOUS, sheet="B", row=1, value="OUEZZAN 1")
    others = [
        Problem(ProblemCode.CODE_MISSING, row=4),
        Problem(ProblemCode.UNKNOWN_BODY, value="X"),
    ]

    words = words_of([*_problems(2), same, *others], answers, Suggestions(INDEX))

    assert [(one.written, one.n_rows, codes(one.suggestions), one.means) for one in words] == [
        ("Ouezzan 0", 1, ["0103"], ""),
        ("Ouezzan 1", 2, ["0103"], ""),
        ("Zagoura", 0, ["0103"], "0103"),
        ("Sefrou", 1, ["0101"], "0101"),
    ]
