"""Adopting indicators into a plan's results framework, with baselines and targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.known import adoptable, category_ids
from athar.indicators.models import PlannedValue, ResultLine
from athar.indicators.rules import can_keep_framework
from athar.indicators.validators import Adoptable, check_framework
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.quantity import from_scaled, to_scaled
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.models import Commitment, Node, Plan
from athar.reference.models import Place
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting

_Key = tuple[str, int, int, int]
_Period = tuple[int, str, str]


class _Planned(NamedTuple):
    """A baseline or target to be added: in units of 10^-decimals, as which revision."""

    line_id: int
    draft: PlannedDraft
    decimals: int
    revision: int
    value: int | None


_Indicators = Mapping[tuple[str, str], Adoptable]


@acting("framework.put", "plan:{plan_id}")
def put_framework(
    *,
    by: Actor | None,
    plan_id: int,
    drafts: Sequence[ResultLineDraft],
    reason: str = "",
    source: Mapping[str, Any] | None = None,
) -> int:
    """State lines of a plan's results framework; give how many lines and planned values are new.

    Shape: lines not named stay, and so do baselines and targets for periods not named. What is
    stated otherwise than before is a revision: it needs a reason, and the earlier one is kept. So
    does a line that is withdrawn: it stands no more, and what it said stays in the history.
    A draft plan publishes nothing.
    Errors: PermissionDenied; ValidationError (see check_framework; reason_missing).
    Queries: 10 to read, 5 to write and those of the record, whatever the number of drafts.
    """
    require(can_keep_framework(by, hold_plan(plan_id)), "indicators.put_framework")
    indicators = adoptable(one.indicator for one in drafts)
    nodes = dict(Node.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    commitments = dict(Commitment.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    places = Place.objects.filter(pk__in={one.place_id for one in drafts})
    check_framework(
        drafts,
        indicators=indicators,
        nodes=nodes,
        commitments=commitments,
        places=set(places.values_list("pk", flat=True)),
    )
    categories = category_ids({one.category for one in drafts})
    keyed = {_key(plan_id, one, nodes, commitments, indicators, categories): one for one in drafts}
    stored = _stored_lines(plan_id)
    before = _stored_values(plan_id)
    n_new = _write_lines(plan_id, [key for key in keyed if key not in stored], keyed, indicators)
    stored = _stored_lines(plan_id) if n_new else stored
    rows = [
        row
        for key, draft in keyed.items()
        for row in _planned_rows(stored[key], draft.planned, indicators[draft.indicator], before)
    ]
    turned = _turned(plan_id, {stored[key]: one.is_withdrawn for key, one in keyed.items()})
    _check_reason(reason, rows, turned)
    if n_new or rows or turned:
        is_public = Plan.objects.filter(pk=plan_id, current_version__gt=0).exists()
        event = _event(by, plan_id, reason, source)
        _write_planned(event, rows)
        touched = [*_touched(rows, before), *_turn(turned)]
        finish(event, touched=touched, publishes=is_public)
    return n_new + len(rows) + len(turned)


def _check_reason(reason: str, rows: Iterable[_Planned], turned: Mapping[int, bool]) -> None:
    is_revised = any(row.revision for row in rows) or any(turned.values())
    if is_revised and not reason.strip():
        message = _("Say why the baseline or the target is set otherwise than before.")
        raise ValidationError(message, code="reason_missing")


def _turned(plan_id: int, wanted: Mapping[int, bool]) -> dict[int, bool]:
    """Give the lines that are withdrawn, or stated again after they were, and which of both."""
    rows = ResultLine.objects.filter(plan_id=plan_id, removed_at__isnull=False)
    gone = set(rows.values_list("pk", flat=True))
    return {line: is_out for line, is_out in wanted.items() if is_out != (line in gone)}


def _turn(turned: Mapping[int, bool]) -> Iterator[Touched]:
    for is_out in set(turned.values()):
        rows = ResultLine.objects.filter(pk__in=[one for one in turned if turned[one] is is_out])
        rows.update(removed_at=clock.now() if is_out else None)
    for line, is_out in turned.items():
        yield Touched(f"line:{line}", {"is_withdrawn": not is_out}, {"is_withdrawn": is_out})


def _key(
    plan_id: int,
    draft: ResultLineDraft,
    nodes: Mapping[str, int],
    commitments: Mapping[str, int],
    indicators: _Indicators,
    categories: Mapping[str, int],
) -> _Key:
    subject = f"plan:{plan_id}"
    if draft.node_code is not None:
        subject = f"node:{nodes[draft.node_code]}"
    elif draft.commitment_code is not None:
        subject = f"commitment:{commitments[draft.commitment_code]}"
    indicator_id = indicators[draft.indicator].id
    return (subject, indicator_id, draft.place_id, categories[draft.category])


def _stored_lines(plan_id: int) -> dict[_Key, int]:
    rows = ResultLine.objects.filter(plan_id=plan_id).values_list(
        "subject", "indicator_id", "place_id", "category_id", "pk"
    )
    return {(subject, one, place, part): pk for subject, one, place, part, pk in rows}


def _stored_values(plan_id: int) -> dict[_Period, tuple[int, int | None]]:
    """Give the last revision and its value, by line, kind and period."""
    rows = PlannedValue.objects.filter(line__plan_id=plan_id).order_by("revision")
    return {
        (line, kind, period): (revision, value)
        for line, kind, period, revision, value in rows.values_list(
            "line_id", "kind", "period", "revision", "value"
        )
    }


def _write_lines(
    plan_id: int,
    keys: Sequence[_Key],
    drafts: Mapping[_Key, ResultLineDraft],
    indicators: _Indicators,
) -> int:
    position = ResultLine.objects.filter(plan_id=plan_id).count()
    ResultLine.objects.bulk_create(
        ResultLine(
            plan_id=plan_id,
            subject=key[0],
            node_id=_id_in(key[0], "node"),
            commitment_id=_id_in(key[0], "commitment"),
            indicator_id=key[1],
            place_id=key[2],
            category_id=key[3],
            level=drafts[key].level or indicators[drafts[key].indicator].level,
            trajectory=drafts[key].trajectory,
            position=position + n,
            is_sample=drafts[key].is_sample,
        )
        for n, key in enumerate(keys)
    )
    return len(keys)


def _id_in(subject: str, kind: str) -> int | None:
    found, _colon, pk = subject.partition(":")
    return int(pk) if found == kind else None


def _planned_rows(
    line_id: int,
    planned: Iterable[PlannedDraft],
    about: Adoptable,
    before: Mapping[_Period, tuple[int, int | None]],
) -> list[_Planned]:
    """Give what has to be added for a line: what is new, or stated otherwise than before."""
    rows = []
    for one in planned:
        value = None if one.value is None else to_scaled(one.value, about.decimals)
        last = before.get((line_id, one.kind, one.period))
        if last is None and value is None:
            continue
        if last is None or last[1] != value:
            revision = 0 if last is None else last[0] + 1
            rows.append(_Planned(line_id, one, about.decimals, revision, value))
    return rows


def _event(by: Actor | None, plan_id: int, reason: str, source: Mapping[str, Any] | None) -> Event:
    return begin(
        kind="framework.put", by=by, subject=f"plan:{plan_id}", reason=reason, source=source
    )


def _write_planned(event: Event, rows: Sequence[_Planned]) -> None:
    insert_rows(
        PlannedValue,
        ("line", "kind", "period", "revision", "value", "reason", "origin", "event"),
        (
            (
                *(row.line_id, row.draft.kind, row.draft.period, row.revision, row.value),
                *(event.reason if row.revision else "", dict(row.draft.origin), event.pk),
            )
            for row in rows
        ),
    )


def _touched(
    rows: Iterable[_Planned], before: Mapping[_Period, tuple[int, int | None]]
) -> list[Touched]:
    touched = []
    for row in rows:
        name = f"{row.draft.kind}:{row.draft.period}"
        last = before.get((row.line_id, row.draft.kind, row.draft.period))
        was = None if last is None else {name: _plain(last[1], row.decimals)}
        touched.append(Touched(f"line:{row.line_id}", was, {name: _plain(row.value, row.decimals)}))
    return touched


def _plain(value: int | None, decimals: int) -> str | None:
    return None if value is None else str(from_scaled(value, decimals))
