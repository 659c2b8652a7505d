"""Themes are stored by version, and found by any of their names."""

import pytest
from django.core.exceptions import PermissionDenied

from athar.kernel.text import Translated
from athar.reference.actions import Tally, load_themes
from athar.reference.enums import Taxonomy
from athar.reference.queries import ThemeIndex, theme_refs, themes
from athar.reference.tables import ThemeRow
from athar.trail.models import Event
from tests.reference.makers import Stranger

pytestmark = pytest.mark.django_db


def row(code, parent="", version="2015", fr="Eau", short="", line=2):
    return ThemeRow(line, "sdg", version, code, parent, Translated(fr=fr), Translated(fr=short), "")


ROWS = [row("6", short="Eau propre"), row("10", fr="Égalité"), row("6.1", "6", fr="Eau potable")]


def test_themes_are_given_in_the_order_of_their_file(django_assert_num_queries):
    load_themes(by=None, rows=ROWS)

    with django_assert_num_queries(1):
        found = themes(Taxonomy.SDG)

    assert [(one.code, one.version) for one in found] == [
        ("6", "2015"),
        ("10", "2015"),
        ("6.1", "2015"),
    ]
    assert found[2].parent_id == found[0].id
    assert found[0].short_names == {"fr": "Eau propre"}


def test_a_second_time_changes_and_records_nothing():
    first = load_themes(by=None, rows=ROWS)

    second = load_themes(by=None, rows=ROWS)

    assert (first, second) == (Tally(added=3), Tally(unchanged=3))
    assert Event.objects.count() == 1


def test_a_changed_name_is_recorded():
    load_themes(by=None, rows=ROWS)

    tally = load_themes(by=None, rows=[row("6", fr="L’eau", short="Eau propre")], file="new.csv")

    event = Event.objects.latest("id")
    assert tally == Tally(changed=1)
    assert event.changes.get().after == {"names": {"fr": "L’eau"}}
    assert event.source == {"file": "new.csv"}


def test_the_last_version_is_in_force_and_older_ones_stay():
    load_themes(by=None, rows=[*ROWS, row("1", version="2030", fr="Suite")])

    assert [one.code for one in themes(Taxonomy.SDG)] == ["1"]
    assert [one.code for one in themes(Taxonomy.SDG, "2015")] == ["6", "10", "6.1"]
    assert themes(Taxonomy.SECTOR) == ()


def test_a_theme_is_found_by_code_name_and_short_name():
    load_themes(by=None, rows=ROWS)
    index = ThemeIndex(themes(Taxonomy.SDG))

    found = [index.find(text) for text in ("6.1", "EAU  PROPRE", "egalite", "astrologie")]

    assert [one and one.code for one in found] == ["6.1", "6", "10", None]


def test_themes_are_given_by_id(django_assert_num_queries):
    load_themes(by=None, rows=ROWS)
    water = themes(Taxonomy.SDG)[0]

    with django_assert_num_queries(1):
        found = theme_refs([water.id, 10**9])

    assert found == {water.id: water}


def test_a_stranger_is_refused():
    with pytest.raises(PermissionDenied):
        load_themes(by=Stranger(), rows=ROWS)
