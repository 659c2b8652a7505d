"""From rows that were sent to the act that records them, and back to what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.api.naming import Pair
from athar.api.problems import Fault, Refused
from athar.api.values.rows import RowSent, Sent
from athar.indicators.actions import Recorded, record_measurements, record_table
from athar.indicators.enums import Claim, ValueSource
from athar.indicators.queries import keys_for_writing
from athar.indicators.validators import ValueRow
from athar.kernel.actor import Actor
from athar.reference.queries import place_keys

SMALL = 500
"""Rows up to which the record tells each value; what is larger is recorded as a table."""
MOST_FAULTS = 200
"""Faults that an answer names."""

_FIELD_OF = {
    "unknown_indicator": "indicator",
    "computed_indicator": "indicator",
    "unknown_place": "place",
    "unknown_category": "category",
    "period_malformed": "period",
    "period_to_come": "period",
    "period_outside_plan": "period",
    "denominator_not_positive": "denominator",
    "text_too_long": "text",
    "reason_missing": "reason",
    "named_twice": None,
    "not_one_thing": None,
}
"""Which field a refusal concerns; without an entry it is the value."""


def record_sent(sent: Sent, *, by: Actor, reason: str, source: Mapping[str, Any]) -> Recorded:
    """Record the rows, all or none.

    Errors: Refused with the number of each row that is wrong; PermissionDenied.
    Queries: 2 or more to find codes, and those of the act.
    """
    found, faults = _with_keys(sent.rows, by)
    if faults or sent.faults:
        raise Refused(_first([*sent.faults, *faults]))
    try:
        if len(found) <= SMALL:
            drafts = [one.draft(ValueSource.API) for one in found]
            return record_measurements(by=by, drafts=drafts, reason=reason, source=source)
        return record_table(
            by=by, rows=found, reason=reason, source=source, value_source=ValueSource.API
        )
    except ValidationError as refusal:
        raise Refused(_first(_faults(refusal))) from refusal


def _with_keys(rows: Sequence[RowSent], by: Actor) -> tuple[list[ValueRow], list[Fault]]:
    """Put keys in the place of codes."""
    indicators = keys_for_writing({_pair(one.indicator, "/") for one in rows}, by=by)
    places = place_keys({_pair(one.place, ":") for one in rows})
    found, faults = [], []
    for one in rows:
        indicator = indicators.get(_pair(one.indicator, "/"))
        place = places.get(_pair(one.place, ":"))
        if indicator is None:
            detail = _("There is no such indicator.")
            faults.append(Fault("indicator", "unknown_indicator", detail, one.number))
        if place is None:
            detail = _("There is no such place.")
            faults.append(Fault("place", "unknown_place", detail, one.number))
        if indicator is not None and place is not None:
            found.append(_row(one, indicator, place))
    return found, faults


def _pair(text: str, mark: str) -> Pair:
    first, _mark, second = text.partition(mark)
    return first, second


def _row(one: RowSent, indicator: int, place: int) -> ValueRow:
    return ValueRow(
        indicator_id=indicator,
        place_id=place,
        period=one.period,
        category=one.category,
        claim=one.claim or Claim.DECLARED.value,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        text=one.text,
        no_number=one.no_number,
        cell=f"#{one.number}",
        written="",
    )


def _faults(refusal: ValidationError) -> Iterator[Fault]:
    """Say what an act found wrong, row by row."""
    for one in refusal.error_list:
        params = one.params or {}
        code = one.code or "invalid"
        cell = str(params.get("row") or params.get("cell", "")).removeprefix("#")
        number = int(cell) if cell.isdigit() else None
        yield Fault(_FIELD_OF.get(code, "value"), code, " ".join(one.messages), number)


def _first(faults: Iterable[Fault]) -> list[Fault]:
    """Give the first faults in the order of rows."""
    return sorted(faults, key=lambda one: one.row or 0)[:MOST_FAULTS]
