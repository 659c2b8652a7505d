"""Fields of a contract in words: what one held, and what it holds since a version changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.plans.enums import BodyRole, InclusionMarker
from athar.plans.queries import NamesInContracts
from athar.portal.commitments.wording import filled
from athar.ui import formatting
from athar.ui.site import Label

#: One field of the contract that a version changed: its words, before, since then.
Change = tuple[Label, Markup, Markup]

#: The fields of a contract that people read, in the order of the page.
FIELDS: Mapping[str, Label] = {
    "title": pgettext_lazy("a field", "Title"),
    "summary": pgettext_lazy("a field", "Summary"),
    "problem": pgettext_lazy("a field", "Problem"),
    "solution": pgettext_lazy("a field", "Solution"),
    "expected_results": pgettext_lazy("a field", "Expected results"),
    "node": gettext_lazy("Axis or programme"),
    "planned_start_on": gettext_lazy("Planned start"),
    "planned_end_on": gettext_lazy("Planned end"),
    "approved_on": gettext_lazy("Approved on"),
    "amount": gettext_lazy("Planned amount"),
    "weight": pgettext_lazy("a field", "Weight"),
    "n_sub_projects": gettext_lazy("Sub-projects"),
    "covers_whole_place": gettext_lazy("Covers the whole territory"),
    "inclusion": gettext_lazy("Inclusion and equality"),
    "places": gettext_lazy("Places"),
    "themes": gettext_lazy("Themes"),
    "bodies": gettext_lazy("Bodies"),
    "contributions": gettext_lazy("Contributes to"),
    "source_url": gettext_lazy("Source"),
    "removed_in_version": gettext_lazy("Taken out of the plan"),
    "funding": gettext_lazy("Funding"),
}
_DAYS = {"planned_start_on": "planned_start_precision", "planned_end_on": "planned_end_precision"}
NO_NAMES = NamesInContracts({}, {}, {}, {})


def field_changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    currency: str,
    names: NamesInContracts = NO_NAMES,
) -> Iterator[Change]:
    """Give each field that differs: its words, what it held, what it holds.

    Shape: of the funding, the lines that differ only.
    """
    for name, label in FIELDS.items():
        if name in after:
            held, holds = _differing(name, before, after)
            words = value_words(name, held, currency, names)
            yield label, words, value_words(name, holds, currency, names)


def _differing(name: str, *contents: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Leave out the lines of funding that both states hold."""
    if name != "funding":
        return iter(contents)
    held, holds = (one.get(name) or [] for one in contents)
    return iter(
        (
            {name: [line for line in held if line not in holds]},
            {name: [line for line in holds if line not in held]},
        )
    )


def value_words(
    name: str, content: Mapping[str, Any], currency: str, names: NamesInContracts = NO_NAMES
) -> Markup:
    """Word one field of a contract; empty is said, never left blank."""
    value = content.get(name)
    if value in (None, "", [], {}):
        return Markup('<span class="mute">{}</span>').format(gettext("nothing stated"))
    if isinstance(value, bool):
        return escape(gettext("yes") if value else gettext("no"))
    if isinstance(value, dict):
        return formatting.wording(Translated(value))
    if isinstance(value, list):
        between = Markup("<br>") if name in {"funding", "contributions"} else Markup(" ")
        return between.join(_listed(name, one, currency, names) for one in value)
    return _single(name, value, content, currency, names)


def _single(
    name: str, value: Any, content: Mapping[str, Any], currency: str, names: NamesInContracts
) -> Markup:
    if name == "amount":
        return formatting.money(Decimal(value), currency)
    if name.endswith("_on"):
        precision = content.get(_DAYS.get(name, "")) or "day"
        return formatting.day(dt.date.fromisoformat(value), precision)
    if name == "inclusion":
        return escape(InclusionMarker(value).label)
    if name == "removed_in_version":
        return filled(gettext("in version %(n)s"), n=formatting.number(value))
    if isinstance(value, int):
        return formatting.number(value)
    node = names.nodes.get(value) if name == "node" else None
    return formatting.wording(node) if node else formatting.bdi(value)


def _listed(name: str, one: Any, currency: str, names: NamesInContracts) -> Markup:
    """Name a place, a theme, a body or a line of funding; its code where it has no name."""
    if isinstance(one, str):
        known = names.places.get(one) or names.themes.get(one)
        return formatting.wording(known) if known else formatting.bdi(one.partition(":")[2] or one)
    if name == "funding":
        return _line(one, currency, names)
    if name == "contributions":
        key, share = one
        part = Markup() if share is None else formatting.exact_percent(Decimal(share))
        return Markup("{} {}").format(formatting.bdi(key), part)
    role, code = one
    if code not in names.bodies:
        return formatting.bdi(f"{code} ({BodyRole(role).label})")
    role_words = escape(BodyRole(role).label)
    return filled(gettext("%(body)s (%(role)s)"), body=_body(code, names), role=role_words)


def _body(code: str, names: NamesInContracts) -> Markup:
    known = names.bodies.get(code)
    return formatting.wording(known) if known else formatting.bdi(code)


def _line(one: Mapping[str, Any], currency: str, names: NamesInContracts) -> Markup:
    """Word one line of funding: who, in which year, how much."""
    amount = formatting.money(Decimal(one["amount"]), currency)
    who = _body(one["funder"], names) if one["funder"] else escape(gettext("all funders"))
    if one["year"] is None:
        return filled(gettext("%(who)s: %(amount)s"), who=who, amount=amount)
    sentence = gettext("%(who)s, %(year)s: %(amount)s")
    return filled(sentence, who=who, year=formatting.bdi(one["year"]), amount=amount)
