"""What happened to a commitment, told from its reports, steps and versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from athar.evidence.enums import EvidenceKind
from athar.evidence.queries import EvidenceView, PhotoView, PictureView
from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.queries import CommitmentVersionView, MilestoneView
from athar.portal.commitments import story
from athar.portal.commitments.page import gather_commitment
from athar.reporting.enums import ReportField
from athar.reporting.queries import WithdrawalView
from athar.ui import statuses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def dam(plan):
    return gather_commitment(plan.code, "PDR-001")


def with_reports(page, *changes):
    """Tell the report of the dam again, each time with other statements, newest first."""
    first = page.timeline.reports[0]
    reports = tuple(replace(first, **one) for one in changes)
    return replace(page, timeline=replace(page.timeline, reports=reports))


def only(page):
    (entry,) = story.entries(page)
    return entry


def test_entry_tells_the_figures_of_its_report(dam):
    entry = only(dam)

    assert [(term, value.striptags()) for term, value in entry.facts] == [
        ("Works done", "80%"),
        ("Committed", "MAD 1.25 million"),
        ("Paid", "MAD 781,250.25"),
        ("Share paid, as declared", "63%"),
        ("Expected end", "31 March 2026"),
    ]
    assert (entry.before, str(entry.after.word), entry.author) == (None, "On track", "")


def test_report_given_again_in_one_more_language_is_told_once(dam):
    arabic = {"id": 1, "narrative": Translated(ar="أشغال"), "source": {"file": "plan-ar.csv"}}
    both = {
        "id": 1,
        "narrative": Translated(ar="أشغال", fr="Travaux"),
        "source": {"file": "suivi.xlsx"},
    }
    before = {"is_first": False, "before": DeclaredStatus.DELAYED}

    entry = only(with_reports(dam, {**both, "is_first": False}, {**arabic, **before}))

    assert entry.signed.striptags() == (
        "Declared, not validated. Read from the file suivi.xlsx. The file plan-ar.csv says the same."
    )
    assert (str(entry.before.word), str(entry.after.word)) == ("Delayed", "On track")


@pytest.mark.parametrize(
    "older",
    [
        {"physical": Decimal(79)},
        {"as_of_on": dt.date(2025, 3, 31)},
        {"narrative": Translated(fr="Autre chose")},
        {"id": 0},
    ],
)
def test_report_that_says_otherwise_is_told_by_itself(dam, older):
    page = with_reports(dam, {}, older)

    assert len(story.entries(page)) == 2


def test_entry_says_why_a_figure_is_missing(dam):
    missing = {
        ReportField.PHYSICAL: NoNumber.NOT_DUE,
        ReportField.COMMITTED: NoNumber.SUPPRESSED,
    }
    silent = {"id": 0, "physical": None, "financial": None, "forecast_end_on": None}
    page = with_reports(dam, {**silent, "no_number": missing})

    assert [value.striptags() for _term, value in only(page).facts] == [
        "not due yet",
        "withheld to protect people",
        "not reported",
    ]


def test_a_hundred_percent_is_kept_for_what_is_validated(dam):
    done = {"physical": Decimal(100), "declared": DeclaredStatus.COMPLETED}
    page = with_reports(dam, {**done, "is_validated": True}, done)

    validated, declared = story.entries(page)

    assert [one.facts[0][1].striptags() for one in (validated, declared)] == ["100%", "99%"]
    assert (validated.after, declared.after) == (
        statuses.DECLARED["completed"],
        statuses.declared("completed", is_validated=False),
    )


def with_withdrawals(page, *days):
    taken_back = tuple(
        WithdrawalView(dt.date(2025, 3, 31), dt.datetime(*day, tzinfo=dt.UTC), "S. Alami", "Error")
        for day in days
    )
    return replace(page, timeline=replace(page.timeline, withdrawals=taken_back))


def test_a_withdrawal_is_told_on_the_day_it_was_made(dam):
    withdrawal, report = story.entries(with_withdrawals(dam, (2025, 9, 1)))

    assert (withdrawal.on, withdrawal.after, withdrawal.facts) == (dt.date(2025, 9, 1), None, ())
    assert withdrawal.narrative.striptags() == (
        "The report as of 31 March 2025 was withdrawn: Error"
    )
    assert (withdrawal.author.striptags(), report.on) == ("S. Alami", dt.date(2025, 6, 30))


def test_a_withdrawal_before_the_last_report_stands_below_it(dam):
    report, withdrawal = story.entries(with_withdrawals(dam, (2025, 4, 2)))

    assert (report.on, withdrawal.on) == (dt.date(2025, 6, 30), dt.date(2025, 4, 2))


@pytest.mark.parametrize(
    ("n_reports", "expected"), [(0, (1, 0, 0)), (3, (4, 0, 0)), (4, (4, 1, 1)), (6, (4, 3, 3))]
)
def test_three_reports_stand_open_and_the_older_ones_are_folded(dam, n_reports, expected):
    page = with_withdrawals(
        with_reports(dam, *({"physical": Decimal(n)} for n in range(n_reports))), (2025, 9, 1)
    )

    open_ones, older, n_older = story.folded(story.entries(page))

    assert (len(open_ones), len(older), n_older) == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({"is_first": True, "before": None}, None),
        ({"is_first": False, "before": DeclaredStatus.ON_TRACK}, None),
        ({"is_first": False, "before": DeclaredStatus.STOPPED}, statuses.DECLARED["stopped"]),
        ({"is_first": False, "before": None}, statuses.DECLARED["none"]),
    ],
)
def test_entry_shows_only_a_status_that_changed(dam, report, expected):
    assert only(with_reports(dam, report)).before == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({}, "Declared, not validated."),
        (
            {"source": {"file": "round.xlsx"}},
            "Declared, not validated. Read from the file round.xlsx.",
        ),
        (
            {"is_validated": True, "validated_at": dt.datetime(2025, 7, 2, tzinfo=dt.UTC)},
            "Validated on 2 July 2025.",
        ),
        (
            {
                "is_validated": True,
                "validated_at": dt.datetime(2025, 7, 2, tzinfo=dt.UTC),
                "validated_by": "S. Alami",
            },
            "Validated by S. Alami on 2 July 2025.",
        ),
    ],
)
def test_entry_says_who_answers_for_it(dam, report, expected):
    assert only(with_reports(dam, report)).signed.striptags() == expected


def proof(kind, key=1, **stated):
    nothing = {"title": Translated(), "file_name": "", "sha256": "", "media_type": "", "url": ""}
    nothing["visited_on"] = None
    return EvidenceView(
        id=key,
        subject="report:1",
        kind=kind,
        size=0,
        language="",
        licence="",
        added_at=dt.datetime(2025, 7, 2, tzinfo=dt.UTC),
        **{**nothing, **stated},
    )


def test_proofs_are_downloaded_seen_or_visited(dam):
    wall = Translated(en="The wall")
    given = [
        proof(EvidenceKind.FILE, file_name="permit.pdf", sha256="ab"),
        proof(EvidenceKind.PHOTO, 2, file_name="wall.jpg", sha256="cd", title=wall),
        proof(EvidenceKind.LINK, url="https://example.org/", visited_on=dt.date(2025, 7, 1)),
    ]

    day = dt.date(2025, 6, 12)
    photo = PhotoView(day, None, None, (PictureView(320, 320, 240), PictureView(640, 320, 240)))
    page = replace(dam, photos={2: photo})

    found = story.exhibits(page, given)

    assert [(one.label, one.address, one.note.striptags()) for one in found] == [
        ("permit.pdf", "/files/ab/permit.pdf", ""),
        (wall, "/photos/cd/1280.webp", "Taken on 12 June 2025"),
        ("https://example.org/", "https://example.org/", "Visited on 1 July 2025"),
    ]
    assert [one.srcset for one in found] == ["", "/photos/cd/320.webp 320w", ""]
    assert [len(one.pictures) for one in found] == [0, 2, 0]


def step(**dates):
    none = {"first_planned_on": None, "planned_on": None, "done_on": None}
    return MilestoneView(1, Translated(en="Studies"), **{**none, **dates}, requires_evidence=True)


def test_steps_say_when_they_are_due_and_how_they_stand(dam):
    first, now, ahead = dt.date(2024, 12, 31), dt.date(2025, 10, 10), dt.date(2026, 1, 1)
    steps = (
        step(planned_on=first, first_planned_on=first, done_on=first),
        step(planned_on=now, first_planned_on=first),
        step(planned_on=ahead),
        step(),
    )
    page = replace(dam, commitment=replace(dam.commitment, milestones=steps))

    assert [(due.striptags(), state.striptags()) for _title, due, state in story.steps(page)] == [
        ("31 December 2024", "Done on 31 December 2024"),
        ("10 October 2025First version: 31 December 2024", "Late by 5 days"),
        ("1 January 2026", "Not due yet"),
        ("not reported", "not reported"),
    ]
    assert story.steps_note(page).striptags() == "1 of 4 done"


def version(number, before, after, **stated):
    told = {"what": Translated(), "why": "", "decided_by": "", "decided_on": None}
    return CommitmentVersionView(
        number=number,
        published_on=dt.date(2025, 3, 6),
        before=before,
        after=after,
        **{**told, **stated},
    )


def told(page, one):
    (found,) = story.versions(replace(page, commitment=replace(page.commitment, versions=(one,))))
    return found


def test_first_version_is_a_promise_and_no_change(dam):
    found = told(dam, version(1, None, {"amount": "5.00"}))

    assert (found.is_first, found.changes, found.decided) == (True, (), "")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (None, "Decided by: The council"),
        (dt.date(2025, 3, 3), "Decided by: The council, 3 March 2025"),
    ],
)
def test_version_says_who_decided(dam, on, expected):
    found = told(dam, version(2, {}, {}, decided_by="The council", decided_on=on))

    assert found.decided.striptags() == expected


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("title", {"fr": "Barrage"}, {"en": "Dam"}, ("Title", "Barrage", "Dam")),
        (
            "amount",
            "1250000.50",
            "2000000.00",
            ("Planned amount", "MAD 1.25 million", "MAD 2 million"),
        ),
        ("amount", None, "0.00", ("Planned amount", "nothing stated", "MAD 0")),
        (
            "planned_end_on",
            "2025-12-31",
            "2026-06-30",
            ("Planned end", "31 December 2025", "30 June 2026"),
        ),
        ("approved_on", None, "2026-06-30", ("Approved on", "nothing stated", "30 June 2026")),
        ("covers_whole_place", False, True, ("Covers the whole territory", "no", "yes")),
        ("n_sub_projects", 3, 12, ("Sub-projects", "3", "12")),
        (
            "places",
            ["hcp:01.151"],
            ["hcp:01.151", "hcp:01.511"],
            ("Places", "01.151", "01.151 01.511"),
        ),
        ("themes", [], ["6"], ("Themes", "nothing stated", "6")),
        (
            "bodies",
            [["lead", "MEE"]],
            [["support", "REG"]],
            ("Bodies", "MEE (Lead body)", "REG (Supporting body)"),
        ),
        ("node", "P01", "P02", ("Axis or programme", "P01", "P02")),
        (
            "removed_in_version",
            None,
            2,
            ("Taken out of the plan", "nothing stated", "in version 2"),
        ),
    ],
)
def test_change_is_told_in_words(dam, name, before, after, expected):
    found = told(dam, version(2, {name: before}, {name: after}))

    ((label, was, now),) = found.changes
    assert (str(label), was.striptags(), now.striptags()) == expected


def test_change_of_a_day_keeps_its_precision(dam):
    precision = {"planned_end_precision": "year"}
    before, after = {"planned_end_on": "2025-12-31"}, {"planned_end_on": "2026-12-31", **precision}

    found = told(dam, version(2, before, after))

    assert [now.striptags() for _label, _was, now in found.changes] == ["2026"]


def test_what_people_do_not_read_is_no_change(dam):
    found = told(dam, version(2, {"is_sample": False}, {"is_sample": True}))

    assert found.changes == ()
