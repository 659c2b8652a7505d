"""Which plans show the values that an act recorded."""

from __future__ import annotations

from django.db.models import Q

from athar.indicators.models import Indicator, Measurement, ResultLine


def plans_showing(event_id: int) -> tuple[str, ...]:
    """Give the codes of the plans with a line of an indicator that an act recorded values of.

    Shape: an indicator computed from others may rest on any of them: its plans are always given.
    Queries: 1.
    """
    recorded = Measurement.objects.filter(event=event_id).values("indicator")
    computed = Indicator.objects.exclude(formula="").values("pk")
    lines = ResultLine.objects.filter(Q(indicator__in=recorded) | Q(indicator__in=computed))
    codes = lines.order_by("plan__code").values_list("plan__code", flat=True).distinct()
    return tuple(codes)
