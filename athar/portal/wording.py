"""Figures put into sentences in the language of the page; numbers stay whole, right to left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from markupsafe import Markup, escape

from athar.kernel.numbers import format_number, format_percent
from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.reporting.queries import Punctuality
from athar.rollups.figures import (
    Coverage,
    GroupFigures,
    InstallationSummary,
    MoneyTotals,
    Percentage,
    PlaceFigures,
    StatusCount,
)
from athar.ui import formatting, statuses

#: From which amount on a unit is used, in whole currency units.
BILLION, MILLION = Decimal(1_000_000_000), Decimal(1_000_000)
UNKNOWN = (ComputedStatus.NO_DATA, ComputedStatus.STALE)
SLOW = (ComputedStatus.AT_RISK, ComputedStatus.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class Amount:
    """A large amount to be read at a glance: the number, and its unit with the currency."""

    number: str
    unit: str


def lang() -> str:
    """Give the language of the page being written."""
    return get_language() or "en"


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """Write a number."""
    return format_number(value, lang=lang(), decimals=decimals)


def percent(value: Decimal | int | None) -> str | None:
    """Write a whole percentage, None when it is unknown."""
    return None if value is None else format_percent(value, lang=lang())


def amount(value: Decimal | None, currency: str) -> Amount | None:
    """Split an amount into a number and "billion DH" or "million DH"; None when it is unknown."""
    if value is None:
        return None
    if abs(value) >= BILLION:
        shown = round(value / BILLION, 2)
        unit = ngettext("billion %(currency)s", "billion %(currency)s", _plural(shown))
    else:
        shown = round(value / MILLION, 2)
        unit = ngettext("million %(currency)s", "million %(currency)s", _plural(shown))
    name = formatting.currency_name(currency, lang())
    return Amount(number(shown, 2), unit % {"currency": name})


def _plural(value: Decimal) -> int:
    return formatting.plural_of(value, lang())


def count_of(counts: Iterable[StatusCount], *wanted: ComputedStatus) -> int:
    """Add up the counts of some statuses."""
    return sum(one.n for one in counts if one.status in wanted)


def strong(value: int) -> Markup:
    """Write a count that carries the sentence."""
    return Markup("<b>{}</b>").format(number(value))


def answer(total: GroupFigures, *, projects: bool) -> Markup:
    """Say in two sentences how a plan is doing: done, on the way, slower than promised, unknown."""
    return _answer(total.statuses, total.n_total, projects=projects)


def answer_of_all(summary: InstallationSummary) -> Markup:
    """Say the same of all plans of an installation."""
    projects = all(tile.counts_projects for tile in summary.plans)
    return _answer(summary.statuses, summary.n_total, projects=projects)


def _answer(counts: Sequence[StatusCount], n: int, *, projects: bool) -> Markup:
    first = _first_of_projects(counts, n) if projects else _first_of_commitments(counts, n)
    second = gettext("%(slow)s advance more slowly than promised; of %(unknown)s nothing is known.")
    numbers = {
        "n": number(n),
        "done": strong(count_of(counts, ComputedStatus.COMPLETED)),
        "going": strong(count_of(counts, ComputedStatus.ON_TRACK)),
        "slow": strong(count_of(counts, *SLOW)),
        "unknown": strong(count_of(counts, *UNKNOWN)),
    }
    return Markup("{} {}").format(_filled(first, numbers), _filled(second, numbers))


def _first_of_projects(counts: Iterable[StatusCount], n: int) -> str:
    if _all_validated(counts):
        return ngettext(
            "Of %(n)s project, %(done)s is complete and %(going)s is on track.",
            "Of %(n)s projects, %(done)s are complete and %(going)s are on track.",
            n,
        )
    return ngettext(
        "Of %(n)s project, %(done)s is declared complete and %(going)s is on track.",
        "Of %(n)s projects, %(done)s are declared complete and %(going)s are on track.",
        n,
    )


def _first_of_commitments(counts: Iterable[StatusCount], n: int) -> str:
    if _all_validated(counts):
        return ngettext(
            "Of %(n)s commitment, %(done)s is complete and %(going)s is on track.",
            "Of %(n)s commitments, %(done)s are complete and %(going)s are on track.",
            n,
        )
    return ngettext(
        "Of %(n)s commitment, %(done)s is declared complete and %(going)s is on track.",
        "Of %(n)s commitments, %(done)s are declared complete and %(going)s are on track.",
        n,
    )


def _all_validated(counts: Iterable[StatusCount]) -> bool:
    return all(one.n == one.n_validated for one in counts if one.status is ComputedStatus.COMPLETED)


def _filled(sentence: str, numbers: Mapping[str, object]) -> Markup:
    return Markup(escape(sentence)) % numbers  # noqa: S704 - escaped here, numbers are ours


def coverage(percentage: Percentage | Coverage) -> str:
    """Say on how many items a percentage rests."""
    return gettext("Known for %(known)s of %(expected)s") % {
        "known": number(percentage.known),
        "expected": number(percentage.expected),
    }


def works_sentence(total: GroupFigures) -> Markup:
    """Say what stands beside physical progress: money, the promise, how much is known."""
    parts = []
    if total.financial.whole is not None:
        parts.append(
            _filled(
                gettext("Thin bar: financial progress, %(share)s."),
                {"share": formatting.percent(total.financial.whole)},
            )
        )
    if total.planned_today is not None:
        sentence = gettext("Mark: %(share)s was planned by today.")
        parts.append(_filled(sentence, {"share": formatting.percent(int(total.planned_today))}))
    parts.append(Markup("{}.").format(coverage(total.physical)))
    return Markup(" ").join(parts)


def money_sentence(money: MoneyTotals) -> Markup:
    """Say of how much committed and planned money the paid amount is a part."""
    parts = []
    if money.committed is not None and money.planned is not None:
        sentence = gettext("paid, of %(committed)s committed and %(planned)s planned.")
        numbers = {
            "committed": formatting.money(money.committed, money.currency),
            "planned": formatting.money(money.planned, money.currency),
        }
        parts.append(_filled(sentence, numbers))
    if money.paid_unknown:
        parts.append(escape(_unknown_for(money.paid_unknown)))
    return Markup(" ").join(parts)


def money_questions(money: MoneyTotals) -> list[tuple[str, Decimal | None, str]]:
    """Ask how much is planned, committed and paid; say for how many items it is unknown."""
    return [
        (gettext("How much is planned?"), money.planned, _unknown_for(money.planned_unknown)),
        (gettext("How much is committed?"), money.committed, _unknown_for(money.committed_unknown)),
        (gettext("How much is paid?"), money.paid, _unknown_for(money.paid_unknown)),
    ]


def _unknown_for(n: int) -> str:
    if not n:
        return gettext("Known for all items.")
    sentence = ngettext("Unknown for %(n)s item.", "Unknown for %(n)s items.", n)
    return sentence % {"n": number(n)}


def lately_sentence(reported: Coverage, months: int | None, last_on: dt.date | None) -> Markup:
    """Say how many reports are not older than one reporting period; None: each plan has its own."""
    if months is None:
        sentence = gettext(
            "Of those under way, reported within the last period: %(known)s of %(expected)s."
        )
    else:
        sentence = ngettext(
            "Of those under way, reported in %(months)s month: %(known)s of %(expected)s.",
            "Of those under way, reported in %(months)s months: %(known)s of %(expected)s.",
            months,
        )
    said = _filled(
        sentence,
        {
            "months": number(months or 0),
            "known": number(reported.known),
            "expected": number(reported.expected),
        },
    )
    if last_on is None:
        return said
    return (
        said
        + " "
        + _filled(gettext("Newest figures: %(date)s."), {"date": formatting.day(last_on)})
    )


def punctuality_sentence(whole: Punctuality) -> Markup:
    """Say of how many reports that were due how many came in time, late, or not at all."""
    if not whole.n_due:
        return escape(gettext("No round was due yet."))
    sentence = ngettext(
        "Of %(due)s report due: %(in_time)s in time, %(late)s late, %(missing)s not handed in.",
        "Of %(due)s reports due: %(in_time)s in time, %(late)s late, %(missing)s not handed in.",
        whole.n_due,
    )
    counts = (whole.n_due, whole.n_in_time, whole.n_late, whole.n_missing)
    names = ("due", "in_time", "late", "missing")
    return _filled(sentence, dict(zip(names, map(number, counts), strict=True)))


def share_in_time(whole: Punctuality) -> int | None:
    """Give the share of reports handed in in time, in percent, rounded down; None: none due."""
    return 100 * whole.n_in_time // whole.n_due if whole.n_due else None


def tile_lines(figures: GroupFigures, *, projects: bool) -> list[Markup | str]:
    """Say under a tile how many items it holds, what they cost and how much is known."""
    n = figures.n_total
    held = (
        ngettext("%(n)s project", "%(n)s projects", n)
        if projects
        else ngettext("%(n)s commitment", "%(n)s commitments", n)
    ) % {"n": number(n)}
    cost = figures.money.planned
    if cost is None:
        return [held, coverage(figures.physical)]
    written = formatting.money_millions(cost, figures.money.currency)
    return [Markup("{} · {}").format(held, written), coverage(figures.physical)]


def share_of(total: int) -> str:
    """Say of how many a count is a part."""
    return gettext("of %(total)s") % {"total": number(total)}


#: Why the parts of a plan in one view add up to more than the whole.
OVERLAPPING = {
    "place": gettext_lazy("What spans several places counts in each of them."),
    "funder": gettext_lazy("What several bodies pay for counts with each of them."),
    "theme": gettext_lazy("What serves several themes counts in each of them."),
    "year": gettext_lazy("What lasts several years counts in each of them."),
}


def _shown(counts: Iterable[StatusCount]) -> Iterator[tuple[ComputedStatus, str, int]]:
    """Part what was validated complete (◆) from what is only declared so (●)."""
    for one in counts:
        if one.status is ComputedStatus.COMPLETED:
            yield one.status, "completed", one.n_validated
            yield one.status, "declared_complete", one.n - one.n_validated
        else:
            yield one.status, one.status.value, one.n


def status_pairs(counts: Iterable[StatusCount]) -> list[tuple[str, int]]:
    """Give the counts by status as the bar takes them."""
    return [(key, n) for _status, key, n in _shown(counts)]


def status_looks(counts: Iterable[StatusCount]) -> list[tuple[statuses.Look, int]]:
    """Give the looks of the statuses that something has, with how many."""
    return [(statuses.COMPUTED[key], n) for _status, key, n in _shown(counts) if n]


def status_options(counts: Iterable[StatusCount]) -> list[tuple[str, Promise | str]]:
    """Give the statuses that some commitment has, as a field offers them."""
    return [(one.status.value, statuses.COMPUTED[one.status.value].word) for one in counts if one.n]


def place_options(places: Iterable[PlaceFigures]) -> list[tuple[str, Translated]]:
    """Give the places of a plan as a field offers them."""
    return [(one.place.code, one.place.names) for one in places]


def legend_items(
    counts: Iterable[StatusCount], list_url: str
) -> list[tuple[statuses.Look, str, str]]:
    """Give the entries of a legend: look, count, where the list of them is (none: no list)."""
    joint = "&" if "?" in list_url else "?"
    return [
        (
            statuses.COMPUTED[key],
            number(n),
            f"{list_url}{joint}status={status.value}" if list_url else "",
        )
        for status, key, n in _shown(counts)
        if n
    ]


def site_of(address: str) -> str:
    """Name the site of an address: "lematin.ma"."""
    return urlsplit(address).netloc.removeprefix("www.")
