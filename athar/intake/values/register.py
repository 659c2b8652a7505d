"""What words of a table of values may name: indicators, places, options of dimensions, claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from athar.indicators.enums import Measure
from athar.indicators.queries import IndicatorView
from athar.intake.enums import AliasKind
from athar.intake.memory.mapping import NO_PLACE
from athar.intake.names.answers import Answers
from athar.intake.names.places import places_of_code
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.values import DIMENSION_WORDS, OPTION_WORDS, WHOLE
from athar.kernel.periods import NotAPeriod, parse_period
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import PlaceIndex, PlaceRef

KINDS_OF = {
    Field.COUNTRY: (PlaceKind.COUNTRY,),
    Field.REGION: (PlaceKind.REGION,),
    Field.PROVINCES: PROVINCIAL_KINDS,
    Field.COMMUNES: (PlaceKind.COMMUNE,),
    Field.PLACES: None,
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: one thing, none, or several to choose from."""

    key: int | None = None
    rivals: tuple[str, ...] = ()


@dataclass
class Register:
    """The indicators to which values may belong, all places, and the answers given before."""

    indicators: tuple[IndicatorView, ...]
    places: PlaceIndex
    answers: Answers = field(default_factory=Answers)

    def __post_init__(self) -> None:
        self.by_id = {one.id: one for one in self.indicators}
        self._by_key: defaultdict[str, dict[int, IndicatorView]] = defaultdict(dict)
        for one in self.indicators:
            for text in (one.code, f"{one.library_code}/{one.code}", *one.title.values()):
                self._by_key[normalise(text)][one.id] = one
        self._options: dict[str, dict[str, str]] = {}
        self._dimensions = dict(DIMENSION_WORDS)
        for one in self.indicators:
            for dimension in one.dimensions:
                for text in (dimension.code, *dimension.names.values()):
                    self._dimensions[normalise(text)] = dimension.code
                options = self._options.setdefault(dimension.code, {})
                for one_of in dimension.options:
                    for text in (one_of.code, *one_of.names.values()):
                        options[normalise(text)] = one_of.code
        for word, (code, option) in OPTION_WORDS.items():
            if option in self._options.get(code, {}).values():
                self._options[code].setdefault(word, option)

    def indicator(self, text: str) -> Named:
        """Give the indicator of a code or title, in any language."""
        found = self._by_key.get(normalise(text), {})
        exact = [one.id for one in found.values() if one.code == text.strip()]
        keys = exact or list(found)
        if len(keys) == 1:
            return Named(keys[0])
        return Named(None, tuple(f"{one.library_code}/{one.code}" for one in found.values()))

    def dimension(self, text: str) -> str:
        """Give the code of the dimension that a heading names, empty when it names none."""
        code = self._dimensions.get(normalise(text), "")
        return code if code in self._options else ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions by which the indicators are broken down."""
        return tuple(self._options)

    def option(self, dimension: str, text: str) -> str | None:
        """Give the option of a dimension, empty for the whole, None when it names neither."""
        key = normalise(text)
        if not key or key in WHOLE:
            return ""
        return self._options.get(dimension, {}).get(key)

    def part(self, text: str) -> str | None:
        """Give a part of the whole by itself: "rural", or "area=rural,sex=female"; "" is the whole.

        Shape: None when it names none, or options of several dimensions.
        """
        if "=" in text:
            parts = sorted(part.strip() for part in text.split(","))
            return ",".join(parts)
        if self.option("", text) == "":
            return ""
        found = {
            f"{dimension}={option}"
            for dimension in self._options
            if (option := self.option(dimension, text))
        }
        return found.pop() if len(found) == 1 else None

    def is_no_place(self, text: str) -> bool:
        """Tell whether a person said that a text in a column of places names none."""
        return self.answers.means(AliasKind.PLACE, text) == NO_PLACE

    def place(self, text: str, field: Field, within: PlaceRef | None = None) -> list[PlaceRef]:
        """Give the places a text may mean: by code, else by name, else as a person said."""
        kinds = KINDS_OF[field]
        exact = [one for one in places_of_code(self.places, text, kinds) if one.code == text]
        if len(exact) == 1:
            return exact
        found = self.places.find(text, kinds=kinds, within=within) if within else ()
        found = found or self.places.find(text, kinds=kinds)
        rivals = [one for one in found if one.kind == found[0].kind]
        if len(rivals) == 1:
            return rivals
        means = self.answers.means(AliasKind.PLACE, text)
        if means and means != NO_PLACE:
            meant = places_of_code(self.places, means)
            if len(meant) == 1:
                self.answers.meet(AliasKind.PLACE, text, means, ("", 0))
                return list(meant)
        return rivals

    def step(self, indicator: int, text: str) -> int | None:
        """Give the step of a scale, or the answer, that a word names."""
        key = normalise(text)
        for step in self.by_id[indicator].steps:
            if key in {normalise(one) for one in (step.code, *step.names.values())}:
                return step.value
        return None

    def has_words(self, indicator: int) -> bool:
        """Tell whether values of an indicator are written in words."""
        return self.by_id[indicator].measure not in {Measure.UNIT, Measure.PERCENTAGE}


def period_of(text: str) -> str | None:
    """Give the code of a period as people write it, None when it is none."""
    try:
        return parse_period(text).code
    except NotAPeriod:
        return None
