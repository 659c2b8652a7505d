"""Recording measured values: rows are only added, a correction supersedes with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import Claim
from athar.indicators.known import category_ids, hold_named, known_for
from athar.indicators.models import Indicator, Measurement
from athar.indicators.rules import can_claim
from athar.indicators.scopes import scopes_of_indicators
from athar.indicators.validators import Known, check_measurements
from athar.kernel.actor import Actor
from athar.kernel.quantity import from_scaled, to_scaled
from athar.people.rules import require
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting

_Key = tuple[int, int, str, int, str]
"""Keys of indicator and place, code of the period, key of the category, claim."""
_Said = tuple[int | None, int | None, int | None, str, str]
"""Value, numerator, denominator, text, why there is no number."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many values were new, took the place of others, and said what was already known."""

    added: int = 0
    superseded: int = 0
    same: int = 0
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Last:
    revision: int
    said: _Said
    by_id: int | None


@dataclass(frozen=True, slots=True)
class _Batch:
    """Values about to be recorded, what they say, and what stands under their keys."""

    stated: Mapping[_Key, MeasurementDraft]
    said: Mapping[_Key, _Said]
    last: Mapping[_Key, _Last]
    known: Known
    categories: Mapping[int, str]

    @property
    def new(self) -> list[_Key]:
        return [key for key in self.stated if key not in self.last]

    @property
    def corrected(self) -> list[_Key]:
        known = (key for key in self.stated if key in self.last)
        return [key for key in known if self.last[key].said != self.said[key]]

    def revision_of(self, key: _Key) -> int:
        return self.last[key].revision + 1 if key in self.last else 0


@acting("measurements.recorded", "measurements")
def record_measurements(
    *,
    by: Actor | None,
    drafts: Sequence[MeasurementDraft],
    reason: str = "",
    source: Mapping[str, Any] | None = None,
    warrant: Event | None = None,
) -> Recorded:
    """Record values stated by a form, a report or another system; large files go by record_table.

    Shape: what says the same as the current value of its key adds nothing; what differs is added
    as superseding it and needs a reason. One act is one event `measurements.recorded`. `warrant`
    is the act of publishing a validated report of which the values are a part: whether that is
    allowed was asked there, and the event names it as its cause.
    Errors: PermissionDenied, also for who would validate a value of their own; ValidationError
    (see check_measurements; reason_missing).
    Queries: 9 to read, 1 to write and those of the record, whatever the number of drafts.
    """
    batch = _prepared(by if warrant is None else None, drafts)
    if batch.corrected and not reason.strip():
        raise ValidationError(_("Say why the value is corrected."), code="reason_missing")
    keys = (*batch.new, *batch.corrected)
    n_same = len(batch.stated) - len(keys)
    if not keys:
        return Recorded(same=n_same)
    subject = subject_of(batch.known.indicators)
    event = begin(
        kind="measurements.recorded",
        by=by,
        subject=subject,
        reason=reason,
        source={**(source or {}), "event": warrant.pk} if warrant else source,
    )
    _write(batch, keys, event.pk)
    finish(event, touched=_touched(batch, keys), publishes=True)
    return Recorded(len(batch.new), len(batch.corrected), n_same, event.pk)


def _prepared(by: Actor | None, drafts: Sequence[MeasurementDraft]) -> _Batch:
    """Ask the rules, check the values, and compare them with what is stored."""
    indicator_ids = {one.indicator_id for one in drafts}
    hold(indicator_ids)
    scopes = scopes_of_indicators(indicator_ids)
    for indicator_id, claim in {(one.indicator_id, one.claim) for one in drafts}:
        allowed = can_claim(by, claim, scopes.get(indicator_id, ()))
        require(allowed, "indicators.record_measurements")
    known = known_for(indicator_ids, {one.place_id for one in drafts})
    check_measurements(drafts, known)
    categories = category_ids({one.category for one in drafts})
    hold_named(known.places, categories.values())
    stated = {_key(one, categories): one for one in drafts}
    last = _current(drafts)
    _refuse_own(by, stated, last)
    said = {key: _said(one, known) for key, one in stated.items()}
    return _Batch(stated, said, last, known, {pk: code for code, pk in categories.items()})


def _write(batch: _Batch, keys: Sequence[_Key], event_id: int) -> None:
    insert_rows(
        Measurement,
        (
            *("indicator", "place", "period", "category", "claim", "revision"),
            *("value", "numerator", "denominator", "text", "no_number"),
            *("source", "cell", "written", "event"),
        ),
        (
            (
                *(*key, batch.revision_of(key), *batch.said[key]),
                *(batch.stated[key].source, batch.stated[key].cell),
                *(batch.stated[key].written, event_id),
            )
            for key in keys
        ),
    )


def hold(indicator_ids: Collection[int]) -> None:
    """Lock the indicators until the transaction ends, so that revisions follow one another."""
    rows = Indicator.objects.select_for_update(no_key=True).filter(pk__in=indicator_ids)
    list(rows.order_by("pk").values_list("pk"))


def subject_of(indicator_ids: Collection[int]) -> str:
    if len(indicator_ids) == 1:
        return f"indicator:{next(iter(indicator_ids))}"
    return "indicators"


def _key(draft: MeasurementDraft, categories: Mapping[str, int]) -> _Key:
    place = (draft.indicator_id, draft.place_id)
    return (*place, draft.period, categories[draft.category], str(draft.claim))


def _said(draft: MeasurementDraft, known: Known) -> _Said:
    decimals = known.indicators[draft.indicator_id].decimals
    value, numerator, denominator = (
        None if number is None else to_scaled(number, decimals)
        for number in (draft.value, draft.numerator, draft.denominator)
    )
    return (value, numerator, denominator, draft.text, str(draft.no_number or ""))


def _current(drafts: Sequence[MeasurementDraft]) -> dict[_Key, _Last]:
    """Give the last revision under every key that may be meant, declared ones for validators."""
    wanted = Q(
        indicator__in={one.indicator_id for one in drafts},
        place__in={one.place_id for one in drafts},
        period__in={one.period for one in drafts},
    )
    rows = Measurement.objects.filter(wanted).order_by("revision")
    return {
        (indicator, place, period, category, claim): _Last(revision, tuple(said), by_id)
        for indicator, place, period, category, claim, revision, by_id, *said in rows.values_list(
            *("indicator_id", "place_id", "period", "category_id", "claim", "revision"),
            *("event__by_id", "value", "numerator", "denominator", "text", "no_number"),
        )
    }


def _refuse_own(
    by: Actor | None, stated: Mapping[_Key, MeasurementDraft], last: Mapping[_Key, _Last]
) -> None:
    """Refuse who would validate a value that they declared themselves."""
    if by is None:
        return
    for key, draft in stated.items():
        declared = last.get((*key[:4], str(Claim.DECLARED)))
        if draft.claim is Claim.VALIDATED and declared and declared.by_id == by.pk:
            raise PermissionDenied("indicators.validate_own_value")


def _touched(batch: _Batch, keys: Sequence[_Key]) -> list[Touched]:
    return [
        Touched(
            f"indicator:{key[0]}",
            _plain(batch, key, batch.last[key].said) if key in batch.last else None,
            _plain(batch, key, batch.said[key]),
        )
        for key in keys
    ]


def _plain(batch: _Batch, key: _Key, said: _Said) -> dict[str, Any]:
    """Give a value as the record keeps it: numbers as decimal strings."""
    decimals = batch.known.indicators[key[0]].decimals
    value, numerator, denominator, text, no_number = said
    numbers = {"value": value, "numerator": numerator, "denominator": denominator}
    plain: dict[str, Any] = {
        "place": key[1],
        "period": key[2],
        "category": batch.categories[key[3]],
        "claim": key[4],
    }
    plain |= {
        name: str(from_scaled(one, decimals)) for name, one in numbers.items() if one is not None
    }
    return plain | {name: text for name, text in (("text", text), ("no_number", no_number)) if text}
