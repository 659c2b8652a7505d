"""Made-up indicators and values: repeatable, in three languages, accepted like any others."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from athar.config.commands.generate_values import generate_values
from athar.config.generation.indicators import (
    CATEGORIES,
    make_indicators,
    make_values,
    most_values,
)
from athar.indicators.models import Indicator, Measurement
from athar.indicators.shipped import read_units
from athar.reference.models import Place
from tests.cast import put_places

TODAY = dt.date(2025, 10, 15)


def values(n: int, *, seed: int = 1):
    return list(make_values([(1, False), (2, True)], (7, 8), n_values=n, seed=seed, today=TODAY))


def test_indicators_have_titles_in_three_languages_and_known_units():
    made = make_indicators(45)

    assert len({one.code for one in made}) == 45
    assert len({one.title["ar"] for one in made}) == 45
    assert [one.code for one in made if set(one.title) != {"ar", "fr", "en"}] == []
    assert {one.unit_code for one in made} <= {one.code for one in read_units()}


def test_same_seed_makes_the_same_values_and_another_others():
    assert values(200) == values(200)
    assert values(200) != values(200, seed=2)


def test_values_begin_with_the_latest_quarter_of_the_whole():
    first = list(islice(values(8), 5))

    assert [(one.indicator_id, one.place_id, one.period) for one in first] == [
        (1, 7, "2024-Q4"),
        (1, 8, "2024-Q4"),
        (2, 7, "2024-Q4"),
        (2, 8, "2024-Q4"),
        (1, 7, "2024-Q3"),
    ]
    assert {one.category for one in first} == {""}


def test_no_more_values_than_there_are_keys():
    most = most_values(2, 2)

    made = values(most + 5)

    assert (len(made), len({one[:4] for one in made})) == (most, most)
    assert {one.category for one in made} == set(CATEGORIES)


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_day")
def test_values_are_recorded_once(capsys):
    place = Place.objects.get(pk=put_places()["01.151"])
    Place.objects.create(
        scheme="hcp", code="01.151.01", kind="commune", parent=place, path=f"{place.path}1/"
    )
    drawn = []

    first, again = (
        generate_values(
            n_indicators=2, n_values=9_999, seed=1, draw=lambda *done: drawn.append(done)
        )
        for _time in range(2)
    )

    n_most = most_values(2, 1)
    assert (first["values"], again["values"], Measurement.objects.count()) == (n_most, 0, n_most)
    assert drawn == [(n_most, n_most)] * 2
    assert f"2 indicators take {n_most} values at most" in capsys.readouterr().err
    assert set(Indicator.objects.values_list("is_sample", flat=True)) == {True}
