"""Reading eligibility: what is known of a member each year, its points, what would be enough."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.eligibility import (
    Fact,
    Passed,
    Path,
    Score,
    cheapest_paths,
    score,
    values_check,
    with_reforms,
)
from athar.network.enums.eligibility import Confidence, CriterionKey
from athar.network.models.eligibility import EligibilityFact
from athar.network.shipped import DatedRules, current_rules


@dataclass(frozen=True, slots=True)
class FactView:
    """What is known of one criterion, and where from; `answer` None: not known.

    Shape: a draft was recorded by the candidate itself.
    """

    criterion: CriterionKey
    answer: Fact
    source_title: str
    source_url: str
    source_year: int | None
    confidence: Confidence
    is_draft: bool
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of a member: what is known, its points by the newest rules, and paths to enough."""

    year: int
    facts: Mapping[str, FactView]
    rules: DatedRules
    score: Score
    values: Passed
    paths: tuple[Path, ...]

    def what_if(self, reforms: Collection[str]) -> Score:
        """Give the points as they were if criteria that are not met today were met too."""
        return with_reforms(self.rules.rules, self.answers, tuple(reforms), self.total)

    @property
    def answers(self) -> dict[str, Fact]:
        """Give what is known by criterion, without the stated total."""
        return {key: one.answer for key, one in self.facts.items() if key != CriterionKey.TOTAL}

    @property
    def total(self) -> int | None:
        """Give the points a source states, None when none does."""
        return _total(self.facts)


def eligibility_of(
    member_ids: Collection[int], *, with_drafts: bool = False
) -> dict[int, tuple[YearView, ...]]:
    """Give the years of some members of which anything is known, the newest first.

    Shape: a member of whom nothing is known is absent. `with_drafts`: also what candidates
    recorded themselves; the newest of a criterion counts.
    Queries: 1.
    """
    rows = EligibilityFact.objects.filter(member__in=member_ids)
    if not with_drafts:
        rows = rows.filter(is_draft=False)
    found: dict[int, dict[int, dict[str, FactView]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows.order_by("-year", "pk"):
        found[row.member_id][row.year][row.criterion] = _view(row)
    rules = current_rules()
    return {
        member_id: tuple(_year(year, facts, rules) for year, facts in years.items())
        for member_id, years in found.items()
    }


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One row of what was ever recorded of a year, with who recorded it."""

    fact: FactView
    recorded_by: str


def history_of_facts(member_id: int, year: int) -> tuple[FactEntry, ...]:
    """Give all that was ever recorded of a year, drafts too, the newest first. Queries: 1."""
    rows = EligibilityFact.objects.filter(member=member_id, year=year)
    return tuple(
        FactEntry(_view(row), row.recorded_by.name if row.recorded_by else "")
        for row in rows.select_related("recorded_by").order_by("-pk")
    )


def _year(year: int, facts: Mapping[str, FactView], rules: DatedRules) -> YearView:
    answers = {key: one.answer for key, one in facts.items() if key != CriterionKey.TOTAL}
    total = _total(facts)
    return YearView(
        year=year,
        facts=facts,
        rules=rules,
        score=score(rules.rules, answers, total),
        values=values_check(rules.rules, answers),
        paths=cheapest_paths(rules.rules, answers, total),
    )


def _total(facts: Mapping[str, FactView]) -> int | None:
    stated = facts.get(CriterionKey.TOTAL)
    return int(stated.answer) if stated and isinstance(stated.answer, Decimal) else None


def _view(row: EligibilityFact) -> FactView:
    return FactView(
        criterion=CriterionKey(row.criterion),
        answer=row.value if row.is_met is None else row.is_met,
        source_title=row.source_title,
        source_url=row.source_url,
        source_year=row.source_year,
        confidence=Confidence(row.confidence),
        is_draft=row.is_draft,
        recorded_at=row.recorded_at,
    )
