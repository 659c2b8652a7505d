"""What an import of values adds and supersedes, value by value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from athar.desk.values.wording import category_words, said
from athar.indicators.enums import Claim, NoNumber
from athar.indicators.queries import IndicatorView, Said, indicators_by_id
from athar.intake.enums import UploadKind
from athar.intake.queries import UploadView
from athar.intake.reports.changes import Fate, Touch
from athar.kernel.periods import parse_period
from athar.kernel.text import Translated
from athar.reference.queries import PlaceRef, place_refs
from athar.ui import formatting
from athar.ui.site import Label

_NUMBERS = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a file: of what it is, what stood before, what stands after, in which cell.

    Shape: `about` are place, period and part of the whole; `claim` None where it is that of the
    file; `before` None for a new one.
    """

    title: Translated
    about: Markup
    claim: Label | None
    before: Markup | None
    after: Markup
    cell: str


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """What applying a file of values does: counts, and the values by fate, at most so many."""

    n_added: int
    n_superseded: int
    n_same: int
    superseded: tuple[ValueLine, ...]
    added: tuple[ValueLine, ...]

    @property
    def is_nothing(self) -> bool:
        """Tell whether every value of the file is stored already."""
        return not self.n_added and not self.n_superseded

    @property
    def n_left(self) -> Mapping[str, int]:
        """Count the values of each fate that are not shown."""
        return {
            "superseded": self.n_superseded - len(self.superseded),
            "added": self.n_added - len(self.added),
        }


def values_difference(view: UploadView) -> ValuesPage | None:
    """Gather what applying a file of values does; None for another file, or before it can be.

    Queries: 4 where there is something.
    """
    findings = view.findings
    if view.kind is not UploadKind.VALUES or findings is None or not findings.is_taken:
        return None
    changes = findings.changes
    indicators = indicators_by_id(_named(changes.touches, "indicator"), drafts=True)
    places = place_refs(_named(changes.touches, "place"))

    def lines(fate: Fate) -> tuple[ValueLine, ...]:
        of_fate = (one for one in changes.touches if one.fate is fate)
        return tuple(_lines(of_fate, indicators, places, view.claim))

    return ValuesPage(
        *(changes.added, changes.changed, changes.same),
        superseded=lines(Fate.CHANGED),
        added=lines(Fate.ADDED),
    )


def _named(touches: Iterable[Touch], what: str) -> set[int]:
    return {one.fields[what][1] for one in touches}


def _lines(
    touches: Iterable[Touch],
    indicators: Mapping[int, IndicatorView],
    places: Mapping[int, PlaceRef],
    usual: Claim | None,
) -> Iterator[ValueLine]:
    """Word values; one whose indicator or place is gone meanwhile is left out."""
    for touch in touches:
        given = {name: after for name, (_before, after) in touch.fields.items()}
        indicator, place = indicators.get(given["indicator"]), places.get(given["place"])
        if indicator is None or place is None:
            continue
        before, after = touch.fields["value"]
        claim = Claim(given["claim"])
        yield ValueLine(
            title=indicator.title,
            about=_about(indicator, place, given),
            claim=None if claim is usual else claim.label,
            before=_shown(indicator, before) if before else None,
            after=_shown(indicator, after),
            cell=touch.code,
        )


def _about(indicator: IndicatorView, place: PlaceRef, given: Mapping[str, Any]) -> Markup:
    parts = [formatting.wording(place.names), formatting.period(parse_period(given["period"]))]
    if given["category"]:
        parts.append(category_words(indicator, given["category"]))
    return Markup(" · ").join(parts)


def _shown(indicator: IndicatorView, stated: Mapping[str, str]) -> Markup:
    """Show what a value says, from what was kept of it."""
    numbers = {name: Decimal(stated[name]) for name in _NUMBERS if name in stated}
    why = NoNumber(stated["no_number"]) if "no_number" in stated else None
    return said(indicator, Said(text=stated.get("text", ""), no_number=why, **numbers))
