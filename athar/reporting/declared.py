"""What imports declared and nobody validated: read back, and judged like what is typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from athar.evidence.models import Evidence
from athar.indicators.enums import Claim
from athar.kernel import clock
from athar.plans.models import Milestone
from athar.reporting.checks import Check, CheckCode
from athar.reporting.drafts import ReportDraft
from athar.reporting.enums import ReportState
from athar.reporting.judging import Before, Known, judge
from athar.reporting.models import Report
from athar.reporting.stated import report_draft, stated_reports
from athar.reporting.typed import Reading

DECLARED = Q(is_current=True, claim=Claim.DECLARED, state=ReportState.PUBLISHED)
"""The newest report of a commitment, as long as nobody validated it."""

#: A file says nothing of obstacles and of what became of them: it is not asked for them.
_ASKED = frozenset(
    {
        CheckCode.PERCENT_OUT_OF_RANGE,
        CheckCode.AMOUNT_OUT_OF_RANGE,
        CheckCode.ENDS_BEFORE_START,
        CheckCode.DAY_TO_COME,
        CheckCode.COMPLETE_WITHOUT_EVIDENCE,
        CheckCode.COMPLETE_WITH_OPEN_MILESTONES,
        CheckCode.REGRESSION,
        CheckCode.JUMP,
        CheckCode.PAYMENTS_AHEAD,
        CheckCode.PAID_ABOVE_COMMITTED,
    }
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the newest report of a commitment says, and what is wrong or unusual in it."""

    draft: ReportDraft
    checks: tuple[Check, ...]


def read_declared(plan_id: int, rows: Iterable[Report]) -> dict[int, Declared]:
    """Read back and judge current reports of a plan, by key; their commitments are loaded.

    Shape: each is held against the published report before it.
    Queries: 5.
    """
    reports = {row.commitment.code: row for row in rows}
    drafts: defaultdict[str, list[ReportDraft]] = defaultdict(list)
    last: dict[str, ReportDraft] = {}
    for stated in stated_reports(plan_id, reports):
        draft = report_draft(stated)
        if stated["is_current"]:
            last[draft.commitment_code] = draft
        else:
            drafts[draft.commitment_code].append(draft)
    n_evidence = _evidence(reports.values())
    steps = _open_steps(reports.values())
    found = {}
    for code, row in reports.items():
        earlier = next(iter(sorted(drafts[code], key=lambda one: one.as_of_on)[-1:]), None)
        known = Known(
            today=clock.today(),
            amount=row.commitment.amount,
            last=_before(earlier) if earlier else None,
            n_evidence=n_evidence[row.pk],
            open_milestones=frozenset(steps[row.commitment_id]),
            jump_points=settings.REPORT_JUMP_POINTS,
            thresholds=settings.PROGRESS_THRESHOLDS,
        )
        checks = judge(Reading(draft=last[code]), known)
        found[row.pk] = Declared(last[code], tuple(one for one in checks if one.code in _ASKED))
    return found


def _before(draft: ReportDraft) -> Before:
    return Before(
        as_of_on=draft.as_of_on,
        declared=draft.declared_status,
        physical=draft.physical,
        committed=draft.committed,
        paid=draft.paid,
        actual_start_on=draft.actual_start_on,
    )


def _evidence(rows: Iterable[Report]) -> Counter[int]:
    """Count the evidence of each report and of its commitment. Queries: 1."""
    subjects = {
        key: row.pk
        for row in rows
        for key in (f"report:{row.pk}", f"commitment:{row.commitment_id}")
    }
    attached = Evidence.objects.filter(subject__in=subjects).values_list("subject", flat=True)
    return Counter(subjects[subject] for subject in attached)


def _open_steps(rows: Iterable[Report]) -> Mapping[int, list[int]]:
    """Give the steps not reached of each commitment. Queries: 1."""
    ids = [row.commitment_id for row in rows]
    steps: defaultdict[int, list[int]] = defaultdict(list)
    for commitment_id, pk in Milestone.objects.filter(commitment__in=ids, done_on=None).values_list(
        "commitment_id", "pk"
    ):
        steps[commitment_id].append(pk)
    return steps
