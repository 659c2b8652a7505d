"""What is wrong in a row of OGP's table is named with its row, column and text."""

import datetime as dt

import pytest

from athar.plans.models import Commitment, Plan
from tests.intake.ogp.small import table, take, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("africa", "frozen_day")]

ID, TITLE = "Commitment Unique Identifier", "Commitment Title"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({ID: ""}, ("code_missing", 3, ID, "")),
        ({ID: "GH 00/02"}, ("code_malformed", 3, ID, "GH 00/02")),
        ({ID: "GH0001"}, ("code_repeated", 3, ID, "GH0001")),
        ({TITLE: "NA"}, ("title_missing", 3, TITLE, "NA")),
        (
            {"Action Plan End Year": "NA"},
            ("plan_years_missing", 3, "Action Plan End Year", "NA"),
        ),
    ],
    ids=["no-code", "code", "twice", "no-title", "no-years"],
)
def test_a_row_that_cannot_be_taken_is_left_out_and_named(row, problem):
    report = take(table({}, {ID: "GH0002", **row}))

    assert (told(report), report.is_taken) == ([problem], True)
    assert list(Commitment.objects.values_list("code", flat=True)) == ["GH0001"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"Start Date": "soon"}, ("date_not_understood", 2, "Start Date", "soon")),
        ({"Start Date": "1/1/1850"}, ("date_implausible", 2, "Start Date", "1/1/1850")),
        ({"Start Date": "7/6/1905"}, ("date_was_year", 2, "Start Date", "7/6/1905")),
        ({"End Date": "1/1/2012"}, ("dates_crossed", 2, "End Date", "1/1/2012")),
        ({"Audits": "yes"}, ("flag_not_read", 2, "Audits", "yes")),
        ({"Verifiable": "Maybe"}, ("word_not_on_scale", 2, "Verifiable", "Maybe")),
    ],
    ids=["no-date", "old", "year", "crossed", "flag", "word"],
)
def test_a_cell_that_is_not_read_is_named_and_its_row_taken(row, problem):
    report = take(table(row))

    assert (told(report), report.commitments) == ([problem], 1)


def test_dates_that_cross_are_unknown():
    take(table({"End Date": "1/1/2012"}))

    one = Commitment.objects.get()
    assert (one.planned_start_on, one.planned_end_on) == (None, None)


def test_a_date_is_read_day_first_where_its_plan_writes_so():
    report = take(
        table(
            {"Start Date": "31/12/2013", "End Date": "NA"},
            {ID: "GH0002", "Start Date": "02/3/2014", "End Date": "NA"},
        )
    )

    assert told(report) == [("date_day_first", 3, "Start Date", "02/3/2014")]
    assert Commitment.objects.get(code="GH0002").planned_start_on == dt.date(2014, 3, 2)


def test_a_member_of_no_known_place_is_named_once_and_taken():
    row = {"Country/Locality": "Atlantis", "Code": "ATL", "Action Plan ID": "AP_ATL01"}
    report = take(table({ID: "AT0001", **row}, {ID: "AT0002", **row}))

    plan = Plan.objects.get()
    assert told(report) == [("member_unplaced", 2, "", "Atlantis")]
    assert (plan.place, plan.owner.code, dict(plan.owner.names)) == (
        None,
        "ATL",
        {"en": "Atlantis"},
    )


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"Action Plan End Year": "NA", "Action Plan Duration (Years)": "2"}, (2013, 2015)),
        ({"Year Of Submission": "ND", "Action Plan Duration (Years)": "3"}, (2012, 2015)),
    ],
    ids=["end", "start"],
)
def test_a_missing_year_of_a_plan_follows_from_how_long_it_lasts(years, found):
    take(table(years))

    plan = Plan.objects.get()
    assert (plan.start_on.year, plan.end_on.year) == found


def test_a_plan_without_identifier_is_known_by_its_member_and_number():
    take(table({"Action Plan ID": "NA", "Action Plan Number": "3"}))

    assert Plan.objects.get().code == "AP_GHA03"


def test_a_long_title_gives_way_to_the_short_one_and_is_kept_as_summary():
    long = "To ensure that " + "the public reads it " * 12
    take(table({TITLE: long, "Short Title": "Public reading"}))

    one = Commitment.objects.get()
    assert (dict(one.title), dict(one.summary)) == (
        {"en": "Public reading"},
        {"en": long.strip()},
    )
