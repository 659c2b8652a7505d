"""Finding the places that a written name may mean."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from athar.reference.enums import PlaceKind
from athar.reference.models import Place, PlaceAlias
from athar.reference.naming import Designation, read_designations
from athar.reference.queries.places import REF_FIELDS, PlaceRef, ref_of


class PlaceIndex:
    """All ways of writing all places, read once for a whole file."""

    def __init__(self, aliases: Iterable[tuple[str, PlaceRef]]) -> None:
        meant: defaultdict[str, list[PlaceRef]] = defaultdict(list)
        for key, place in aliases:
            meant[key].append(place)
        self._meant = dict(meant)

    @classmethod
    def load(cls) -> "PlaceIndex":
        """Read every place and every way of writing it. Queries: 2."""
        places = {one.pk: ref_of(one) for one in Place.objects.only(*REF_FIELDS)}
        aliases = PlaceAlias.objects.values_list("key", "place_id")
        return cls((key, places[place_id]) for key, place_id in aliases.iterator())

    def spellings(self) -> Iterator[tuple[str, PlaceRef]]:
        """Give every key with each place that it may mean. Queries: 0."""
        for key, places in self._meant.items():
            for place in places:
                yield key, place

    def find(
        self,
        text: str,
        *,
        kinds: Collection[PlaceKind] | None = None,
        within: PlaceRef | None = None,
    ) -> tuple[PlaceRef, ...]:
        """Give the places a text may mean: none, one, or several to choose from.

        Shape: larger places first, then by code; a designation such as "إقليم" or "Commune de"
        narrows the kinds. Queries: 0.
        """
        return _chosen(self._meant, read_designations(text), kinds, within)


def match_place(
    text: str,
    *,
    within: PlaceRef | None = None,
    kinds: Collection[PlaceKind] | None = None,
) -> tuple[PlaceRef, ...]:
    """Give the places one text may mean, as PlaceIndex.find does. Queries: 1."""
    readings = read_designations(text)
    rows = PlaceAlias.objects.filter(key__in={one.key for one in readings})
    meant: defaultdict[str, list[PlaceRef]] = defaultdict(list)
    for alias in rows.select_related("place"):
        meant[alias.key].append(ref_of(alias.place))
    return _chosen(meant, readings, kinds, within)


def _chosen(
    meant: Mapping[str, Collection[PlaceRef]],
    readings: Iterable[Designation],
    kinds: Collection[PlaceKind] | None,
    within: PlaceRef | None,
) -> tuple[PlaceRef, ...]:
    for reading in readings:
        found = [
            place
            for place in meant.get(reading.key, ())
            if (kinds is None or place.kind in kinds)
            and (reading.kinds is None or place.kind in reading.kinds)
            and (within is None or place.lies_in(within))
        ]
        if found:
            return tuple(sorted(found, key=lambda place: (place.path.count("/"), place.code)))
    return ()
