"""Sentences of the page of a country before the partnership."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.evidence.queries import EvidenceView
from athar.kernel.eligibility import Fact, Outcome, Passed, Score
from athar.kernel.periods import Precision
from athar.network.enums.accession import StepKey
from athar.network.enums.eligibility import CriterionKey
from athar.network.queries import Country, Deed, StepView, YearView
from athar.portal.network.accession.page import AccessionPage
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.formatting import day, number

_VALUES = {Passed.PASSED: "done", Passed.NOT_PASSED: "risk", Passed.NOT_KNOWN: "none"}


def name(country: Country) -> str:
    """Name a country in the language read, kept from being reordered by the words around."""
    return f"\u2068{country.names.in_language(get_language() or 'en').text}\u2069"


def title(page: AccessionPage) -> str:
    """Say how near the country is."""
    country = {"country": name(page.file.country)}
    if page.year is None or page.year.score.outcome is Outcome.NOT_ENOUGH_DATA:
        return gettext("%(country)s: not enough data for a score") % country
    if page.file.is_member and not page.is_warned:
        words = gettext("%(country)s: %(points)s of %(available)s points in %(year)s")
        score = page.year.score
        said = {"points": score.points, "available": score.available, "year": page.year.year}
        return words % {**country, **said}
    if page.year.score.outcome is Outcome.ELIGIBLE:
        return gettext("%(country)s has the points that are needed") % country
    n = page.year.score.n_missing
    words = ngettext(
        "%(country)s: one point from eligibility",
        "%(country)s: %(n)s points from eligibility",
        n,
    )
    return words % {**country, "n": n}


def lede(page: AccessionPage) -> Markup:
    """Say the points, the threshold and the shortest way there."""
    if page.year is None or page.year.score.points is None:
        return escape(
            gettext("A score needs three of the four metrics. What is unknown is not counted.")
        )
    score = page.year.score
    said = _filled(
        gettext("It has %(points)s of %(available)s points in %(year)s; %(needed)s are needed."),
        points=number(score.points),
        available=number(score.available),
        needed=number(score.needed),
        year=formatting.bdi(page.year.year),
    )
    if not page.paths:
        return said
    n = len(page.paths[0].reforms)
    words = ngettext("The shortest way is one reform.", "The shortest way is %(n)s reforms.", n)
    return said + " " + _filled(words, n=number(n))


def simulation(page: AccessionPage) -> Markup:
    """Say that it is a simulation, by which rules, and how sure these are."""
    return _filled(
        gettext(
            "A simulation by the rules of %(date)s, not a decision of the partnership. What is "
            "marked as from memory is still to be verified."
        ),
        date=day(page.rules.since),
    )


def answer(fact: Fact) -> Markup:
    """Word what is known of a criterion."""
    if fact is None:
        return escape(pgettext("of a criterion", "not known"))
    if isinstance(fact, Decimal):
        return number(fact, 0 if fact == fact.to_integral_value() else 1)
    words = pgettext("of a criterion", "yes") if fact else pgettext("of a criterion", "no")
    return escape(words)


def file_url(document: EvidenceView) -> str:
    """Give where a document of a step is downloaded."""
    address = {"sha256": document.sha256, "name": document.file_name}
    return reverse("portal:file", kwargs=address)


def label(key: str) -> str:
    """Name a criterion."""
    return str(CriterionKey(key).label)


def gain(page: AccessionPage, key: str) -> Markup:
    """Say how many points a reform gives by itself."""
    year = page.year
    if year is None or year.score.points is None:
        return Markup()
    return formatting.bdi(f"+{(year.what_if([key]).points or 0) - year.score.points}")


def initial(country: Country) -> str:
    """Give the first letter of a country, without the article of Arabic."""
    found = country.names.in_language(get_language() or "en").text
    return found.removeprefix("ال")[:1]


def template_title(template: str) -> str:
    """Name a template."""
    return {
        "letter-of-intent": gettext("Letter of intent"),
        "forum-rules": gettext("Rules of the forum"),
        "co-creation-timeline": gettext("Timeline of the co-creation"),
        "commitment-sheet": gettext("Commitment sheet"),
    }[template]


def year_rows(years: Iterable[YearView]) -> list[tuple[Markup, ...]]:
    """Give the years as a table tells them."""
    rows: list[tuple[Markup, ...]] = []
    for one in years:
        shape, words = outcome(one.score)
        is_known = one.score.points is not None
        rows.append(
            (
                formatting.bdi(one.year),
                number(one.score.points),
                number(one.score.needed) if is_known else Markup("–"),
                Markup('<span class="st s-{}">{}</span>').format(shape, words),
            )
        )
    return rows


def values_look(passed: Passed) -> tuple[str, str]:
    """Give the shape and the words of the Values Check."""
    words = {
        Passed.PASSED: pgettext("Values Check", "passed"),
        Passed.NOT_PASSED: pgettext("Values Check", "not passed"),
        Passed.NOT_KNOWN: pgettext("Values Check", "not known"),
    }
    return _VALUES[passed], words[passed]


def pips(points: int) -> str:
    """Say the points of a metric to who does not see its pips."""
    return ngettext("%(n)s point of 4", "%(n)s points of 4", points) % {"n": points}


def n_reforms(n: int) -> Markup:
    """Head a path."""
    return _filled(ngettext("One reform", "%(n)s reforms", n), n=number(n))


def to_threshold(page: AccessionPage) -> Markup:
    """Head the paths."""
    n = len(page.paths)
    needed = number(page.year.score.needed if page.year else 0)
    words = ngettext("One way to %(needed)s points", "%(n)s ways to %(needed)s points", n)
    return _filled(words, n=number(n), needed=needed)


def reaches(points: int, available: int) -> Markup:
    """Write points of points as a fraction."""
    return formatting.bdi(f"{points}/{available}")


def tried(page: AccessionPage) -> Markup:
    """Say what the reforms that were tried would give."""
    if page.tried is None or page.tried.points is None:
        return Markup()
    words = {
        Outcome.ELIGIBLE: gettext("With these reforms: %(score)s points, which is enough."),
        Outcome.NOT_ELIGIBLE: gettext("With these reforms: %(score)s points, which is not enough."),
    }[page.tried.outcome]
    return _filled(words, score=reaches(page.tried.points, page.tried.available))


def outcome(score: Score) -> tuple[str, str]:
    """Give the shape and the words of an outcome."""
    return {
        Outcome.ELIGIBLE: ("done", pgettext("eligibility", "eligible")),
        Outcome.NOT_ELIGIBLE: ("risk", pgettext("eligibility", "not eligible")),
        Outcome.NOT_ENOUGH_DATA: ("none", pgettext("eligibility", "not enough data")),
    }[score.outcome]


def state(step: StepView, current: StepKey | None) -> Markup:
    """Say where a step stands; nothing where that is not shown."""
    if step.done_on:
        return _filled(gettext("completed on %(date)s"), date=day(step.done_on))
    if step.due_on:
        return _filled(gettext("expected by %(date)s"), date=day(step.due_on))
    return escape(gettext("under way")) if step.key is current else Markup()


def deed(one: Deed) -> Markup:
    """Say which member did something at a step, and when."""
    when = day(one.on, precision=Precision(one.precision.value))
    return Markup("{} · {}").format(formatting.wording(one.country.names), when)


def deeds_head(key: StepKey, n: int) -> Markup:
    """Head what members did at a step."""
    words = {
        StepKey.LETTER: ngettext("One member joined", "%(n)s members joined", n),
        StepKey.FIRST_PLAN: ngettext(
            "One member began its first plan", "%(n)s members began their first plan", n
        ),
    }[key]
    return _filled(words, n=number(n))


def _filled(words: str, **values: Markup) -> Markup:
    return Markup(escape(words)) % values  # noqa: S704 - escaped
