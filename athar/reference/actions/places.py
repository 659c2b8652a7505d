"""Storing places, their populations and the ways of writing them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.reference.actions.tally import BATCH, Stored, Tally, ask, store
from athar.reference.enums import AliasOrigin
from athar.reference.models import DataSource, Place, PlaceAlias, Population
from athar.reference.naming import place_key
from athar.reference.queries.places import PlaceRef
from athar.reference.tables import CountRow, PlaceKey, PlaceRow, SpellingRow
from athar.reference.validators import check_places, check_spellings
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

Tree = Mapping[PlaceKey, PlaceKey | None]


@dataclass(frozen=True, slots=True)
class PlacesLoaded:
    """What loading places did; `kinds` counts the places of the file by kind."""

    places: Tally
    populations: Tally
    spellings: Tally
    kinds: Mapping[str, int]

    @property
    def n_changes(self) -> int:
        """Give the number of rows that are not as they were."""
        return self.places.n_changes + self.populations.n_changes + self.spellings.n_changes


@acting("places.loaded", "places")
def load_places(
    *,
    by: Actor | None,
    rows: Collection[PlaceRow],
    spellings: Collection[SpellingRow] = (),
    file: str = "",
) -> PlacesLoaded:
    """Store places by scheme and code, with populations and ways of writing them.

    Shape: an empty cell leaves what is stored alone; places not in `rows` stay.
    Errors: ValidationError naming the lines; PermissionDenied.
    """
    ask(by)
    stored = _stored_places()
    sources = dict(DataSource.objects.values_list("code", "pk"))
    parents = _parents(stored)
    check_places(rows, parents=parents, sources=sources)
    check_spellings(spellings, places={*parents, *(row.key for row in rows)})

    tree = {**parents, **{row.key: row.parent or parents.get(row.key) for row in rows}}
    done = _store_places(rows, tree, stored, sources)
    loaded = PlacesLoaded(
        places=done.tally,
        populations=_store_populations(rows, stored, sources),
        spellings=_store_aliases(rows, spellings, stored),
        kinds=Counter(row.kind for row in rows),
    )
    if loaded.n_changes:
        record(
            kind="places.loaded",
            by=by,
            subject="places",
            touched=done.touched,
            source={"file": file},
        )
    return loaded


@acting("place.spelling_learned", "place:{place.id}")
def learn_spelling(*, by: Actor | None, place: PlaceRef, text: str) -> bool:
    """Remember that a text means a place; False when that was known.

    Errors: PermissionDenied.
    """
    ask(by)
    _alias, is_new = PlaceAlias.objects.get_or_create(
        place_id=place.id, key=place_key(text), defaults={"origin": AliasOrigin.LEARNED}
    )
    if is_new:
        after = {"spelling": text}
        touched = [Touched(subject=f"place:{place.id}", before={"spelling": None}, after=after)]
        record(kind="place.spelling_learned", by=by, subject=f"place:{place.id}", touched=touched)
    return is_new


def _stored_places() -> dict[PlaceKey, Place]:
    return {PlaceKey(place.scheme, place.code): place for place in Place.objects.all()}


def _parents(stored: Mapping[PlaceKey, Place]) -> dict[PlaceKey, PlaceKey | None]:
    keys: dict[int | None, PlaceKey] = {place.pk: key for key, place in stored.items()}
    return {key: keys.get(place.parent_id) for key, place in stored.items()}


def _store_places(
    rows: Collection[PlaceRow],
    tree: Tree,
    stored: dict[PlaceKey, Place],
    sources: Mapping[str, int],
) -> Stored:
    """Store the places level by level, parents first; move along what lies below a moved one."""
    paths = {key: _path(key, tree) for key in tree}
    by_level: defaultdict[int, list[PlaceRow]] = defaultdict(list)
    for row in rows:
        by_level[paths[row.key].count("/")].append(row)
    done = Stored(Tally())
    for level in sorted(by_level):
        wanted = {row.key: _fields(row, tree, paths, stored, sources) for row in by_level[level]}
        stored_level = store(Place.objects, wanted, stored)
        done.tally += stored_level.tally
        done.touched += stored_level.touched
    in_file = {row.key for row in rows}
    moved = {key: {"path": paths[key]} for key in tree if key not in in_file}
    along = store(Place.objects, moved, stored)
    done.touched += along.touched
    done.tally += Tally(changed=along.tally.changed)
    return done


def _path(key: PlaceKey, tree: Tree) -> str:
    above = tree[key]
    return f"{_path(above, tree) if above else '/'}{key.code}/"


def _fields(
    row: PlaceRow,
    tree: Tree,
    paths: Mapping[PlaceKey, str],
    stored: Mapping[PlaceKey, Place],
    sources: Mapping[str, int],
) -> dict[str, Any]:
    known = stored.get(row.key)
    parent = tree[row.key]
    fields: dict[str, Any] = {
        "scheme": row.key.scheme,
        "code": row.key.code,
        "kind": row.kind,
        "parent_id": stored[parent].pk if parent else None,
        "path": paths[row.key],
        "names": Translated({**(known.names if known else {}), **row.names}),
    }
    if row.source:
        fields["source_id"] = sources[row.source]
    latest = _latest(row)
    if latest and (known is None or (known.population_year or 0) <= latest.year):
        fields["population"] = latest.inhabitants
        fields["population_year"] = latest.year
        fields["households"] = latest.households
    return fields


def _latest(row: PlaceRow) -> CountRow | None:
    return max(row.counts, key=lambda count: count.year, default=None)


def _store_populations(
    rows: Collection[PlaceRow], places: Mapping[PlaceKey, Place], sources: Mapping[str, int]
) -> Tally:
    stored = {(one.place_id, one.year): one for one in Population.objects.all()}
    wanted = {
        (places[row.key].pk, count.year): {
            "place_id": places[row.key].pk,
            "year": count.year,
            "inhabitants": count.inhabitants,
            "households": count.households,
            "source_id": sources.get(row.source),
        }
        for row in rows
        for count in row.counts
    }
    return store(Population.objects, wanted, stored).tally


def _store_aliases(
    rows: Collection[PlaceRow],
    spellings: Collection[SpellingRow],
    places: Mapping[PlaceKey, Place],
) -> Tally:
    """Store the ways of writing the places of the file; drop old names, keep what was learned."""
    wanted: dict[tuple[int, str], dict[str, Any]] = {}
    for key, written, origin in _ways_of_writing(rows, spellings):
        place_id, written_key = places[key].pk, place_key(written)
        alias = {"place_id": place_id, "key": written_key, "origin": origin}
        wanted.setdefault((place_id, written_key), alias)
    named = {places[row.key].pk for row in rows}
    stored = {(one.place_id, one.key): one for one in PlaceAlias.objects.all()}
    learned = {key for key, one in stored.items() if one.origin == AliasOrigin.LEARNED}
    known = {key: alias for key, alias in wanted.items() if key not in learned}
    tally = store(PlaceAlias.objects, known, stored).tally
    dropped_origins = {AliasOrigin.NAME, AliasOrigin.CODE}
    gone = [
        one.pk
        for key, one in stored.items()
        if key not in wanted and key[0] in named and one.origin in dropped_origins
    ]
    for start in range(0, len(gone), BATCH):
        PlaceAlias.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    return tally + Tally(removed=len(gone))


def _ways_of_writing(
    rows: Collection[PlaceRow], spellings: Collection[SpellingRow]
) -> list[tuple[PlaceKey, str, AliasOrigin]]:
    """Give the official names first, so that they win over spellings and codes."""
    names = [(row.key, name, AliasOrigin.NAME) for row in rows for name in row.names.values()]
    usual = [(row.key, row.spelling, AliasOrigin.SPELLING) for row in spellings]
    codes = [
        (row.key, code, AliasOrigin.CODE)
        for row in rows
        for code in (row.key.code, row.other_code)
        if code
    ]
    return [*names, *usual, *codes]
