"""What lists of commitments say in words: how many, which, where, for how much, how fresh."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language, gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.numbers import format_number
from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.plans.enums import PlanKind
from athar.rollups.figures import CommitmentFigures, Listing
from athar.ui import formatting, statuses
from athar.ui.statuses import Look

_DAYS_IN_MONTH = Decimal("30.4375")


def number(value: int) -> str:
    """Write a whole number."""
    return format_number(value, lang=get_language() or "en")


def text_of(names: Translated) -> str:
    """Give a text in the language of the page, or the one that stands in for it."""
    return names.in_language(get_language() or "en").text


def filled(sentence: str, **values: object) -> Markup:
    """Put values into a sentence; the values keep their markup, the sentence is escaped."""
    return Markup(escape(sentence)) % values  # noqa: S704  # escaped on this line


def joined(names: Sequence[Translated], n_more: int = 0) -> Markup:
    """Name a few things one after another, and how many more there are."""
    comma = pgettext("between the names of a list", ", ")
    listed = escape(comma).join(formatting.wording(one) for one in names)
    if n_more <= 0:
        return listed
    sentence = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", n_more)
    return filled(sentence, names=listed, n=formatting.number(n_more))


def whole_place(kind: PlanKind) -> Markup:
    """Say that a commitment covers the whole place of its plan."""
    if kind is PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME:
        return escape(gettext("Whole region"))
    return escape(gettext("Whole territory"))


def place_unknown() -> Markup:
    """Say that no place is stated."""
    return escape(gettext("Place not stated"))


def amount_unknown() -> Markup:
    """Say that no amount is stated."""
    return escape(gettext("Amount not known"))


def not_stated() -> Markup:
    """Say that a plan does not state something: colour, shape and word."""
    words = pgettext("what a plan does not say", "not stated")
    return Markup('<span class="st s-none nonum">{}</span>').format(words)


def computed_look(figures: CommitmentFigures) -> Look:
    """Give the look of the computed status; a completion nobody validated stays ●."""
    is_completed = figures.computed.status is ComputedStatus.COMPLETED
    if is_completed and not figures.is_validated_complete:
        return statuses.DECLARED_COMPLETE
    return statuses.computed(figures.computed.status)


def is_silent(days: int | None, reporting_months: int) -> bool:
    """Tell whether more than one reporting period passed without a report."""
    return days is not None and days > reporting_months * _DAYS_IN_MONTH


def age(figures: CommitmentFigures, reporting_months: int) -> Markup:
    """Say how old the figures are: as of a day once finished, silent once a report is overdue."""
    reported_on, days = figures.dates.last_reported_on, figures.silent_days
    if reported_on is None:
        return escape(gettext("never reported on"))
    if days is None:
        return filled(gettext("as of %(day)s"), day=formatting.day(reported_on))
    if is_silent(days, reporting_months):
        return filled(gettext("silent for %(days)s"), days=formatting.day_count(days))
    return filled(gettext("updated %(ago)s"), ago=formatting.days(days))


def heading(listing: Listing, *, projects: bool, status: str, place: str, currency: str) -> str:
    """Answer first: how many, in which status, where, for how much."""
    words = _counted(listing.total, projects=projects, status=status)
    if place:
        words = pgettext("commitments of a list", "%(what)s in %(place)s") % {
            "what": words,
            "place": place,
        }
    if listing.amount is None:
        return words
    amount = formatting.money(listing.amount, currency).striptags()
    return pgettext("heading of a list", "%(what)s, %(amount)s") % {"what": words, "amount": amount}


def _counted(n: int, *, projects: bool, status: str) -> str:
    words = _projects(n, status) if projects else _commitments(n, status)
    return words % {"n": number(n)}


def _projects(n: int, status: str) -> str:
    return {
        "completed": ngettext(
            "%(n)s project declared complete", "%(n)s projects declared complete", n
        ),
        "on_track": ngettext("%(n)s project on track", "%(n)s projects on track", n),
        "at_risk": ngettext("%(n)s project at risk", "%(n)s projects at risk", n),
        "off_track": ngettext("%(n)s project off track", "%(n)s projects off track", n),
        "not_due": ngettext("%(n)s project not due yet", "%(n)s projects not due yet", n),
        "no_data": ngettext("%(n)s project without data", "%(n)s projects without data", n),
        "stale": ngettext("%(n)s silent project", "%(n)s silent projects", n),
        "cancelled": ngettext("%(n)s cancelled project", "%(n)s cancelled projects", n),
    }.get(status) or ngettext("%(n)s project", "%(n)s projects", n)


def _commitments(n: int, status: str) -> str:
    return {
        "completed": ngettext(
            "%(n)s commitment declared complete", "%(n)s commitments declared complete", n
        ),
        "on_track": ngettext("%(n)s commitment on track", "%(n)s commitments on track", n),
        "at_risk": ngettext("%(n)s commitment at risk", "%(n)s commitments at risk", n),
        "off_track": ngettext("%(n)s commitment off track", "%(n)s commitments off track", n),
        "not_due": ngettext("%(n)s commitment not due yet", "%(n)s commitments not due yet", n),
        "no_data": ngettext("%(n)s commitment without data", "%(n)s commitments without data", n),
        "stale": ngettext("%(n)s silent commitment", "%(n)s silent commitments", n),
        "cancelled": ngettext("%(n)s cancelled commitment", "%(n)s cancelled commitments", n),
    }.get(status) or ngettext("%(n)s commitment", "%(n)s commitments", n)


def summary(listing: Listing, per_page: int, currency: str) -> Markup:
    """Say which part of the list is shown and what the sum rests on."""
    if not listing.total:
        return escape(gettext("Nothing matches these filters."))
    first = (listing.page - 1) * per_page + 1
    last = first + len(listing.rows) - 1
    shown = filled(
        gettext("Shown: %(range)s of %(total)s."),
        range=formatting.bdi(f"{number(first)}–{number(last)}"),
        total=formatting.number(listing.total),
    )
    if listing.amount is None:
        return shown
    return Markup(" ").join([shown, _sum(listing, currency)])


def _sum(listing: Listing, currency: str) -> Markup:
    amount = formatting.money(listing.amount, currency)
    if not listing.amount_unknown:
        return filled(gettext("Planned in all: %(amount)s."), amount=amount)
    sentence = ngettext(
        "Planned in all: %(amount)s; the amount of %(n)s is not known.",
        "Planned in all: %(amount)s; the amounts of %(n)s are not known.",
        listing.amount_unknown,
    )
    return filled(sentence, amount=amount, n=formatting.number(listing.amount_unknown))


def page_of(listing: Listing) -> Markup:
    """Say which page of how many this is."""
    return filled(
        gettext("Page %(page)s of %(pages)s"),
        page=formatting.number(listing.page),
        pages=formatting.number(listing.n_pages),
    )
