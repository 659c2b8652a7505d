"""What the queries read of the present in SQL, put together for a publication in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from athar.kernel.text import normalise
from athar.plans.models import Commitment, Plan
from athar.rollups.enums import SortKey
from athar.rollups.figures import ListRow
from athar.rollups.models import Progress
from athar.rollups.past import Past
from athar.rollups.queries.commitments import Own, computed_of, figures
from athar.rollups.queries.facets import Item
from athar.rollups.queries.readings import Light, days_of_periods
from athar.rollups.queries.rows import Contract, list_row

_SORTED_BY = {
    SortKey.CODE: "code",
    SortKey.AMOUNT: "amount",
    SortKey.PHYSICAL: "physical",
    SortKey.PLANNED_END: "planned_end_on",
    SortKey.SLIPPAGE: "slippage_first",
    SortKey.UPDATED: "last_reported_on",
}


def own_of(row: Progress, plan: Plan) -> Own:
    """Give the facts of a commitment from its row and its plan."""
    facts = (getattr(row, name) for name in Own._fields[:-2])
    return Own._make((*facts, plan.currency, plan.reporting_months))


def lights_of(past: Past) -> list[Light]:
    """Give what is read of each commitment to put many together. Queries: 0."""
    since = past.day - days_of_periods(1, past.plan.reporting_months)
    return [_light(row, own_of(row, past.plan), past.day, since) for row in past.own_rows]


def _light(row: Progress, own: Own, day: dt.date, since: dt.date) -> Light:
    reported_on = row.last_reported_on
    return Light(
        plan_id=row.plan_id,
        status=computed_of(own, day).status,
        lately=int(reported_on is not None and reported_on >= since),
        is_validated=row.is_validated,
        weight_sum=row.weight_sum,
        first_planned_start_on=row.first_planned_start_on,
        first_planned_end_on=row.first_planned_end_on,
        counted_in=row.counted_in,
    )


def items_of(past: Past, text: str) -> list[Item]:
    """Give the commitments of a list that hold every word of a text, in the plan's order.

    Queries: 0.
    """
    words = normalise(text).split()
    return [
        Item(
            subject_id=row.subject_id,
            status=computed_of(own_of(row, past.plan), past.day).status,
            declared_status=row.declared_status,
            counted_in=row.counted_in,
            amount=row.amount,
            n_removed=row.n_removed,
        )
        for row in past.own_rows
        if all(word in row.words for word in words)
    ]


def in_order(past: Past, items: Iterable[Item], sort: SortKey, *, descending: bool) -> list[Item]:
    """Sort items that stand in the plan's order; unknown values stand last in both directions."""
    found = list(items)
    if sort is SortKey.PLAN_ORDER:
        return found[::-1] if descending else found
    rows = {row.subject_id: row for row in past.own_rows}
    codes = {one.row.pk: one.row.code for one in past.then.commitments}
    value = attrgetter(_SORTED_BY[sort])

    def key(item: Item) -> Any:
        return codes[item.subject_id] if sort is SortKey.CODE else value(rows[item.subject_id])

    known = [item for item in found if key(item) is not None]
    unknown = [item for item in found if key(item) is None]
    return sorted(known, key=key, reverse=descending) + unknown


def rows_of(past: Past, items: Iterable[Item]) -> tuple[ListRow, ...]:
    """Give the rows of a list. Queries: 0."""
    own = {row.subject_id: row for row in past.own_rows}
    then = {one.row.pk: one.row for one in past.then.commitments}
    return tuple(_row(past, item, then[item.subject_id], own[item.subject_id]) for item in items)


def _row(past: Past, item: Item, one: Commitment, row: Progress) -> ListRow:
    contract = Contract(
        past.plan.pk,
        past.plan.code,
        one.code,
        one.title,
        one.is_sample,
        one.node_id,
        one.covers_whole_place,
    )
    shown = figures(own_of(row, past.plan), past.day)
    return list_row(item.counted_in, contract, past.place_ids[one.pk], shown)
