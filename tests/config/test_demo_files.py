"""What the files of the demonstration hold stands in it: all of it, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    FundingLine,
)
from athar.people.models import Organisation
from athar.plans.models import Commitment, CommitmentSnapshot, Node
from athar.reporting.models import Report
from tests.demonstration import demonstration


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        yield


@pytest.fixture(autouse=True)
def _loaded(_demonstration, db):
    """Every test here reads the demonstration."""


def test_demo_reads_its_four_files_whole():
    funded = FundingLine.objects.exclude(funder=None)
    region = funded.filter(funder__code="REG")
    known = Commitment.objects.exclude(amount=None)
    assert known.aggregate(n=Count("pk"), sum=Sum("amount")) == {
        "n": 206,
        "sum": Decimal("19850000000.00"),
    }
    assert funded.aggregate(n=Count("funder", distinct=True), sum=Sum("amount")) == {
        "n": 27,
        "sum": Decimal("17463700000.00"),
    }
    assert region.aggregate(sum=Sum("amount")) == {"sum": Decimal("6780000000.00")}
    assert (Agreement.objects.count(), AgreementAmendment.objects.count()) == (95, 13)
    assert AgreementCommitment.objects.values("commitment").distinct().count() == 175
    assert dict(
        Report.objects.values_list("as_of_on").annotate(Count("commitment", distinct=True))
    ) == {
        dt.date(2025, 6, 30): 225,
        dt.date(2025, 9, 30): 28,
    }


def test_first_version_of_the_demo_is_frozen_in_both_languages():
    frozen = CommitmentSnapshot.objects.values_list("content__title", flat=True)
    named = Node.objects.values_list("title", flat=True)
    assert [set(title) for title in frozen] == [{"ar", "fr"}] * 233
    assert [set(title) for title in named] == [{"ar", "fr"}] * 77
    assert Organisation.objects.filter(code__startswith="BODY-").count() == 0


def test_what_stands_in_the_demo_names_who_imported_it():
    authors = Report.objects.filter(is_current=True).values_list("as_of_on", "author_name")
    assert dict(authors) == {
        dt.date(2025, 6, 30): "هدى العلمي",
        dt.date(2025, 9, 30): "يوسف بنعلي",
    }
