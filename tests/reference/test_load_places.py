"""Places, populations and spellings are stored once, changed when they differ, and recorded."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from athar.kernel.text import Translated
from athar.reference.actions import Tally, learn_spelling, load_places, load_sources
from athar.reference.models import DataSource, Place, PlaceAlias, Population
from athar.reference.queries import match_place
from athar.reference.tables import CountRow, SourceRow, SpellingRow
from athar.trail.models import Change, Event
from tests.reference.makers import MOROCCO, Stranger, hcp, load_north, northern_rows, place_row

pytestmark = pytest.mark.django_db


def change(row_code, **fields):
    return [replace(row, **fields) if row.key.code == row_code else row for row in northern_rows()]


def test_places_are_stored_below_their_parents():
    load_places(by=None, rows=northern_rows())

    paths = Place.objects.order_by("path").values_list("path", flat=True)
    assert list(paths) == [
        "/MAR/",
        "/MAR/01/",
        "/MAR/01/01.051/",
        "/MAR/01/01.051/01.051.01.01/",
        "/MAR/01/01.571/",
        "/MAR/01/01.571/01.571.01.11/",
        "/MAR/01/01.571/01.571.01.13/",
    ]


def test_children_may_stand_before_their_parents():
    loaded = load_places(by=None, rows=northern_rows()[::-1])

    assert loaded.places == Tally(added=7)
    assert Place.objects.get(code="01.571").parent.code == "01"


def test_what_was_loaded_is_counted():
    loaded = load_places(by=None, rows=northern_rows())

    assert loaded.kinds == {"country": 1, "region": 1, "province": 2, "commune": 3}
    assert (loaded.places, loaded.populations) == (Tally(added=7), Tally(added=2))
    assert loaded.n_changes == 7 + 2 + PlaceAlias.objects.count()


def test_a_second_time_changes_and_records_nothing():
    load_places(by=None, rows=northern_rows())

    again = load_places(by=None, rows=northern_rows())

    assert (again.n_changes, again.places) == (0, Tally(unchanged=7))
    assert Event.objects.count() == 1


def test_the_latest_known_population_stands_at_the_place():
    load_places(by=None, rows=northern_rows())

    place = Place.objects.get(code="01.571.01.11")
    unknown = Place.objects.get(code="01.571.01.13")
    assert (place.population, place.population_year, place.households) == (422757, 2024, 113837)
    assert (unknown.population, unknown.population_year) == (None, None)


def test_an_older_count_is_kept_without_replacing_the_latest():
    load_places(by=None, rows=northern_rows())

    load_places(by=None, rows=change("01.571.01.11", counts=(CountRow(2004, 320539, None),)))

    assert Place.objects.get(code="01.571.01.11").population == 422757
    years = Population.objects.order_by("year").values_list("year", flat=True)
    assert list(years) == [2004, 2014, 2024]


def test_a_change_is_recorded_with_before_and_after():
    load_places(by=None, rows=northern_rows())

    loaded = load_places(
        by=None, rows=change("01.571.01.13", names=Translated(fr="Oued-Laou")), file="new.csv"
    )

    place = Place.objects.get(code="01.571.01.13")
    recorded = Change.objects.get(subject=f"place:{place.pk}")
    assert loaded.places == Tally(changed=1, unchanged=6)
    assert recorded.before == {"names": {"ar": "واد لو", "fr": "Oued Laou"}}
    assert recorded.after == {"names": {"ar": "واد لو", "fr": "Oued-Laou"}}
    assert recorded.event.source == {"file": "new.csv"}


def test_empty_cells_leave_what_is_stored_alone():
    load_sources(by=None, rows=[SourceRow("c", "Census", "", "", "", None)])
    load_places(by=None, rows=change("01.571.01.11", source="c"))

    bare = place_row(hcp("01.571.01.11"), fr="Tétouan")
    loaded = load_places(by=None, rows=[bare])

    place = Place.objects.get(code="01.571.01.11")
    assert loaded.places == Tally(unchanged=1)
    assert (place.names["ar"], place.population, place.source.code) == ("تطوان", 422757, "c")
    assert place.parent.code == "01.571"


def test_what_lies_below_a_moved_place_moves_along():
    load_places(by=None, rows=northern_rows())
    east = place_row(hcp("02"), "region", MOROCCO)
    moved = place_row(hcp("01.571"), "province", hcp("02"), "تطوان", "Tétouan")

    loaded = load_places(by=None, rows=[east, moved])

    below = Place.objects.filter(path__startswith="/MAR/02/01.571/").order_by("code")
    assert [place.code for place in below] == ["01.571", "01.571.01.11", "01.571.01.13"]
    assert loaded.places == Tally(added=1, changed=3)


def test_a_place_below_itself_is_refused_and_nothing_stored():
    rows = change("01", parent=hcp("01.571"))

    with override("en"), pytest.raises(ValidationError, match="lies within itself"):
        load_places(by=None, rows=rows)

    assert Place.objects.count() == 0


def test_old_names_are_dropped_and_learned_spellings_kept():
    places = load_north()
    oued_laou = places["01.571.01.13"]
    learn_spelling(by=None, place=oued_laou, text="Uad Lau")

    load_places(by=None, rows=change("01.571.01.13", names=Translated(fr="Plage du Nord")))

    found = [match_place(text) for text in ("Oued Laou", "Uad Lau", "plage du nord")]
    assert [[place.code for place in one] for one in found] == [
        [],
        ["01.571.01.13"],
        ["01.571.01.13"],
    ]


def test_a_learned_spelling_that_becomes_official_stays_learned():
    places = load_north()
    learn_spelling(by=None, place=places["01.571.01.13"], text="Wadlaw")

    loaded = load_places(
        by=None, rows=change("01.571.01.13", names=Translated(fr="Oued Laou", en="Wadlaw"))
    )

    assert PlaceAlias.objects.get(key="wadlaw").origin == "learned"
    assert loaded.spellings.added == 0


def test_spellings_are_stored_and_survive_a_file_without_them():
    spelling = SpellingRow(2, hcp("01.051"), "Alhucemas")
    load_places(by=None, rows=northern_rows(), spellings=[spelling])

    load_places(by=None, rows=northern_rows())

    assert [place.code for place in match_place("ALHUCEMAS")] == ["01.051"]


def test_a_spelling_is_learned_once_and_recorded():
    place = load_north()["01.571"]

    first = learn_spelling(by=None, place=place, text="Tetuán")
    second = learn_spelling(by=None, place=place, text="tetuan")

    assert (first, second) == (True, False)
    event = Event.objects.get(kind="place.spelling_learned")
    assert event.changes.get().after == {"spelling": "Tetuán"}


def test_sources_are_stored_once():
    row = SourceRow("c", "Census", "https://example.org/", "CC BY 4.0", "Bureau", None)

    first = load_sources(by=None, rows=[row])
    second = load_sources(by=None, rows=[row])
    third = load_sources(by=None, rows=[replace(row, licence="CC0")])

    assert (first, second, third) == (Tally(added=1), Tally(unchanged=1), Tally(changed=1))
    assert DataSource.objects.get().licence == "CC0"


def test_a_stranger_is_refused():
    place = load_north()["01"]

    for act in (
        lambda: load_places(by=Stranger(), rows=[]),
        lambda: load_sources(by=Stranger(), rows=[]),
        lambda: learn_spelling(by=Stranger(), place=place, text="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()
