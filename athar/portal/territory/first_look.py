"""What the page of comparison shows to whoever has chosen nothing yet."""

from __future__ import annotations

from athar.indicators.enums import Measure
from athar.indicators.queries.choosing import Adopted, adopted_by
from athar.plans.queries import plans_then, published_plans
from athar.portal.territory.choices import Asked, Choices
from athar.portal.territory.ground import ground_of
from athar.trail.moments import AsOf


def first_look(as_of: AsOf | None = None) -> Asked:
    """Choose an indicator of the newest plan in its place and in the places around.

    Shape: nothing is chosen when no plan has both. Queries: at most 9.
    """
    plans = plans_then(as_of) if as_of else published_plans()
    ground = ground_of(Choices(), plans)
    places = tuple((one.scheme, one.code) for one in ground.wider) if ground else ()
    found = (_telling(adopted_by(one.code)) for one in plans if places)
    indicator = next((one for one in found if one is not None), None)
    return Asked() if indicator is None else Asked(indicators=(indicator,), places=places)


def _telling(adopted: tuple[Adopted, ...]) -> tuple[str, str] | None:
    """Give the first indicator that compares places of any size, one of an axis before others."""
    comparable = [one for one in adopted if one.indicator.measure is Measure.PERCENTAGE]
    comparable.sort(key=lambda one: not one.node_code)
    return next(((one.indicator.library_code, one.indicator.code) for one in comparable), None)
