"""What was public of one figure over time, the newest first, with whose word it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from athar.finance.queries import executions_stated_in
from athar.indicators.enums import Claim
from athar.indicators.models import Measurement
from athar.reporting.enums import ReportState
from athar.reporting.grounds import Line, as_typed, before_of
from athar.reporting.models import Report

MOST_EARLIER = 12
"""Values that a history shows."""


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure that was public: as it would be typed, of which day or period, and by whom.

    Shape: `period` is a code of the kernel, empty for a figure of a project, whose `on` is the
    day it speaks of; of an indicator `on` is the day on which its value was stated.
    """

    text: str
    on: dt.date
    period: str
    author_name: str
    is_validated: bool


def history_of_figure(commitment_id: int, field: str) -> tuple[EarlierFigure, ...]:
    """Give what published reports of a commitment said of a figure. Queries: 2."""
    rows = Report.objects.filter(commitment=commitment_id, state=ReportState.PUBLISHED)
    found = list(rows.order_by("-as_of_on", "-pk")[:MOST_EARLIER])
    stated = executions_stated_in(f"report:{one.pk}" for one in found)
    said = ((one, as_typed(one, before_of(one, stated)).get(field, "")) for one in found)
    return tuple(
        EarlierFigure(text, one.as_of_on, "", one.author_name, one.claim == Claim.VALIDATED)
        for one, text in said
        if text
    )


def history_of_line(line: Line) -> tuple[EarlierFigure, ...]:
    """Give the values of an indicator by period, with who stated each. Queries: 1."""
    view = line.view
    rows = Measurement.objects.filter(
        indicator=view.indicator.id, place=view.place.id, category__code=view.category
    ).exclude(claim=Claim.INDEPENDENT)
    newest = {
        row.period: row
        for row in rows.select_related("event")
        .order_by("claim", "revision")
        .only("period", "claim", "event__recorded_at", "event__actor_name")
    }
    values = {one.period: one for one in line.earlier}
    shown = sorted(newest.keys() & values.keys(), reverse=True)[:MOST_EARLIER]
    return tuple(
        EarlierFigure(
            str(values[period].value) if values[period].value is not None else values[period].text,
            newest[period].event.recorded_at.date(),
            period,
            newest[period].event.actor_name,
            values[period].is_validated,
        )
        for period in shown
    )
