"""Stating what evaluators say; nothing said before is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from athar.evaluation.drafts import AssessmentDraft
from athar.evaluation.models import Assessment
from athar.evaluation.rules import can_assess
from athar.evaluation.validators import Key, check_assessments, key_of
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.queries import organisations_by_code
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.models import Commitment
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish
from athar.trail.refusing import acting

RECORDED = "assessments.recorded"
_COLUMNS = (
    *("commitment", "scheme", "criterion", "version", "stage", "value", "no_word", "assessor"),
    *("assessed_on", "assessed_precision", "source_url", "origin", "event", "supersedes"),
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many assessments are new, how many supersede an earlier word, how many say the same."""

    added: int = 0
    superseded: int = 0
    same: int = 0


@acting(RECORDED, "plan:{plan_id}")
def record_assessments(
    *,
    by: Actor | None,
    plan_id: int,
    drafts: Sequence[AssessmentDraft],
    reason: str = "",
    source: Mapping[str, Any] | None = None,
) -> Recorded:
    """State assessments of the commitments of a plan, and publish those that say something new.

    Shape: what says the same as the word in force, by the same body at the same stage, leaves no
    trace, so that stating a file twice changes nothing.
    Errors: PermissionDenied; ValidationError (see check_assessments); Plan.DoesNotExist.
    Queries: 4 to read; 5 more, and those of the projectors, when something is new; 1 more for each
    5,000 assessments.
    """
    require(can_assess(by, hold_plan(plan_id)), "evaluation.record_assessments")
    commitments = dict(Commitment.objects.filter(plan=plan_id).values_list("code", "pk"))
    bodies = organisations_by_code({draft.assessor_code for draft in drafts})
    check_assessments(drafts, commitments, bodies, clock.today())
    stored = _in_force(plan_id)
    new = [draft for draft in drafts if not _says_the_same(stored.get(key_of(draft)), draft)]
    if not new:
        return Recorded(same=len(drafts))
    subject = f"plan:{plan_id}"
    event = begin(kind=RECORDED, by=by, subject=subject, reason=reason, source=source)
    insert_rows(
        Assessment,
        _COLUMNS,
        (
            (
                commitments[one.commitment_code],
                *(one.scheme, one.criterion, one.version, str(one.stage)),
                *(one.value, str(one.no_word or ""), bodies[one.assessor_code].id),
                *(one.assessed_on, str(one.assessed_precision), one.source_url),
                *(dict(one.origin), event.pk, earlier.pk if earlier else None),
            )
            for one in new
            for earlier in (stored.get(key_of(one)),)
        ),
    )
    finish(event, touched=_touched(new, stored, commitments), publishes=True)
    n_superseded = sum(key_of(one) in stored for one in new)
    return Recorded(len(new) - n_superseded, n_superseded, len(drafts) - len(new))


def _in_force(plan_id: int) -> dict[Key, Assessment]:
    rows = Assessment.objects.filter(commitment__plan=plan_id, superseded_by=None)
    return {
        (
            *(row.commitment.code, row.scheme, row.criterion, row.version),
            *(row.stage, row.assessor.code),
        ): row
        for row in rows.select_related("commitment", "assessor").only(
            *("scheme", "criterion", "version", "stage", "value", "no_word", "assessed_on"),
            *("assessed_precision", "commitment__code", "assessor__code"),
        )
    }


def _says_the_same(row: Assessment | None, draft: AssessmentDraft) -> bool:
    return row is not None and (
        (row.value, row.no_word, row.assessed_on, row.assessed_precision)
        == (draft.value, str(draft.no_word or ""), draft.assessed_on, draft.assessed_precision)
    )


def _touched(
    new: Sequence[AssessmentDraft],
    stored: Mapping[Key, Assessment],
    commitments: Mapping[str, int],
) -> list[Touched]:
    """Say of each commitment what was said of it and what is, by criterion and stage."""
    before: defaultdict[int, dict[str, str]] = defaultdict(dict)
    after: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for one in new:
        key = commitments[one.commitment_code]
        name = f"{one.scheme}.{one.criterion}.{one.version}.{one.stage}"
        after[key][name] = one.value or str(one.no_word)
        earlier = stored.get(key_of(one))
        if earlier is not None:
            before[key][name] = earlier.value or earlier.no_word
    return [
        Touched(f"commitment:{key}", {"assessments": before[key]}, {"assessments": said})
        for key, said in after.items()
    ]
