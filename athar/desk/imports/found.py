"""What was found in a file, in figures: how many, for how much, how much is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.intake.enums import UploadKind
from athar.ui import formatting

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One figure of a file: what it counts, the number, the sentence under it."""

    what: str
    number: Markup
    note: Markup


def figures_found(kind: UploadKind, figures: Figures) -> tuple[Found, ...]:
    """Give the three figures that tell whether a file was understood."""
    return _OF_KIND[kind](figures) if figures else ()


def filled(sentence: str, **values: object) -> Markup:
    """Put values into a sentence; the values keep their markup, the sentence is escaped."""
    return Markup(escape(sentence)) % values  # noqa: S704 - escaped on this line


def _plan(figures: Figures) -> tuple[Found, ...]:
    n_nodes = sum(figures["nodes"].values())
    no_place = figures["place_unknown"]
    return (
        Found(
            gettext("Projects"),
            formatting.number(figures["commitments"]),
            _counted(
                ngettext("%(n)s axis or programme", "%(n)s axes and programmes", n_nodes), n_nodes
            ),
        ),
        Found(
            gettext("Cost in all"),
            _money(figures["amount_total"]),
            _unknown(figures["amount_unknown"]),
        ),
        Found(
            pgettext("figures of a file", "Paid"),
            _money(figures["paid"]),
            _unknown(figures["paid_unknown"]),
        ),
        Found(
            gettext("With a place"),
            formatting.number(figures["commitments"] - no_place),
            _counted(
                ngettext(
                    "%(n)s project without a place", "%(n)s projects without a place", no_place
                ),
                no_place,
            ),
        ),
    )


def _agreements(figures: Figures) -> tuple[Found, ...]:
    n_amended, n_covered = figures["amendments"], figures["projects_covered"]
    return (
        Found(
            gettext("Agreements"),
            formatting.number(figures["agreements"]),
            _counted(ngettext("%(n)s amendment", "%(n)s amendments", n_amended), n_amended),
        ),
        Found(
            gettext("Amount in force"),
            _money(figures["in_force"]),
            filled(gettext("as first signed: %(amount)s"), amount=_money(figures["first_version"])),
        ),
        Found(
            gettext("Projects covered"),
            formatting.number(n_covered),
            _counted(
                ngettext("%(n)s partner", "%(n)s partners", len(figures["in_force_by_partner"])),
                len(figures["in_force_by_partner"]),
            ),
        ),
    )


def _progress(figures: Figures) -> tuple[Found, ...]:
    held, asked = len(figures["held_back"]), len(figures["questioned"])
    return (
        Found(
            gettext("Rows with a code"),
            formatting.number(figures["rows"]),
            _counted(
                ngettext(
                    "%(n)s project of the plan", "%(n)s projects of the plan", figures["known"]
                ),
                figures["known"],
            ),
        ),
        Found(
            gettext("Taken"),
            formatting.number(figures["applied"]),
            _counted(
                ngettext("%(n)s of them asked about", "%(n)s of them asked about", asked), asked
            ),
        ),
        Found(gettext("Held back"), formatting.number(held), _codes(figures["held_back"])),
    )


def _values(figures: Figures) -> tuple[Found, ...]:
    n_empty, n_periods = figures["empty"], figures["periods"]
    empty = ngettext("%(n)s empty cell states nothing", "%(n)s empty cells state nothing", n_empty)
    return (
        Found(
            pgettext("figures of a file", "Values"),
            formatting.number(figures["values"]),
            _counted(empty, n_empty) if n_empty else escape(gettext("no empty cell")),
        ),
        Found(
            gettext("Indicators"),
            formatting.number(figures["indicators"]),
            _counted(ngettext("%(n)s period", "%(n)s periods", n_periods), n_periods),
        ),
        Found(gettext("Places"), formatting.number(figures["places"]), Markup()),
    )


def _unknown(n: int) -> Markup:
    if not n:
        return escape(gettext("Known for all items."))
    return _counted(ngettext("unknown for %(n)s project", "unknown for %(n)s projects", n), n)


def _counted(sentence: str, n: int) -> Markup:
    return filled(sentence, n=formatting.number(n))


def _money(amounts: Mapping[str, str]) -> Markup:
    """Show the amount of each currency; a file has one, unless it holds several plans."""
    shown = (formatting.money(Decimal(amount), currency) for currency, amount in amounts.items())
    return Markup(" · ").join(shown)


def _codes(codes: list[str]) -> Markup:
    return Markup(" ").join(
        Markup('<bdi class="code" dir="ltr">{}</bdi>').format(code) for code in codes[:5]
    )


_OF_KIND: Mapping[UploadKind, Callable[[Figures], tuple[Found, ...]]] = {
    UploadKind.PLAN: _plan,
    UploadKind.AGREEMENTS: _agreements,
    UploadKind.PROGRESS: _progress,
    UploadKind.VALUES: _values,
}
