"""Recording the values of a file of any size: the columnar twin of record_measurements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.indicators import staging
from athar.indicators.actions.recording import Recorded, hold, subject_of
from athar.indicators.enums import Claim, ValueSource
from athar.indicators.known import category_ids, hold_named, known_for
from athar.indicators.rules import can_claim
from athar.indicators.scopes import scopes_of_indicators
from athar.indicators.validators import ColumnChecks, Known, PlainRow, Scaled
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.trail.actions import begin, finish
from athar.trail.refusing import acting

ROWS_AT_ONCE = 10_000
"""Rows checked and sent together: what bounds the memory, however many there are."""
MOST_PROBLEMS = 1000
"""Problems after which a table is read no further."""


@acting("measurements.recorded", "measurements")
def record_table(
    *,
    by: Actor | None,
    rows: Iterable[PlainRow],
    reason: str = "",
    source: Mapping[str, Any] | None = None,
    value_source: ValueSource = ValueSource.IMPORT,
) -> Recorded:
    """Record the values of a table, all or none, under the rules of record_measurements.

    Shape: one act is one event `measurements.recorded` without an entry for each value; its rows
    are those that name the event. A value stated twice in the table is refused.
    Errors: PermissionDenied, also for who would validate a value of their own; ValidationError
    with one entry per problem, whose `params["cell"]` says where (see check_measurements; the
    `about` of named_twice is the cell that states the value first); reason_missing.
    Queries: 4 for each 10,000 rows and a number that does not depend on them.
    """
    staging.open_stage()
    table = _Table(by)
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        table.take(batch)
    table.refuse()
    done = _append(table, by=by, reason=reason, source=source, value_source=value_source)
    staging.close_stage()
    return done


def _append(
    table: _Table,
    *,
    by: Actor | None,
    reason: str,
    source: Mapping[str, Any] | None,
    value_source: ValueSource,
) -> Recorded:
    """Write what differs; nothing is left behind where nothing does."""
    with transaction.atomic():
        event = begin(
            kind="measurements.recorded",
            by=by,
            subject=subject_of(table.known.indicators),
            reason=reason,
            source=source,
        )
        added, superseded = staging.append_staged(value_source, event.pk)
        if superseded and not reason.strip():
            message = _("Say why the value is corrected.")
            raise ValidationError(message, code="reason_missing", params={"n": superseded})
        same = table.n_rows - added - superseded
        if not added and not superseded:
            transaction.set_rollback(True)
            return Recorded(same=same)
        finish(event, publishes=True)
    return Recorded(added, superseded, same, event.pk)


@dataclass(slots=True)
class _Table:
    """The rows of a table on their way in: what they may name, and what is wrong with them."""

    by: Actor | None
    known: Known = field(default_factory=lambda: known_for((), ()))
    checks: ColumnChecks = field(init=False)
    categories: dict[str, int] = field(default_factory=dict)
    claims: set[tuple[int, str]] = field(default_factory=set)
    problems: list[ValidationError] = field(default_factory=list)
    n_rows: int = 0

    def __post_init__(self) -> None:
        self.checks = ColumnChecks(self.known)

    def take(self, rows: Collection[PlainRow]) -> None:
        """Check rows and stage them; of what is wrong with them `refuse` tells.

        Errors: PermissionDenied; ValidationError once there are too many problems.
        """
        self._meet(rows)
        scaled = self.checks.scaled
        accepted: list[tuple[PlainRow, Scaled]] = []
        for row in rows:
            found = scaled(row)
            if isinstance(found, tuple):
                accepted.append((row, found))
            else:
                self._note(found, cell=row[10])
        self.n_rows += len(rows)
        if len(self.problems) >= MOST_PROBLEMS:
            raise ValidationError(self.problems[:MOST_PROBLEMS])
        if not self.problems:
            self._stage(accepted)

    def _stage(self, accepted: Collection[tuple[PlainRow, Scaled]]) -> None:
        known = self.categories
        if new := {row[3] for row, _numbers in accepted} - known.keys():
            known |= category_ids(new)
        staging.stage(
            [(*row[:3], known[row[3]], row[4], *numbers, *row[8:]) for row, numbers in accepted]
        )

    def refuse(self) -> None:
        """Hold the indicators, and refuse the table for whatever is wrong with it.

        Errors: PermissionDenied; ValidationError.
        """
        indicators = self.known.indicators
        hold(indicators)
        hold_named(self.known.places, self.categories.values())
        if known_for(indicators, ()).indicators != indicators:
            raise ValidationError(_("An indicator was changed meanwhile."), code="changed")
        for cell, first in staging.staged_twice(MOST_PROBLEMS):
            message = _("The same value is stated at %(about)s already.")
            about = {"about": first}
            self._note([ValidationError(message, code="named_twice", params=about)], cell=cell)
        if self.problems:
            raise ValidationError(self.problems)
        is_validated = any(claim == Claim.VALIDATED for _indicator, claim in self.claims)
        if self.by is not None and is_validated and staging.is_own_declared(self.by.pk):
            raise PermissionDenied("indicators.validate_own_value")

    def _note(self, problems: Iterable[ValidationError], *, cell: str) -> None:
        for one in problems:
            one.params = {**(one.params or {}), "cell": cell}
            self.problems.append(one)

    def _meet(self, rows: Iterable[PlainRow]) -> None:
        """Read what rows name for the first time, and ask whether it may be stated."""
        indicators = {row[0] for row in rows} - self.known.indicators.keys()
        places = {row[1] for row in rows}.difference(self.known.places)
        claims = {(row[0], row[4]) for row in rows} - self.claims
        if claims:
            _ask(self.by, claims)
            self.claims |= claims
        if indicators or places:
            more = known_for(indicators, places)
            self.known = Known(
                indicators={**self.known.indicators, **more.indicators},
                places={*self.known.places, *more.places},
                today=more.today,
            )
            self.checks.known = self.known


def _ask(by: Actor | None, claims: Collection[tuple[int, str]]) -> None:
    """Ask whether values of these indicators may be stated with these claims."""
    scopes = scopes_of_indicators({indicator for indicator, _claim in claims})
    for indicator, claim in claims:
        allowed = can_claim(by, Claim(claim), scopes.get(indicator, ()))
        require(allowed, "indicators.record_measurements")
