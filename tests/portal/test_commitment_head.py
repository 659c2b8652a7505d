"""What the head of a commitment page says: the answer, the statuses, the four dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from athar.kernel.progress import Computed, ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.portal.commitments import head
from athar.portal.commitments.page import gather_commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def dam(plan):
    """The dam: 80 % done, promised for the end of 2025, expected in March 2026."""
    return gather_commitment(plan.code, "PDR-001")


@pytest.fixture
def study(plan):
    """The study of which nothing is known."""
    return gather_commitment(plan.code, "PDR-004")


def with_figures(page, **figures):
    return replace(page, figures=replace(page.figures, **figures))


def with_status(page, status, **figures):
    return with_figures(page, computed=Computed(status), **figures)


def with_dates(page, **dates):
    return with_figures(page, dates=replace(page.figures.dates, **dates))


def words(markup):
    return markup.striptags()


def test_answer_compares_what_is_done_with_what_was_planned(dam):
    assert words(head.answer(dam)) == (
        "80% of the works are done; 87% should have been. "
        "The end is expected on 31 March 2026, 90 days later than first promised."
    )


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"is_removed": True}, "Taken out of the plan by an amendment; it stays listed."),
        (
            {"computed": Computed(ComputedStatus.CANCELLED)},
            "Cancelled, according to its last report; it stays listed.",
        ),
        (
            {"computed": Computed(ComputedStatus.COMPLETED)},
            "Declared complete; nobody has validated it yet.",
        ),
        (
            {"computed": Computed(ComputedStatus.COMPLETED), "is_validated": True},
            "Complete, and validated on evidence.",
        ),
    ],
)
def test_answer_says_when_nothing_more_is_to_come(dam, figures, expected):
    assert words(head.answer(with_figures(dam, **figures))) == expected


def test_answer_says_that_nothing_was_reported(study):
    assert words(head.answer(study)) == (
        "No report was published yet: how far it has come is not known."
    )


def test_answer_does_not_guess_unreported_works(dam):
    page = with_dates(with_status(dam, ComputedStatus.NO_DATA, physical=None), forecast_end_on=None)

    assert words(head.answer(page)) == "How much of the works is done was not reported."


def test_answer_leaves_out_a_comparison_that_is_not_made(dam):
    page = with_status(dam, ComputedStatus.STALE, slippage_first=-3)

    assert words(head.answer(page)) == (
        "80% of the works are done. The end is expected on 31 March 2026."
    )


def test_lede_is_the_plain_words_of_the_plan_where_it_has_some(dam):
    summary = Translated(en="A dam for the valley.")

    told = replace(dam, commitment=replace(dam.commitment, summary=summary))

    assert (head.lede(told), head.lede(dam)) == (summary, head.answer(dam))


def test_declared_status_says_who_and_since_when(dam):
    found = head.declared(dam)

    assert (str(found.look.word), words(found.note)) == (
        "On track",
        "وزارة التجهيز والماء, 30 June 2025. Declared, not validated.",
    )


def test_declared_status_without_a_lead_body_says_the_day(dam):
    page = replace(dam, commitment=replace(dam.commitment, bodies=()))

    found = head.declared(with_figures(page, is_validated=True))

    assert words(found.note) == "As of 30 June 2025. Validated."


def test_declared_status_of_what_was_removed_is_cancelled(dam):
    assert str(head.declared(with_figures(dam, is_removed=True)).look.word) == "Cancelled"


def test_declared_status_without_a_report_is_nothing_declared(study):
    found = head.declared(study)

    assert (str(found.look.word), words(found.note)) == (
        "Nothing declared",
        "No report was published.",
    )


@pytest.mark.parametrize(
    ("status", "figures", "expected"),
    [
        (ComputedStatus.STALE, {"silent_days": 300}, "Silent for 300 days."),
        (ComputedStatus.COMPLETED, {}, "As declared; no validation on file."),
        (ComputedStatus.COMPLETED, {"is_validated": True}, "The completion was validated."),
        (ComputedStatus.CANCELLED, {}, "What is cancelled is not measured any more."),
        (ComputedStatus.NOT_DUE, {}, "Nothing was due yet by the first version of the plan."),
        (ComputedStatus.NO_DATA, {}, "The plan gives no dates to compare with."),
        (
            ComputedStatus.NO_DATA,
            {"physical": None},
            "The last report does not say how much is done.",
        ),
    ],
)
def test_computed_status_gives_its_reason(dam, status, figures, expected):
    assert words(head.computed(with_status(dam, status, **figures)).note) == expected


def test_computed_status_compares_on_the_day_of_the_report(dam):
    found = head.computed(dam)

    assert (str(found.look.word), words(found.note)) == (
        "On track",
        "80% done, 87% planned on the day of the report.",
    )


def test_computed_status_without_a_report_says_so(study):
    assert words(head.computed(study).note) == "There is no report to compute from."


def dates_of(page):
    return [(one.term, words(one.day), words(one.remark)) for one in head.dates(page)]


def test_four_dates_and_their_delay(dam):
    assert dates_of(dam) == [
        ("Planned start", "1 January 2022", ""),
        ("Actual start", "1 February 2022", "31 days after the day first planned"),
        ("Planned end", "31 December 2025", ""),
        ("Expected end", "31 March 2026", "+90 days against the first version"),
    ]


def test_dates_compare_with_both_versions_once_they_differ(dam):
    moved = replace(dam.commitment, planned_end_on=dt.date(2026, 6, 30))
    page = replace(dam, commitment=moved, figures=replace(dam.figures, slippage_current=-91))

    _start, _began, planned, expected = head.dates(page)

    assert words(planned.remark) == "First version: 31 December 2025"
    assert str(expected.remark).count('class="late"') == 1
    assert words(expected.remark.replace("<br>", "; ")) == (
        "+90 days against the first version; −91 days against the current version"
    )


def test_dates_say_what_the_first_version_did_not_state(dam):
    page = replace(dam, commitment=replace(dam.commitment, first_planned_start_on=None))

    assert words(head.dates(page)[0].remark) == "Not stated in the first version"


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (0, "On the day first planned"),
        (-1, "1 day before the day first planned"),
        (None, ""),
    ],
)
def test_start_is_compared_with_the_first_promise(dam, late, expected):
    page = with_figures(dam, start_slippage=late)

    assert words(head.dates(page)[1].remark) == expected


def test_actual_end_is_shown_as_closely_as_it_is_known(dam):
    report = replace(dam.timeline.reports[0], actual_end_precision=DatePrecision.MONTH)
    page = replace(dam, timeline=replace(dam.timeline, reports=(report,)))

    last = head.dates(with_dates(page, actual_end_on=dt.date(2025, 5, 31)))[3]

    assert (last.term, words(last.day)) == ("Actual end", "May 2025")


def test_end_that_is_past_says_for_how_long(dam):
    page = with_figures(dam, slippage_first=None, slippage_current=None, overdue_days=12)

    assert words(head.dates(page)[3].remark) == "12 days past the planned end"


@pytest.mark.parametrize(
    ("figures", "start", "end"),
    [
        ({"computed": Computed(ComputedStatus.CANCELLED)}, "not applicable", "not applicable"),
        ({"computed": Computed(ComputedStatus.NOT_DUE)}, "not due yet", "not reported"),
        ({"declared": DeclaredStatus.NOT_STARTED}, "not due yet", "not reported"),
        ({}, "not reported", "not reported"),
    ],
)
def test_missing_days_say_why_they_are_missing(study, figures, start, end):
    found = dates_of(with_figures(study, **figures))

    assert [day for _term, day, _remark in found] == ["not stated", start, "not stated", end]


def test_items_of_the_strip_mark_their_own_lateness(dam):
    assert [is_late for *_words, is_late in head.date_items(dam)] == [False] * 4


def test_works_are_dated_and_marked_with_what_was_due(dam):
    page = with_figures(dam, planned_today=Decimal("94.7"))

    assert words(head.works_sentence(page)) == (
        "As of 30 June 2025. Declared, not validated. The mark: 94% was planned by today."
    )


def test_works_that_are_finished_have_no_mark(dam):
    page = with_status(dam, ComputedStatus.COMPLETED, physical=Decimal(100))

    assert words(head.works_sentence(page)) == "As of 30 June 2025. Declared, not validated."
    assert words(head.works_number(page)) == "99%"


def test_unknown_works_have_no_number(study):
    assert head.works_number(study) is None
    assert words(head.works_sentence(study)) == "Not known is not zero: nobody reported it."


def test_way_leads_from_the_plan_to_the_grouping_it_stands_in(dam):
    found = head.crumbs(dam, "fr")

    assert [one.url for one in found] == [
        f"/fr/plans/{dam.plan.code}",
        f"/fr/plans/{dam.plan.code}/nodes/A1",
        f"/fr/plans/{dam.plan.code}/nodes/P01",
    ]
