"""A place among the others: what it lies in, its parts, those beside it, its people over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from athar.reference.models import Place, PlaceAlias, Population
from athar.reference.naming import read_designations
from athar.reference.queries.places import REF_FIELDS, PlaceRef, PopulationCount, ref_of
from athar.rows.prepared import Prepared, distinct

#: A shorter beginning of a name would find half the country.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A place with those around it.

    Shape: `above` are the places it lies in, outermost first. `parts` are those just below it,
    by code. `beside` are the parts of the place just above, itself among them; none of a place at
    the top. `parts_above` holds the keys of the parts of each place above, by its key.
    """

    place: PlaceRef
    above: tuple[PlaceRef, ...]
    parts: tuple[PlaceRef, ...]
    beside: tuple[PlaceRef, ...]
    parts_above: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class PopulationSeries:
    """The known populations of a place, oldest first, and where they come from."""

    counts: tuple[PopulationCount, ...] = ()
    source: str = ""
    url: str = ""
    credit: str = ""

    @property
    def latest(self) -> PopulationCount | None:
        """Give the last known population."""
        return self.counts[-1] if self.counts else None


def surroundings(scheme: str, code: str) -> Surroundings | None:
    """Give a place by its code with those around it, None when there is none. Queries: 2."""
    found = _OF_CODE.objects(scheme, code)
    return surroundings_of(ref_of(found[0])) if found else None


def surroundings_of(place: PlaceRef) -> Surroundings:
    """Give those around a place that is known already. Queries: 1."""
    line = place.ancestor_paths
    around = [ref_of(one) for one in _AROUND.objects(line)]
    below: defaultdict[int | None, list[PlaceRef]] = defaultdict(list)
    for one in around:
        below[one.parent_id].append(one)
    above = sorted((one for one in around if one.path in line[:-1]), key=lambda one: one.path)
    return Surroundings(
        place=place,
        above=tuple(above),
        parts=tuple(below[place.id]),
        beside=tuple(below[place.parent_id]) if place.parent_id else (),
        parts_above={one.id: frozenset(part.id for part in below[one.id]) for one in above},
    )


def _around(line: tuple[str, ...]) -> QuerySet[Place]:
    rows = Place.objects.filter(Q(path__in=line) | Q(parent__path__in=line))
    return rows.only(*REF_FIELDS).order_by("code")


def _of_code(scheme: str, code: str) -> QuerySet[Place]:
    return Place.objects.filter(scheme=scheme, code=code).only(*REF_FIELDS)


_AROUND, _OF_CODE = Prepared(_around), Prepared(_of_code)


def population_series(place_ids: Iterable[int]) -> dict[int, PopulationSeries]:
    """Give the populations of places over time; unknown ones are left out.

    Shape: the source is that of the last population. Queries: 1.
    """
    keys = distinct(place_ids)
    by_place: defaultdict[int, list[Population]] = defaultdict(list)
    for row in _COUNTED.objects(keys) if keys else ():
        by_place[row.place_id].append(row)
    return {place_id: _series(counted) for place_id, counted in by_place.items()}


def _counted(place_ids: tuple[int, ...]) -> QuerySet[Population]:
    rows = Population.objects.filter(place__in=place_ids)
    return rows.select_related("source").order_by("year")


_COUNTED = Prepared(_counted)


def _series(rows: list[Population]) -> PopulationSeries:
    counts = tuple(
        PopulationCount(row.place_id, row.year, row.inhabitants, row.households) for row in rows
    )
    source = rows[-1].source
    if source is None:
        return PopulationSeries(counts)
    return PopulationSeries(counts, source.title, source.url, source.credit)


def search_places(text: str, *, limit: int) -> tuple[PlaceRef, ...]:
    """Give the places whose name or code a text is, begins or is a part of, at most `limit`.

    Shape: those it names first, then those it begins; larger places before smaller ones. A
    designation such as "إقليم" narrows the kinds. A text of one letter finds only what it names.
    Queries: 1, none for a text without letters.
    """
    readings = [one for one in read_designations(text) if one.key]
    if not readings:
        return ()
    named = [Q(key=one.key) & _of_kinds(one.kinds) for one in readings]
    begun = [Q(key__startswith=one.key) & _of_kinds(one.kinds) for one in readings]
    wanted = Q(key__in=[one.key for one in readings])
    for one in readings:
        if len(one.key) >= _SHORTEST:
            wanted |= Q(key__contains=one.key) & _of_kinds(one.kinds)
    steps = (*named, *begun)
    rank = Case(
        *(When(one, then=Value(step)) for step, one in enumerate(steps)),
        default=Value(len(steps)),
        output_field=IntegerField(),
    )
    rows = PlaceAlias.objects.filter(wanted).annotate(rank=rank)
    ranks: dict[PlaceRef, int] = {}
    for alias in rows.select_related("place"):
        place = ref_of(alias.place)
        ranks[place] = min(alias.rank, ranks.get(place, alias.rank))
    found = sorted(ranks, key=lambda place: (ranks[place], place.path.count("/"), place.code))
    return tuple(found[:limit])


def _of_kinds(kinds: Iterable[str] | None) -> Q:
    return Q() if kinds is None else Q(place__kind__in=list(kinds))
