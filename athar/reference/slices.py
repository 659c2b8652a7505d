"""Cutting long lists into slices: each continues where the last one ended, nothing is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, OrderBy, Q, QuerySet

Mark = str | int | dt.date | Decimal | None
"""A value of one column of the row at which a slice ended."""
M = TypeVar("M", bound=Model)
Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order; where it may be unknown, unknown values stand last both ways."""

    column: str
    is_descending: bool = False
    may_be_unknown: bool = False

    def ordering(self) -> OrderBy:
        """Give the order of this column."""
        last = {"nulls_last": True} if self.may_be_unknown else {}
        return OrderBy(F(self.column), descending=self.is_descending, **last)

    def same(self, mark: Mark) -> Q:
        """Ask for rows with this very value."""
        return Q(**{f"{self.column}__isnull": True} if mark is None else {self.column: mark})

    def past(self, mark: Mark) -> Q:
        """Ask for rows that stand after this value; nothing stands after the unknown."""
        if mark is None:
            return Q(pk__in=())
        beyond = Q(**{f"{self.column}__{'lt' if self.is_descending else 'gt'}": mark})
        return beyond | Q(**{f"{self.column}__isnull": True}) if self.may_be_unknown else beyond


@dataclass(frozen=True, slots=True)
class Slice(Generic[Made]):
    """A part of a long list; `end` tells where the next one begins, None when there is none."""

    items: tuple[Made, ...]
    end: tuple[Mark, ...] | None = field(default=None)

    def __iter__(self) -> Iterator[Made]:
        return iter(self.items)


def in_order(
    rows: QuerySet[M, Row], order: Sequence[Key], after: Sequence[Mark] | None
) -> QuerySet[M, Row]:
    """Put rows in an order whose last column is unique, and leave out those up to `after`.

    Errors: ValueError when `after` does not have one mark for each column.
    """
    if after is not None:
        rows = rows.filter(_beyond(order, after))
    return rows.order_by(*(key.ordering() for key in order))


def _beyond(order: Sequence[Key], after: Sequence[Mark]) -> Q:
    wanted, same = Q(), Q()
    for number, (key, mark) in enumerate(zip(order, after, strict=True)):
        step = same & key.past(mark)
        wanted = wanted | step if number else step
        same &= key.same(mark)
    return wanted


def cut(
    rows: Iterable[Row],
    limit: int,
    marks: Callable[[Row], tuple[Mark, ...]],
    made: Callable[[list[Row]], Iterable[Made]],
) -> Slice[Made]:
    """Give the first `limit` of rows of which one more was read, to know whether more follow."""
    read: list[Any] = list(rows)
    kept = read[:limit]
    return Slice(tuple(made(kept)), marks(kept[-1]) if len(read) > limit else None)
