"""What holds a commitment up, what is done about it and what became of that, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import filled
from athar.portal.moments import Moment
from athar.reporting.enums import Outcome
from athar.reporting.queries import ActionView, FollowUpView, ObstacleView, obstacles_of
from athar.ui import formatting
from athar.ui.statuses import Look

#: How many obstacles stand open on the page; those before them are folded.
_OPEN = 3
_BEHIND = (DeclaredStatus.DELAYED, DeclaredStatus.AT_RISK, DeclaredStatus.STOPPED)
_OUTCOMES: Mapping[Outcome, Look] = {
    Outcome.DONE: Look("done", pgettext_lazy("outcome of a corrective action", "Done")),
    Outcome.UNDER_WAY: Look("ok", pgettext_lazy("outcome of a corrective action", "Under way")),
    Outcome.DROPPED: Look("x", pgettext_lazy("outcome of a corrective action", "Dropped")),
}
_NOT_SAID = Look("due", pgettext_lazy("outcome of a corrective action", "Nothing said yet"))
_OVERDUE = Look("off", pgettext_lazy("outcome of a corrective action", "Overdue"))
#: The strip of an obstacle: by how its action stands; whatever is not over is a risk.
_STRIPS: Mapping[Outcome, Look] = {
    Outcome.DONE: _OUTCOMES[Outcome.DONE],
    Outcome.DROPPED: _OUTCOMES[Outcome.DROPPED],
}
_OPEN_RISK = Look("risk", pgettext_lazy("outcome of a corrective action", "Not over"))


@dataclass(frozen=True, slots=True)
class Hold:
    """One obstacle as the page shows it; `done` is empty when no corrective action was stated.

    Shape: `look` gives the strip; `facts` are pairs of term and words; `said` what each
    later report says became of the action, from the first on.
    """

    title: Translated | Markup
    named: Markup
    look: Look
    action: Translated
    facts: tuple[tuple[str, Markup], ...]
    said: tuple[tuple[Markup, Translated], ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """The obstacles of a commitment: those that stand open, older ones, whether one is lacking."""

    open: Sequence[Hold]
    older: Sequence[Hold]
    is_lacking: bool


def obstacles_on(page: CommitmentPage, moment: Moment) -> tuple[ObstacleView, ...]:
    """Give the obstacles that were public at the moment, the newest first.

    Queries: 1 when there is none, else 3.
    """
    return obstacles_of(page.commitment.id, moment.as_of)


def day_of(moment: Moment) -> dt.date:
    """Give the day for which "overdue" is told: today, or that of the state asked for."""
    return moment.as_of.day if moment.as_of else clock.today()


def holds(page: CommitmentPage, moment: Moment) -> Holds:
    """Give the obstacles of a page as they are read. Queries: those of `obstacles_on`."""
    today = day_of(moment)
    told = [_hold(one, today) for one in obstacles_on(page, moment)]
    report = page.last_report
    is_behind = report is not None and report.declared in _BEHIND
    return Holds(told[:_OPEN], told[_OPEN:], is_lacking=is_behind and not told)


def _hold(one: ObstacleView, today: dt.date) -> Hold:
    reason = escape(one.reason.label)
    named = filled(gettext("Named in the report as of %(day)s"), day=formatting.day(one.as_of_on))
    action = one.action
    return Hold(
        title=one.text or reason,
        named=Markup("{} · {}").format(reason, named) if one.text else named,
        look=_look(action, today),
        action=action.text if action else Translated(),
        facts=tuple(_facts(action, today)) if action else (),
        said=tuple((_said(each), each.text) for each in action.follow_ups) if action else (),
    )


def _look(action: ActionView | None, today: dt.date) -> Look:
    if action is not None and action.is_overdue(today):
        return _OVERDUE
    outcome = action.outcome if action else None
    return _STRIPS.get(outcome, _OPEN_RISK) if outcome else _OPEN_RISK


def _facts(action: ActionView, today: dt.date) -> Iterable[tuple[str, Markup]]:
    yield gettext("Who acts"), formatting.bdi(action.owner)
    yield gettext("By when"), _due(action, today)
    look = _OUTCOMES[action.outcome] if action.outcome else _NOT_SAID
    yield gettext("What became of it"), _mark(look)


def _due(action: ActionView, today: dt.date) -> Markup:
    day = formatting.day(action.due_on)
    if not action.is_overdue(today):
        return day
    days = formatting.day_count((today - action.due_on).days)
    late = filled(gettext("Overdue by %(days)s"), days=days)
    return Markup('{}<br><span class="late">{}</span>').format(day, late)


def _mark(look: Look) -> Markup:
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(look.shape, look.word)


def _said(one: FollowUpView) -> Markup:
    sentence = gettext("Report as of %(day)s: %(outcome)s")
    word = str(_OUTCOMES[one.outcome].word)
    return filled(sentence, day=formatting.day(one.as_of_on), outcome=escape(word))
