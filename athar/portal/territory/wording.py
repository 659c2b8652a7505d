"""What pages of results by territory say in words: values, units, parts, how a value moved."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.indicators.enums import Measure
from athar.indicators.queries import DimensionView, IndicatorView
from athar.kernel.numbers import MINUS, format_number, format_percent
from athar.kernel.periods import format_period
from athar.portal.commitments.wording import filled, text_of
from athar.portal.territory.choices import INDEPENDENT
from athar.portal.territory.readings import Moved, Trend
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import MapShapes, PlaceRef
from athar.rollups.queries import Figure, period_of
from athar.ui import formatting, statuses
from athar.ui.site import Label


def lang() -> str:
    """Give the language of the page."""
    return get_language() or "en"


def written(value: Decimal, indicator: IndicatorView) -> str:
    """Write a value with the decimals of its indicator, a percentage with its sign.

    A step of a scale is its name.
    """
    if indicator.measure is Measure.PERCENTAGE:
        return format_percent(value, lang=lang(), decimals=indicator.decimals)
    if indicator.measure is Measure.ORDINAL:
        step = next((one for one in indicator.steps if one.value == value), None)
        if step is not None:
            return text_of(step.names)
    return format_number(value, lang=lang(), decimals=indicator.decimals)


def bare(value: Decimal, indicator: IndicatorView) -> str:
    """Write a value without its unit, as under a head that names it."""
    if indicator.measure is Measure.PERCENTAGE:
        return format_number(value, lang=lang(), decimals=indicator.decimals)
    return written(value, indicator)


def shown(figure: Figure | None, indicator: IndicatorView) -> Markup:
    """Show a figure, or why there is no number."""
    if figure is None:
        return formatting.no_number()
    if figure.value is None:
        return formatting.no_number(figure.no_number or "not_reported")
    return formatting.bdi(written(figure.value, indicator))


def unit(indicator: IndicatorView) -> str:
    """Name the unit: its symbol, or its name where it has none."""
    return text_of(indicator.unit.symbols) or text_of(indicator.unit.names)


def unit_beside(indicator: IndicatorView) -> str:
    """Name the unit where it does not stand in the number itself."""
    if indicator.measure in {Measure.PERCENTAGE, Measure.ORDINAL}:
        return ""
    return unit(indicator)


def period(code: str) -> str:
    """Write a period in words."""
    return format_period(period_of(code), lang=lang()) if code else ""


def category(code: str, dimensions: tuple[DimensionView, ...]) -> str:
    """Name a part of the whole by its options: "rural, women"; the whole is "all"."""
    if not code:
        return pgettext("the whole, not a part of it", "all")
    stated = dict(part.split("=", 1) for part in code.split(","))
    words = [
        text_of(option.names)
        for dimension in dimensions
        for option in dimension.options
        if stated.get(dimension.code) == option.code
    ]
    return pgettext("between the names of a list", ", ").join(words) or code


def signed(value: Decimal, indicator: IndicatorView) -> str:
    """Write a difference with its sign; that of percentages is in points."""
    number = format_number(abs(value), lang=lang(), decimals=indicator.decimals)
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number


def difference(value: Decimal, indicator: IndicatorView) -> Markup:
    """Say a difference in the unit it is in."""
    number = formatting.bdi(signed(value, indicator))
    if indicator.measure is Measure.PERCENTAGE:
        return filled(
            ngettext("%(number)s point", "%(number)s points", _plural(value)), number=number
        )
    beside = unit_beside(indicator)
    if not beside:
        return number
    return filled(pgettext("number, unit", "%(number)s %(unit)s"), number=number, unit=beside)


def _plural(value: Decimal) -> int:
    return formatting.plural_of(value, lang())


def movement(one: Moved, indicator: IndicatorView) -> Markup:
    """Say how a value moved since the one before, and whether that is where it is meant to go."""
    said = {
        "by": difference(one.by, indicator),
        "since": formatting.bdi(period(one.since)),
    }
    if one.trend is Trend.SAME:
        return filled(gettext("unchanged since %(since)s"), **said)
    if one.is_better is None:
        return filled(gettext("%(by)s since %(since)s"), **said)
    if one.is_better:
        return filled(gettext("%(by)s since %(since)s: better"), **said)
    return filled(gettext("%(by)s since %(since)s: worse"), **said)


def parts_of(kind: PlaceKind) -> tuple[Label, Label]:
    """Name the parts of a kind of place, and the parts of those."""
    provinces, communes = gettext("Provinces and prefectures"), gettext("Communes")
    if kind is PlaceKind.REGION:
        return provinces, communes
    if kind is PlaceKind.COUNTRY:
        return gettext("Regions"), provinces
    if kind in PROVINCIAL_KINDS:
        return communes, gettext("Smaller parts")
    return gettext("Parts"), gettext("Smaller parts")


def place(one: PlaceRef) -> str:
    """Name a place with its kind, so that a province and its chief town differ."""
    return pgettext("title of a page", "%(place)s (%(kind)s)") % {
        "place": text_of(one.names),
        "kind": one.kind.label,
    }


def claims(claim: str) -> Markup:
    """Show who stands behind a value: mark and word."""
    look = statuses.CLAIMS[claim]
    return Markup('<span class="st s-{}">{}</span>').format(look.shape, str(look.word))


def other_claims() -> list[tuple[str, object]]:
    """Give the kind of claim that can be asked for instead of what those who report say."""
    return [(INDEPENDENT, statuses.CLAIMS[INDEPENDENT].word)]


def comma() -> Markup:
    """Give what stands between the names of a list."""
    return escape(pgettext("between the names of a list", ", "))


def sources(indicators: Iterable[IndicatorView]) -> Markup:
    """Name where values come from, each source once."""
    found = credited(indicators)
    named = comma().join(Markup("<bdi>{}</bdi>").format(one) for one in found)
    return filled(gettext("Source: %(source)s"), source=named) if found else Markup()


def credited(indicators: Iterable[IndicatorView]) -> list[str]:
    """Give whom values are credited to, each once."""
    sources = (one.source for one in indicators if one.source is not None)
    return list(dict.fromkeys(one.credit or one.title for one in sources))


def since(code: str) -> Markup:
    """Head the column that tells how values moved since a period."""
    return filled(gettext("since %(period)s"), period=formatting.bdi(period(code)))


def change(one: Moved | None, indicator: IndicatorView) -> Markup:
    """Show how far a value moved, with the sign of better or worse."""
    if one is None:
        return formatting.no_number()
    number = formatting.bdi(signed(one.by, indicator))
    if one.is_better is None:
        return number
    look = statuses.TRENDS["better" if one.is_better else "worse"]
    return Markup('{} <span class="st s-{}"><span class="vh">{}</span></span>').format(
        number, look.shape, str(look.word)
    )


def rest_title(n: int) -> Markup:
    """Head the places beyond the first ones."""
    sentence = ngettext("%(n)s more place", "%(n)s more places", n)
    return filled(sentence, n=formatting.number(n))


def unknown_title(n: int) -> Markup:
    """Head the places of which nothing is known."""
    sentence = ngettext(
        "%(n)s place of which no value is known", "%(n)s places of which no value is known", n
    )
    return filled(sentence, n=formatting.number(n))


def boundaries(shapes: MapShapes) -> Markup:
    """Name the boundary set under a map, and whom to credit."""
    return filled(
        gettext("Boundaries: %(title)s (%(credit)s)"),
        title=formatting.wording(shapes.source.title),
        credit=Markup("<bdi>{}</bdi>").format(shapes.source.credit or shapes.source.source),
    )
