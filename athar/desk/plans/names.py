"""What the form of a commitment may name: places, bodies, commitments of other plans."""

from __future__ import annotations

from athar.desk.plans.fields import Known, Typed, code_in
from athar.desk.plans.points import territory_of
from athar.people.queries import organisations_by_code
from athar.plans.queries import PlanView
from athar.plans.queries.titles import public_commitments
from athar.reference.queries import places_named


def known_to(plan: PlanView, typed: Typed) -> Known:
    """Find what was typed as codes, to tell those that name nothing. Queries: at most 7."""
    places = _codes(typed, "place")
    found = places_named(key.partition(":")[::2] for key in places)
    bodies = _codes(typed, "body") | _codes(typed, "fund_funder")
    others = _codes(typed, "link_to")
    return Known(
        which=territory_of(plan).choose,
        names={
            "place": frozenset(":".join(key) for key in found),
            "body": frozenset(organisations_by_code(bodies)) if bodies else frozenset(),
            "link_to": frozenset(public_commitments(others)) if others else frozenset(),
        },
    )


def _codes(typed: Typed, name: str) -> set[str]:
    return {code_in(text) for text in typed.get(name, ())} - {""}
