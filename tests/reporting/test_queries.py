"""What was published on a commitment, and what proves it, in one query."""

import datetime as dt
from decimal import Decimal

import pytest

from athar.evidence.actions import attach_file, attach_link
from athar.evidence.enums import EvidenceKind
from athar.indicators.enums import Claim, NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.models import Report
from athar.reporting.queries import timeline_of
from tests import cast


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def publish(plan, *drafts):
    publish_reports(by=None, plan_id=plan.id, drafts=drafts, source={"file": "round.xlsx"})


def later(**stated):
    return ReportDraft(commitment_code="PDR-001", **stated)


@pytest.mark.parametrize("n", [1, 3])
def test_timeline_takes_one_query(plan, n, django_assert_num_queries):
    for month in range(1, n):
        publish(plan, later(as_of_on=dt.date(2025, 6 + month, 30), physical=Decimal(80 + month)))

    with django_assert_num_queries(1):
        found = timeline_of(plan.commitments["PDR-001"])

    assert len(found.reports) == n


def test_timeline_without_reports_is_empty(plan):
    found = timeline_of(plan.commitments["PDR-004"])

    assert (found.reports, found.evidence) == ((), ())


def test_report_says_what_was_stated_and_leaves_the_rest_unknown(plan):
    report = timeline_of(plan.commitments["PDR-001"]).reports[0]

    assert (report.as_of_on, report.declared, report.physical) == (
        cast.AS_OF,
        DeclaredStatus.ON_TRACK,
        Decimal("80.00"),
    )
    assert (report.financial, report.actual_start_on, report.forecast_end_on) == (
        Decimal("62.50"),
        dt.date(2022, 2, 1),
        dt.date(2026, 3, 31),
    )
    assert (report.actual_end_on, report.narrative, report.author_name) == (None, {}, "")
    assert report.source == {"name": "test"}


def test_reports_stand_newest_first_and_know_what_was_declared_before(plan):
    words = Translated(fr="À l'arrêt.")
    publish(
        plan,
        later(
            as_of_on=dt.date(2025, 9, 30),
            declared_status=DeclaredStatus.STOPPED,
            narrative=words,
        ),
    )

    newest, oldest = timeline_of(plan.commitments["PDR-001"]).reports

    assert (newest.declared, newest.before, newest.is_first, newest.narrative) == (
        DeclaredStatus.STOPPED,
        DeclaredStatus.ON_TRACK,
        False,
        {"fr": "À l'arrêt."},
    )
    assert (oldest.before, oldest.is_first) == (None, True)


def test_nothing_declared_is_none(plan):
    publish(plan, ReportDraft(commitment_code="PDR-004", as_of_on=cast.AS_OF, physical=Decimal(5)))

    report = timeline_of(plan.commitments["PDR-004"]).reports[0]

    assert (report.declared, report.physical) == (None, Decimal("5.00"))


def test_report_that_is_not_published_stays_hidden(plan):
    Report.objects.create(
        commitment_id=plan.commitments["PDR-001"],
        as_of_on=dt.date(2025, 9, 30),
        typed={"physical": "90"},
    )

    found = timeline_of(plan.commitments["PDR-001"])

    assert [one.as_of_on for one in found.reports] == [cast.AS_OF]


def test_report_says_who_validated_it(plan, people):
    rows = Report.objects.filter(commitment=plan.commitments["PDR-001"])
    at = dt.datetime(2025, 7, 2, 9, tzinfo=dt.UTC)
    rows.update(claim=Claim.VALIDATED, validated_at=at, validated_by=people.validator.pk)

    report = timeline_of(plan.commitments["PDR-001"]).reports[0]

    assert (report.is_validated, report.validated_by, report.validated_at) == (
        True,
        "Validator",
        at,
    )


def test_report_says_why_a_figure_is_missing(plan):
    entry = EntryDraft(no_number=NoNumber.SUPPRESSED)
    entries = {ReportField.PAID: entry, ReportField.PHYSICAL: EntryDraft(written="90")}
    publish(plan, later(as_of_on=dt.date(2025, 9, 30), physical=Decimal(90), entries=entries))

    newest, oldest = timeline_of(plan.commitments["PDR-001"]).reports

    assert (newest.no_number, oldest.no_number) == ({ReportField.PAID: NoNumber.SUPPRESSED}, {})


def attach(subject, text, *, is_public=True):
    because = "" if is_public else "names of people"
    return attach_file(
        by=None,
        subject=subject,
        scope_keys=(),
        content=text.encode(),
        name=f"{text}.txt",
        is_public=is_public,
        restricted_because=because,
    )


def test_evidence_of_a_report_stands_with_it_newest_first(plan):
    report = timeline_of(plan.commitments["PDR-001"]).reports[0]
    attach(report.key, "first")
    attach(report.key, "second")

    found = timeline_of(plan.commitments["PDR-001"])

    proofs = found.reports[0].evidence
    assert [(one.file_name, one.size, one.media_type) for one in proofs] == [
        ("second.txt", 6, "text/plain"),
        ("first.txt", 5, "text/plain"),
    ]
    assert found.evidence == ()


def test_evidence_of_the_commitment_stands_apart(plan):
    commitment = plan.commitments["PDR-001"]
    attach_link(
        by=None,
        subject=f"commitment:{commitment}",
        scope_keys=(),
        url="https://example.org/works",
        title=Translated(fr="Les travaux"),
        visited_on=dt.date(2025, 7, 1),
    )

    (proof,) = timeline_of(commitment).evidence

    assert (proof.kind, proof.url, proof.title, proof.visited_on, proof.sha256) == (
        EvidenceKind.LINK,
        "https://example.org/works",
        {"fr": "Les travaux"},
        dt.date(2025, 7, 1),
        "",
    )


def test_restricted_evidence_and_that_of_others_stay_away(plan):
    other = timeline_of(plan.commitments["PDR-002"]).reports[0]
    attach(f"commitment:{plan.commitments['PDR-001']}", "list of names", is_public=False)
    attach(other.key, "of another")

    found = timeline_of(plan.commitments["PDR-001"])

    assert (found.evidence, found.reports[0].evidence) == ((), ())
