"""What evaluators said of commitments, now or as of an earlier publication."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from athar.evaluation.enums import NoWord, Stage
from athar.evaluation.models import Assessment
from athar.evaluation.schemes import Criterion, Step, criterion
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.trail.moments import AsOf

_ORDER = {stage: n for n, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """An evaluator's word: a step of the scale of a criterion, or None and why there is none."""

    criterion: Criterion
    stage: Stage
    step: Step | None
    no_word: NoWord | None
    assessor_code: str
    assessor: Translated
    assessed_on: dt.date | None
    assessed_precision: DatePrecision
    source_url: str
    origin: Mapping[str, Any]
    publication: int | None

    @property
    def code(self) -> str:
        """Give the step, or the kind of no word, as machines read it."""
        return self.step.code if self.step else str(self.no_word)

    @property
    def names(self) -> Translated | str:
        """Give the word for people, translated."""
        return self.step.names if self.step else str(self.no_word and self.no_word.label)


def assessments_on(commitment_id: int, as_of: AsOf | None = None) -> tuple[AssessmentView, ...]:
    """Give all that is said of a commitment, in the order of the criteria, the newest stage first.

    Queries: 1.
    """
    found = _read([commitment_id], as_of).get(commitment_id, ())
    return tuple(sorted(found, key=_place))


def assessed_marks(
    commitment_ids: Collection[int], as_of: AsOf | None = None
) -> dict[int, AssessmentView]:
    """Give the word that stands beside the declared and the computed status, by commitment.

    Shape: of the criterion that its scheme marks so, a step rather than none, the latest stage
    first; commitments of which nobody said anything are left out.
    Queries: 1, none without commitments.
    """
    if not commitment_ids:
        return {}
    found = _read(commitment_ids, as_of)
    marks = {key: mark_of(ones) for key, ones in found.items()}
    return {key: mark for key, mark in marks.items() if mark is not None}


def mark_of(ones: Iterable[AssessmentView]) -> AssessmentView | None:
    """Give the word among all that are said of a commitment that stands beside its statuses."""
    of_marks = (one for one in ones if one.criterion.is_mark)
    return max(of_marks, key=_weight, default=None)


def _weight(one: AssessmentView) -> tuple[bool, int, dt.date]:
    return one.step is not None, _ORDER[one.stage], one.assessed_on or dt.date.min


def _place(one: AssessmentView) -> tuple[str, bool, int]:
    return one.criterion.scheme, not one.criterion.is_mark, -_ORDER[one.stage]


def _read(commitment_ids: Collection[int], as_of: AsOf | None) -> dict[int, list[AssessmentView]]:
    rows = _in_force(as_of).filter(commitment__in=commitment_ids).order_by("pk")
    found: defaultdict[int, list[AssessmentView]] = defaultdict(list)
    for row in rows.select_related("assessor", "event"):
        view = _view(row)
        if view is not None:
            found[row.commitment_id].append(view)
    return found


def _in_force(as_of: AsOf | None) -> QuerySet[Assessment]:
    if as_of is None:
        return Assessment.objects.filter(superseded_by=None)
    later = Q(superseded_by__event__publication_number__gt=as_of.number)
    return Assessment.objects.filter(
        Q(superseded_by=None) | later, event__publication_number__lte=as_of.number
    )


def _view(row: Assessment) -> AssessmentView | None:
    """Give a stored word; None of a scale that no longer ships."""
    scale = criterion(row.scheme, row.criterion, row.version)
    if scale is None:
        return None
    return AssessmentView(
        criterion=scale,
        stage=Stage(row.stage),
        step=scale.by_code.get(row.value),
        no_word=NoWord(row.no_word) if row.no_word else None,
        assessor_code=row.assessor.code,
        assessor=row.assessor.names,
        assessed_on=row.assessed_on,
        assessed_precision=DatePrecision(row.assessed_precision),
        source_url=row.source_url,
        origin=row.origin,
        publication=row.event.publication_number,
    )
