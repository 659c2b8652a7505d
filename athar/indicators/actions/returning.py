"""Taking back the values that one act stated: what stood before is stated again, as a set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.indicators.actions.recording import hold, subject_of
from athar.indicators.enums import Claim, NoNumber
from athar.indicators.models import Measurement
from athar.indicators.rules import can_claim
from athar.indicators.scopes import scopes_of_indicators
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.trail.actions import begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting

RECORDED = "measurements.recorded"

_TABLE = Measurement._meta.db_table
_KEY = ("indicator_id", "place_id", "period", "category_id", "claim")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many values say again what stood before, how many stay: they were corrected since."""

    n_back: int = 0
    n_stay: int = 0
    event_id: int | None = None


@acting("measurements.taken_back", "measurements")
def take_back_values(
    *, by: Actor | None, event_id: int, reason: str, cause_id: int | None = None
) -> TakenBack:
    """State again what stood before the values that one act brought, whatever their number.

    Shape: rows are only added; what stood before nothing was stated is “not reported”. A value
    that was corrected since stays, unless the correction itself was taken back. One act is one
    event `measurements.recorded` without an entry for each value.
    Errors: PermissionDenied: for who may not state these values; ValidationError: reason_missing.
    Queries: 5, 7 where there is something, and those of the record.
    """
    acts = _acts_of(event_id)
    claims = set(Measurement.objects.filter(event__in=acts).values_list("indicator", "claim"))
    if not claims:
        return TakenBack()
    indicators = {indicator for indicator, _claim in claims}
    hold(indicators)
    scopes = scopes_of_indicators(indicators)
    for indicator, claim in claims:
        allowed = can_claim(by, Claim(claim), scopes.get(indicator, ()))
        require(allowed, "indicators.take_back_values")
    if not reason.strip():
        raise ValidationError(_("Say why the values are taken back."), code="reason_missing")
    return _append(by, acts, subject_of(indicators), reason, source_of(event_id, cause_id))


def source_of(event_id: int, cause_id: int | None) -> dict[str, int]:
    """Give what the record of taking an act back says of it, and of what it is part of."""
    return {"withdraws": event_id, **({"event": cause_id} if cause_id else {})}


def _append(
    by: Actor | None, acts: Collection[int], subject: str, reason: str, source: Mapping[str, Any]
) -> TakenBack:
    """Write what stood before; nothing is left behind where nothing is to be taken back."""
    n_brought = Measurement.objects.filter(event__in=acts).count()
    settled = _settled()
    with transaction.atomic():
        event = begin(kind=RECORDED, by=by, subject=subject, reason=reason, source=source)
        n_back = _state_again(acts, settled, event.pk)
        if not n_back:
            transaction.set_rollback(True)
            return TakenBack(n_stay=n_brought)
        finish(event, publishes=True)
    return TakenBack(n_back, n_brought - n_back, event.pk)


def _acts_of(event_id: int) -> list[int]:
    """Give the events of values that an act is, or that are part of it. Queries: 1."""
    part = Q(pk=event_id) | Q(source__event=event_id)
    return list(Event.objects.filter(part, kind=RECORDED).values_list("pk", flat=True))


def _settled() -> list[int]:
    """Give the events of values that were taken back, and those that took them back. Queries: 2."""
    rows = Event.objects.filter(kind=RECORDED, source__withdraws__isnull=False)
    pairs = list(rows.values_list("pk", "source__withdraws"))
    undone = {withdrawn for _pk, withdrawn in pairs}
    brought = Event.objects.filter(
        Q(pk__in=undone) | Q(source__event__in=list(undone)), kind=RECORDED
    )
    return [*(pk for pk, _withdrawn in pairs), *brought.values_list("pk", flat=True)]


def _state_again(acts: Collection[int], settled: Collection[int], event_id: int) -> int:
    """Add a revision for each value that stands still; what is settled counts as never said.

    Shape: how many there were.
    Queries: 1.
    """
    never, acts = (0, *settled), tuple(acts)
    still = _last(f"AND one.event_id NOT IN ({_marks(never)})")
    earlier = _last(f"AND one.event_id NOT IN ({_marks((*never, *acts))})")
    columns = (*_KEY, "revision", "value", "numerator", "denominator", "text", "no_number")
    said = ", ".join(
        (
            *(f"mine.{name}" for name in _KEY),
            "newest.revision + 1",
            *(f"before.{name}" for name in ("value", "numerator", "denominator")),
            "coalesce(before.text, '')",
            f"coalesce(before.no_number, '{NoNumber.NOT_REPORTED}')",
            "coalesce(before.source, mine.source)",
            "coalesce(before.cell, '')",
            "coalesce(before.written, '')",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} ({', '.join(columns)}, source, cell, written, event_id)"  # noqa: S608 - names of the models
            f" SELECT {said}, %s FROM {_TABLE} AS mine"
            f" JOIN {_TABLE} AS newest ON newest.id = ({_last()})"
            f" LEFT JOIN {_TABLE} AS before ON before.id = ({earlier})"
            f" WHERE mine.event_id IN ({_marks(acts)}) AND mine.id = ({still})",
            [event_id, *never, *acts, *acts, *never],
        )
        return int(cursor.rowcount)


def _marks(keys: Collection[int]) -> str:
    return ", ".join(["%s"] * len(keys))


def _last(but: str = "") -> str:
    """Give the query of the key of the last revision of a value, among those that count."""
    key = " AND ".join(f"one.{name} = mine.{name}" for name in _KEY)
    return (
        f"SELECT one.id FROM {_TABLE} AS one WHERE {key} {but}"  # noqa: S608 - names of the models
        " ORDER BY one.revision DESC LIMIT 1"
    )
