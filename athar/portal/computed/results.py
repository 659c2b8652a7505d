"""The figure itself, and the sentence that says what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from markupsafe import Markup, escape

from athar.indicators.enums import Claim
from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.plans.enums import WeightRuleChoice
from athar.portal import wording
from athar.portal.commitments.wording import computed_look, filled
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.precision import exact_percent, floored
from athar.rollups.enums import Figure, Formula, SubjectKind
from athar.rollups.explanations import Explanation, StatusRatio
from athar.ui import formatting
from athar.ui.statuses import Look

NAMES: Mapping[Figure, Promise] = {
    Figure.STATUSES: gettext_lazy("Computed statuses"),
    Figure.PHYSICAL: gettext_lazy("Physical progress"),
    Figure.FINANCIAL: gettext_lazy("Financial progress"),
    Figure.MONEY: gettext_lazy("Money"),
    Figure.STATUS: gettext_lazy("Computed status"),
    Figure.SLIPPAGE: gettext_lazy("Delay"),
}
_UNSTATED: Mapping[str, Promise] = {
    SubjectKind.LEAD: gettext_lazy("no lead body stated"),
    SubjectKind.FUNDER: gettext_lazy("funding not split"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A figure as its explanation shows it; a number of None is not known."""

    number: Markup | None
    sentence: Markup
    look: Look | None = None


def subject_words(page: ComputedPage) -> Markup:
    """Name the figure, what it is about and the day it speaks of."""
    found = page.explanation
    return filled(
        pgettext("figure, subject, day", "%(figure)s, %(subject)s, %(day)s"),
        figure=NAMES[found.figure],
        subject=subject_name(page),
        day=formatting.day(figures_day(found)),
    )


def subject_name(page: ComputedPage) -> Markup:
    """Name what a figure is about: a code for a commitment, a title for all else."""
    found = page.explanation
    kind = found.subject.partition(":")[0]
    if page.is_of_one:
        return formatting.bdi(found.label.code)
    if not found.label.id:
        return escape(_UNSTATED[kind])
    return formatting.wording(found.label.names)


def figures_day(found: Explanation) -> dt.date:
    """Give the day the figure speaks of: that of its newest report; a count of statuses, today."""
    reported = [one.provenance.as_of_on for one in found.inputs if one.provenance]
    return found.today if found.figure is Figure.STATUSES else max(reported, default=found.today)


def result_of(page: ComputedPage) -> Result:
    """Give the figure with its sentence."""
    return _RESULTS[page.explanation.formula](page)


def _whole(found: Explanation) -> Markup | None:
    return None if found.whole is None else formatting.percent(found.whole)


def _and(*sentences: Markup | str) -> Markup:
    return Markup(" ").join(sentences)


def _coverage(found: Explanation) -> Markup:
    sentence = gettext("Known for %(known)s of %(expected)s.")
    return filled(
        sentence, known=formatting.number(found.known), expected=formatting.number(found.expected)
    )


def _statuses(page: ComputedPage) -> Result:
    found = page.explanation
    n = found.expected
    # the number stands above its unit, so that the unit names the kind and never counts
    unit = (
        pgettext("unit of a number", "projects")
        if page.counts_projects
        else pgettext("unit of a number", "commitments")
    )
    number = _with_unit(wording.number(n), unit)
    sentence = gettext("Each counts in exactly one status. The status is known for %(known)s.")
    return Result(number, filled(sentence, known=formatting.number(found.known)))


def _with_unit(number: str, unit: str) -> Markup:
    return Markup("{} <small>{}</small>").format(formatting.bdi(number), unit)


def _weighted(page: ComputedPage) -> Result:
    found = page.explanation
    if found.percent is None:
        return Result(None, _coverage(found))
    return Result(_whole(found), _and(_weighed(found), _coverage(found)))


def _weighed(found: Explanation) -> Markup:
    if found.weight_rule is WeightRuleChoice.EQUAL:
        return escape(gettext("An average in which each counts the same."))
    if found.weight_rule is WeightRuleChoice.CUSTOM:
        return escape(gettext("An average in which each counts by the weight the plan gives it."))
    return filled(
        gettext("Works worth %(done)s are done, of %(planned)s promised by those that are known."),
        done=formatting.money(found.numerator, found.currency),
        planned=formatting.money(found.denominator, found.currency),
    )


def _paid(page: ComputedPage) -> Result:
    found = page.explanation
    if found.percent is None:
        unknown = escape(gettext("The cost or the payment is not known."))
        return Result(None, unknown if page.is_of_one else _coverage(found))
    sentence = filled(
        gettext("%(paid)s paid, of %(planned)s planned."),
        paid=formatting.money(found.numerator, found.currency),
        planned=formatting.money(found.denominator, found.currency),
    )
    return Result(_whole(found), sentence if page.is_of_one else _and(sentence, _coverage(found)))


def _money(page: ComputedPage) -> Result:
    totals = page.explanation.money
    assert totals is not None  # a sum carries its totals
    paid = wording.amount(totals.paid, totals.currency)
    number = _with_unit(paid.number, paid.unit) if paid else None
    return Result(number, wording.money_sentence(totals))


def _reported(page: ComputedPage) -> Result:
    found = page.explanation
    provenance = found.inputs[0].provenance
    if found.percent is None or provenance is None:
        return Result(None, escape(gettext("No report gives the progress of the works.")))
    sentence = (
        gettext("Reported and validated, as of %(day)s.")
        if provenance.claim == Claim.VALIDATED
        else gettext("Reported by the body in charge, as of %(day)s; not validated.")
    )
    reported = filled(sentence, day=formatting.day(provenance.as_of_on))
    if found.percent >= 100 and found.whole != 100:
        capped = gettext("%(reported)s was reported; %(all)s is shown only once it is validated.")
        numbers = {"reported": exact_percent(found.percent), "all": formatting.percent(100)}
        reported = _and(reported, filled(capped, **numbers))
    return Result(_whole(found), reported)


def _status(page: ComputedPage) -> Result:
    ratio = page.explanation.status
    assert ratio is not None  # the status of a commitment carries its ratio
    assert page.figures is not None  # and its figures
    look = computed_look(page.figures)
    sentence = _why_status(page.explanation, ratio)
    if ratio.ratio is None:
        word = Markup('<span class="st s-{}">{}</span>').format(look.shape, look.word)
        return Result(word, sentence)
    return Result(formatting.number(floored(ratio.ratio)), sentence, look)


def _why_status(found: Explanation, ratio: StatusRatio) -> Markup:
    if ratio.status is ComputedStatus.COMPLETED:
        return escape(gettext("The last report declares it complete; no calculation is needed."))
    if ratio.status is ComputedStatus.CANCELLED:
        return _why_cancelled(ratio)
    if ratio.status is ComputedStatus.NOT_DUE:
        return _why_not_due(found, ratio)
    if ratio.status is ComputedStatus.STALE:
        return _why_stale(found, ratio)
    return _compared(found, ratio) if ratio.ratio is not None else _why_no_data(ratio)


def _why_cancelled(ratio: StatusRatio) -> Markup:
    if ratio.declared is DeclaredStatus.CANCELLED:
        return escape(gettext("The last report declares it cancelled."))
    return escape(gettext("An amendment took it out of the plan."))


def _why_not_due(found: Explanation, ratio: StatusRatio) -> Markup:
    start = ratio.first_planned_start_on
    if start is not None and start > found.today:
        sentence = gettext("By the first version of the plan it starts on %(day)s only.")
        return filled(sentence, day=formatting.day(start))
    sentence = gettext("On %(day)s, the day of the report, nothing was planned yet.")
    return filled(sentence, day=formatting.day(ratio.reported_on))


def _why_stale(found: Explanation, ratio: StatusRatio) -> Markup:
    months = found.thresholds.stale_periods * ratio.reporting_months
    sentence = ngettext(
        "The last report is of %(day)s: older than %(months)s month.",
        "The last report is of %(day)s: older than %(months)s months.",
        int(months),
    )
    return filled(sentence, day=formatting.day(ratio.reported_on), months=formatting.number(months))


def _why_no_data(ratio: StatusRatio) -> Markup:
    if ratio.reported_on is None:
        return escape(gettext("No report was published yet."))
    if ratio.physical is None:
        return escape(gettext("The last report does not give the progress of the works."))
    return escape(gettext("The planned start or end is not known, so nothing can be compared."))


def _compared(found: Explanation, ratio: StatusRatio) -> Markup:
    limits = found.thresholds
    sentence = {
        ComputedStatus.ON_TRACK: gettext("The ratio of the two is %(ratio)s: %(on)s or more."),
        ComputedStatus.AT_RISK: gettext(
            "The ratio of the two is %(ratio)s: below %(on)s, but %(risk)s or more."
        ),
    }.get(ratio.status) or gettext("The ratio of the two is %(ratio)s: below %(risk)s.")
    return _and(
        filled(
            gettext("%(done)s of the works are done; by %(day)s, %(planned)s should have been."),
            done=exact_percent(ratio.physical or Decimal(0)),
            planned=exact_percent(ratio.planned or Decimal(0)),
            day=formatting.day(ratio.reported_on),
        ),
        filled(
            sentence,
            ratio=formatting.number(floored(ratio.ratio or Decimal(0))),
            on=formatting.number(limits.on_track),
            risk=formatting.number(limits.at_risk),
        ),
    )


def _slippage(page: ComputedPage) -> Result:
    slip = page.explanation.slippage
    assert slip is not None  # days late carry their dates
    if slip.end_on is None:
        unknown = gettext("Neither an actual nor an expected end was reported.")
        return Result(None, escape(unknown))
    if slip.against_first is None:
        return Result(None, escape(gettext("The planned end is not known.")))
    sentence = (
        gettext("Expected end: %(end)s. Promised by the first version: %(planned)s.")
        if slip.is_forecast
        else gettext("Actual end: %(end)s. Promised by the first version: %(planned)s.")
    )
    words = filled(
        sentence,
        end=formatting.day(slip.end_on),
        planned=formatting.day(slip.dates.first_planned_end_on),
    )
    return Result(formatting.slippage(slip.against_first), words)


_RESULTS: Mapping[Formula, Callable[[ComputedPage], Result]] = {
    Formula.STATUS_COUNTS: _statuses,
    Formula.WEIGHTED_MEAN: _weighted,
    Formula.PAID_OVER_PLANNED: _paid,
    Formula.SUM: _money,
    Formula.REPORTED: _reported,
    Formula.PROGRESS_OVER_PLANNED: _status,
    Formula.DAYS_LATE: _slippage,
}
