"""What stands beside the form of a value: what it is of, its limits, the last value, questions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.desk.values.forms import NUMBER, RATIO, TEXT, ValueForm, kinds_of
from athar.desk.values.page import Entered
from athar.indicators.enums import Claim, Measure, NoNumber
from athar.indicators.queries import IndicatorView, Said, State
from athar.kernel.numbers import format_number
from athar.kernel.outliers import Flag, FlagKind
from athar.kernel.periods import parse_period
from athar.ui import formatting
from athar.ui.site import Label

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one form, in the language of the desk."""

    of: Entered
    lang: str

    @property
    def title(self) -> Label:
        return self.of.indicator.title

    @property
    def unit(self) -> Label:
        return self.of.indicator.unit.symbols or self.of.indicator.unit.names

    def facts(self) -> list[tuple[Label, object]]:
        """Give what the value is of, what was stated last, and between which limits it lies."""
        of = self.of
        found: list[tuple[Label, object]] = [
            (gettext("Place"), of.place.names),
            (gettext("Period"), formatting.period(parse_period(of.period))),
        ]
        if of.category:
            found.append((gettext("For whom"), category_words(of.indicator, of.category)))
        if of.last and of.last.value is not None:
            words = pgettext("a value and its day or period", "%(value)s (%(when)s)")
            value = self.number(of.last.value)
            when = formatting.period(parse_period(of.last.period))
            found.append(
                (gettext("Last value"), Markup(escape(words)) % {"value": value, "when": when})  # noqa: S704 - escaped
            )
        limits = of.indicator.limits
        if limits.minimum is not None:
            found.append((gettext("At least"), self.number(limits.minimum)))
        if limits.maximum is not None:
            found.append((gettext("At most"), self.number(limits.maximum)))
        return found

    def number(self, value: Decimal) -> Markup:
        """Show a number of the indicator."""
        return formatting.number(value, self.of.indicator.decimals)

    def claims(self) -> list[tuple[str, Label]]:
        """Offer the claims the person may state values with."""
        return [(claim.value, claim.label) for claim in self.of.claims]

    def kinds(self) -> list[tuple[str, Label]]:
        """Offer what may be stated."""
        words: dict[str, Label] = {
            NUMBER: gettext("A number"),
            RATIO: gettext("A numerator and its denominator"),
            TEXT: gettext("A text"),
            **{one.value: one.label for one in NoNumber},
        }
        return [(kind, words[kind]) for kind in kinds_of(self.of)]

    def states(self) -> list[tuple[Label, Markup, Markup]]:
        """Give what stands now, by claim: what it says, who stated it and when."""
        return [
            (one.claim.label, said(self.of.indicator, one.said), _who(one))
            for claim in Claim
            if (one := self.of.current(claim))
        ]

    def questions(self, form: ValueForm) -> list[Markup]:
        """Ask what is unusual about the value typed."""
        return [question(self.of.indicator, flag) for flag in form.flags]

    def initial(self) -> dict[str, str]:
        """Give what is filled in before anybody types: what stands now with the first claim."""
        claim = next(iter(self.of.claims))
        state = self.of.current(claim)
        start = {"claim": claim.value, "kind": kinds_of(self.of)[0]}
        return {**start, **(self._typed(state.said) if state else {})}

    def _typed(self, what: Said) -> dict[str, str]:
        if what.no_number:
            return {"kind": what.no_number.value}
        if what.text:
            return {"kind": TEXT, "text": what.text}
        if what.numerator is not None and what.denominator is not None:
            over, under = self._plain(what.numerator), self._plain(what.denominator)
            return {"kind": RATIO, "numerator": over, "denominator": under}
        return {"kind": NUMBER, "value": self._plain(what.value or Decimal(0))}

    def _plain(self, value: Decimal) -> str:
        return format_number(value, lang=self.lang)


def category_words(indicator: IndicatorView, category: str) -> Markup:
    """Name a part of the whole by the options of its dimensions."""
    names = {
        f"{dimension.code}={option.code}": option.names
        for dimension in indicator.dimensions
        for option in dimension.options
    }
    comma = pgettext("between the names of a list", ", ")
    parts = category.split(",")
    return escape(comma).join(formatting.wording(names.get(one, one)) for one in parts)


def said(indicator: IndicatorView, what: Said) -> Markup:
    """Show what a state says."""
    if what.no_number:
        return formatting.no_number(what.no_number)
    if what.text:
        return formatting.bdi(what.text)
    if what.numerator is not None and what.denominator is not None:
        over, under = (_plain(one) for one in (what.numerator, what.denominator))
        return Markup('<bdi dir="ltr">{} / {}</bdi>').format(over, under)
    step = next((one for one in indicator.steps if one.value == what.value), None)
    if step is not None:
        return formatting.wording(step.names)
    if indicator.measure is Measure.PERCENTAGE:
        return formatting.percent(what.value, indicator.decimals)
    return formatting.number(what.value, indicator.decimals)


def _plain(number: Decimal) -> Markup:
    """Show a number with the decimals that it needs."""
    needed = max(0, -int(number.normalize().as_tuple().exponent))
    return formatting.number(number, needed)


def _who(one: State) -> Markup:
    name = formatting.person(one.author_name or gettext("the operator of this site"))
    return Markup("{} · {}").format(name, formatting.day(one.recorded_at.date()))


def question(indicator: IndicatorView, flag: Flag) -> Markup:
    """Say what is unusual about a value, with the number it is compared with."""
    sentence = {
        FlagKind.OUT_OF_RANGE: gettext("It lies beyond the limit of %(against)s."),
        FlagKind.OUTLIER: gettext("It lies far from what was usual, %(against)s on average."),
        FlagKind.JUMP: gettext("It has changed by %(share)s against %(against)s before."),
        FlagKind.REGRESSION: gettext("It is worse than the value before, %(against)s."),
    }[flag.kind]
    share = formatting.percent((flag.measure or Decimal(0)) * _HUNDRED)
    against = formatting.number(flag.against, indicator.decimals)
    return Markup(escape(sentence)) % {"against": against, "share": share}  # noqa: S704 - escaped
