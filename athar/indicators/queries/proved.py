"""Values as what evidence is attached to: which of them the public sees, and who works on them."""

from __future__ import annotations

from collections.abc import Collection

from athar.indicators.models import Indicator, Measurement
from athar.indicators.queries.definitions import PUBLIC
from athar.indicators.scopes import scopes_of_indicators


def seen_measurements(measurement_ids: Collection[int]) -> frozenset[int]:
    """Give those of the states of values whose indicator the public sees. Queries: 2."""
    of = dict(Measurement.objects.filter(pk__in=measurement_ids).values_list("pk", "indicator_id"))
    rows = Indicator.objects.filter(PUBLIC, pk__in=set(of.values()))
    seen = set(rows.values_list("pk", flat=True))
    return frozenset(key for key, indicator_id in of.items() if indicator_id in seen)


def scopes_of_measurement(measurement_id: int) -> tuple[str, ...]:
    """Give the scope keys of the indicator of a value.

    Errors: Measurement.DoesNotExist.
    Queries: 1, and those of the scopes of an indicator.
    """
    rows = Measurement.objects.values_list("indicator_id", flat=True)
    indicator_id = rows.get(pk=measurement_id)
    return tuple(scopes_of_indicators([indicator_id]).get(indicator_id, ()))
