"""What a commitment is to change, edited with it in the forms of its plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from athar.indicators.actions import put_framework
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.indicators.queries.frameworks import LineView, PlannedView, lines_on
from athar.kernel.actor import Actor
from athar.plans.drafts import Differences
from athar.plans.models import Commitment
from athar.plans.parts import Part
from athar.reference.queries import places_named

Line = dict[str, Any]
"""One line: indicator as "library/code", place, category, baselines and targets by period."""

_KINDS = {"baselines": PlannedKind.BASELINE, "targets": PlannedKind.TARGET}


def read(plan_id: int, codes: Collection[str]) -> dict[str, list[Line]]:
    """Give the lines of commitments by code, sorted. Queries: 5, 2 without any line."""
    keys = Commitment.objects.filter(plan=plan_id, code__in=codes).values_list("pk", flat=True)
    found: dict[str, list[Line]] = {}
    for one in lines_on([f"commitment:{key}" for key in keys]):
        found.setdefault(one.commitment_code, []).append(_line(one))
    return {code: sorted_lines(lines) for code, lines in found.items()}


def sorted_lines(lines: Iterable[Line]) -> list[Line]:
    """Give lines in the order in which they are compared."""
    return sorted(lines, key=lambda one: (one["indicator"], one["place"], one["category"]))


def _line(one: LineView) -> Line:
    return {
        "indicator": f"{one.indicator.library_code}/{one.indicator.code}",
        "place": f"{one.place.scheme}:{one.place.code}",
        "category": one.category,
        "baselines": _values(one.baselines),
        "targets": _values(one.targets),
    }


def _values(planned: Iterable[PlannedView]) -> list[list[str]]:
    return [[one.period, f"{one.value.normalize():f}"] for one in planned]


def write(by: Actor | None, plan_id: int, values: Mapping[str, Any], reason: str) -> Differences:
    """State the lines of commitments; what is set otherwise than before is a revision, and why.

    Shape: nothing differs for the caller to record: stating a framework is an act of its own.
    Baselines and targets that are no longer named are taken back, lines withdrawn.
    Errors: PermissionDenied; ValidationError (see put_framework).
    """
    before = read(plan_id, list(values))
    named = [line for lines in values.values() for line in lines]
    places = places_named(tuple(line["place"].partition(":")[::2]) for line in named + _all(before))
    drafts = [
        _draft(code, line, known, {":".join(key): place.id for key, place in places.items()}, lines)
        for code, lines in values.items()
        for line, known in _paired(lines, before.get(code, ()))
    ]
    if drafts:
        put_framework(by=by, plan_id=plan_id, drafts=drafts, reason=reason)
    return Differences()


def _all(lines: Mapping[str, list[Line]]) -> list[Line]:
    return [line for ones in lines.values() for line in ones]


def _paired(lines: Iterable[Line], stored: Iterable[Line]) -> list[tuple[Line, Line]]:
    """Give each line as it is stated beside itself as stored; one no longer named is emptied."""
    empty: Line = {"baselines": [], "targets": []}
    left = {_key(one): one for one in stored}
    pairs = [(one, left.pop(_key(one), empty)) for one in lines]
    return [*pairs, *(({**one, **empty}, one) for one in left.values())]


def _key(one: Line) -> tuple[str, str, str]:
    return one["indicator"], one["place"], one["category"]


def _draft(
    code: str, line: Line, stored: Line, places: Mapping[str, int], lines: Sequence[Line]
) -> ResultLineDraft:
    library, _, indicator = line["indicator"].partition("/")
    planned = []
    for name, kind in _KINDS.items():
        stated = dict(line[name])
        taken_back = [period for period, _value in stored[name] if period not in stated]
        planned += [
            PlannedDraft(kind=kind, period=key, value=Decimal(v)) for key, v in stated.items()
        ]
        planned += [PlannedDraft(kind=kind, period=key, value=None) for key in taken_back]
    return ResultLineDraft(
        indicator=(library, indicator),
        place_id=places.get(line["place"], 0),
        commitment_code=code,
        category=line["category"],
        planned=tuple(planned),
        is_withdrawn=_key(line) not in map(_key, lines),
    )


RESULTS = Part("results", [], read, write)
