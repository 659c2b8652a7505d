"""The form of one report: what was typed, what stood there last, what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from athar.desk.reporting.wording import (
    is_said_while_typing,
    last_value,
    meanwhile,
    words_of,
)
from athar.kernel.numbers import format_number
from athar.kernel.periods import parse_period
from athar.plans.models import Milestone
from athar.reporting.actions import Theirs
from athar.reporting.checks import Severity
from athar.reporting.enums import DeclaredStatusChoice, ObstacleReason, Outcome
from athar.reporting.grounds import Line, OpenAction
from athar.reporting.judging import HELD_UP
from athar.reporting.queries import ReportUnderWay
from athar.reporting.typed import AMOUNTS, is_field
from athar.ui import formatting, statuses
from athar.ui.site import LANGUAGE_NAMES, Label

_TEXTS = frozenset({"narrative", "obstacle.text", "action.text"})
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN_NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?")


def typed_in(sent: Mapping[str, str | list[object]]) -> dict[str, str]:
    """Give the fields that somebody changed: those that differ from what stood in the form.

    Shape: a form sent by script names the changed ones only and says nothing of what stood there.
    """
    given = {name: str(text) for name, text in sent.items() if is_field(name)}
    missing = {name[4:]: "" for name in sent if name.startswith("was.") and name[4:] not in sent}
    found = {**given, **{name: text for name, text in missing.items() if is_field(name)}}
    return {name: text for name, text in found.items() if sent.get(f"was.{name}") != text}


def as_shown(name: str, text: str, lang: str) -> str:
    """Give what is kept of a field as people write it: days and amounts."""
    if _ISO_DAY.fullmatch(text):
        return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
    if name in AMOUNTS and _PLAIN_NUMBER.fullmatch(text):
        return format_number(Decimal(text), lang=lang)
    return text


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report as its form shows it.

    Shape: `sent` is what was typed and could not be kept, `meanwhile` what others typed into the
    same fields. `is_judged` says that it was handed in: then what is missing is said too.
    """

    report: ReportUnderWay
    lang: str
    is_judged: bool = False
    sent: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Mapping[str, Theirs] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Give what stands in a field."""
        return self.sent.get(name, self.was(name))

    def was(self, name: str) -> str:
        """Give what is kept of a field; days and amounts as people write them."""
        kept = self.report.fields.get(name)
        return as_shown(name, kept.text if kept else "", self.lang)

    def _said(self, severity: Severity) -> dict[str, list[Markup]]:
        found: defaultdict[str, list[Markup]] = defaultdict(list)
        for one in self.report.checks:
            if one.severity is severity and (self.is_judged or is_said_while_typing(one)):
                found[self._place(one.field)].append(words_of(one))
        return found

    def _place(self, name: str) -> str:
        """Give the field of the form at which a check is said."""
        return f"{name}.{self.lang}" if name in _TEXTS else name

    def wrong(self, name: str) -> Markup:
        """Say what is wrong with a field; nothing when it is right."""
        return Markup(" ").join(self._said(Severity.REFUSE).get(name, ()))

    def asks(self, name: str) -> list[Markup | str]:
        """Say what is unusual about a field, and what others typed into it meanwhile."""
        found: list[Markup | str] = list(self._said(Severity.WARN).get(name, ()))
        if name in self.meanwhile:
            one = self.meanwhile[name]
            found.append(meanwhile(one.text, one.author_name))
        return found

    def errors(self) -> list[tuple[str, Markup]]:
        """Give every error with the field that it stands at, in the order of the form."""
        return [
            (f"f-{name}", words)
            for name, found in self._said(Severity.REFUSE).items()
            for words in found
        ]

    def last(self, name: str, unit: str = "") -> Markup | str:
        """Say what the last published report gave for a figure."""
        before = self.report.last
        value = getattr(before, name, None) if before else None
        if before is None or value is None:
            return _("Nothing was reported before.") if unit == "percent" else ""
        if unit == "percent":
            return last_value(formatting.percent(value), before.as_of_on)
        words = formatting.bdi(formatting.exact_money(value, self.report.currency))
        return last_value(words, before.as_of_on)

    def status_looks(self) -> list[tuple[str, Markup]]:
        """Offer all seven declared statuses, each as it looks."""
        looks = [(one.value, statuses.DECLARED[one.value]) for one in DeclaredStatusChoice]
        mark = Markup('<span class="st s-{}">{}</span>')
        return [(value, mark.format(look.shape, look.word)) for value, look in looks]

    def language(self, lang: str) -> str:
        """Name a language in itself."""
        return LANGUAGE_NAMES[lang]

    def reasons(self) -> list[tuple[str, Label]]:
        """Offer the reasons of an obstacle."""
        return [(one.value, one.label) for one in ObstacleReason]

    def outcomes(self) -> list[tuple[str, Label]]:
        """Offer what may become of a corrective action."""
        return [(one.value, one.label) for one in Outcome]

    @property
    def is_off_track(self) -> bool:
        """Tell whether an obstacle is asked for because the figures say so, not the status."""
        return self.report.needs_obstacle and self.was("declared_status") not in HELD_UP

    @property
    def says_action(self) -> bool:
        """Tell whether anything is typed of an obstacle or a corrective action."""
        typed = {name: one.text for name, one in self.report.fields.items()} | dict(self.sent)
        return any(typed[name] for name in typed if name.startswith(("obstacle.", "action.")))

    def languages(self, name: str) -> list[str]:
        """Give the languages of a text that are open: that of the reader, and those written in."""
        written = [one for one in settings.OFFERED_LANGUAGES if self.value(f"{name}.{one}")]
        return list(dict.fromkeys((self.lang, *written)))

    def other_languages(self, name: str) -> list[str]:
        """Give the languages of a text that stay folded."""
        shown = self.languages(name)
        return [one for one in settings.OFFERED_LANGUAGES if one not in shown]

    def reached_help(self, milestone: Milestone) -> Markup:
        """Say when a milestone was planned, and what is typed here."""
        asked = escape(_("Type the day it was reached; leave it empty until then."))
        if milestone.planned_on is None:
            return asked
        words = escape(_("Planned for %(day)s."))
        planned = words % {"day": formatting.day(milestone.planned_on)}
        return Markup(" ").join((planned, asked))

    @property
    def open_milestones(self) -> list[Milestone]:
        """Give the milestones that are not reached yet."""
        return [one for one in self.report.milestones if one.done_on is None]

    def reached(self) -> list[Milestone]:
        """Give the milestones that were reached."""
        return [one for one in self.report.milestones if one.done_on is not None]

    def lines(self) -> Iterator[Line]:
        """Give the indicators of which a value may be given."""
        yield from self.report.lines

    def limits(self, line: Line) -> Markup:
        """Say what was measured last, what is aimed at, and between which limits it lies."""
        decimals = line.view.indicator.decimals
        found: list[tuple[str, Decimal]] = []
        earlier = [one for one in line.earlier if one.value is not None]
        if earlier and earlier[-1].value is not None:
            found.append((_("Last value"), earlier[-1].value))
        targets = [one for one in line.view.targets if one.value is not None]
        if targets and targets[-1].value is not None:
            found.append((_("Target"), targets[-1].value))
        asked = line.view.indicator.limits
        found += [
            (words, limit)
            for words, limit in ((_("At least"), asked.minimum), (_("At most"), asked.maximum))
            if limit is not None
        ]
        parts = [
            Markup("{}: {}").format(words, formatting.number(value, decimals))
            for words, value in found
        ]
        return Markup(" · ").join((formatting.period(parse_period(line.period)), *parts))

    def due(self, action: OpenAction) -> Markup:
        """Say who was to do a corrective action, and by when."""
        words = escape(_("%(owner)s, by %(day)s"))
        return words % {"owner": action.row.owner, "day": formatting.day(action.row.due_on)}
