"""Figures of plans are read again when their plan moved or the day ended, and not before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from athar.kernel import clock
from athar.rollups import kept
from athar.ui.actions import EVERYTHING, key_of_plan, move_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeping():
    kept.begin()
    yield
    kept.end()


class Stores:
    """What is read of plans, another number each time."""

    def __init__(self):
        self.read_of = []

    def read(self, codes):
        self.read_of.append(sorted(codes))
        return {code: f"{code}, read {len(self.read_of)}" for code in codes}

    def asked(self, *codes, name="n"):
        return list(kept.of_plans(name, codes, self.read).values())


def test_only_what_moved_is_read_again(keeping):
    stores = Stores()

    found = [stores.asked("A", "B"), stores.asked("B", "A")]
    move_pages([key_of_plan("A"), key_of_plan("C")])
    found.append(stores.asked("A", "B", "C"))

    assert found == [
        ["A, read 1", "B, read 1"],
        ["B, read 1", "A, read 1"],
        ["A, read 2", "B, read 1", "C, read 2"],
    ]


@pytest.mark.parametrize("what", ["everything", "day"])
def test_everything_is_read_again_when_all_moved_and_on_a_new_day(keeping, what):
    stores = Stores()
    stores.asked("A", "B")

    if what == "day":
        clock.set_frozen(clock.today() + dt.timedelta(days=1))
    else:
        move_pages([EVERYTHING])

    assert stores.asked("A", "B") == ["A, read 2", "B, read 2"]


def test_figures_of_another_name_are_others(keeping):
    stores = Stores()

    assert [stores.asked("A"), stores.asked("A", name="m")] == [["A, read 1"], ["A, read 2"]]


def test_what_is_published_while_figures_are_read_is_read_afterwards(keeping):
    stores = Stores()

    def read_slowly(codes):
        move_pages([key_of_plan("A")])
        return stores.read(codes)

    kept.of_plans("n", ["A"], read_slowly)

    assert stores.asked("A") == ["A, read 2"]


def test_nothing_is_kept_of_what_may_be_taken_back(keeping):
    stores = Stores()
    with transaction.atomic():
        move_pages([EVERYTHING])
        stores.asked("A")
        transaction.set_rollback(True)
    move_pages([EVERYTHING])

    assert stores.asked("A") == ["A, read 2"]


def test_what_is_kept_costs_one_query(keeping, django_assert_num_queries):
    stores = Stores()
    stores.asked("A", "B", "C")

    with django_assert_num_queries(1):
        stores.asked("A", "B", "C")


def test_nothing_is_kept_before_the_web_server_begins(django_assert_num_queries):
    stores = Stores()

    with django_assert_num_queries(0):
        found = [stores.asked("A"), stores.asked("A")]

    assert (found, connection.in_atomic_block) == ([["A, read 1"], ["A, read 2"]], False)
