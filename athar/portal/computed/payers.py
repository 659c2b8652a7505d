"""Who pays how much of a commitment, each share with the cell it stood in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.finance.queries import AgreementView, FundingLineView, Share
from athar.portal.commitments.wording import filled
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.provenance import FileRead, files_of, files_read, stood
from athar.portal.computed.single import Given
from athar.rollups.explanations import Input
from athar.ui import formatting


@dataclass(frozen=True, slots=True)
class Fold:
    """Shares that stand together, folded away under what they are."""

    title: Markup
    items: tuple[Given, ...]


def folds(page: ComputedPage) -> tuple[Fold, ...]:
    """Give the shares of the funders, and those of each agreement and of its amendments."""
    found = list(_agreements(page))
    if page.funding:
        lines = tuple(_line(page, one) for one in page.funding)
        found.insert(0, Fold(escape(gettext("Who pays, cell by cell")), lines))
    return tuple(found)


def _line(page: ComputedPage, one: FundingLineView) -> Given:
    """Name who pays and when, as far as it is split."""
    names = formatting.wording(one.funder.names) if one.funder else _no_funder()
    text = names
    if one.year is not None:
        year = formatting.bdi(one.year)
        text = filled(gettext("%(funder)s, in %(year)s"), funder=names, year=year)
    return Given(formatting.money(one.amount, page.plan.currency), text, _stood(page, one.origin))


def _no_funder() -> Markup:
    return escape(pgettext("who pays", "Partners, not split by name"))


def _stood(page: ComputedPage, origin: Mapping[str, Any]) -> list[Markup]:
    return stood(origin, str(origin.get("written") or ""), files_of(page.evidence))


def _agreements(page: ComputedPage) -> Iterator[Fold]:
    for one in page.agreements:
        if one.first_shares:
            sentence = gettext("Agreement %(number)s, as first signed")
            title = filled(sentence, number=formatting.bdi(one.number))
            yield Fold(title, _shares(page, one.first_shares))
        yield from _amendments(page, one)


def _amendments(page: ComputedPage, one: AgreementView) -> Iterator[Fold]:
    for amendment in one.amendments:
        if amendment.shares:
            title = filled(
                gettext("Agreement %(number)s, amendment %(n)s"),
                number=formatting.bdi(one.number),
                n=formatting.number(amendment.number),
            )
            yield Fold(title, _shares(page, amendment.shares))


def _shares(page: ComputedPage, shares: tuple[Share, ...]) -> tuple[Given, ...]:
    return tuple(
        Given(
            formatting.money(one.amount, page.plan.currency),
            formatting.wording(one.organisation.names),
            _stood(page, one.origin),
        )
        for one in shares
    )


def files(page: ComputedPage) -> list[FileRead]:
    """Name every file that something on the page was read from."""
    return files_read(list(_origins(page)), page.imports)


def _origins(page: ComputedPage) -> Iterator[Mapping[str, Any]]:
    for one in page.explanation.inputs:
        yield from _of_reports(one)
    row = {name: value for name, value in page.origin.items() if name != "cells"}
    yield from (row | cell for cell in page.origin.get("cells", {}).values())
    yield from (one.origin for one in page.funding)
    for agreement in page.agreements:
        texts = (agreement.first_shares, *(one.shares for one in agreement.amendments))
        yield from (share.origin for shares in texts for share in shares)


def _of_reports(one: Input) -> Iterator[Mapping[str, Any]]:
    given = one.stated.values() or ((one.provenance,) if one.provenance else ())
    yield from (each.origin for each in given)
