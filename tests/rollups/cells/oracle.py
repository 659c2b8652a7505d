"""The rules of docs/methods/roll-ups.md told once more, key by key, as slowly as they read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from athar.indicators.models import Category, Indicator, Measurement
from athar.reference.enums import PROVINCIAL_KINDS
from athar.reference.models import Place

RATIOS = ("ratio_of_sums", "weighted_mean")
AT_ONCE = ("sum", "max", "min", *RATIOS)
NOT_EXPECTED = ("not_applicable", "not_due")
SPANS = (("S1", "S2"), ("Q1", "Q2", "Q3", "Q4"), tuple(f"{month:02}" for month in range(1, 13)))


class Shown(NamedTuple):
    value: int | None
    numerator: int | None
    denominator: int | None
    no_number: str
    made_of: str
    known: int
    expected: int
    n_values: int = 1

    def counts_under(self, rule: str) -> bool:
        if rule in RATIOS:
            return self.numerator is not None
        return self.value is not None or (rule == "last" and self.numerator is not None)


def together(rule: str, parts: Iterable[Shown]) -> tuple[int | None, int | None, int | None]:
    """Give value, numerator and denominator of a whole; the parts are known and in order."""
    parts = list(parts)
    if rule in RATIOS:
        return None, sum(one.numerator for one in parts), sum(one.denominator for one in parts)
    if rule == "last":
        return parts[-1][:3]
    return {"sum": sum, "max": max, "min": min}[rule](one.value for one in parts), None, None


@dataclass
class Oracle:
    """Every figure that follows from the values that stand."""

    stated: dict[tuple[int, str, str, int, str], Shown] = field(default_factory=dict)
    found: dict[tuple[int, str, str, int, str], Shown | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.indicators = {one.pk: one for one in Indicator.objects.all()}
        self.places = {one.pk: one for one in Place.objects.all()}
        self.options = {"sex": ("female", "male"), "area": ("rural", "urban")}
        for one in Measurement.objects.select_related("category").order_by("revision"):
            key = (one.indicator_id, one.category.code, one.period, one.place_id, one.claim)
            no_number = one.no_number
            self.stated[key] = Shown(
                *(one.value, one.numerator, one.denominator, no_number, ""),
                *(int(not no_number), int(no_number not in NOT_EXPECTED)),
            )

    def figures(self) -> dict[tuple[int, str, str, int, str], Shown]:
        periods = {key[2] for key in self.stated} | {key[2][:4] for key in self.stated}
        keys = {
            (indicator, category, period, place, key[4])
            for key in self.stated
            for indicator in (key[0],)
            for category in (key[1], "")
            for period in periods
            for place in self.places
        }
        return {key: one for key in sorted(keys) if (one := self.at(*key)) is not None}

    def at(self, *key: object) -> Shown | None:
        if key not in self.found:
            self.found[key] = self.stated.get(key) or self._computed(*key)
        return self.found[key]

    def _computed(self, indicator_id, category, period, place_id, claim) -> Shown | None:
        indicator = self.indicators[indicator_id]
        if category == "" and indicator.over_categories in AT_ONCE:
            for name in indicator.dimensions:
                options = [f"{name}={one}" for one in self.options[name]]
                parts = [
                    self.stated.get((indicator_id, one, period, place_id, claim)) for one in options
                ]
                if made := self._made(indicator.over_categories, parts, "categories"):
                    return made
        if len(period) == 4 and indicator.over_time != "none":
            for suffixes in SPANS:
                parts = [
                    self.at(indicator_id, category, f"{period}-{one}", place_id, claim)
                    for one in suffixes
                ]
                if any(one and one.made_of in {"", "categories"} for one in parts):
                    made = self._made(indicator.over_time, parts, "periods")
                    if made:
                        return made
        if indicator.over_place in AT_ONCE:
            return self._of_places(indicator, category, period, place_id, claim)
        return None

    def _made(self, rule, parts, made_of) -> Shown | None:
        known = [one for one in parts if one and one.counts_under(rule)]
        if not known:
            return None
        n_not = sum(bool(one) and one.no_number in NOT_EXPECTED for one in parts)
        n_values = sum(one.n_values for one in known)
        figure = together(rule, known)
        return Shown(*figure, "", made_of, len(known), len(parts) - n_not, n_values)

    def _of_places(self, indicator, category, period, place_id, claim) -> Shown | None:
        rule, below = indicator.over_place, self.below(place_id)
        parts = {one: self.at(indicator.pk, category, period, one, claim) for one in below}
        made = self._made(rule, parts.values(), "places")
        if made is None:
            return None
        measured = self.level(indicator.measured_at)
        if self.held(place_id, measured) and self.level_at(place_id) != measured:
            counted = [self._counted(one, parts[one], rule, measured) for one in below]
            known, expected = (sum(pair[n] for pair in counted) for n in (0, 1))
            return made._replace(known=known, expected=expected)
        levels = {
            self.level_at(one) for one, part in parts.items() if part and part.counts_under(rule)
        }
        expected = sum(
            self.level_at(one) in levels
            and not (part is not None and part.no_number in NOT_EXPECTED)
            for one, part in parts.items()
        )
        return made._replace(expected=expected)

    def _counted(self, place_id, part, rule, measured) -> tuple[int, int]:
        held = self.held(place_id, measured)
        if part is None:
            return 0, held
        if part.no_number in NOT_EXPECTED:
            return 0, 0
        if part.made_of == "places" and held and self.level_at(place_id) != measured:
            return (part.known if part.counts_under(rule) else 0), part.expected
        return (held if part.counts_under(rule) else 0), held

    def below(self, place_id: int) -> list[int]:
        return [one.pk for one in self.places.values() if one.parent_id == place_id]

    def level(self, kind: str) -> str:
        return "province" if kind in PROVINCIAL_KINDS else kind

    def level_at(self, place_id: int) -> str:
        return self.level(self.places[place_id].kind)

    def held(self, place_id: int, level: str) -> int:
        if self.level_at(place_id) == level:
            return 1
        return sum(self.held(one, level) for one in self.below(place_id))


def stored() -> dict[tuple[int, str, str, int, str], Shown]:
    """Give what is stored, as the oracle tells it."""
    from athar.rollups.models import Cell

    codes = dict(Category.objects.values_list("pk", "code"))
    return {
        (one.indicator_id, codes[one.category_id], one.period, one.place_id, one.claim): Shown(
            *(one.value, one.numerator, one.denominator, one.no_number, one.made_of),
            *(one.n_known, one.n_expected, 1 if one.n_values is None else one.n_values),
        )
        for one in Cell.objects.all()
    }
