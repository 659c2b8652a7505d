"""What the page of a country before the partnership shows, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from athar.kernel import clock
from athar.kernel.eligibility import Outcome, Passed, Path, Score, in_review, reforms_open
from athar.network.enums.accession import StepKey
from athar.network.enums.eligibility import METRICS, CriterionKey
from athar.network.queries import AccessionFile, FactView, StepView, YearView, accession_file
from athar.network.shipped import Basis, DatedRules, current_rules
from athar.ui.site import Label

MOST_PATHS = 3
TEMPLATES = {
    StepKey.LETTER: "letter-of-intent",
    StepKey.FORUM: "forum-rules",
    StepKey.CO_CREATION: "co-creation-timeline",
    StepKey.FIRST_PLAN: "commitment-sheet",
}
"""Which template helps at which step."""


@dataclass(frozen=True, slots=True)
class MetricLine:
    """A metric as the page shows it: pips got and to be got, what is known, on what it rests.

    Shape: `points` None: not known. `facts`: (criterion, what is known of it or None).
    """

    label: Label
    points: int | None
    gained: int
    basis: Basis
    facts: tuple[tuple[CriterionKey, FactView | None], ...]

    @property
    def pips(self) -> tuple[str, ...]:
        """Give one class for each of the four points."""
        got = self.points or 0
        return ("on",) * got + ("go",) * self.gained + ("",) * (4 - got - self.gained)

    @property
    def source(self) -> FactView | None:
        """Give a fact whose source is that of all facts, None where they have several."""
        known = [fact for _key, fact in self.facts if fact]
        told = {
            (one.source_title, one.source_url, one.source_year, one.confidence) for one in known
        }
        return known[0] if len(told) == 1 else None


@dataclass(frozen=True, slots=True)
class AccessionPage:
    """A country, its newest year, what if it reformed, and its road.

    Shape: `year` None: nothing is known. `tried` None: no reform was chosen.
    """

    file: AccessionFile
    rules: DatedRules
    year: YearView | None
    chosen: tuple[str, ...]
    tried: Score | None
    metrics: tuple[MetricLine, ...]
    steps: tuple[StepView, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Give the first paths that reach the threshold."""
        return self.year.paths[:MOST_PATHS] if self.year else ()

    @property
    def gained(self) -> int:
        """Give the points the ring shows beyond those there are: tried, else the shortest path."""
        if self.year is None or self.year.score.points is None:
            return 0
        if self.tried is not None:
            return max(0, (self.tried.points or 0) - self.year.score.points)
        return self.paths[0].gained if self.paths else 0

    @property
    def switches(self) -> tuple[CriterionKey, ...]:
        """Give the reforms that may be tried."""
        if self.year is None:
            return ()
        return tuple(map(CriterionKey, reforms_open(self.rules.rules, self.year.answers)))

    @property
    def is_warned(self) -> bool:
        """Tell whether a member is below the minimum; years long past warn of nothing."""
        if self.year is None or self.year.year < clock.today().year - 1:
            return False
        return self.file.is_member and self.year.score.outcome is Outcome.NOT_ELIGIBLE

    @property
    def is_in_review(self) -> bool:
        """Tell whether a member is below the minimum two years running."""
        outcomes = {one.year: one.score.outcome for one in self.file.years}
        return self.is_warned and in_review(outcomes)

    @property
    def checks_values(self) -> bool:
        """Tell whether the Values Check is shown: it is for countries that are not yet members."""
        return not self.file.is_member

    @property
    def values(self) -> Passed:
        """Give whether the Values Check is passed."""
        return self.year.values if self.year else Passed.NOT_KNOWN


def gather_accession(code: str, tried: Sequence[str]) -> AccessionPage | None:
    """Gather the page of a country; `tried` are the reforms of which one asks what if.

    Queries: 12 at most.
    """
    found = accession_file(code)
    return None if found is None else page_of(found, tried)


def page_of(found: AccessionFile, tried: Sequence[str]) -> AccessionPage:
    """Put a file together as a page shows it. Queries: 0."""
    year = found.years[0] if found.years else None
    rules = year.rules if year else current_rules()
    open_now = reforms_open(rules.rules, year.answers) if year else ()
    chosen = tuple(key for key in open_now if key in tried)
    after = year.what_if(chosen) if year and chosen else None
    shown = after or (year.what_if(year.paths[0].reforms) if year and year.paths else None)
    return AccessionPage(
        file=found,
        rules=rules,
        year=year,
        chosen=chosen,
        tried=after,
        metrics=_metrics(rules, year, shown),
        steps=found.road.steps if found.road and found.road.steps else _plain_steps(),
    )


def _metrics(
    rules: DatedRules, year: YearView | None, shown: Score | None
) -> tuple[MetricLine, ...]:
    lines = []
    for place, metric in enumerate(rules.rules.metrics):
        now = year.score.metrics[place].points if year else None
        then = shown.metrics[place].points if shown else None
        lines.append(
            MetricLine(
                label=METRICS[metric.key],
                points=now,
                gained=max(0, then - now) if now is not None and then is not None else 0,
                basis=rules.bases[metric.key],
                facts=tuple(
                    (CriterionKey(one.key), year.facts.get(one.key) if year else None)
                    for one in metric.criteria
                ),
            )
        )
    return tuple(lines)


def _plain_steps() -> tuple[StepView, ...]:
    """Give the steps of a road that is not walked yet, or not shown."""
    return tuple(StepView(0, key, None, None, 0) for key in StepKey)


def for_machines(page: AccessionPage) -> dict[str, Any]:
    """Give the page as JSON holds it: years, facts with their sources, paths, what was tried."""
    country = page.file.country
    return {
        "code": country.code,
        "names": country.names,
        "is_fictional": country.is_fictional,
        "is_simulation": True,
        "rules": {"since": page.rules.since, "source": page.rules.source},
        "years": [_year(one) for one in page.file.years],
        "tried": list(page.chosen),
        "points_if_tried": page.tried.points if page.tried else None,
    }


def _year(one: YearView) -> dict[str, Any]:
    return {
        "year": one.year,
        "points": one.score.points,
        "available": one.score.available or None,
        "needed": one.score.needed or None,
        "outcome": one.score.outcome.value,
        "values_check": one.values.value,
        "facts": [
            {
                "criterion": fact.criterion.value,
                "answer": fact.answer,
                "source_title": fact.source_title or None,
                "source_url": fact.source_url or None,
                "source_year": fact.source_year,
                "confidence": fact.confidence.value,
            }
            for fact in one.facts.values()
        ],
        "paths": [list(path.reforms) for path in one.paths],
    }
