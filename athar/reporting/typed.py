"""Reading what was typed into a report: texts by field become figures, or say why they cannot.

Names of fields: `declared_status`, `physical`, `committed`, `paid`, `actual_start_on`,
`actual_end_on`, `forecast_end_on`, `narrative.<language>`, `why.<field of a figure>` (why there is
no number), `milestone.<key>` (the day it was reached), `indicator.<key of the line>.<category>`,
`obstacle.reason`, `obstacle.text.<language>`, `action.text.<language>`, `action.owner`,
`action.due_on`, `follow_up.<key of the action>.outcome`, `follow_up.<key>.text.<language>`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from athar.indicators.enums import NoNumber
from athar.kernel.digits import AmbiguousNumber, parse_decimal, parse_percent
from athar.kernel.periods import Edge, parse_date
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.reporting.checks import Check, CheckCode
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ObstacleReason, Outcome, ReportField

LANGUAGES = ("ar", "fr", "en")
LONGEST = 4000
"""Characters that a field may hold."""
MOST_FIELDS = 2000
"""Fields that one report may hold."""

PERCENTS = ("physical",)
AMOUNTS = ("committed", "paid")
DAYS = ("actual_start_on", "actual_end_on", "forecast_end_on")
PLAIN = ("declared_status", *PERCENTS, *AMOUNTS, *DAYS)
_FIGURES = {
    "physical": ReportField.PHYSICAL,
    "committed": ReportField.COMMITTED,
    "paid": ReportField.PAID,
}
_TEXTS = rf"(?:{'|'.join(LANGUAGES)})"
_FIELD = re.compile(
    rf"{'|'.join(PLAIN)}|narrative\.{_TEXTS}|why\.(?:{'|'.join(_FIGURES)})|milestone\.\d{{1,18}}"
    rf"|indicator\.\d{{1,18}}\.[a-z0-9_=,-]{{0,200}}"
    rf"|obstacle\.(?:reason|text\.{_TEXTS})|action\.(?:owner|due_on|text\.{_TEXTS})"
    rf"|follow_up\.\d{{1,18}}\.(?:outcome|text\.{_TEXTS})"
)

Typed = Mapping[str, str]
"""What was typed, by field."""
Value = TypeVar("Value")


def is_field(name: str) -> bool:
    """Tell whether a report has a field of this name."""
    return bool(_FIELD.fullmatch(name))


@dataclass(frozen=True, slots=True)
class ObstacleDraft:
    """What holds a commitment up."""

    reason: ObstacleReason | None
    text: Translated


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What is done against it, by whom and by when."""

    text: Translated
    owner: str
    due_on: dt.date | None

    @property
    def is_whole(self) -> bool:
        """Tell whether what, who and when are all said."""
        return bool(self.text and self.owner and self.due_on)


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """What became of an earlier corrective action."""

    outcome: Outcome | None
    text: Translated


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """The value of an indicator as typed: a number, a ratio, a text, or why there is none."""

    line_id: int
    category: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    no_number: NoNumber | None = None
    written: str = ""

    @property
    def field(self) -> str:
        """Give the name of its field."""
        return f"indicator.{self.line_id}.{self.category}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report as it was read; `problems` are the fields that could not be."""

    draft: ReportDraft
    milestones: Mapping[int, dt.date] = field(default_factory=dict)
    values: tuple[ValueDraft, ...] = ()
    obstacle: ObstacleDraft | None = None
    action: ActionDraft | None = None
    follow_ups: Mapping[int, FollowUpDraft] = field(default_factory=dict)
    problems: tuple[Check, ...] = ()


def read_typed(
    typed: Typed, *, code: str, as_of_on: dt.date, text_lines: frozenset[int] = frozenset()
) -> Reading:
    """Read a report as of a day; `text_lines` are the lines whose values are texts, not numbers.

    Shape: a field that cannot be read is a problem and stands for nothing. Any digits, comma or
    point.
    """
    return _Reader(typed, text_lines).read(code, as_of_on)


class _Reader:
    """Reads the fields of one report and gathers what cannot be read."""

    def __init__(self, typed: Typed, text_lines: frozenset[int]) -> None:
        self.typed = {name: text.strip() for name, text in typed.items() if text.strip()}
        self.text_lines = text_lines
        self.problems: list[Check] = []

    def read(self, code: str, as_of_on: dt.date) -> Reading:
        end_on, precision = self._end()
        draft = ReportDraft(
            commitment_code=code,
            as_of_on=as_of_on,
            declared_status=self._one("declared_status", DeclaredStatus),
            physical=self._one("physical", parse_percent),
            committed=self._one("committed", parse_decimal),
            paid=self._one("paid", parse_decimal),
            actual_start_on=self._one("actual_start_on", _first_day),
            actual_end_on=end_on,
            actual_end_precision=precision,
            forecast_end_on=self._one("forecast_end_on", _last_day),
            narrative=self._texts("narrative"),
            entries=dict(self._entries()),
        )
        return Reading(
            draft=draft,
            milestones=dict(self._milestones()),
            values=tuple(self._values()),
            obstacle=self._obstacle(),
            action=self._action(),
            follow_ups=dict(self._follow_ups()),
            problems=tuple(self.problems),
        )

    def _one(self, name: str, read: Callable[[str], Value]) -> Value | None:
        text = self.typed.get(name)
        if text is None:
            return None
        try:
            return read(text)
        except AmbiguousNumber as ambiguous:
            readings = dict(zip(("one", "other"), ambiguous.readings, strict=True))
            self.problems.append(Check(CheckCode.AMBIGUOUS_NUMBER, name, readings))
        except ValueError:
            self.problems.append(Check(CheckCode.UNREADABLE, name, {"typed": text[:80]}))
        return None

    def _texts(self, name: str) -> Translated:
        found = {lang: self.typed.get(f"{name}.{lang}", "") for lang in LANGUAGES}
        return Translated({lang: text for lang, text in found.items() if text})

    def _end(self) -> tuple[dt.date | None, DatePrecision]:
        dated = self._one("actual_end_on", lambda text: parse_date(text, edge=Edge.END))
        if dated is None:
            return None, DatePrecision.DAY
        return dated.on, DatePrecision(dated.precision.value)

    def _entries(self) -> Iterator[tuple[ReportField, EntryDraft]]:
        for name, about in _FIGURES.items():
            why = self._one(f"why.{name}", NoNumber)
            written = self.typed.get(name, "")
            if why and written:
                self.problems.append(Check(CheckCode.NUMBER_AND_REASON, name))
            if why or written:
                yield about, EntryDraft(written=written, no_number=why)

    def _milestones(self) -> Iterator[tuple[int, dt.date]]:
        for name in self._named("milestone"):
            day = self._one(name, _last_day)
            if day is not None:
                yield int(name.split(".")[1]), day

    def _values(self) -> Iterator[ValueDraft]:
        for name in self._named("indicator"):
            _kind, line, category = name.split(".", 2)
            read = self._one(name, partial(self._value, int(line)))
            if read is not None:
                yield ValueDraft(int(line), category, written=self.typed[name][:80], **read)

    def _value(self, line_id: int, text: str) -> dict[str, Any]:
        if text in NoNumber.values:
            return {"no_number": NoNumber(text)}
        if line_id in self.text_lines:
            return {"text": text}
        over, slash, under = text.partition("/")
        if slash:
            return {"numerator": parse_decimal(over), "denominator": parse_decimal(under)}
        return {"value": parse_percent(text) if "%" in text or "٪" in text else parse_decimal(text)}

    def _obstacle(self) -> ObstacleDraft | None:
        if not self._any("obstacle"):
            return None
        reason = self._one("obstacle.reason", ObstacleReason)
        return ObstacleDraft(reason, self._texts("obstacle.text"))

    def _action(self) -> ActionDraft | None:
        if not self._any("action"):
            return None
        due_on = self._one("action.due_on", _last_day)
        owner = self.typed.get("action.owner", "")
        return ActionDraft(self._texts("action.text"), owner[:200], due_on)

    def _follow_ups(self) -> Iterator[tuple[int, FollowUpDraft]]:
        for key in sorted({int(name.split(".")[1]) for name in self._named("follow_up")}):
            outcome = self._one(f"follow_up.{key}.outcome", Outcome)
            yield key, FollowUpDraft(outcome, self._texts(f"follow_up.{key}.text"))

    def _named(self, kind: str) -> list[str]:
        return sorted(name for name in self.typed if name.startswith(f"{kind}."))

    def _any(self, kind: str) -> bool:
        return bool(self._named(kind))


def _first_day(text: str) -> dt.date:
    return parse_date(text, edge=Edge.START).on


def _last_day(text: str) -> dt.date:
    return parse_date(text, edge=Edge.END).on
