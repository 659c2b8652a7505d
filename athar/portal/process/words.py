"""What the page of the process says in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel.process import Check, State
from athar.network.enums.process import REQUIREMENTS
from athar.network.process_rules import DatedRules
from athar.network.queries.process import ConsultationView, RecordView
from athar.ui import formatting
from athar.ui.site import Label

_STATES: Mapping[State, tuple[str, Label]] = {
    State.MET: ("ok", pgettext_lazy("requirement", "Met")),
    State.UNMET: ("off", pgettext_lazy("requirement", "Not met")),
    State.NOT_DUE: ("due", pgettext_lazy("requirement", "Not due yet")),
    State.UNKNOWN: ("none", pgettext_lazy("requirement", "Not known")),
}
_TO_COME: Mapping[str, Label] = {
    "no_plan": gettext_lazy("On %(day)s, if no action plan is published by then."),
    "requirements": gettext_lazy(
        "On %(day)s, when the plan ends, since a requirement is not met today."
    ),
    "no_progress": gettext_lazy(
        "On %(day)s, when the plan ends, if no commitment has any progress by then."
    ),
}
_PASSED: Mapping[str, Label] = {
    "no_plan": gettext_lazy("Since %(day)s: no action plan followed within twelve months."),
    "requirements": gettext_lazy("Since %(day)s: the plan ended with a requirement not met."),
    "no_progress": gettext_lazy("Since %(day)s: the plan ended without any progress."),
}
"""What would be contrary to process, and what is."""


def requirement(key: str) -> str:
    """Say what is required."""
    return str(REQUIREMENTS[key])


def state_of(state: State) -> Markup:
    """Say how a requirement stands, by shape and word."""
    shape, words = _STATES[state]
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(shape, words)


def contrary(reason: str, on: dt.date, today: dt.date) -> Markup:
    """Say what would make the member act contrary to process, or has, and on which day."""
    sentence = (_PASSED if on <= today else _TO_COME)[reason]
    return escape(str(sentence)) % {"day": formatting.day(on)}


def rules_since(day: dt.date) -> Markup:
    """Say from which day on the rules are in force."""
    return escape(gettext("Rules in force since %(day)s.")) % {"day": formatting.day(day)}


def deadline_rows(
    deadlines: Sequence[tuple[str, dt.date]], today: dt.date
) -> list[tuple[Any, ...]]:
    """Give what comes next: its day, what it is, in how many days."""
    return [
        (formatting.day(on), requirement(key), formatting.day_count((on - today).days))
        for key, on in deadlines
    ]


def check_rows(checks: Sequence[Check], rules: DatedRules) -> list[tuple[Any, ...]]:
    """Give the requirements: what it is, how it stands, until when, how sure the rule is."""
    return [
        (
            Markup("{} {}").format(formatting.bdi(one.requirement), requirement(one.requirement)),
            _stands(one),
            formatting.day(one.deadline) if one.deadline else "",
            rules.confidence[one.requirement].label,
        )
        for one in checks
    ]


def record_rows(records: Sequence[RecordView]) -> list[tuple[Any, ...]]:
    """Give the lines of the record, the last first."""
    return [
        (formatting.day(one.on), one.kind.label, _linked(one.url, one.title))
        for one in reversed(records)
    ]


def consultation_rows(consultations: Sequence[ConsultationView]) -> list[tuple[Any, ...]]:
    """Give the consultations, the last first; what is not known says so."""
    return [
        (
            _linked(one.url, one.title),
            *(_day(on) for on in (one.timeline_on, one.opens_on, one.closes_on)),
            formatting.number(one.n_received),
            formatting.number(one.n_answered),
        )
        for one in reversed(consultations)
    ]


def _stands(one: Check) -> Markup:
    if one.since is None:
        return state_of(one.state)
    since = escape(gettext("since %(day)s")) % {"day": formatting.day(one.since)}
    return Markup('{} <span class="xs mute">{}</span>').format(state_of(one.state), since)


def _day(on: dt.date | None) -> Markup:
    return formatting.day(on) if on else formatting.no_number()


def _linked(url: str, title: str) -> Markup:
    return Markup('<a href="{}" rel="nofollow"><bdi dir="auto">{}</bdi></a>').format(url, title)
