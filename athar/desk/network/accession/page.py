"""What the file of a candidate shows to its focal point."""

from __future__ import annotations

from dataclasses import dataclass

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.network.enums.accession import MentorshipState, Section
from athar.network.enums.eligibility import LIMITS, Confidence, CriterionKey
from athar.network.enums.members import Standing
from athar.network.queries import (
    AccessionFile,
    Country,
    FactView,
    MentorView,
    YearView,
    countries_before,
)
from athar.ui.site import Label

MOST_PATHS = 3


@dataclass(frozen=True, slots=True)
class FilePage:
    """The newest year of a candidate, the ways to enough, and what may be chosen.

    Shape: `year` None: no fact is recorded yet. `mentor`: who is asked or accompanies it now.
    `facts`: every criterion with what is known of it.
    """

    file: AccessionFile
    year: YearView | None
    facts: tuple[tuple[CriterionKey, FactView | None], ...]
    mentor: MentorView | None
    members: tuple[Country, ...]

    @property
    def this_year(self) -> int:
        """Give the year for which a fact is recorded if no other is typed."""
        return self.year.year if self.year else clock.today().year

    @property
    def next_criterion(self) -> str:
        """Give the first criterion of which nothing is recorded."""
        found = (key for key, fact in self.facts if fact is None and key is not CriterionKey.TOTAL)
        return next(found, CriterionKey.BUDGET_PROPOSAL)

    def ways(self) -> list[list[tuple[Label, int]]]:
        """Give the first ways to enough: each reform with the points that it gives by itself."""
        if self.year is None or self.year.score.points is None:
            return []
        now = self.year.score.points
        return [
            [
                (CriterionKey(key).label, (self.year.what_if([key]).points or 0) - now)
                for key in path.reforms
            ]
            for path in self.year.paths[:MOST_PATHS]
        ]

    def criteria(self) -> list[tuple[str, Label]]:
        """Offer the criteria."""
        return [(one.value, one.label) for one in CriterionKey if one is not CriterionKey.TOTAL]

    def members_offered(self) -> list[tuple[int, Translated]]:
        """Offer the members that may be asked."""
        return [(one.id, one.names) for one in self.members]

    def sections(self) -> list[tuple[str, Label]]:
        """Offer the sections that the public may see."""
        return [(one.value, one.label) for one in Section]

    def confidences(self) -> list[tuple[str, Label]]:
        """Offer how sure a fact is."""
        return [(one.value, one.label) for one in Confidence]

    def is_measured(self, key: CriterionKey) -> bool:
        """Tell whether a criterion is a number."""
        return key in LIMITS


def gather_file(file: AccessionFile) -> FilePage:
    """Put the file of a candidate together. Queries: 1 at most."""
    year = file.years[0] if file.years else None
    facts = year.facts if year else {}
    open_now = (MentorshipState.ASKED, MentorshipState.ACCEPTED)
    mentors = file.road.mentors if file.road else ()
    mentor = next((one for one in mentors if one.state in open_now), None)
    may_ask = file.road is not None and mentor is None
    return FilePage(
        file=file,
        year=year,
        facts=tuple(
            (key, facts.get(key)) for key in CriterionKey if key in facts or key != "total"
        ),
        mentor=mentor,
        members=countries_before(Standing.MEMBER) if may_ask else (),
    )
