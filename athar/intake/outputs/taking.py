"""Writing the outputs of a plan: its own library, the lines of its framework, their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from athar.indicators.actions import (
    load_measures,
    put_framework,
    put_indicators,
    put_library,
    record_measurements,
)
from athar.indicators.drafts import LibraryDraft, MeasurementDraft
from athar.indicators.queries import indicators_of, units
from athar.intake.outputs.preparing import Outputs
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.trail.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Whence:
    """The file that states outputs, and the act of taking it; `reason` of what it corrects."""

    sha256: str
    name: str
    reason: str
    event: Event

    @property
    def source(self) -> dict[str, Any]:
        """Give what the record says of where values came from."""
        return {"file": self.sha256, "name": self.name, "event": self.event.pk}

    @property
    def why(self) -> str:
        """Give the reason of a correction: the file itself where nobody gave another."""
        return self.reason.strip() or self.name


def put_outputs(
    *,
    by: Actor | None,
    plan_id: int,
    about: tuple[str, Translated],
    outputs: Outputs,
    whence: Whence,
) -> bool:
    """Write the outputs of a plan, named by its code and title; tell whether anything differs.

    Errors: PermissionDenied; ValidationError, as of the actions of each part.
    Queries: none where there are no outputs; else a number that does not depend on them.
    """
    if not outputs.lines:
        return False
    if not units():
        load_measures(by=None)  # with what an installation begins
    code, title = about
    library = LibraryDraft(code=code, title=title, plan_id=plan_id)
    library_id = put_library(by=by, draft=library)
    keys = {one.code: one.id for one in indicators_of(code, drafts=True)}
    if outputs.indicators:
        keys = put_indicators(by=by, library_id=library_id, drafts=outputs.indicators)
    n_planned = put_framework(
        by=by, plan_id=plan_id, drafts=outputs.lines, reason=whence.why, source=whence.source
    )
    n_values = record_values(by=by, values=outputs.values, keys=keys, whence=whence)
    return bool(outputs.indicators or n_planned or n_values)


def record_values(
    *,
    by: Actor | None,
    values: Iterable[tuple[str, MeasurementDraft]],
    keys: Mapping[str, int],
    whence: Whence,
) -> int:
    """Record the values of indicators, named by their codes; give how many are new or differ.

    Errors: PermissionDenied; ValidationError (see check_measurements).
    """
    drafts = [replace(draft, indicator_id=keys[code]) for code, draft in values]
    if not drafts:
        return 0
    done = record_measurements(by=by, drafts=drafts, reason=whence.why, source=whence.source)
    return done.added + done.superseded
