"""Keys of places by their codes, for filters and rows that name them."""

from __future__ import annotations

import pytest

from athar.reference.models import Place
from athar.reference.queries import keys_within, place_keys
from tests import cast

pytestmark = pytest.mark.django_db


def test_places_are_found_by_scheme_and_code(django_assert_num_queries):
    ids = cast.put_places()
    named = {("hcp", "01.151"), ("iso3166", "01"), ("hcp", "99")}

    with django_assert_num_queries(1):
        found = place_keys(named)

    assert found == {("hcp", "01.151"): ids["01.151"]}


def test_what_lies_in_a_place_is_found_with_itself(django_assert_num_queries):
    cast.put_places()
    below = Place.objects.filter(path__contains="/01/").order_by("pk").values_list("pk", flat=True)

    with django_assert_num_queries(2):
        found = keys_within("hcp", "01")

    assert (found, keys_within("hcp", "99")) == (tuple(below), ())
