"""The money of a commitment in words and tables: who pays, when, how much of it is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from athar.finance.enums import ExecutionKind
from athar.finance.queries import AgreementView, Share
from athar.kernel import clock
from athar.kernel.money import Money
from athar.kernel.numbers import floor_percent
from athar.kernel.text import Translated
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import filled, not_stated
from athar.portal.computed.provenance import rows_words
from athar.portal.wording import MILLION, lang
from athar.ui import formatting
from athar.ui.charts.gaps import Reading
from athar.ui.charts.lines import Gap, Series, Style, line_chart

_HUNDRED = Decimal(100)
#: A line needs two points.
_FEWEST_READINGS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table of amounts: columns as (words, is number), rows of cells, the last one the total."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Markup, ...], ...]


def unit(page: CommitmentPage) -> str:
    """Say in which unit the tables count."""
    name = formatting.currency_name(page.plan.currency, lang())
    return gettext("millions of %(currency)s") % {"currency": name}


def millions(value: Decimal | None, currency: str) -> Markup:
    """Write an amount in millions, the exact one as its title; unknown says so."""
    if value is None:
        return formatting.no_number()
    exact = formatting.exact_money(Money(value, currency))
    return Markup('<span title="{}">{}</span>').format(exact, formatting.number(value / MILLION, 2))


def by_funder(page: CommitmentPage) -> Table | None:
    """Give who pays how much; years only where a funder's own split by year was stated."""
    funding, currency = page.money.funding, page.plan.currency
    if not funding.by_funder:
        return None
    years = sorted({year for _code, year in funding.cells})
    total = sum((share.amount or Decimal(0) for share in funding.by_funder), Decimal(0))
    rows = [_funder_row(page, share, years, total) for share in funding.by_funder]
    # what a year's funders are not named for is planned for that year all the same
    planned = dict(funding.by_year)
    sums = [planned[year] for year in years]
    rows.append(_row(gettext("Total"), (*sums, total), total, currency))
    columns = (
        (gettext("Funder"), False),
        *((str(year), True) for year in years),
        (gettext("Planned"), True),
        (gettext("Share"), True),
    )
    return Table(columns, tuple(rows))


def _funder_row(
    page: CommitmentPage, share: Share, years: Sequence[int], total: Decimal
) -> tuple[Markup, ...]:
    cells = page.money.funding.cells
    amounts = [cells.get((share.organisation.code, year)) for year in years]
    return _row(share.organisation.names, (*amounts, share.amount), total, page.plan.currency)


def _row(
    name: Translated | str, amounts: Sequence[Decimal | None], total: Decimal, currency: str
) -> tuple[Markup, ...]:
    planned = amounts[-1]
    share = None if planned is None or not total else planned / total * _HUNDRED
    return (
        formatting.wording(name),
        *(millions(amount, currency) for amount in amounts),
        formatting.percent(share, missing="not_applicable"),
    )


def by_year(page: CommitmentPage) -> Table | None:
    """Give how much is planned for which year."""
    funding, currency = page.money.funding, page.plan.currency
    if not funding.by_year:
        return None
    total = sum((amount for _year, amount in funding.by_year), Decimal(0))
    columns = (
        (gettext("Year"), False),
        *((str(year), True) for year, _amount in funding.by_year),
        (gettext("Total"), True),
    )
    amounts = (*(amount for _year, amount in funding.by_year), total)
    row = (escape(gettext("Planned")), *(millions(amount, currency) for amount in amounts))
    return Table(columns, (row,))


def split_note(page: CommitmentPage) -> str:
    """Say what the tables do not: a split nobody stated, a part no funder covers."""
    funding = page.money.funding
    if funding.by_funder and funding.by_year and not funding.cells:
        return gettext(
            "Funders and years are stated apart; which funder pays in which year is not known."
        )
    if funding.cells and sum(funding.cells.values()) != funding.total:
        return gettext("Which funder pays in which year is known only in part.")
    return ""


def amounts(page: CommitmentPage) -> list[tuple[str, Markup]]:
    """Give planned, committed and paid; unknown says so."""
    figures = page.figures
    return [
        (gettext("Planned"), _planned(figures.amount, figures.currency)),
        (gettext("Committed"), formatting.money(figures.committed, figures.currency)),
        (gettext("Paid"), formatting.money(figures.paid, figures.currency)),
    ]


def _planned(amount: Decimal | None, currency: str) -> Markup:
    return not_stated() if amount is None else formatting.money(amount, currency)


def paid_sentence(page: CommitmentPage) -> Markup:
    """Say which amounts the share paid rests on, or what is missing for it."""
    figures = page.figures
    if figures.amount is None:
        return escape(gettext("The planned amount is not known."))
    planned = formatting.money(figures.amount, figures.currency)
    if figures.paid is None:
        return filled(
            gettext("What was paid of %(planned)s planned was not reported."), planned=planned
        )
    paid = formatting.money(figures.paid, figures.currency)
    return filled(gettext("%(paid)s paid of %(planned)s planned."), paid=paid, planned=planned)


def gap_title(page: CommitmentPage) -> str:
    """Say which of works and payments runs ahead, empty when they keep step."""
    figures = page.figures
    if not figures.has_gap or figures.financial is None or figures.physical is None:
        return ""
    if figures.financial > figures.physical:
        return gettext("Payments run ahead of the works")
    return gettext("The works run ahead of the payments")


def gap_sentence(page: CommitmentPage) -> Markup:
    """Say how far works and payments stand apart; both must be known."""
    figures = page.figures
    paid, done = figures.financial or Decimal(0), figures.physical or Decimal(0)
    points = floor_percent(abs(paid - done), complete=True)
    sentence = ngettext(
        "%(paid)s of the amount is paid, %(done)s of the works are done: %(points)s point apart. "
        "This is no verdict; it asks for an explanation.",
        "%(paid)s of the amount is paid, %(done)s of the works are done: %(points)s points apart. "
        "This is no verdict; it asks for an explanation.",
        points,
    )
    return filled(
        sentence,
        paid=formatting.percent(figures.financial_whole),
        done=formatting.percent(figures.physical_whole),
        points=formatting.number(points),
    )


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as its parties stand in it: the shares in force, their sum, and whence."""

    words: Markup
    parties: tuple[tuple[Translated | str, Markup], ...]
    whence: Markup


def agreements(page: CommitmentPage) -> list[Signed]:
    """Give the agreements of which the shares of the parties are stated, the last text in force."""
    return [_signed(one, page.plan.currency) for one in page.money.agreements if one.shares]


def _signed(one: AgreementView, currency: str) -> Signed:
    first = {share.organisation.code: share for share in one.first_shares}
    parties: list[tuple[Translated | str, Markup]] = [
        (share.organisation.names, _amount(share, first.get(share.organisation.code), currency))
        for share in one.shares
    ]
    if len(parties) > 1:
        parties.append((gettext("Total"), formatting.money(one.total, currency)))
    texts = (one.first_shares, *(amendment.shares for amendment in one.amendments))
    origins = [share.origin for shares in texts for share in shares]
    return Signed(agreement_words(one), tuple(parties), rows_words(origins))


def _amount(share: Share, first: Share | None, currency: str) -> Markup:
    """Write a share in force, and what was first signed where an amendment changed it."""
    amount = formatting.money(share.amount, currency)
    if first is None or first.amount == share.amount:
        return amount
    sentence = gettext("first signed: %(amount)s")
    was = filled(sentence, amount=formatting.money(first.amount, currency))
    return Markup('{}<br><small class="mute">{}</small>').format(amount, was)


def agreement_words(one: AgreementView) -> Markup:
    """Name an agreement by its number and the session that adopted it."""
    number = formatting.bdi(one.number)
    named = number if one.session_on is None else _with_day(number, one)
    if not one.amendments:
        return named
    n = formatting.number(len(one.amendments))
    return filled(gettext("%(agreement)s, amended (%(n)s)"), agreement=named, n=n)


def _with_day(number: Markup, one: AgreementView) -> Markup:
    day = formatting.day(one.session_on)
    return filled(gettext("%(number)s (session of %(day)s)"), number=number, day=day)


@dataclass(frozen=True, slots=True)
class Course:
    """Works and payments in time: the drawing, and its readings as (day, works, paid)."""

    drawing: Markup
    readings: tuple[tuple[Markup, Markup, Markup], ...]


def course(page: CommitmentPage) -> Course | None:
    """Draw works beside payments; None before both were reported twice."""
    # of several reports as of one day the last one stands
    reported = {one.as_of_on: one.physical for one in reversed(page.timeline.reports)}
    works: list[Reading] = list(reported.items())
    paid = list(dict(_paid_shares(page)).items())
    if min(_known(works), _known(paid)) < _FEWEST_READINGS:
        return None
    series = (Series(tuple(works)), Series(tuple(paid), Style.MONEY))
    gap = Gap(0, 1, gettext("apart"))
    drawing = line_chart(series, lang=lang(), unit="progress", today=clock.today(), gap=gap)
    shares = dict(paid)
    return Course(
        drawing,
        tuple(
            (formatting.day(on), formatting.progress(done), formatting.progress(shares.get(on)))
            for on, done in works
        ),
    )


def _known(readings: Iterable[Reading]) -> int:
    return sum(1 for _on, value in readings if value is not None)


def _paid_shares(page: CommitmentPage) -> Iterable[Reading]:
    planned = page.figures.amount
    for one in reversed(page.money.executions):
        if one.kind is ExecutionKind.PAID and planned:
            yield one.on, one.amount / planned * _HUNDRED
