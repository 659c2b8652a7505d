"""Drawn pictures of the demonstration: the same each time, small, with a day and a place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from athar.config.sketches import SCENES, sketch
from athar.evidence.photos import read_photo

DAY = dt.date(2025, 9, 18)
AT = (Fraction("35.165"), Fraction("-5.272"))


@pytest.mark.parametrize("scene", SCENES)
def test_scene_is_drawn_the_same_each_time_and_small(scene):
    drawn = sketch(scene, DAY, AT)

    assert sketch(scene, DAY, AT) == drawn
    assert len(drawn) < 100_000


def test_scenes_differ():
    assert len({sketch(scene, DAY, AT) for scene in SCENES}) == len(SCENES)


@pytest.mark.parametrize(
    ("at", "latitude", "longitude"),
    [
        (AT, Decimal("35.165000"), Decimal("-5.271944")),
        ((Fraction(-33), Fraction(18)), Decimal(-33), Decimal(18)),
    ],
)
def test_drawn_photograph_tells_its_day_and_place(frozen_day, at, latitude, longitude):
    found = read_photo(sketch("road", DAY, at), "image/jpeg")

    assert (found.taken_on, found.latitude, found.longitude) == (DAY, latitude, longitude)
