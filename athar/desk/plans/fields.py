"""What the form of a commitment shows and takes: texts as typed, and the content they mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from athar.kernel.digits import AmbiguousNumber, NotANumber, parse_decimal, to_western
from athar.kernel.periods import (
    Edge,
    NotADate,
    NotAPeriod,
    Period,
    PeriodKind,
    Precision,
    parse_date,
    parse_period,
)
from athar.kernel.points import NotAPoint, Point, parse_point
from athar.kernel.quantity import OutOfBounds, from_scaled, to_scaled

Typed = Mapping[str, Sequence[str]]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of what was typed.

    Shape: `which` chooses among the points that coordinates may mean, latitude or longitude first;
    `names` holds the codes that name something, by the input in which they were typed; `whole` is
    the place of the plan.
    """

    which: Callable[[Sequence[Point]], Point]
    names: Mapping[str, Collection[str]]
    whole: str = ""


TEXTS = ("title", "summary", "problem", "solution", "expected_results")
DATES = {"planned_start": Edge.START, "planned_end": Edge.END}
ROWS: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "place_point"),
    "body": ("body_role", "body"),
    "step": (
        "step_id",
        *(f"step_title_{lang}" for lang in settings.OFFERED_LANGUAGES),
        *("step_on", "step_weight", "step_evidence"),
    ),
    "link": ("link_to", "link_share"),
    "agreed": ("agreed",),
    "result": ("result_of", "result_place", "result_category", "result_from", "result_to"),
    "fund": ("fund_funder", "fund_year", "fund_agreement", "fund_amount"),
    "level": (
        "level_code",
        *(f"level_{of}_{lang}" for of in ("one", "many") for lang in settings.OFFERED_LANGUAGES),
    ),
}
"""The inputs of each kind of row; each is sent once for each row."""

TICKED = frozenset({"covers_whole_place", "themes"})
"""The inputs that are ticked: a script says that nothing is ticked by an empty text."""

_NAMED_BY = {
    "link": ("link_to", "link_share"),
    "place": ("place", "place_point"),
    "body": ("body",),
    "fund": ("fund_amount",),
    "agreed": ("agreed",),
    "result": ("result_of", "result_from", "result_to"),
    "level": ROWS["level"][1:],
}
_PLANNED = {"baselines": "result_from", "targets": "result_to"}
_NUMBERS = {"amount": 2, "weight": 4}


def typed_of(content: Content) -> dict[str, list[str]]:
    """Give content as the texts a form shows."""
    typed = {
        f"{name}_{lang}": [content[name].get(lang, "")]
        for name in TEXTS
        for lang in settings.OFFERED_LANGUAGES
    }
    typed["node"] = [content["node"] or ""]
    for name in DATES:
        typed[name] = [_date_text(content[f"{name}_on"], content[f"{name}_precision"])]
    typed |= {name: [content[name] or ""] for name in (*_NUMBERS, "approved_on")}
    typed["inclusion"] = [content.get("inclusion") or ""]
    typed["covers_whole_place"] = ["1"] if content["covers_whole_place"] else []
    typed["themes"] = list(content["themes"])
    for rows in (_place_rows, _body_rows, _step_rows, _links, _agreed, _results, _funds):
        for names, values in rows(content):
            for name, value in zip(names, values, strict=True):
                typed.setdefault(name, []).append(value)
    return typed


def changed_texts(typed: Typed, before: Typed) -> dict[str, list[str]]:
    """Give the texts that differ from those that stood there; of rows the whole rows."""
    names = {name for name in typed if list(typed[name]) != list(before.get(name, [""]))}
    for columns in ROWS.values():
        if names.intersection(columns):
            names.update(columns)
    return {name: list(typed[name]) for name in typed if name in names}


def _date_text(on: str | None, precision: str) -> str:
    if on is None or precision == Precision.DAY:
        return on or ""
    return Period.containing(dt.date.fromisoformat(on), PeriodKind(precision)).code


def _place_rows(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for key in content["places"]:
        yield ROWS["place"], [key, ", ".join(content["points"].get(key, ()))]


def _body_rows(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for role, code in content["bodies"]:
        yield ROWS["body"], [role, code]


def _step_rows(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for one in content["milestones"]:
        titles = [one["title"].get(lang, "") for lang in settings.OFFERED_LANGUAGES]
        evidence = "yes" if one["requires_evidence"] else "no"
        on, weight = one["planned_on"] or "", one["weight"] or ""
        yield ROWS["step"], [str(one["id"] or ""), *titles, on, weight, evidence]


def _links(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for key, share in content.get("contributions", ()):
        yield ROWS["link"], [key, f"{Decimal(share).normalize():f}" if share else ""]


def _agreed(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for number in content.get("agreements", ()):
        yield ROWS["agreed"], [number]


def _results(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for one in content.get("results", ()):
        planned = ("; ".join(": ".join(pair) for pair in one[name]) for name in _PLANNED)
        yield ROWS["result"], [one["indicator"], one["place"], one["category"], *planned]


def _funds(content: Content) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for one in content["funding"]:
        year = str(one["year"] or "")
        yield ROWS["fund"], [one["funder"] or "", year, one["agreement"] or "", one["amount"]]


def typed_rows(typed: Typed, kind: str) -> list[tuple[int, tuple[str, ...]]]:
    """Give the rows of a kind in which something is named, each with its place in the form."""
    names = ROWS[kind]
    columns = [list(typed.get(name, ())) for name in names]
    needed = _NAMED_BY.get(kind, names[1:-1])
    rows = [tuple(one.strip() for one in row) for row in zip(*columns, strict=False)]
    at = [names.index(name) for name in needed]
    return [(n, row) for n, row in enumerate(rows) if any(row[one] for one in at)]


class Reading:
    """Reads what was typed into content; what cannot be read is an error beside its input."""

    def __init__(self, typed: Typed, base: Content, known: Known) -> None:
        self.typed = typed
        self.known = known
        self.errors: dict[str, str] = {}
        self.content: dict[str, Any] = dict(base)
        self._read()

    def _one(self, name: str) -> str:
        return next(iter(self.typed.get(name, ())), "").strip()

    def _read(self) -> None:
        for name in TEXTS:
            said = {lang: self._one(f"{name}_{lang}") for lang in settings.OFFERED_LANGUAGES}
            others = {
                lang: text
                for lang, text in self.content[name].items()
                if lang not in settings.OFFERED_LANGUAGES
            }
            self.content[name] = {**{k: v for k, v in said.items() if v}, **others}
        self.content["node"] = self._one("node") or None
        for name, edge in DATES.items():
            on, precision = self._date(name, self._one(name), edge)
            self.content |= {f"{name}_on": on, f"{name}_precision": precision}
        self.content["approved_on"] = self._day("approved_on", self._one("approved_on"))
        for name, decimals in _NUMBERS.items():
            self.content[name] = self._number(name, self._one(name), decimals)
        self.content["covers_whole_place"] = bool(self._one("covers_whole_place"))
        self.content["themes"] = sorted(set(self.typed.get("themes", ())))
        self._read_places()
        self.content["inclusion"] = self._one("inclusion") or None
        bodies = {
            (role, self._named("body", f"body-{n}", body))
            for n, (role, body) in typed_rows(self.typed, "body")
        }
        self.content["bodies"] = sorted([role, code] for role, code in bodies)
        self.content["milestones"] = [
            self._step(n, row) for n, row in typed_rows(self.typed, "step")
        ]
        self._read_links()
        agreed = (
            self._named("agreed", f"agreed-{n}", one)
            for n, (one,) in typed_rows(self.typed, "agreed")
        )
        self.content["agreements"] = sorted(set(agreed))
        self.content["results"] = self._results()
        funds = [self._fund(n, row) for n, row in typed_rows(self.typed, "fund")]
        self.content["funding"] = sorted(
            funds, key=lambda one: (one["funder"] or "", one["year"] or 0, one["agreement"] or "")
        )

    def _read_places(self) -> None:
        points: dict[str, list[str] | None] = {}
        for n, (place, point) in typed_rows(self.typed, "place"):
            key = self._named("place", f"place-{n}", place)
            if not key:
                self.errors[f"place-{n}"] = _("Name the place in which this point lies.")
            elif key in points:
                self.errors[f"place-{n}"] = _("This place stands in two rows.")
            else:
                points[key] = self._point(f"place_point-{n}", point)
        self.content["places"] = sorted(points)
        self.content["points"] = {key: at for key, at in sorted(points.items()) if at}

    def _read_links(self) -> None:
        found: dict[str, str | None] = {}
        for n, (other, share) in typed_rows(self.typed, "link"):
            key = self._named("link_to", f"link_to-{n}", other)
            if not key:
                self.errors[f"link_to-{n}"] = _("Name what it contributes to.")
            elif key in found:
                self.errors[f"link_to-{n}"] = _("This commitment stands in two rows.")
            found[key] = self._number(f"link_share-{n}", share, 6)
        self.content["contributions"] = sorted(map(list, found.items()), key=str)

    def _results(self) -> list[dict[str, Any]]:
        found: dict[tuple[str, ...], dict[str, Any]] = {}
        for n, (of, place, category, *planned) in typed_rows(self.typed, "result"):
            key = self._named("result_of", f"result_of-{n}", of)
            at = self._named("place", f"result_place-{n}", place) or self.known.whole
            if not key:
                self.errors[f"result_of-{n}"] = _("Name the indicator.")
            elif (key, at, category) in found:
                self.errors[f"result_of-{n}"] = _("This indicator stands in two rows.")
            if not at:
                self.errors[f"result_place-{n}"] = _("Name the place that is measured.")
            found[key, at, category] = {
                "indicator": key,
                "place": at,
                "category": category,
                **{
                    name: self._planned(f"{column}-{n}", text)
                    for (name, column), text in zip(_PLANNED.items(), planned, strict=True)
                },
            }
        return [found[key] for key in sorted(found)]

    def _planned(self, name: str, text: str) -> list[list[str]]:
        """Read values by period, "2024: 40; 2027: 63,5"."""
        found: dict[str, str] = {}
        for part in filter(None, map(str.strip, re.split("[;\u061b\n]", text))):
            when, _between, number = part.partition(":")
            try:
                period = parse_period(to_western(when).strip()).code
            except NotAPeriod:
                self.errors[name] = _("Write each value with its period, like 2024: 40; 2027: 63.")
                continue
            if period in found:
                self.errors[name] = _("One period stands here twice.")
            value = self._number(name, number.strip(), 6)
            if value is None:
                self.errors.setdefault(
                    name, _("Write each value with its period, like 2024: 40; 2027: 63.")
                )
                continue
            found[period] = f"{Decimal(value).normalize():f}"
        return [list(one) for one in sorted(found.items())]

    def _named(self, kind: str, name: str, text: str) -> str:
        """Give the code in what was typed; one that names nothing is an error."""
        code = code_in(text)
        if code and code not in self.known.names[kind]:
            message = _("“%(typed)s” is not known: choose it from the list.")
            self.errors[name] = message % {"typed": text}
        return code

    def _point(self, name: str, text: str) -> list[str] | None:
        if not text:
            return None
        try:
            return [str(degrees) for degrees in self.known.which(parse_point(text))]
        except NotAPoint:
            message = _("“%(typed)s” is no point: write 35.5, -5.1 or 35°30′N 5°06′W.")
            self.errors[name] = message % {"typed": text}
            return None

    def _step(self, n: int, row: Sequence[str]) -> dict[str, Any]:
        key, *titles, on, weight, evidence = row
        named = zip(settings.OFFERED_LANGUAGES, titles, strict=True)
        return {
            "id": int(key) if key.isdecimal() else None,
            "title": {lang: title for lang, title in named if title},
            "planned_on": self._day(f"step_on-{n}", on),
            "weight": self._number(f"step_weight-{n}", weight, 4),
            "requires_evidence": evidence != "no",
        }

    def _fund(self, n: int, row: Sequence[str]) -> dict[str, Any]:
        funder, year, agreement, amount = row
        if year and not (year.isdecimal() and len(year) == 4):
            self.errors[f"fund_year-{n}"] = _("Write the year with four digits.")
        return {
            "funder": self._named("body", f"fund_funder-{n}", funder) or None,
            "year": int(year) if year.isdecimal() else None,
            "agreement": agreement or None,
            "amount": self._number(f"fund_amount-{n}", amount, 2) or "0.00",
        }

    def _number(self, name: str, text: str, decimals: int) -> str | None:
        if not text:
            return None
        try:
            value: Decimal = from_scaled(to_scaled(parse_decimal(text), decimals), decimals)
        except AmbiguousNumber:
            self.errors[name] = _("Write the number without a thousands mark.")
        except (NotANumber, OutOfBounds):
            self.errors[name] = _("“%(typed)s” is no number.") % {"typed": text}
        else:
            return str(value)
        return None

    def _date(self, name: str, text: str, edge: Edge) -> tuple[str | None, str]:
        if not text:
            return None, str(Precision.DAY)
        try:
            dated = parse_date(text, edge=edge)
        except NotADate:
            self.errors[name] = _("“%(typed)s” is no date.") % {"typed": text}
            return None, str(Precision.DAY)
        return dated.on.isoformat(), str(dated.precision)

    def _day(self, name: str, text: str) -> str | None:
        return self._date(name, text, Edge.END)[0]


def read_commitment(
    typed: Typed, base: Content, known: Known
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read what was typed of a commitment: the content it means, and what is wrong by input.

    Shape: an error stands under the id of its input: its name, in a row with the row's number.
    """
    read = Reading(typed, dict(base), known)
    return read.content, read.errors


def code_in(text: str) -> str:
    """Give the code at the end of a suggestion, "Name · code", or what was typed."""
    return text.rpartition(" · ")[2].strip()
