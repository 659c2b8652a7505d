"""Publishing reports: each stays as it was stated, a correction takes its place in front."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from threading import Event as Signal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from athar.finance.models import Execution
from athar.indicators.enums import Claim, NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.drafts import Differences
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.models import Report, ReportEntry
from athar.trail.actions import begin, finish
from athar.trail.models import Event
from athar.trail.queries import history, last_publication_number
from tests import cast
from tests.everything import n_acts

SEPTEMBER = dt.date(2025, 9, 30)
MAY = dt.date(2025, 5, 31)


def draft(code="PDR-001", **stated):
    return ReportDraft(commitment_code=code, **{"as_of_on": SEPTEMBER, **stated})


def publish(plan, *drafts, by=None, **more):
    source = {"file": "round.xlsx"}
    return publish_reports(by=by, plan_id=plan.id, drafts=drafts, source=source, **more)


def reports(code="PDR-001"):
    rows = Report.objects.filter(commitment__code=code).order_by("pk")
    return list(rows.values_list("as_of_on", "physical", "is_current"))


def all_rows():
    return (
        list(Report.objects.order_by("pk").values()),
        list(ReportEntry.objects.order_by("pk").values()),
        list(Execution.objects.order_by("pk").values()),
        n_acts(),
    )


def test_the_same_reports_again_change_nothing(plan):
    before = all_rows()

    differences = publish(plan, *cast.REPORTS)

    assert (differences, all_rows()) == (Differences(), before)


def test_the_same_report_of_an_earlier_date_again_changes_nothing(plan):
    earlier = draft(as_of_on=MAY, physical=Decimal(70))
    publish(plan, earlier)
    before = all_rows()

    differences = publish(plan, earlier)

    assert (differences, all_rows()) == (Differences(), before)


def test_a_newer_report_stands_in_front_and_the_earlier_one_stays(plan):
    before = Report.objects.filter(commitment__code="PDR-001").values().get()

    publish(plan, draft(physical=Decimal(85)))

    kept = Report.objects.values().get(pk=before["id"])
    assert kept == {**before, "is_current": False}
    assert reports() == [(cast.AS_OF, Decimal(80), False), (SEPTEMBER, Decimal(85), True)]


def test_a_correction_of_the_same_date_takes_the_place_of_what_was_wrong(plan):
    wrong = cast.REPORTS[0]

    publish(plan, replace(wrong, physical=Decimal(45), paid=Decimal(500000)))

    assert reports() == [(cast.AS_OF, Decimal(80), False), (cast.AS_OF, Decimal(45), True)]
    paid = Execution.objects.filter(commitment__code="PDR-001", kind="paid").order_by("pk")
    assert list(paid.values_list("amount", flat=True)) == [Decimal("781250.25"), Decimal(500000)]


def test_a_correction_may_be_corrected_back(plan):
    publish(plan, replace(cast.REPORTS[0], physical=Decimal(45)))

    publish(plan, cast.REPORTS[0])

    assert [physical for _on, physical, _current in reports()] == [80, 45, 80]
    assert [is_current for _on, _physical, is_current in reports()] == [False, False, True]


def test_a_report_of_an_earlier_date_does_not_stand_in_front(plan):
    differences = publish(plan, draft(as_of_on=MAY, physical=Decimal(70)))

    assert reports() == [(cast.AS_OF, Decimal(80), True), (MAY, Decimal(70), False)]
    assert [one.before for one in differences.added] == [None]


def test_of_several_dates_the_newest_stands_in_front(plan):
    publish(plan, draft(physical=Decimal(90)), draft(as_of_on=MAY, physical=Decimal(70)))

    assert reports() == [
        (cast.AS_OF, Decimal(80), False),
        (MAY, Decimal(70), False),
        (SEPTEMBER, Decimal(90), True),
    ]


def test_what_is_not_stated_is_unknown_and_zero_is_zero(plan):
    publish(plan, draft("PDR-004", physical=Decimal(0), paid=Decimal(0)))

    row = Report.objects.get(commitment__code="PDR-004")
    assert (row.physical, row.financial, row.declared_status) == (Decimal(0), None, "")
    stated = Execution.objects.filter(commitment__code="PDR-004")
    assert list(stated.values_list("kind", "amount")) == [("paid", Decimal(0))]


def test_a_report_that_says_nothing_is_not_published(plan):
    before = all_rows()
    empty = draft("PDR-004", entries={ReportField.PHYSICAL: EntryDraft(written="-")})

    assert (publish(plan, empty), all_rows()) == (Differences(), before)


def test_a_published_report_is_declared_not_validated(plan):
    publish(plan, draft(declared_status=DeclaredStatus.COMPLETED, physical=Decimal(100)))

    row = Report.objects.get(commitment__code="PDR-001", is_current=True)
    assert (row.claim, row.validated_at, row.validated_by) == (Claim.DECLARED, None, None)


def test_what_was_written_stands_behind_each_field(plan):
    written = EntryDraft(written="n" * 400, origin={"row": 7, "column": "F / Physique"})
    entries = {
        ReportField.PHYSICAL: written,
        ReportField.PAID: EntryDraft(written="s.o.", no_number=NoNumber.NOT_APPLICABLE),
    }

    publish(plan, draft(physical=Decimal(85), entries=entries))

    rows = ReportEntry.objects.filter(report__as_of_on=SEPTEMBER).order_by("pk")
    assert list(rows.values_list("field", "written", "no_number", "origin")) == [
        ("physical", "n" * 300, "", {"row": 7, "column": "F / Physique"}),
        ("paid", "s.o.", "not_applicable", {}),
    ]


def test_another_reason_for_no_number_is_another_report(plan):
    def said(why):
        entries = {ReportField.PAID: EntryDraft(no_number=why)}
        return draft(physical=Decimal(85), entries=entries)

    publish(plan, said(NoNumber.NOT_DUE))
    again = publish(plan, said(NoNumber.NOT_DUE))
    other = publish(plan, said(NoNumber.NOT_REPORTED))

    assert again == Differences()
    assert [(one.before["no_number"], one.after["no_number"]) for one in other.changed] == [
        ({"paid": "not_due"}, {"paid": "not_reported"})
    ]


def test_a_cancelled_commitment_keeps_its_reports_and_may_be_reported_again(plan):
    publish(plan, draft("PDR-005", declared_status=DeclaredStatus.ON_TRACK, physical=Decimal(5)))

    rows = Report.objects.filter(commitment__code="PDR-005").order_by("pk")
    assert list(rows.values_list("declared_status", "is_current")) == [
        ("cancelled", False),
        ("on_track", True),
    ]


def test_publication_is_recorded_with_what_differs(plan, people):
    publish(
        plan, draft(physical=Decimal(85), narrative=Translated(fr="Crues")), by=people.coordinator
    )

    newest = history(f"commitment:{plan.commitments['PDR-001']}")[0]
    assert (newest.kind, newest.actor_name, newest.source) == (
        "reports.published",
        "Coordinator",
        {"file": "round.xlsx"},
    )
    assert (newest.before["physical"], newest.after["physical"]) == ("80.00", "85.00")
    assert (newest.before["as_of_on"], newest.after["as_of_on"]) == ("2025-06-30", "2025-09-30")
    assert (newest.before["narrative"], newest.after["narrative"]) == ({}, {"fr": "Crues"})
    row = Report.objects.get(commitment__code="PDR-001", is_current=True)
    assert (row.authored_by, row.author_name) == (people.coordinator, "Coordinator")
    assert row.event_id == newest.event_id


def test_each_publication_takes_the_next_number(plan):
    first = last_publication_number()

    publish(plan, draft(physical=Decimal(85)))
    publish(plan, draft(physical=Decimal(86)), draft("PDR-002", physical=Decimal(50)))
    publish(plan, draft(physical=Decimal(86)))

    assert last_publication_number() == first + 2


def test_the_act_that_brought_reports_is_named_as_their_source(plan):
    with transaction.atomic():
        cause = begin(kind="plan.imported", by=None, subject=f"plan:{plan.id}")
        publish(plan, draft(physical=Decimal(85)), event=cause)
        finish(cause)

    event = Event.objects.get(kind="reports.published", source__event=cause.pk)
    assert event.source == {"file": "round.xlsx", "event": cause.pk}


def test_refused_reports_change_nothing_and_leave_no_event(plan):
    before, number = all_rows(), last_publication_number()

    with pytest.raises(ValidationError) as refused:
        publish(plan, draft(physical=Decimal(85)), draft("PDR-002", physical=Decimal(112)))

    assert [one.code for one in refused.value.error_list] == ["percent_out_of_range"]
    assert (all_rows(), last_publication_number()) == (before, number)


@pytest.mark.parametrize("who", ["manager", "validator", "evaluator", "stranger", "citizen"])
def test_who_may_not_publish_changes_nothing(plan, people, who):
    before = all_rows()

    with pytest.raises(PermissionDenied):
        publish(plan, draft(physical=Decimal(85)), by=getattr(people, who))

    assert all_rows() == before


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_report_published_meanwhile_waits_and_stands_in_front():
    plan = cast.published_plan()
    written = Signal()

    def first():
        with closing(connection), transaction.atomic():
            publish(plan, draft(physical=Decimal(81)))
            written.set()
            time.sleep(0.3)

    def second():
        assert written.wait(timeout=60)
        with closing(connection):
            publish(plan, draft(physical=Decimal(82)))

    with ThreadPoolExecutor(2) as offices:
        sent = [offices.submit(act) for act in (first, second)]

    assert [one.exception() for one in sent] == [None, None]
    assert [physical for _on, physical, _is_current in reports()] == [80, 81, 82]
    assert [is_current for _on, _physical, is_current in reports()] == [False, False, True]


@pytest.mark.parametrize("n_reports", [1, 3])
def test_publishing_takes_the_same_queries_for_one_and_for_three(
    plan, n_reports, django_assert_num_queries
):
    drafts = [
        draft(f"PDR-00{number + 1}", physical=Decimal(85 + number), paid=Decimal(5))
        for number in range(n_reports)
    ]

    with django_assert_num_queries(40):
        publish(plan, *drafts)
