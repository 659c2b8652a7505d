"""What the page of an indicator prints: the answer first, then where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup

from athar.indicators.queries import IndicatorView
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import place_key, value_url
from athar.portal.indicators.page import IndicatorPage
from athar.portal.indicators.sheet import measured_by, source_words
from athar.rollups.queries import Figure
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label
from athar.ui.statuses import Look
from athar.ui.templating import plain

Fact = tuple[Label, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """The words and drawings of one page, in the language it is written in."""

    page: IndicatorPage
    lang: str

    @property
    def indicator(self) -> IndicatorView:
        return self.page.indicator

    @property
    def kicker(self) -> Markup:
        """Say how far from the works the result lies, and in which library it stands."""
        return Markup('{} · <a href="{}">{}</a>').format(
            self.indicator.level.label,
            reverse(
                "portal:library",
                kwargs={"lang": self.lang, "library": self.indicator.library_code},
            ),
            formatting.wording(self.indicator.library_title),
        )

    @property
    def facts(self) -> list[Fact]:
        """Give what one needs to read a value: its unit, which way is better, how often."""
        found: list[Fact] = [
            (gettext("Unit"), self.indicator.unit.names),
            (gettext("Which way is better?"), wording.direction(self.indicator)),
            (gettext("How often measured"), self.indicator.frequency.label),
        ]
        source = measured_by(self.indicator)
        if source:
            found.append((gettext("Measured by"), source))
        return found

    @property
    def where(self) -> Markup:
        """Name the place, and the part of the whole if it is one."""
        place = formatting.wording(self.page.place.names)
        if not self.page.category:
            return place
        part = wording.category(self.indicator, self.page.category)
        words = pgettext("a place and a part of its people", "%(place)s, %(part)s")
        return filled(words, place=place, part=formatting.wording(part))

    @property
    def question(self) -> Markup:
        """Ask what the headline answers."""
        one = self.page.headline
        if one is None:
            return self.where
        words = pgettext("a place and a period", "%(place)s, %(period)s")
        return filled(words, place=self.where, period=wording.period(one.period))

    @property
    def number(self) -> Markup | None:
        """Give the headline, its unit apart; None prints the mark of no data."""
        one = self.page.headline
        if one is None:
            return formatting.no_number("too_many") if self.page.is_cut else None
        shows = wording.bare_figure if self.unit else wording.figure
        return shows(self.indicator, one)

    @property
    def unit(self) -> Translated | None:
        """Give the unit that stands beside the number of the headline, when there is one."""
        one = self.page.headline
        if one is None or one.value is None or wording.is_percent(self.indicator):
            return None
        return wording.unit_of(self.indicator) if wording.is_numeric(self.indicator) else None

    @property
    def claim(self) -> Look | None:
        """Give who stands behind the headline."""
        return wording.claim(self.page.headline) if self.page.headline else None

    @property
    def grade(self) -> Markup:
        """Give the grade of confidence with its words; empty for a value that is not known."""
        standing = self.page.standing
        if standing is None or standing.confidence is None:
            return Markup()
        letter = formatting.bdi(standing.confidence.grade.value)
        return filled(gettext("Confidence: %(grade)s"), grade=Markup("<b>{}</b>").format(letter))

    def value_url(self, one: Figure) -> str:
        """Give the page that tells where a value of this place comes from."""
        return value_url(self.lang, self.indicator, self.page.place, one) + self._then

    @property
    def _then(self) -> str:
        as_of = self.page.as_of
        return f"?as_of={as_of.asked}" if as_of else ""

    @property
    def source(self) -> Markup:
        """Credit where the values come from, and say as of when the newest is."""
        return source_words(self.indicator)

    @property
    def measured(self) -> Markup:
        """Give how many of the places around have a number."""
        words = pgettext("so many of so many", "%(known)s of %(n)s")
        n = formatting.number(len(self.page.parts))
        return filled(words, known=formatting.number(self.page.n_known), n=n)

    @property
    def place_value(self) -> str:
        """Give the place as the address holds it."""
        return place_key(self.page.place)

    def place_options(self) -> list[tuple[str, str]]:
        """Offer the places this one lies in, itself, those below and those beside it."""
        around = self.page.around
        places = (*around.above, around.place, *around.parts, *around.beside)
        offered = {place_key(one): plain(one.names) for one in places}
        return list(offered.items())

    def category_options(self) -> list[tuple[str, str]]:
        """Offer the parts of the whole of which something was stated here."""
        codes = {one.category for one in self.page.figures} | {self.page.category}
        named = ((code, plain(wording.category(self.indicator, code))) for code in codes)
        return sorted(named, key=lambda one: (one[0].count("="), one[0]))

    @property
    def reach(self) -> Markup:
        """Say for how many of the places around there is a number."""
        page = self.page
        n = len(page.parts)
        sentence = ngettext(
            "Known for %(known)s of %(n)s place, %(period)s.",
            "Known for %(known)s of %(n)s places, %(period)s.",
            n,
        )
        return filled(
            sentence,
            known=formatting.number(page.n_known),
            n=formatting.number(n),
            period=wording.period(page.period),
        )

    def of(self, **changes: str | None) -> str:
        """Give this page with other choices."""
        place = self.page.choices.place or place_key(self.page.place)
        changes = {"place": place, "category": self.page.category or None, **changes}
        return self.page.choices.query(**changes) or "?"
