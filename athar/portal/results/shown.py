"""Lines of a results framework as pages print them: where from, where to, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel.achievement import Outcome
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import at_place, value_url
from athar.portal.indicators.drawn import spark
from athar.portal.moments import too_many
from athar.rollups.queries import Result
from athar.ui import formatting
from athar.ui.site import Label
from athar.ui.statuses import Look


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line: what is measured and where, its way, the value that counts and who says so."""

    title: Translated
    url: str
    where: Markup
    level: Label
    baseline: Markup
    value: Markup
    value_url: str
    claim: Look | None
    spark: Markup
    target: Markup
    has_target: bool
    achieved: Markup | None
    bar: Decimal | None
    outcome: Look | None
    is_sample: bool


def line_shown(one: Result, lang: str) -> LineShown:
    """Put a line into words."""
    line, last = one.line, None if one.is_cut else one.last
    indicator = line.indicator
    baseline, target = line.baseline, one.target
    return LineShown(
        title=indicator.title,
        url=at_place(lang, indicator, line.place, line.category),
        where=_where(one),
        level=line.level.label,
        baseline=_planned(one, baseline.value, baseline.period) if baseline else _unset(),
        value=_value(one),
        value_url=value_url(lang, indicator, line.place, last) if last else "",
        claim=wording.claim(last) if last else None,
        spark=Markup() if one.is_cut else spark(one, lang),
        target=_planned(one, target.value, target.period) if target else _unset(),
        has_target=target is not None,
        achieved=wording.achieved(one),
        bar=wording.filled_bar(one),
        outcome=wording.outcome(one),
        is_sample=line.is_sample or indicator.is_sample,
    )


def _where(one: Result) -> Markup:
    place = formatting.wording(one.line.place.names)
    if not one.line.category:
        return place
    part = wording.category(one.line.indicator, one.line.category)
    words = pgettext("a place and a part of its people", "%(place)s, %(part)s")
    return filled(words, place=place, part=formatting.wording(part))


def _planned(one: Result, value: Decimal, period: str) -> Markup:
    words = pgettext("a value and its day or period", "%(value)s (%(when)s)")
    shown = wording.quantity(one.line.indicator, value)
    return filled(words, value=shown, when=wording.period(period))


def _unset() -> Markup:
    words = pgettext("a baseline or a target that a plan does not set", "not set")
    return Markup('<span class="mute">{}</span>').format(words)


def _value(one: Result) -> Markup:
    last = one.last
    if one.is_cut:
        return _left_out(one)
    if last is None:
        newest = one.series.newest
        return wording.figure(one.line.indicator, newest if newest and newest.no_number else None)
    words = pgettext("a value and its day or period", "%(value)s (%(when)s)")
    shown = wording.figure(one.line.indicator, last)
    return filled(words, value=shown, when=wording.period(last.period))


def _left_out(one: Result) -> Markup:
    """Say that there are too many values to tell where a line stood; values stated have a page."""
    words = gettext("not put together for this state")
    mark = formatting.no_number("too_many")
    return Markup('{} <span class="xs mute">{}</span>').format(mark, words)


#: How many lines of a plan its home shows; all the others are one step away.
MOST_LINES = 6


def first_lines(results: Sequence[Result], lang: str) -> tuple[LineShown, ...]:
    """Put the first lines into words: those with a target before those without."""
    ordered = sorted(results, key=lambda one: one.target is None)
    return tuple(line_shown(one, lang) for one in ordered[:MOST_LINES])


def all_lines(results: Sequence[Result], lang: str) -> tuple[LineShown, ...]:
    """Put every line into words."""
    return tuple(line_shown(one, lang) for one in results)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of the plan as a whole, of one grouping, or of projects."""

    id: str
    title: Label
    url: str
    lines: tuple[LineShown, ...]


#: How targets stand, best first: the outcomes meant, the mark, the shape of its part of the bar.
_STANDINGS = (
    (
        (Outcome.REACHED, Outcome.EXCEEDED),
        Look("ok", pgettext_lazy("how targets stand", "Reached")),
        "b-ok",
    ),
    ((Outcome.NORMAL,), Look("due", pgettext_lazy("how targets stand", "On the way")), "b-due"),
    (
        (Outcome.REGRESSION,),
        Look("off", pgettext_lazy("how targets stand", "In regression")),
        "b-off",
    ),
    (
        (Outcome.NO_DATA, Outcome.UNDEFINED),
        Look("none", pgettext_lazy("how targets stand", "Without data")),
        "unknown",
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many targets are reached, behind, or without data, in the order of `_STANDINGS`."""

    counts: tuple[int, ...]
    is_cut: bool = False

    @property
    def n_judged(self) -> int:
        """Give how many targets there are."""
        return sum(self.counts)

    @property
    def parts(self) -> list[tuple[str, float]]:
        """Give the shape and share in percent of each part of the bar."""
        shares = [100 * count / self.n_judged for count in self.counts]
        return [
            (shape, share) for (_of, _look, shape), share in zip(_STANDINGS, shares, strict=True)
        ]

    @property
    def legend(self) -> list[tuple[Look, Markup, str]]:
        """Give the mark and number of each part; they lead nowhere."""
        return [
            (look, formatting.number(count), "")
            for (_of, look, _shape), count in zip(_STANDINGS, self.counts, strict=True)
        ]

    @property
    def answer(self) -> Markup:
        """Say how many targets there are, as a sentence."""
        if self.is_cut:
            return too_many()
        if not self.n_judged:
            return escape(gettext("The plan sets no target in numbers."))
        sentence = gettext(
            "%(n)s targets: %(reached)s reached, %(normal)s on the way, %(regression)s in"
            " regression, %(unknown)s without data."
        )
        n_judged, *counts = map(formatting.number, (self.n_judged, *self.counts))
        names = ("reached", "normal", "regression", "unknown")
        return filled(sentence, n=n_judged, **dict(zip(names, counts, strict=True)))


def standing(results: Iterable[Result]) -> Standing:
    """Count how the targets of lines stand."""
    results = tuple(results)
    found = [
        one.achievement.outcome
        for one in results
        if one.target is not None and one.achievement is not None
    ]
    counts = tuple(sum(one in of for one in found) for of, _look, _shape in _STANDINGS)
    return Standing(counts, any(one.is_cut for one in results))
