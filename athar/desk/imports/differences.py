"""What an import adds, changes and takes out, field by field, in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language_info, gettext, gettext_lazy, pgettext_lazy
from markupsafe import Markup, escape

from athar.desk.imports.found import filled
from athar.intake.queries import UploadView
from athar.intake.reports.changes import Changes, Fate, Fields, Thing, Touch
from athar.kernel.text import Translated, direction
from athar.plans.enums import (
    BodyRole,
    DatePrecision,
    InclusionMarker,
    PlanKind,
    WeightRuleChoice,
)
from athar.plans.queries.titles import commitment_titles
from athar.ui import formatting, statuses
from athar.ui.formatting import wording
from athar.ui.site import Label

OPEN = 20
"""How many things stand open; the others are folded."""
MOST = 300
"""How many things of each fate are shown on the page."""

FIELDS: Mapping[str, Label] = {
    "title": pgettext_lazy("a field", "Title"),
    "summary": pgettext_lazy("a field", "Summary"),
    "problem": gettext_lazy("Problem"),
    "solution": gettext_lazy("Solution"),
    "expected_results": gettext_lazy("Expected results"),
    "short_title": gettext_lazy("Short title"),
    "kind": gettext_lazy("Kind of plan"),
    "start_on": gettext_lazy("First day of the plan"),
    "end_on": gettext_lazy("Last day of the plan"),
    "owner": gettext_lazy("Owner of the plan"),
    "levels": gettext_lazy("Names of its levels"),
    "default_language": gettext_lazy("Language in which it was written"),
    "weight_rule": gettext_lazy("How its parts count"),
    "reporting_months": gettext_lazy("Months between two reports"),
    "validation_steps": gettext_lazy("Steps of validation"),
    "node": gettext_lazy("Axis or programme"),
    "parent": gettext_lazy("Stands under"),
    "position": gettext_lazy("Order among its neighbours"),
    "declared_status": gettext_lazy("Declared status"),
    "physical": gettext_lazy("Physical progress"),
    "financial": gettext_lazy("Financial progress"),
    "committed": gettext_lazy("Amount committed"),
    "paid": gettext_lazy("Amount paid"),
    "amount": gettext_lazy("Planned amount"),
    "funding": gettext_lazy("Who pays"),
    "planned_start_on": gettext_lazy("Planned start"),
    "planned_start_precision": gettext_lazy("How exact the planned start is"),
    "planned_end_on": gettext_lazy("Planned end"),
    "planned_end_precision": gettext_lazy("How exact the planned end is"),
    "forecast_end_on": gettext_lazy("Forecast end"),
    "forecast_end_precision": gettext_lazy("How exact the forecast end is"),
    "actual_start_on": gettext_lazy("Actual start"),
    "actual_start_precision": gettext_lazy("How exact the actual start is"),
    "actual_end_on": gettext_lazy("Actual end"),
    "actual_end_precision": gettext_lazy("How exact the actual end is"),
    "approved_on": gettext_lazy("Approved on"),
    "as_of_on": gettext_lazy("Date of the figures"),
    "narrative": gettext_lazy("What was said"),
    "weight": pgettext_lazy("a field", "Weight"),
    "n_sub_projects": gettext_lazy("Sub-projects"),
    "covers_whole_place": gettext_lazy("Covers the whole territory"),
    "inclusion": gettext_lazy("Inclusion and equality"),
    "places": gettext_lazy("Places"),
    "points": gettext_lazy("Points on the map"),
    "milestones": gettext_lazy("Milestones"),
    "themes": gettext_lazy("Themes"),
    "bodies": gettext_lazy("Bodies"),
    "contributions": gettext_lazy("Contributes to"),
    "agreements": gettext_lazy("Agreements"),
    "results": gettext_lazy("Indicators and targets"),
    "source_url": gettext_lazy("Source"),
    "session_on": gettext_lazy("Date of the council session"),
    "commitments": gettext_lazy("Projects covered"),
    "shares": gettext_lazy("Shares of the partners"),
    "amendments": gettext_lazy("Amendments"),
    "removed_in_version": gettext_lazy("Taken out of the plan"),
}
"""The fields that people read, in the order of the page; the others are not shown."""

_AMOUNTS = frozenset({"amount", "committed", "paid"})
_TEXTS = frozenset(
    {"title", "short_title", "summary", "narrative", "problem", "solution", "expected_results"}
)
_PERCENTS = frozenset({"physical", "financial"})
_CHOSEN: Mapping[str, Callable[[str], Label]] = {
    "inclusion": lambda value: InclusionMarker(value).label,
    "kind": lambda value: PlanKind(value).label,
    "weight_rule": lambda value: WeightRuleChoice(value).label,
    "default_language": lambda value: str(get_language_info(value)["name_local"]),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its words, what it held and holds."""

    label: Label
    before: Markup
    after: Markup


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs: its code, its title where it is known, its fields."""

    code: str
    title: Translated
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """What an import does: counts, and the things by fate; `n_left` are those not shown."""

    counts: Mapping[Fate, int]
    added: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Changed, ...]
    n_left: Mapping[Fate, int]

    @property
    def is_nothing(self) -> bool:
        """Tell whether everything in the file is known already."""
        return not any(self.counts.values()) and not (self.added or self.changed or self.gone)


def difference_of(view: UploadView) -> DifferencePage | None:
    """Gather what applying a file does; None when it cannot be applied. Queries: 1."""
    findings = view.findings
    if findings is None or not findings.is_taken:
        return None
    amounts = findings.figures.get("amount_total") or findings.figures.get("in_force") or {}
    plan_code = view.plan_code or next(iter(findings.plan_codes), "")
    titles = commitment_titles(plan_code, shown_codes(findings.changes))
    return gather_difference(findings.changes, titles, next(iter(amounts), "MAD"))


def shown_codes(changes: Changes) -> list[str]:
    """Give the codes of the projects that the page shows."""
    shown = (one for fate in Fate for one in _of(changes, fate)[:MOST])
    return [one.code for one in shown if one.thing is Thing.PROJECT]


def gather_difference(
    changes: Changes, titles: Mapping[str, Translated], currency: str = "MAD"
) -> DifferencePage:
    """Gather what an import does; `titles` names the projects that are stored."""

    def shown(fate: Fate) -> tuple[Changed, ...]:
        return tuple(_changed(one, titles, currency) for one in _of(changes, fate)[:MOST])

    counts = {Fate.ADDED: changes.added, Fate.CHANGED: changes.changed, Fate.GONE: changes.gone}
    return DifferencePage(
        counts=counts,
        added=shown(Fate.ADDED),
        changed=shown(Fate.CHANGED),
        gone=shown(Fate.GONE),
        n_left={fate: max(0, len(_of(changes, fate)) - MOST) for fate in Fate},
    )


def _of(changes: Changes, fate: Fate) -> list[Touch]:
    return [one for one in changes.touches if one.fate is fate]


def _changed(touch: Touch, titles: Mapping[str, Translated], currency: str) -> Changed:
    before, after = touch.fields.get("title", (None, None))
    known = titles.get(touch.code) if touch.thing is Thing.PROJECT else None
    title = known or Translated(after or before or {})
    if touch.fate is not Fate.CHANGED:
        return Changed(touch.code, title, ())
    return Changed(touch.code, title, tuple(field_changes(touch.fields, currency)))


def field_changes(fields: Fields, currency: str) -> Iterator[Change]:
    """Give the fields that people read, before and after, in the order of the page."""
    for name, label in FIELDS.items():
        day = name.replace("_precision", "_on")
        if name not in fields or (day != name and day in fields) or _still_stands(name, fields):
            continue
        pair = fields[name]
        if name.endswith("_on"):
            exact = fields.get(name.replace("_on", "_precision"), (None, None))
            yield Change(label, *(_day(*one) for one in zip(pair, exact, strict=True)))
        else:
            yield Change(label, *_pair(name, *pair, currency))


def _still_stands(name: str, fields: Fields) -> bool:
    """Tell whether a report of a later day leaves an amount unsaid: it stands as of its own day."""
    return name in {"committed", "paid"} and "as_of_on" in fields and fields[name][1] is None


def _day(value: str | None, precision: str | None) -> Markup:
    if not value:
        return _nothing()
    return formatting.day(dt.date.fromisoformat(value), precision or DatePrecision.DAY)


def _pair(name: str, before: Any, after: Any, currency: str) -> tuple[Markup, Markup]:
    """Show both values; of lists and texts in several languages only what differs."""
    if isinstance(before or after, list):
        before, after = _apart(before or [], after or [])
    elif name in _TEXTS:
        return _texts(before or {}, after or {}), _texts(after or {}, before or {})
    elif isinstance(before or after, dict):
        before, after = _apart(list((before or {}).items()), list((after or {}).items()))
    return shown_value(name, before, currency), shown_value(name, after, currency)


def _apart(before: Sequence[Any], after: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Leave out what stands on both sides."""
    keys = [json.dumps(one, sort_keys=True) for one in before]
    others = [json.dumps(one, sort_keys=True) for one in after]
    return (
        [one for one, key in zip(before, keys, strict=True) if key not in others],
        [one for one, key in zip(after, others, strict=True) if key not in keys],
    )


def _texts(texts: Mapping[str, str], others: Mapping[str, str]) -> Markup:
    """Show the languages of a text that differ, each in its own direction."""
    differing = [lang for lang, text in texts.items() if others.get(lang) != text]
    if not differing:
        return _nothing()
    return _lines(
        Markup('<span lang="{}" dir="{}">{}</span>').format(lang, direction(lang), texts[lang])
        for lang in differing
    )


def shown_value(name: str, value: Any, currency: str) -> Markup:
    """Word one value of a field; empty is said, never left blank."""
    if value in (None, "", [], {}):
        return _nothing()
    if isinstance(value, bool):
        return escape(gettext("yes") if value else gettext("no"))
    if isinstance(value, list):
        return _lines(_part(name, one, currency) for one in value)
    return _single(name, value, currency)


def _single(name: str, value: Any, currency: str) -> Markup:
    if name in _AMOUNTS:
        return formatting.money(Decimal(value), currency)
    if name in _PERCENTS:
        return formatting.exact_percent(Decimal(value))
    if name == "declared_status":
        look = statuses.declared(value, is_validated=False)
        return Markup('<span class="st s-{}">{}</span>').format(look.shape, str(look.word))
    if name in _CHOSEN:
        return escape(str(_CHOSEN[name](value)))
    if name.endswith("_precision"):
        return escape(str(DatePrecision(value).label))
    return formatting.number(value) if isinstance(value, int) else formatting.bdi(value)


def _part(name: str, one: Any, currency: str) -> Markup:
    """Word one of several values: a share, a body with its role, a code."""
    if name == "funding":
        who = [one["funder"] or "", str(one["year"] or ""), one["agreement"] or ""]
        return _share(" ".join(filter(None, who)), one["amount"], currency)
    if name == "shares":
        return _share(one[0], one[1], currency)
    if name == "amendments" and isinstance(one, dict):
        shares = (_share(who, amount, currency) for who, amount in one["shares"].items())
        words = filled(gettext("amendment no. %(n)s"), n=formatting.number(one["number"]))
        return _lines([words, *shares])
    if name in _WORDED:
        return _WORDED[name](one)
    if isinstance(one, (list, tuple)):
        role, code = one
        return filled("%(code)s (%(role)s)", code=formatting.bdi(code), role=BodyRole(role).label)
    return formatting.bdi(str(one).partition(":")[2] or one)


def _step(one: Mapping[str, Any]) -> Markup:
    words = wording(Translated(one["title"]))
    return _lines([words, _day(one["planned_on"], None)]) if one["planned_on"] else words


def _point(one: Sequence[Any]) -> Markup:
    place, at = one
    return formatting.bdi(" ".join((place.partition(":")[2], *at)))


def _contribution(one: Sequence[str]) -> Markup:
    key, share = one
    part = formatting.exact_percent(Decimal(share)) if share else ""
    return Markup("{} {}").format(formatting.bdi(key), part)


def _level(one: Mapping[str, Any]) -> Markup:
    return wording(Translated(one["one"]))


def _result(one: Mapping[str, Any]) -> Markup:
    """Word a line of results: indicator and place, from which values to which."""
    planned = (
        "; ".join(": ".join(pair) for pair in one[name]) for name in ("baselines", "targets")
    )
    named = formatting.bdi(f"{one['indicator']} · {one['place'].partition(':')[2]}")
    return _lines([named, formatting.bdi(" → ".join(filter(None, planned)))])


_WORDED: Mapping[str, Callable[[Any], Markup]] = {
    "milestones": _step,
    "points": _point,
    "contributions": _contribution,
    "levels": _level,
    "results": _result,
}


def _share(who: str, amount: str | None, currency: str) -> Markup:
    shown = formatting.money(None if amount is None else Decimal(amount), currency)
    if not who:
        return shown
    return Markup("{} {}").format(formatting.bdi(who), shown)


def _lines(parts: Iterable[Markup]) -> Markup:
    return Markup("<br>").join(parts)


def _nothing() -> Markup:
    return Markup('<span class="mute">{}</span>').format(gettext("nothing stated"))
