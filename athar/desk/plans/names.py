"""What the form of a commitment may name: places, bodies, commitments of other plans."""

from __future__ import annotations

from athar.desk.plans.fields import Known, Typed, code_in
from athar.desk.plans.points import territory_of
from athar.finance.queries.lines import agreement_numbers
from athar.indicators.known import adoptable
from athar.people.queries import organisations_by_code
from athar.plans.queries import PlanView
from athar.plans.queries.titles import public_commitments
from athar.reference.queries import place_ref, places_named


def known_to(plan: PlanView, typed: Typed) -> Known:
    """Find what was typed as codes, to tell those that name nothing. Queries: at most 11."""
    places = _codes(typed, "place") | _codes(typed, "result_place")
    found = places_named(key.partition(":")[::2] for key in places)
    bodies = _codes(typed, "body") | _codes(typed, "fund_funder")
    others = _codes(typed, "link_to")
    measured = _codes(typed, "result_of")
    whole = place_ref(plan.place_id) if plan.place_id else None
    return Known(
        which=territory_of(plan).choose,
        names={
            "place": frozenset(":".join(key) for key in found),
            "body": frozenset(organisations_by_code(bodies)) if bodies else frozenset(),
            "agreed": agreement_numbers(plan.id) if _codes(typed, "agreed") else (),
            "result_of": _measured(measured) if measured else (),
            "link_to": frozenset(public_commitments(others)) if others else frozenset(),
        },
        whole=f"{whole.scheme}:{whole.code}" if whole else "",
    )


def _measured(keys: set[str]) -> frozenset[str]:
    split = (key.partition("/") for key in keys)
    named = adoptable((library, code) for library, _between, code in split)
    return frozenset("/".join(key) for key in named)


def _codes(typed: Typed, name: str) -> set[str]:
    return {code_in(text) for text in typed.get(name, ())} - {""}
