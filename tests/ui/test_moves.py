"""Moves are counted by key; rows are folded without a move lost."""

import pytest

from athar.ui import actions
from athar.ui.actions import move_pages
from athar.ui.models import PageMove
from athar.ui.queries import page_moves

pytestmark = pytest.mark.django_db


def test_moves_are_counted_by_key(django_assert_num_queries):
    with django_assert_num_queries(1):
        move_pages(["b", "a", "b"])
    move_pages(["a"])

    with django_assert_num_queries(1):
        found = page_moves()

    assert found == {"a": 2, "b": 1}


def test_nothing_moves_without_a_key():
    move_pages([])

    assert page_moves() == {}


def test_many_rows_are_folded_into_one_for_each_key(monkeypatch):
    monkeypatch.setattr(actions, "MANY", 5)
    for _ in range(7):
        move_pages(["a", "b"])

    assert page_moves() == {"a": 7, "b": 7}
    assert PageMove.objects.count() < 10
