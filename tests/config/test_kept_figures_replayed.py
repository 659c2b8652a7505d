"""Whatever is written in whatever order, figures that are kept are those of the stores."""

import random

import pytest
from django.db import transaction

from athar.portal.home.page import gather_home
from athar.rollups import kept
from tests import cast
from tests.config.test_kept_pages_replayed import World


@pytest.fixture
def keeping():
    kept.begin()
    yield
    kept.end()


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.django_db(transaction=True)
def test_the_home_page_shows_what_the_stores_hold(frozen_day, keeping, seed):
    world, story = World(cast.published_plan(), random.Random(seed)), []

    for _ in range(20):
        story.append(world.happen())
        shown = gather_home()
        with transaction.atomic():  # in which nothing is kept
            held = gather_home()

        assert shown == held, story
