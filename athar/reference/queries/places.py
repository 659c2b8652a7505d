"""Places, what lies above and below them, and how many people live there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind
from athar.reference.models import Place, Population

REF_FIELDS = ("id", "scheme", "code", "kind", "names", "path", "parent_id")


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as other packages know it; `path` names its ancestors, "/MAR/01/01.571/"."""

    id: int
    scheme: str
    code: str
    kind: PlaceKind
    names: Translated
    path: str
    parent_id: int | None

    @property
    def ancestor_paths(self) -> tuple[str, ...]:
        """Give the paths of the places it lies in, outermost first, its own last."""
        codes = self.path.strip("/").split("/")
        return tuple(f"/{'/'.join(codes[: n + 1])}/" for n in range(len(codes)))

    @property
    def scope_keys(self) -> tuple[str, ...]:
        """Give the scopes in which a grant reaches this place, outermost first."""
        return tuple(f"place:{path}" for path in self.ancestor_paths)

    def lies_in(self, other: "PlaceRef") -> bool:
        """Tell whether this place is `other` or a part of it."""
        return self.path.startswith(other.path)


@dataclass(frozen=True, slots=True)
class PopulationCount:
    """Inhabitants of a place in a year; households None = unknown."""

    place_id: int
    year: int
    inhabitants: int
    households: int | None


def ref_of(place: Place) -> PlaceRef:
    """Give the reference of a place that is loaded already. Queries: 0."""
    return PlaceRef(
        id=place.pk,
        scheme=place.scheme,
        code=place.code,
        kind=PlaceKind(place.kind),
        names=place.names,
        path=place.path,
        parent_id=place.parent_id,
    )


def place_ref(place_id: int) -> PlaceRef | None:
    """Give a place, or None when there is none. Queries: 1."""
    return place_refs([place_id]).get(place_id)


def place_refs(place_ids: Iterable[int]) -> dict[int, PlaceRef]:
    """Give places by id; unknown ids are left out. Queries: 1."""
    rows = Place.objects.filter(pk__in=set(place_ids)).only(*REF_FIELDS)
    return {place.pk: ref_of(place) for place in rows}


def place_by_code(scheme: str, code: str) -> PlaceRef | None:
    """Give a place by its code in a scheme, or None. Queries: 1."""
    place = Place.objects.filter(scheme=scheme, code=code).only(*REF_FIELDS).first()
    return ref_of(place) if place else None


def places_named(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], PlaceRef]:
    """Give places by scheme and code; unknown ones are left out. Queries: 1, none without names."""
    wanted = set(names)
    if not wanted:
        return {}
    rows = Place.objects.filter(
        scheme__in={scheme for scheme, _code in wanted}, code__in={code for _scheme, code in wanted}
    )
    found = {(row.scheme, row.code): ref_of(row) for row in rows.only(*REF_FIELDS)}
    return {name: place for name, place in found.items() if name in wanted}


def places_of_scopes(scopes: Iterable[str]) -> dict[str, PlaceRef]:
    """Give the places that scope keys such as `place:/MAR/01/` name, by key. Queries: 1."""
    paths = {scope.removeprefix("place:") for scope in scopes if scope.startswith("place:")}
    rows = Place.objects.filter(path__in=paths).only(*REF_FIELDS)
    return {f"place:{row.path}": ref_of(row) for row in rows}


def large_places(kinds: Collection[PlaceKind]) -> tuple[PlaceRef, ...]:
    """Give every place of some kinds, in order of path. Queries: 1."""
    rows = Place.objects.filter(kind__in=kinds).only(*REF_FIELDS).order_by("path")
    return tuple(ref_of(one) for one in rows)


def place_exists(scheme: str, code: str) -> bool:
    """Tell whether a scheme has such a place. Queries: 1."""
    return Place.objects.filter(scheme=scheme, code=code).exists()


def places_by_code(scheme: str) -> dict[str, PlaceRef]:
    """Give all places of a scheme by code. Queries: 1."""
    rows = Place.objects.filter(scheme=scheme).only(*REF_FIELDS)
    return {place.code: ref_of(place) for place in rows}


def children(place: PlaceRef, kind: PlaceKind | None = None) -> tuple[PlaceRef, ...]:
    """Give the parts of a place one level below it, in order of code. Queries: 1."""
    rows = Place.objects.filter(parent_id=place.id)
    if kind:
        rows = rows.filter(kind=kind)
    return tuple(ref_of(one) for one in rows.only(*REF_FIELDS).order_by("code"))


def parts_below(place_ids: Iterable[int], *, levels: int = 1) -> dict[int, tuple[PlaceRef, ...]]:
    """Give the parts of some places by key of the place they lie just below, in order of code.

    Shape: with two levels also the parts of those parts; places without parts are left out.
    Queries: 1.
    """
    ids = set(place_ids)
    wanted = Q(parent__in=ids)
    if levels > 1:
        wanted |= Q(parent__parent__in=ids)
    below: dict[int, tuple[PlaceRef, ...]] = {}
    for one in Place.objects.filter(wanted).only(*REF_FIELDS).order_by("code"):
        below[one.parent_id or 0] = (*below.get(one.parent_id or 0, ()), ref_of(one))
    return below


def descendants(
    place: PlaceRef, kinds: Collection[PlaceKind] | None = None
) -> tuple[PlaceRef, ...]:
    """Give everything below a place, itself left out, in order of path. Queries: 1."""
    rows = Place.objects.filter(path__startswith=place.path).exclude(pk=place.id)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return tuple(ref_of(one) for one in rows.only(*REF_FIELDS).order_by("path"))


def ancestors(place: PlaceRef) -> tuple[PlaceRef, ...]:
    """Give the places a place lies in, outermost first, itself left out. Queries: 1."""
    rows = Place.objects.filter(path__in=place.ancestor_paths[:-1]).only(*REF_FIELDS)
    return tuple(ref_of(one) for one in sorted(rows, key=lambda one: len(one.path)))


def countries() -> tuple[PlaceRef, ...]:
    """Give the list of states, in order of code; territories are not among them. Queries: 1."""
    rows = Place.objects.filter(kind=PlaceKind.COUNTRY).only(*REF_FIELDS)
    return tuple(ref_of(one) for one in rows.order_by("code"))


def populations(place_ids: Iterable[int]) -> dict[int, PopulationCount]:
    """Give the latest known population by place; unknown ones are left out. Queries: 1."""
    rows = Place.objects.filter(pk__in=set(place_ids)).values_list(
        "pk", "population_year", "population", "households"
    )
    return {
        pk: PopulationCount(pk, year, inhabitants, households)
        for pk, year, inhabitants, households in rows
        if year is not None and inhabitants is not None
    }


def population_history(place_id: int) -> tuple[PopulationCount, ...]:
    """Give the known populations of a place, oldest first. Queries: 1."""
    rows = Population.objects.filter(place_id=place_id).order_by("year")
    return tuple(
        PopulationCount(*row)
        for row in rows.values_list("place_id", "year", "inhabitants", "households")
    )
