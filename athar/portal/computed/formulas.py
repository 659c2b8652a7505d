"""The rule behind a figure: its formula in letters and numbers, what the letters mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from athar.kernel.progress import ComputedStatus, Thresholds
from athar.plans.enums import WeightRuleChoice
from athar.portal import wording
from athar.portal.commitments.wording import filled
from athar.portal.computed import mathml as m
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.precision import close_percent, exact_percent, floored, hundredth
from athar.rollups.enums import Formula
from athar.rollups.explanations import Explanation, Slippage
from athar.ui import formatting, statuses
from athar.ui.statuses import Look

Condition = tuple[Look, Markup]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: lines of its formula, the meaning of the letters, statuses with their conditions."""

    lines: tuple[Markup, ...] = ()
    legend: Markup | str = ""
    conditions: tuple[Condition, ...] = ()
    notes: tuple[Markup, ...] = ()


def rule_of(page: ComputedPage) -> Rule:
    """Give the rule behind a figure."""
    return _RULES[page.explanation.formula](page)


def _letters(sentence: str, *names: str, **values: object) -> Markup:
    """Put the letters of a formula into the sentence that explains them."""
    shown = {name: Markup("<bdi><var>{}</var></bdi>").format(name) for name in names}
    return filled(sentence, **shown, **values)


def _weighted(page: ComputedPage) -> Rule:
    found = page.explanation
    lines = [
        m.line(m.letter("P"), m.sign("="), m.fraction(m.total("w", "p"), m.total("w"))),
    ]
    if found.percent is not None:
        shares = _over(found, in_millions=found.weight_rule is WeightRuleChoice.COST)
        lines.append(m.line(m.sign("="), shares, m.sign("="), m.percent(found.percent)))
    legend = {
        WeightRuleChoice.COST: gettext(
            "%(p)s: physical progress of each; %(w)s: its cost, in millions (%(currency)s)."
        ),
        WeightRuleChoice.EQUAL: gettext("%(p)s: physical progress of each; %(w)s: 1 for each."),
    }.get(found.weight_rule) or gettext(
        "%(p)s: physical progress of each; %(w)s: the weight the plan gives it."
    )
    words = _letters(legend, "p", "w", currency=_currency(found))
    return Rule(tuple(lines), words, notes=_rounded(found))


def _currency(found: Explanation) -> str:
    return formatting.currency_name(found.currency, wording.lang())


def _over(found: Explanation, *, in_millions: bool) -> Markup:
    unit = wording.MILLION if in_millions else Decimal(1)
    above, below = found.numerator or Decimal(0), found.denominator or Decimal(1)
    return m.fraction(m.number(hundredth(above / unit)), m.number(hundredth(below / unit)))


def _rounded(found: Explanation) -> tuple[Markup, ...]:
    """Say how the exact figure became the one that is printed."""
    if found.percent is None or found.whole is None:
        return ()
    if found.percent >= 100:
        return (_capped(found.whole),)
    if close_percent(found.percent) == found.whole:
        return ()
    sentence = gettext("%(exact)s is rounded down to %(whole)s, never up.")
    return (
        filled(sentence, exact=exact_percent(found.percent), whole=formatting.percent(found.whole)),
    )


def _capped(whole: int) -> Markup:
    sentence = gettext("At most %(whole)s is printed until all of it is finished.")
    return filled(sentence, whole=formatting.percent(whole))


def _paid(page: ComputedPage) -> Rule:
    found = page.explanation
    hundred = (m.sign("×"), m.number(100))
    part = m.letter if page.is_of_one else m.total
    fraction = m.fraction(part("v"), part("m"))
    lines = [m.line(m.letter("F"), m.sign("="), fraction, *hundred)]
    if found.percent is not None:
        shares = _over(found, in_millions=True)
        result = m.percent(found.percent)
        lines.append(m.line(m.sign("="), shares, *hundred, m.sign("="), result))
    sentence = gettext(
        "%(v)s: what was paid; %(m)s: the amount planned, both in millions (%(currency)s)."
    )
    words = _letters(sentence, "v", "m", currency=_currency(found))
    return Rule(tuple(lines), words, notes=_rounded(found))


def _sum(page: ComputedPage) -> Rule:
    notes = [
        gettext("Each of the three totals adds up what is known. What is unknown adds nothing."),
        gettext("Planned, committed and paid are never added to one another."),
    ]
    if not page.is_of_one:
        notes.append(
            gettext(
                "What an amendment takes out is no longer planned; what was paid for it stays paid."
            )
        )
    return Rule(notes=tuple(escape(note) for note in notes))


def _reported(page: ComputedPage) -> Rule:
    notes = (
        gettext("This figure is not computed: it is the one the last published report gives."),
        gettext("It is printed whole, rounded down; 100 is kept for what is validated complete."),
    )
    return Rule(notes=tuple(escape(note) for note in notes))


def _ratio_lines(found: Explanation) -> tuple[Markup, ...]:
    lines = m.line(m.letter("r"), m.sign("="), m.fraction(m.letter("p"), m.letter("e")))
    ratio = found.status
    if ratio is None or ratio.ratio is None or ratio.physical is None or ratio.planned is None:
        return (lines,)
    shares = m.fraction(m.number(hundredth(ratio.physical)), m.number(hundredth(ratio.planned)))
    return (lines, m.line(m.sign("="), shares, m.sign("="), m.number(floored(ratio.ratio))))


def _ratio_legend() -> Markup:
    return _letters(
        gettext(
            "%(p)s: physical progress reported; %(e)s: share of the planned time that had passed"
            " on the day of the report, by the dates of the first adopted version."
        ),
        "p",
        "e",
    )


def _limits(limits: Thresholds) -> tuple[Condition, ...]:
    on, risk = (wording.number(limit) for limit in (limits.on_track, limits.at_risk))
    conditions = {
        ComputedStatus.ON_TRACK: f"r ≥ {on}",
        ComputedStatus.AT_RISK: f"{risk} ≤ r < {on}",
        ComputedStatus.OFF_TRACK: f"r < {risk}",
    }
    return tuple(
        (statuses.computed(status), formatting.bdi(condition))
        for status, condition in conditions.items()
    )


def _status(page: ComputedPage) -> Rule:
    found = page.explanation
    return Rule(_ratio_lines(found), _ratio_legend(), _limits(found.thresholds))


def _counted(page: ComputedPage) -> Rule:
    found = page.explanation
    months = found.thresholds.stale_periods * page.plan.reporting_months
    sentence = ngettext(
        "the last report is older than %(months)s month",
        "the last report is older than %(months)s months",
        formatting.plural_of(months, wording.lang()),
    )
    stale = filled(sentence, months=formatting.number(months))
    sentences = {
        ComputedStatus.NOT_DUE: gettext("its planned start lies ahead"),
        ComputedStatus.NO_DATA: gettext("no report, no progress in it, or no dates"),
        ComputedStatus.STALE: stale,
        ComputedStatus.CANCELLED: gettext("declared cancelled, or taken out of the plan"),
    }
    conditions = (
        (
            statuses.computed("completed"),
            _sentence(gettext("declared complete, validated with evidence")),
        ),
        (
            statuses.DECLARED_COMPLETE,
            _sentence(gettext("declared complete, not validated yet")),
        ),
        *_limits(found.thresholds),
        *((statuses.computed(status), _sentence(words)) for status, words in sentences.items()),
    )
    return Rule(_ratio_lines(found), _ratio_legend(), conditions)


def _sentence(words: str) -> Markup:
    return Markup("<span>{}</span>").format(words)


def _days(page: ComputedPage) -> Rule:
    slip = page.explanation.slippage
    assert slip is not None  # days late carry their dates
    lines = [
        m.line(m.letter("D"), m.sign("="), m.letter("F"), m.sign("−"), m.letter("P")),
        *_days_between(slip),
    ]
    legend = _letters(
        gettext(
            "%(D)s: the delay in days; %(F)s: the actual end, else the expected one;"
            " %(P)s: the end planned by the first adopted version. Late is positive."
        ),
        "D",
        "F",
        "P",
    )
    return Rule(tuple(lines), legend)


def _days_between(slip: Slippage) -> tuple[Markup, ...]:
    planned = slip.dates.first_planned_end_on
    if slip.end_on is None or planned is None or slip.against_first is None:
        return ()
    return (
        m.line(
            m.sign("="),
            m.text(_in_figures(slip.end_on)),
            m.sign("−"),
            m.text(_in_figures(planned)),
        ),
        m.line(m.sign("="), m.number(slip.against_first)),
    )


def _in_figures(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_RULES: Mapping[Formula, Callable[[ComputedPage], Rule]] = {
    Formula.STATUS_COUNTS: _counted,
    Formula.WEIGHTED_MEAN: _weighted,
    Formula.PAID_OVER_PLANNED: _paid,
    Formula.SUM: _sum,
    Formula.REPORTED: _reported,
    Formula.PROGRESS_OVER_PLANNED: _status,
    Formula.DAYS_LATE: _days,
}
