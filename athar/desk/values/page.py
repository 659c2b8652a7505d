"""One value about to be entered: what it is of, what was stated before it, its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.enums import Claim
from athar.indicators.queries import IndicatorView, State, indicator_view, states_of
from athar.indicators.rules import claims_for
from athar.indicators.scopes import scopes_of_indicators
from athar.kernel.actor import Actor
from athar.reference.queries import PlaceRef, place_by_code
from athar.rollups.queries import Figure, ended_on, figures_at, series_of


@dataclass(frozen=True, slots=True)
class Entered:
    """Of what a value is to be entered, and what is known beside it.

    Shape: `claims` are those the person may state it with; `states` the states of its key, the
    newest of each claim first; `before` the values of earlier periods, in the order of time.
    """

    indicator: IndicatorView
    place: PlaceRef
    period: str
    category: str
    claims: tuple[Claim, ...]
    scopes: tuple[str, ...]
    states: tuple[State, ...]
    before: tuple[Figure, ...]

    @property
    def last(self) -> Figure | None:
        """Give the last value known of an earlier period."""
        return next((one for one in reversed(self.before) if one.value is not None), None)

    def current(self, claim: Claim) -> State | None:
        """Give what stands now with this claim."""
        return next((one for one in self.states if one.claim is claim), None)

    def earlier(self) -> Sequence[Decimal | None]:
        """Give the numbers of earlier periods, None where nothing is known."""
        return [one.value for one in self.before]


def gather_entered(
    by: Actor, library: str, code: str, place: tuple[str, str], period: str, category: str
) -> Entered | None:
    """Gather what is shown beside the form; None when there is no such indicator or place.

    Queries: at most 9.
    """
    indicator = indicator_view(library, code, drafts=True)
    found = place_by_code(*place) if indicator else None
    if indicator is None or found is None:
        return None
    scopes = scopes_of_indicators([indicator.id]).get(indicator.id, ())
    claims = claims_for(by, scopes)
    around = figures_at(indicator, (found.id,), category=category)
    series = series_of(indicator, around)
    before = tuple(one for one in series.headline if ended_on(one.period) < ended_on(period))
    states = states_of(indicator.id, found.id, period, category)
    return Entered(indicator, found, period, category, claims, scopes, states, before)
