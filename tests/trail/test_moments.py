"""What readers ask for becomes one publication, or a refusal in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from athar.kernel import clock
from athar.trail.actions import record
from athar.trail.moments import publications, read_as_of

pytestmark = pytest.mark.django_db

DAYS = (dt.date(2025, 3, 10), dt.date(2025, 4, 15), dt.date(2025, 7, 1))


@pytest.fixture
def three(db):
    """Publish three times on three days, with another act in between."""
    acts = []
    for day in DAYS:
        clock.set_frozen(day)
        acts.append(record(kind="x.published", by=None, subject="plan:1", publishes=True))
        record(kind="mapping.kept", by=None, subject="plan:1")
    clock.set_frozen(dt.date(2025, 10, 15))
    yield acts
    clock.set_frozen(None)


@pytest.mark.parametrize("place", [0, 2])
def test_a_number_names_its_publication_in_one_query(three, place, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = read_as_of(f" {three[place].publication_number} ")

    assert (found.number, found.published_at) == (
        three[place].publication_number,
        three[place].recorded_at,
    )
    assert (found.day, found.published_on) == (DAYS[place], DAYS[place])


def test_a_state_ends_with_the_next_publication(three):
    ends = [read_as_of(str(one.publication_number)).until for one in three]

    assert ends == [three[1].recorded_at, three[2].recorded_at, None]


@pytest.mark.parametrize(
    ("asked", "place"), [("2025-03-10", 0), ("2025-04-14", 0), ("2025-04-15", 1), ("2025-10-15", 2)]
)
def test_a_day_names_the_last_publication_by_its_end(
    three, asked, place, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = read_as_of(asked)

    assert found.number == three[place].publication_number
    assert (found.day, found.asked) == (dt.date.fromisoformat(asked), asked)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("yesterday", "as_of_malformed"),
        ("", "as_of_malformed"),
        ("-1", "as_of_malformed"),
        ("2025-13-01", "as_of_malformed"),
        ("2025-02-30", "as_of_malformed"),
        ("20250310", "as_of_future"),
        ("٣", "as_of_malformed"),
        ("9" * 30, "as_of_malformed"),
        ("2025-10-16", "as_of_future"),
        ("9999-12-31", "as_of_future"),
        ("999999", "as_of_future"),
        ("0", "as_of_before_first"),
        ("2025-03-09", "as_of_before_first"),
        ("0001-01-01", "as_of_before_first"),
    ],
)
def test_what_names_no_publication_is_refused(three, asked, code):
    with pytest.raises(ValidationError) as refused:
        read_as_of(asked)

    assert refused.value.code == code


def test_nothing_was_published_before_anything_was():
    with pytest.raises(ValidationError) as refused:
        read_as_of("1")

    assert refused.value.code == "as_of_future"


@pytest.mark.parametrize("since", [0, 2])
def test_publications_of_an_object_stand_newest_first(three, since, django_assert_num_queries):
    record(kind="x.published", by=None, subject="plan:2", publishes=True)

    with django_assert_num_queries(1):
        found = publications("plan:1", since=three[since].publication_number)

    assert [one.number for one in found] == [
        one.publication_number for one in reversed(three[since:])
    ]
    assert (found[0].day, found[0].kind) == (DAYS[2], "x.published")
