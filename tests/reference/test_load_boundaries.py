"""A boundary set holds exactly the outlines of its file."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from athar.reference.actions import Tally, load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Boundary, BoundarySet
from athar.trail.models import Event
from tests.reference.makers import Stranger, details, feature, geojson, load_north, square

pytestmark = pytest.mark.django_db

TWO = read_outlines(geojson(feature("01.571", square(-6, 35)), feature("01.051", square(-5, 35))))
ONE = read_outlines(geojson(feature("01.571", square(-6, 35))))


def test_outlines_are_stored_with_their_source():
    load_north()

    loaded = load_boundaries(by=None, details=details(), file=TWO, file_name="north.geojson")

    boundary_set = BoundarySet.objects.get()
    assert (loaded.outlines, loaded.repaired) == (Tally(added=2), ())
    assert boundary_set.source.credit == "Surveyors"
    assert Event.objects.latest("id").source == {"file": "north.geojson", "outlines": 2}


def test_a_second_time_changes_and_records_nothing():
    load_north()
    load_boundaries(by=None, details=details(), file=TWO)
    n_events = Event.objects.count()

    again = load_boundaries(by=None, details=details(), file=TWO)

    assert (again.outlines, Event.objects.count()) == (Tally(unchanged=2), n_events)


def test_outlines_that_left_the_file_leave_the_set():
    load_north()
    load_boundaries(by=None, details=details(), file=TWO)

    loaded = load_boundaries(by=None, details=details(), file=ONE)

    assert (loaded.outlines.removed, loaded.outlines.added) == (1, 0)
    assert Boundary.objects.get().place.code == "01.571"


def test_a_new_title_is_a_change():
    load_north()
    load_boundaries(by=None, details=details(), file=TWO)

    retitled = replace(details(), title={"fr": "Nord"})
    loaded = load_boundaries(by=None, details=retitled, file=TWO)

    assert loaded.outlines == Tally(changed=1, unchanged=2)


def test_sets_do_not_disturb_one_another():
    load_north()
    load_boundaries(by=None, details=details("a"), file=TWO)

    load_boundaries(by=None, details=details("b"), file=ONE)

    counts = {one.code: one.boundaries.count() for one in BoundarySet.objects.all()}
    assert counts == {"a": 2, "b": 1}


def test_outlines_of_unknown_places_are_refused_and_nothing_stored():
    load_north()

    with override("en"), pytest.raises(ValidationError) as refused:
        load_boundaries(by=None, details=details(scheme="iso3166"), file=ONE)

    assert refused.value.messages == ["Feature 1 (01.571): the place iso3166:01.571 is not known."]
    assert BoundarySet.objects.count() == 0


def test_a_stranger_is_refused():
    with pytest.raises(PermissionDenied):
        load_boundaries(by=Stranger(), details=details(), file=ONE)
