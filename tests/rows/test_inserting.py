"""Many rows go in by one statement, with every kind of value, and come out as they were."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from athar.finance.models import Execution, FundingLine
from athar.plans.models import Commitment
from athar.rows import inserting
from athar.rows.inserting import insert_rows
from athar.trail.models import Change, Event

pytestmark = pytest.mark.django_db

CHANGE = ("event", "subject", "before", "after")
EXECUTION = ("commitment", "kind", "on", "amount", "is_cumulative", "stated_in")


@pytest.fixture
def event():
    return Event.objects.create(
        kind="x", subject="plan:1", recorded_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    )


def test_documents_and_texts_come_out_as_they_went_in(event):
    awkward = {"text": "\"'\\ \n\t٪ ،وزان %s {}", "list": [1, None, "é"], "none": None}

    insert_rows(Change, CHANGE, [(event.pk, "a'\"\\%s", None, awkward)])

    (change,) = Change.objects.all()
    assert (change.event_id, change.subject) == (event.pk, "a'\"\\%s")
    assert (change.before, change.after) == (None, awkward)


def test_exact_numbers_and_days_come_out_as_they_went_in(plan):
    commitment = Commitment.objects.first().pk
    row = (commitment, "paid", dt.date(2025, 9, 30), Decimal("10.10"), True, "report:0")

    insert_rows(Execution, EXECUTION, [row])

    found = Execution.objects.get(stated_in="report:0")
    assert tuple(getattr(found, field.attname) for field in _fields(Execution)) == row


def test_unknown_stays_unknown(plan):
    commitment = Commitment.objects.first()
    commitment.funding.all().delete()
    columns = ("commitment", "agreement", "funder", "year", "amount", "origin")

    insert_rows(FundingLine, columns, [(commitment.pk, None, None, 2025, Decimal(3), {})])

    (line,) = commitment.funding.all()
    assert (line.agreement_id, line.funder_id, line.year, line.amount) == (None, None, 2025, 3)


@pytest.mark.parametrize(("n_rows", "n_statements"), [(0, 0), (1, 1), (2, 1), (3, 2)])
def test_rows_are_sent_by_batches(
    event, monkeypatch, django_assert_num_queries, n_rows, n_statements
):
    monkeypatch.setattr(inserting, "BATCH", 2)

    with django_assert_num_queries(n_statements):
        insert_rows(Change, CHANGE, ((event.pk, str(n), None, None) for n in range(n_rows)))

    assert sorted(Change.objects.values_list("subject", flat=True)) == [
        str(n) for n in range(n_rows)
    ]


def test_what_the_database_forbids_is_refused(plan):
    commitment = Commitment.objects.first().pk
    row = (commitment, "paid", dt.date(2025, 9, 30), Decimal(1), True, "report:0")

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Execution, EXECUTION, [row, row])

    assert not Execution.objects.filter(stated_in="report:0").exists()


def test_a_row_too_short_is_refused(event):
    with pytest.raises(ValueError, match="shorter"):
        insert_rows(Change, CHANGE, [(event.pk, "a")])


@pytest.mark.postgres  # SQLite knows no length of a text
def test_a_text_too_long_is_refused_not_cut(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        insert_rows(Change, CHANGE, [(event.pk, "a" * 121, None, None)])


def _fields(model):
    return [model._meta.get_field(name) for name in EXECUTION]
