"""Where a value comes from, in words: its states, the rule, its parts, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.indicators.enums import Claim, RuleChoice, ValueSource
from athar.indicators.queries import IndicatorView, Said, State
from athar.kernel.confidence import POINTS
from athar.kernel.numbers import MINUS
from athar.kernel.outliers import Flag, FlagKind
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.portal.computed import mathml as m
from athar.portal.computed.provenance import SHORT, evidence_url
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import value_url
from athar.portal.indicators.value import ValuePage
from athar.rollups.enums import MadeOf
from athar.ui import formatting
from athar.ui.addresses import reverse

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Stated:
    """One state of a value, or one part of it: what it said, who said it, what proves it."""

    term: Markup
    text: Markup
    words: list[Markup] = field(default_factory=list)
    links: list[tuple[Translated | str, str]] = field(default_factory=list)


def subject(page: ValuePage) -> Markup:
    """Name what is explained: indicator, place, part of the whole, period."""
    parts = [formatting.wording(page.indicator.title), formatting.wording(page.place.names)]
    if page.category:
        parts.append(escape(wording.category(page.indicator, page.category)))
    parts.append(wording.period(page.period))
    return Markup(" · ").join(parts)


def number(page: ValuePage) -> Markup | None:
    """Give the value, or why there is none."""
    if page.figure is None:
        return None
    text = next((one.said.text for one in page.states if one.said.text), "")
    if page.figure.value is None and text:
        return formatting.bdi(text)
    return wording.figure(page.indicator, page.figure)


def rule(page: ValuePage) -> list[Markup]:
    """Say by which rule the figure came about, in words."""
    one = page.figure
    if one is None:
        return []
    if one.is_own:
        said = [gettext("This value is not computed: it stands as it was stated.")]
        if one.numerator is not None:
            said = [gettext("A share: what was counted over the number it was counted in.")]
    else:
        said = [_PUT_TOGETHER[MadeOf(one.made_of)](page)]
    return [escape(words) for words in said]


def _of_places(page: ValuePage) -> str:
    by_rule = {
        RuleChoice.SUM: gettext("The values of the places in it are added up."),
        RuleChoice.RATIO_OF_SUMS: gettext(
            "The counts of the places in it are added up, then divided; shares are never averaged."
        ),
        RuleChoice.WEIGHTED_MEAN: gettext("The weighted mean of the places in it."),
        RuleChoice.MAX: gettext("The greatest value of the places in it."),
        RuleChoice.MIN: gettext("The least value of the places in it."),
    }
    return by_rule.get(page.indicator.over_place, gettext("Put together from the places in it."))


def _of_categories(page: ValuePage) -> str:
    if page.indicator.over_categories is RuleChoice.RATIO_OF_SUMS:
        return gettext("The counts of its parts are added up, then divided.")
    return gettext("The values of its parts are added up.")


def _of_periods(page: ValuePage) -> str:
    if page.indicator.over_time is RuleChoice.SUM:
        return gettext("The values of the shorter periods in it are added up.")
    return gettext("The latest of the shorter periods in it.")


_PUT_TOGETHER = {
    MadeOf.PLACES: _of_places,
    MadeOf.CATEGORIES: _of_categories,
    MadeOf.PERIODS: _of_periods,
}


def formula(page: ValuePage) -> list[Markup]:
    """Write the division by which a share came about, in its own numbers."""
    one = page.figure
    if one is None or one.value is None or one.numerator is None or one.denominator is None:
        return []
    shares = m.fraction(m.number(_plain(one.numerator)), m.number(_plain(one.denominator)))
    result = round(one.value, page.indicator.decimals)
    hundred = (m.sign("×"), m.number(_HUNDRED)) if wording.is_percent(page.indicator) else ()
    return [m.line(shares, *hundred, m.sign("="), m.number(result))]


def _plain(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == value.to_integral_value() else value


def states(page: ValuePage) -> list[Stated]:
    """Give every state of the value, the newest first, each claim by itself."""
    return [_state(page, one) for one in page.states]


def _state(page: ValuePage, one: State) -> Stated:
    look = escape(Claim(one.claim).label)
    is_old = any(
        other.claim is one.claim and other.revision > one.revision for other in page.states
    )
    text = Markup("{} · {}").format(look, gettext("corrected since")) if is_old else look
    links = [
        (proof.title or proof.file_name or proof.url, evidence_url(proof))
        for proof in page.evidence.get(one.evidence_key, ())
    ]
    return Stated(said(page, one.said), text, list(_whence(one)), links)


def files(page: ValuePage) -> dict[str, str]:
    """Give the files that the value was read from: their address at the desk, and their name."""
    named = {one.origin.sha256: one.origin.file_name for one in page.states if one.origin.sha256}
    return {
        reverse("desk:kept_file", kwargs={"sha256": sha256}): name for sha256, name in named.items()
    }


def said(page: ValuePage, what: Said) -> Markup:
    """Show what a state said."""
    indicator = page.indicator
    if what.numerator is not None and what.denominator is not None:
        words = pgettext("a numerator over a denominator", "%(over)s / %(under)s")
        over, under = formatting.number(what.numerator), formatting.number(what.denominator)
        return filled(words, over=over, under=under)
    if what.text:
        return formatting.bdi(what.text)
    return wording.quantity(indicator, what.value, what.no_number or "")


def _whence(one: State) -> Iterator[Markup]:
    if one.author_name:
        name = formatting.person(one.author_name)
        yield filled(gettext("stated by %(name)s"), name=name)
    else:
        yield escape(gettext("stated by the operator of this site"))
    day = formatting.day(timezone.localdate(one.recorded_at))
    if one.publication_number:
        yield filled(
            gettext("on %(day)s (publication %(n)s)"),
            day=day,
            n=formatting.number(one.publication_number),
        )
    else:
        yield filled(gettext("on %(day)s"), day=day)
    if one.is_return:
        yield escape(gettext("stated again as before, since an import was undone"))
    else:
        yield escape(ValueSource(one.source).label)
    if one.reason:
        yield filled(gettext("reason: %(reason)s"), reason=formatting.bdi(one.reason))
    if one.origin.file_name:
        yield filled(gettext("file %(name)s"), name=formatting.bdi(one.origin.file_name))
    if one.origin.cell:
        yield filled(gettext("cell %(address)s"), address=formatting.bdi(one.origin.cell))
    if one.origin.written:
        text = formatting.bdi(one.origin.written)
        yield filled(gettext("text found there: “%(text)s”"), text=text)
    if one.origin.sha256:
        short = Markup('<abbr title="{0}" dir="ltr">{1}</abbr>').format(
            one.origin.sha256, one.origin.sha256[:SHORT]
        )
        yield filled(gettext("checksum SHA-256 %(sha)s"), sha=short)


def parts(page: ValuePage, lang: str) -> list[Stated]:
    """Give the parts of which a figure was put together and that are known."""
    found = []
    for one in page.parts:
        if one.figure is None or one.figure.value is None:
            continue
        words = wording.figure(page.indicator, one.figure)
        address = value_url(lang, page.indicator, one.place, one.figure) + page.query
        term = Markup('<a href="{}" data-behaviour="panel">{}</a>').format(address, words)
        found.append(Stated(term, _name(page, one.place.names, one.period, one.category)))
    return found


def left_out(page: ValuePage) -> list[Markup]:
    """Name the parts of which nothing is known: they are left out, never counted as zero."""
    return [
        _name(page, one.place.names, one.period, one.category)
        for one in page.parts
        if one.figure is None or one.figure.value is None
    ]


def _name(page: ValuePage, names: Translated, period: str, category: str) -> Markup:
    made_of = page.figure.made_of if page.figure else ""
    if made_of == MadeOf.PERIODS:
        return wording.period(period)
    if made_of == MadeOf.CATEGORIES:
        return escape(wording.category(page.indicator, category))
    return formatting.wording(names)


def reasons(page: ValuePage) -> list[tuple[Markup, Markup]]:
    """Give the reasons of the grade with the points of each."""
    grade = page.grade
    if grade is None:
        return []
    return [
        (_signed(POINTS[reason]), formatting.wording(wording.REASONS[reason]))
        for reason in grade.reasons
    ]


def _signed(points: int) -> Markup:
    sign = "+" if points > 0 else MINUS if points < 0 else ""
    return formatting.bdi(f"{sign}{abs(points)}")


def questions(page: ValuePage) -> list[Markup]:
    """Say what is unusual about the value."""
    flags = page.standing.flags if page.standing else ()
    return [flag_words(page.indicator, one) for one in flags]


def flag_words(indicator: IndicatorView, flag: Flag) -> Markup:
    """Say what is unusual about a value, with the number it is compared with."""
    against = wording.quantity(indicator, flag.against)
    sentence = {
        FlagKind.OUT_OF_RANGE: gettext("It lies beyond the limit of %(against)s."),
        FlagKind.OUTLIER: gettext("It lies far from what was usual, %(against)s on average."),
        FlagKind.JUMP: gettext("It has changed by %(share)s against %(against)s before."),
        FlagKind.REGRESSION: gettext("It is worse than the value before, %(against)s."),
    }[flag.kind]
    share = (flag.measure or Decimal(0)) * _HUNDRED
    return filled(sentence, against=against, share=formatting.percent(share))
