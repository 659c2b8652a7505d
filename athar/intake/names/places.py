"""Where projects are: the places their texts name, by code or in any usual spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from athar.intake.cells.texts import read_joined
from athar.intake.enums import AliasKind, ProblemCode
from athar.intake.memory.mapping import NO_PLACE
from athar.intake.names.answers import Answers
from athar.intake.projects.rows import ProjectRow
from athar.intake.reports.told import Rivals
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import EVERYWHERE, WHOLE_REGION
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import PlaceIndex, PlaceRef

_KINDS: dict[Field, Collection[PlaceKind] | None] = {
    Field.PROVINCES: (*PROVINCIAL_KINDS, PlaceKind.REGION),
    Field.COMMUNES: (PlaceKind.COMMUNE,),
    Field.PLACES: None,
}


@dataclass(frozen=True, slots=True)
class Location:
    """The places of one project."""

    places: tuple[PlaceRef, ...] = ()
    covers_region: bool = False

    @property
    def provinces(self) -> frozenset[str]:
        """Give the codes of the provinces and prefectures it lies in."""
        if self.covers_region:
            return frozenset()
        return frozenset(code for one in self.places if (code := province_code(one)))


def province_code(place: PlaceRef) -> str | None:
    """Give the code of the province or prefecture a place is or lies in."""
    if place.kind in PROVINCIAL_KINDS:
        return place.code
    if place.kind is PlaceKind.COMMUNE:
        return place.path.strip("/").split("/")[-2]
    return None


def place_teller(index: PlaceIndex, answers: Answers) -> Callable[[str], Field | None]:
    """Give what tells of a text whether it is the name of a region or province alone."""
    kinds = (*PROVINCIAL_KINDS, PlaceKind.REGION)

    def is_place(text: str) -> Field | None:
        found = index.find(text, kinds=kinds) or _meant(index, answers, text, kinds)
        if not found:
            return None
        return Field.REGION if found[0].kind is PlaceKind.REGION else Field.PROVINCES

    return is_place


def places_of_code(
    index: PlaceIndex, code: str, kinds: Collection[PlaceKind] | None = None
) -> tuple[PlaceRef, ...]:
    """Give the places of a code: the register's own, else one that another list gives them."""
    found = index.find(code, kinds=kinds)
    return tuple(one for one in found if one.code == code) or found


def _meant(
    index: PlaceIndex, answers: Answers, text: str, kinds: Collection[PlaceKind] | None = None
) -> tuple[PlaceRef, ...]:
    """Give the places that a person said a text means: one, unless its code is of several."""
    code = answers.means(AliasKind.PLACE, text)
    return places_of_code(index, code, kinds) if code and code != NO_PLACE else ()


class Locator:
    """Looks up the places of the projects of one plan."""

    def __init__(self, index: PlaceIndex, region: PlaceRef | None, answers: Answers) -> None:
        self._index = index
        self._answers = answers
        self.region = region

    @classmethod
    def of(
        cls, index: PlaceIndex, region_text: str, rows: Iterable[ProjectRow], answers: Answers
    ) -> Locator:
        """Choose the region: the one named, else the one in which the rows' provinces lie."""
        named = _regions_named(index, answers, region_text) if region_text else ()
        region = named[0] if len(named) == 1 else _region_of(index, rows)
        return cls(index, region, answers)

    def locate(self, row: ProjectRow) -> Location:
        """Give the places of a project; what cannot be found is noted and left out."""
        found: list[PlaceRef] = []
        covers_region = False
        for field in (Field.PROVINCES, Field.COMMUNES, Field.PLACES):
            for text in self._apart(row, field):
                if field is Field.COMMUNES and normalise(text) in EVERYWHERE:
                    continue
                if normalise(text) in WHOLE_REGION:
                    covers_region = True
                elif (place := self._find(row, field, text, found)) is not None:
                    covers_region = covers_region or place.kind is PlaceKind.REGION
                    found.append(place)
        region = self._region_of(row)
        if covers_region:
            return Location((region,) if region else (), covers_region=True)
        if not found and row.region and region:
            return Location((region,))
        return Location(_innermost(found))

    def _apart(self, row: ProjectRow, field: Field) -> Iterator[str]:
        """Give the texts of a field; one that joins names of places by "and" gives each name."""
        for text in row.places.get(field, ()):
            parts = read_joined(text)
            is_joined = (
                len(parts) > 1
                and not self._candidates(row, field, text, [])
                and all(self._candidates(row, field, part, []) for part in parts)
            )
            yield from parts if is_joined else (text,)

    def _region_of(self, row: ProjectRow) -> PlaceRef | None:
        """Give the region that a row names, else that of the plan."""
        if not row.region:
            return self.region
        named = _regions_named(self._index, self._answers, row.region)
        return named[0] if len(named) == 1 else self.region

    def _find(
        self, row: ProjectRow, field: Field, text: str, around: list[PlaceRef]
    ) -> PlaceRef | None:
        candidates = self._candidates(row, field, text, around)
        rivals = [one for one in candidates if one.kind == candidates[0].kind]
        if len(rivals) == 1:
            return rivals[0]
        is_answered, meant = self._answer(text, rivals)
        if is_answered:
            means = meant.code if meant else NO_PLACE
            self._answers.meet(AliasKind.PLACE, text, means, row.row.key)
        elif rivals:
            column, told = row.row.column(field), Rivals.of(rivals)
            row.row.note(ProblemCode.PLACE_AMBIGUOUS, column, value=text, detail=told)
        else:
            row.row.note(ProblemCode.UNKNOWN_PLACE, row.row.column(field), value=text)
        return meant

    def _answer(self, text: str, rivals: Collection[PlaceRef]) -> tuple[bool, PlaceRef | None]:
        """Give what a person said that a text means; True and None when it is no place.

        Among places of the same name, what was said of another file counts only for one of them:
        the same words may name another village there.
        """
        is_own = bool(self._answers.said(AliasKind.PLACE, text))
        if self._answers.means(AliasKind.PLACE, text) == NO_PLACE:
            return is_own or not rivals, None
        meant = _meant(self._index, self._answers, text)
        inside = [one for one in meant if self.region and one.lies_in(self.region)]
        chosen = next(iter(inside or meant), None)
        if chosen is None or not (is_own or not rivals or chosen in rivals):
            return False, None
        return True, chosen

    def _candidates(
        self, row: ProjectRow, field: Field, text: str, around: list[PlaceRef]
    ) -> tuple[PlaceRef, ...]:
        """Give the places a text may mean: in the provinces of the row first, then wherever."""
        found = self._by_name(row, field, text, around)
        if found or field is not Field.PROVINCES:
            return found
        # a city that lends its province its name: "Tanger" for the prefecture of Tanger-Assilah
        cities = self._by_name(row, Field.COMMUNES, text, around)
        codes = {province_code(one) for one in cities}
        code = codes.pop() if len(codes) == 1 else None
        return self._index.find(code, kinds=PROVINCIAL_KINDS) if code else ()

    def _by_name(
        self, row: ProjectRow, field: Field, text: str, around: list[PlaceRef]
    ) -> tuple[PlaceRef, ...]:
        kinds = _KINDS[field]
        nearby = [one for one in around if one.kind in PROVINCIAL_KINDS]
        if field is Field.COMMUNES and nearby:
            inside = tuple(
                found
                for province in nearby
                for found in self._index.find(text, kinds=kinds, within=province)
            )
            if inside:
                return inside
        region = self._region_of(row)
        if region:
            inside = self._index.find(text, kinds=kinds, within=region)
            if inside:
                return inside
        return self._index.find(text, kinds=kinds)


def _regions_named(index: PlaceIndex, answers: Answers, text: str) -> tuple[PlaceRef, ...]:
    kinds = (PlaceKind.REGION,)
    return index.find(text, kinds=kinds) or _meant(index, answers, text, kinds)


def _region_of(index: PlaceIndex, rows: Iterable[ProjectRow]) -> PlaceRef | None:
    """Give the region in which most of the places named lie."""
    rows = tuple(rows)
    named = {row.region for row in rows if row.region}
    if len(named) == 1 and (found := index.find(named.pop(), kinds=(PlaceKind.REGION,))):
        return found[0]
    texts = {text for row in rows for texts in row.places.values() for text in texts}
    meant = (
        {one.path.split("/")[2] for one in index.find(text) if _is_in_region(one)} for text in texts
    )
    regions = Counter(next(iter(one)) for one in meant if len(one) == 1)
    if not regions:
        return None
    code = regions.most_common(1)[0][0]
    return next(iter(index.find(code, kinds=(PlaceKind.REGION,))), None)


def _is_in_region(place: PlaceRef) -> bool:
    return place.kind in PROVINCIAL_KINDS or place.kind is PlaceKind.COMMUNE


def _innermost(places: Iterable[PlaceRef]) -> tuple[PlaceRef, ...]:
    """Drop a province when one of its communes is named: the commune says it better."""
    named = tuple(dict.fromkeys(places))
    return tuple(
        one
        for one in named
        if not any(other.id != one.id and other.lies_in(one) for other in named)
    )
