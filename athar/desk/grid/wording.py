"""How a figure stands in the grid, and what stands beside it, in the language of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.desk.reporting.wording import words_of
from athar.indicators.queries import PlannedView
from athar.kernel.periods import parse_period
from athar.reporting.checks import Severity
from athar.reporting.enums import DeclaredStatusChoice
from athar.reporting.grounds import EarlierValue, Line
from athar.reporting.queries import FieldState, Lock
from athar.ui import formatting, statuses
from athar.ui.site import Label
from athar.ui.statuses import Look

LABELS: Mapping[str, Label] = {
    "declared_status": gettext_lazy("Declared status"),
    "physical": gettext_lazy("Physical progress"),
    "committed": gettext_lazy("Amount committed"),
    "paid": gettext_lazy("Amount paid"),
}
LOCKS: Mapping[Lock, Label] = {
    Lock.TO_COME: gettext_lazy("The round has not opened yet."),
    Lock.CLOSED: gettext_lazy("The round is closed."),
    Lock.HANDED_IN: gettext_lazy("Handed in: no longer typed."),
    Lock.NOT_YOURS: gettext_lazy("For you to read only."),
}


_TO_MEND = Look("off", pgettext_lazy("state of a figure", "To mend"))
_UNUSUAL = Look("risk", pgettext_lazy("state of a figure", "Kept, unusual"))
_AS_BEFORE = Look("none", pgettext_lazy("state of a figure", "As last time"))
_KEPT = Look("done", pgettext_lazy("state of a figure", "Kept"))
_OF_OTHERS = Look("said", pgettext_lazy("state of a figure", "Kept"))


def look_of(state: FieldState, me: str) -> Look | None:
    """Give how a kept figure looks; None for one that is empty."""
    severities = {one.severity for one in state.checks}
    if Severity.REFUSE in severities:
        return _TO_MEND
    if not state.text.strip():
        return None
    if Severity.WARN in severities:
        return _UNUSUAL
    if not state.touched_by:
        return _AS_BEFORE
    return _KEPT if state.touched_by == me else _OF_OTHERS


def said_of(state: FieldState, severity: Severity) -> Markup:
    """Say what is wrong or unusual about a figure."""
    return Markup(" ").join(words_of(one) for one in state.checks if one.severity is severity)


def n_remarks(state: FieldState) -> Markup | str:
    """Say how many remarks a figure has; nothing when there is none."""
    n = len(state.remarks)
    words = escape(ngettext("%(n)s remark", "%(n)s remarks", n))
    return words % {"n": formatting.number(n)} if n else ""


def statuses_to_choose() -> tuple[tuple[str, Label], ...]:
    """Offer the declared statuses in words."""
    return tuple((one.value, statuses.DECLARED[one.value].word) for one in DeclaredStatusChoice)


def earlier_value(one: EarlierValue, decimals: int) -> Markup:
    """Write what was measured, without its period."""
    if one.value is not None:
        return formatting.number(one.value, decimals)
    return Markup("<bdi>{}</bdi>").format(one.text[:80] or "–")


def of_period(value: Markup, code: str) -> Markup:
    """Write a value with its period in small beside it."""
    period = formatting.period(parse_period(code))
    return Markup('{} <span class="duty xs mute">{}</span>').format(value, period)


def last_of(line: Line) -> Markup | str:
    """Give the last value of an indicator with its period."""
    if not line.earlier:
        return ""
    one = line.earlier[-1]
    return of_period(earlier_value(one, line.view.indicator.decimals), one.period)


def limits_of(line: Line) -> Markup | str:
    """Say between which limits a value lies: those stated, else the smallest and largest so far."""
    decimals, asked = line.view.indicator.decimals, line.view.indicator.limits
    low, high = asked.minimum, asked.maximum
    if low is None and high is None:
        known = [one.value for one in line.earlier if one.value is not None]
        if len(known) < 2:
            return ""
        between = (formatting.number(min(known), decimals), formatting.number(max(known), decimals))
        words = escape(_("so far %(low)s to %(high)s"))
        return words % {"low": between[0], "high": between[1]}
    if low is not None and high is not None:
        words = escape(_("%(low)s to %(high)s"))
        return words % {
            "low": formatting.number(low, decimals),
            "high": formatting.number(high, decimals),
        }
    if low is not None:
        return escape(_("at least %(low)s")) % {"low": formatting.number(low, decimals)}
    return escape(_("at most %(high)s")) % {"high": formatting.number(high, decimals)}


def target_of(line: Line) -> Markup | str:
    """Give the target of the period of a line, else the next one, else the last."""
    one = _target(line.view.targets, line.period)
    if one is None:
        return ""
    return of_period(formatting.number(one.value, line.view.indicator.decimals), one.period)


def _target(targets: Sequence[PlannedView], period: str) -> PlannedView | None:
    last = parse_period(period).end
    later = [one for one in targets if parse_period(one.period).end >= last]
    return later[0] if later else (targets[-1] if targets else None)
