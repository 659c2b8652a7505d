"""What the head of a commitment page says: the answer, who says so and why, the four dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import computed_look, filled, joined, not_stated
from athar.ui import formatting, statuses
from athar.ui.addresses import reverse
from athar.ui.site import Link
from athar.ui.statuses import Look

#: Why there is no actual day, other than that nobody reported it.
_MISSING = {ComputedStatus.CANCELLED: "not_applicable", ComputedStatus.NOT_DUE: "not_due"}
_FINISHED = (ComputedStatus.COMPLETED, ComputedStatus.CANCELLED)
_COMPARED = (ComputedStatus.ON_TRACK, ComputedStatus.AT_RISK, ComputedStatus.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, the sentence under it, and the pages of which it is the answer."""

    look: Look
    note: Markup


@dataclass(frozen=True, slots=True)
class KeyDate:
    """One of the four dates: what it is, the day or why there is none, how it compares."""

    term: str
    day: Markup
    remark: Markup


def crumbs(page: CommitmentPage, lang: str) -> list[Link]:
    """Give the way from the plan to the axis and the grouping the commitment stands in.

    Shape: levels between the two are left out, so that the way stays on one line.
    """
    plan = page.plan
    address = {"lang": lang, "plan": plan.code}
    way = [Link(plan.short_title or plan.title, reverse("portal:plan", kwargs=address))]
    groupings = page.commitment.groupings
    for node in (*groupings[:1], *groupings[1:][-1:]):
        url = reverse("portal:node", kwargs={**address, "code": node.code})
        way.append(Link(node.title, url))
    return way


def lede(page: CommitmentPage) -> Translated | Markup:
    """Give the plain words of the plan, or else the answer that the figures give."""
    return page.commitment.summary or answer(page)


def answer(page: CommitmentPage) -> Markup:
    """Say in one or two sentences how the commitment is doing."""
    figures = page.figures
    if figures.is_removed:
        return escape(gettext("Taken out of the plan by an amendment; it stays listed."))
    if figures.computed.status is ComputedStatus.CANCELLED:
        return escape(gettext("Cancelled, according to its last report; it stays listed."))
    if figures.is_validated_complete:
        return escape(gettext("Complete, and validated on evidence."))
    if figures.computed.status is ComputedStatus.COMPLETED:
        return escape(gettext("Declared complete; nobody has validated it yet."))
    if page.last_report is None:
        return escape(gettext("No report was published yet: how far it has come is not known."))
    return Markup(" ").join(filter(None, (_works(page), _end(page))))


def _works(page: CommitmentPage) -> Markup:
    figures = page.figures
    if figures.physical is None:
        return escape(gettext("How much of the works is done was not reported."))
    done = formatting.progress(figures.physical, complete=figures.is_validated_complete)
    planned = figures.computed.planned
    if planned is None or figures.computed.status not in _COMPARED:
        return filled(gettext("%(done)s of the works are done."), done=done)
    sentence = gettext("%(done)s of the works are done; %(planned)s should have been.")
    return filled(sentence, done=done, planned=formatting.progress(planned, complete=True))


def _end(page: CommitmentPage) -> Markup:
    on, late = page.figures.dates.forecast_end_on, page.figures.slippage_first
    if on is None:
        return Markup()
    day = formatting.day(on)
    if not late or late < 0:
        return filled(gettext("The end is expected on %(day)s."), day=day)
    sentence = gettext("The end is expected on %(day)s, %(days)s later than first promised.")
    return filled(sentence, day=day, days=formatting.day_count(late))


def declared(page: CommitmentPage) -> Standing:
    """Give the status the lead body declares: who said it, as of when, validated or not."""
    figures, report = page.figures, page.last_report
    status = "cancelled" if figures.is_removed else figures.declared
    look = statuses.declared(status, is_validated=figures.is_validated)
    if report is None:
        return Standing(look, escape(gettext("No report was published.")))
    return Standing(look, Markup(" ").join((_who(page, report.as_of_on), _claim(page))))


def _who(page: CommitmentPage, on: dt.date) -> Markup:
    if not page.leads:
        return filled(gettext("As of %(day)s."), day=formatting.day(on))
    sentence = pgettext("who said it, as of when", "%(body)s, %(day)s.")
    return filled(sentence, body=joined(_names(page)), day=formatting.day(on))


def _names(page: CommitmentPage) -> list[Translated]:
    return [one.names for one in page.leads]


def _claim(page: CommitmentPage) -> Markup:
    return escape(
        gettext("Validated.") if page.figures.is_validated else gettext("Declared, not validated.")
    )


def computed(page: CommitmentPage) -> Standing:
    """Give the status the figures justify, with its reason."""
    return Standing(computed_look(page.figures), _reason(page))


def _reason(page: CommitmentPage) -> Markup:
    figures, status = page.figures, page.figures.computed.status
    if status in _COMPARED:
        sentence = gettext("%(done)s done, %(planned)s planned on the day of the report.")
        return filled(
            sentence,
            done=formatting.progress(figures.physical),
            planned=formatting.progress(figures.computed.planned, complete=True),
        )
    if status is ComputedStatus.STALE:
        return filled(
            gettext("Silent for %(days)s."), days=formatting.day_count(figures.silent_days)
        )
    if status is ComputedStatus.COMPLETED:
        return escape(_completion(page))
    if status is ComputedStatus.CANCELLED:
        return escape(gettext("What is cancelled is not measured any more."))
    if status is ComputedStatus.NOT_DUE:
        return escape(gettext("Nothing was due yet by the first version of the plan."))
    return escape(_lacking(page))


def _completion(page: CommitmentPage) -> str:
    if page.figures.is_validated_complete:
        return gettext("The completion was validated.")
    return gettext("As declared; no validation on file.")


def _lacking(page: CommitmentPage) -> str:
    if page.last_report is None:
        return gettext("There is no report to compute from.")
    if page.figures.physical is None:
        return gettext("The last report does not say how much is done.")
    return gettext("The plan gives no dates to compare with.")


def dates(page: CommitmentPage) -> tuple[KeyDate, ...]:
    """Give planned and actual start, planned and actual or expected end, with the slippage."""
    one, known = page.commitment, page.figures.dates
    return (
        KeyDate(
            gettext("Planned start"),
            _planned(one.planned_start_on, one.planned_start_precision),
            _first(one.first_planned_start_on, one.planned_start_on, one.planned_start_precision),
        ),
        KeyDate(gettext("Actual start"), _actual_start(page), _start_remark(page)),
        KeyDate(
            gettext("Planned end"),
            _planned(one.planned_end_on, one.planned_end_precision),
            _first(one.first_planned_end_on, one.planned_end_on, one.planned_end_precision),
        ),
        KeyDate(
            gettext("Actual end") if known.actual_end_on else gettext("Expected end"),
            _last_day(page),
            _end_remark(page),
        ),
    )


def _planned(on: dt.date | None, precision: str) -> Markup:
    if on is None:
        return not_stated()
    return formatting.day(on, precision)


def _first(first: dt.date | None, current: dt.date | None, precision: str) -> Markup:
    if first == current:
        return Markup()
    if first is None:
        return escape(gettext("Not stated in the first version"))
    return filled(gettext("First version: %(day)s"), day=formatting.day(first, precision))


def _actual_start(page: CommitmentPage) -> Markup:
    figures, missing = page.figures, _MISSING.get(page.figures.computed.status, "not_reported")
    if figures.declared is DeclaredStatus.NOT_STARTED:
        missing = "not_due"
    return formatting.day(figures.dates.actual_start_on, missing=missing)


def _start_remark(page: CommitmentPage) -> Markup:
    late = page.figures.start_slippage
    if late is None:
        return Markup()
    if late == 0:
        return escape(gettext("On the day first planned"))
    sentence = (
        gettext("%(days)s after the day first planned")
        if late > 0
        else gettext("%(days)s before the day first planned")
    )
    return filled(sentence, days=formatting.day_count(abs(late)))


def _last_day(page: CommitmentPage) -> Markup:
    known, report = page.figures.dates, page.last_report
    if known.actual_end_on:
        precision = report.actual_end_precision if report else "day"
        return formatting.day(known.actual_end_on, precision)
    is_cancelled = page.figures.computed.status is ComputedStatus.CANCELLED
    missing = _MISSING[ComputedStatus.CANCELLED] if is_cancelled else "not_reported"
    return formatting.day(known.forecast_end_on, missing=missing)


def _end_remark(page: CommitmentPage) -> Markup:
    figures = page.figures
    parts = list(_slippages(page))
    if not parts and figures.overdue_days:
        sentence = gettext("%(days)s past the planned end")
        parts.append(_late(filled(sentence, days=formatting.day_count(figures.overdue_days))))
    return Markup("<br>").join(parts)


def _slippages(page: CommitmentPage) -> Iterable[Markup]:
    figures, one = page.figures, page.commitment
    pairs = [(figures.slippage_first, gettext("%(slippage)s against the first version"))]
    if one.planned_end_on != one.first_planned_end_on:
        current = gettext("%(slippage)s against the current version")
        pairs.append((figures.slippage_current, current))
    for days, sentence in pairs:
        if days is not None:
            words = filled(sentence, slippage=formatting.slippage(days))
            yield _late(words) if days > 0 else words


def _late(words: Markup) -> Markup:
    return Markup('<span class="late">{}</span>').format(words)


def date_items(page: CommitmentPage) -> list[tuple[str, Markup, Markup, bool]]:
    """Give the four dates as the strip takes them; a remark marks its own lateness."""
    return [(one.term, one.day, one.remark, False) for one in dates(page)]


def works_number(page: CommitmentPage) -> Markup | None:
    """Give how much of the works is done, rounded down; None when it is unknown."""
    figures = page.figures
    if figures.physical is None:
        return None
    return formatting.progress(figures.physical, complete=figures.is_validated_complete)


def works_sentence(page: CommitmentPage) -> Markup:
    """Say as of when the works stand where they stand, and what was planned by today."""
    figures, report = page.figures, page.last_report
    if report is None or figures.physical is None:
        return escape(gettext("Not known is not zero: nobody reported it."))
    day = filled(gettext("As of %(day)s."), day=formatting.day(report.as_of_on))
    parts = [day, _claim(page)]
    planned = planned_today(page)
    if planned is not None:
        sentence = gettext("The mark: %(share)s was planned by today.")
        parts.append(filled(sentence, share=formatting.progress(planned, complete=True)))
    return Markup(" ").join(parts)


def planned_today(page: CommitmentPage) -> Decimal | None:
    """Give the share planned by today, in percent; None once nothing more is to come."""
    figures = page.figures
    return None if figures.computed.status in _FINISHED else figures.planned_today
