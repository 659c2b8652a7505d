"""`athar library load`: shipped libraries are stored once, and stored again nothing happens."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from athar.config.commandline import main
from athar.indicators.actions import LibraryLoaded, load_library
from athar.indicators.models import Dimension, Indicator, Unit
from athar.indicators.shipped import DATA, read_library
from athar.reference import tables
from athar.trail.models import Event

pytestmark = pytest.mark.django_db


def load(by=None) -> LibraryLoaded:
    return load_library(
        by=by,
        library=read_library(DATA / "libraries" / "hcp-rgph.json"),
        sources=tables.read_sources(tables.DATA / "sources.csv"),
    )


def test_library_is_stored_with_units_dimensions_and_source():
    done = load()

    water = Indicator.objects.get(code="amenities_running_water")
    assert done == LibraryLoaded("hcp-rgph", n_indicators=13, n_new=13)
    assert (water.unit.code, water.decimals, water.dimensions) == ("%", 1, ["area"])
    assert water.references == [
        {"scheme": "sdg", "code": "6.1.1"},
        {"scheme": "sdg", "code": "1.4.1"},
    ]
    assert water.source.code == water.library.source.code == "hcp-rgph-2024"
    assert (Unit.objects.count(), Dimension.objects.count()) == (39, 4)


def test_library_loaded_again_leaves_no_trace():
    load()
    n_events = Event.objects.count()

    done = load()

    assert done == LibraryLoaded("hcp-rgph", n_indicators=13, n_new=0)
    assert Event.objects.count() == n_events


def test_library_is_refused_to_who_does_not_keep_the_installation(people):
    with pytest.raises(PermissionDenied):
        load(people.editor)

    assert Indicator.objects.count() == 0


def test_command_loads_what_is_named_or_everything(capsys):
    one = main(("library", "load", "worldbank"))
    everything = main(("library", "load"))

    assert (one, everything) == (0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "worldbank: 3 indicators, 3 new",
        "hcp-rgph: 13 indicators, 13 new",
        "worldbank: 3 indicators, 0 new",
    ]


def test_command_names_the_libraries_when_one_is_unknown(capsys):
    code = main(("library", "load", "eurostat"))

    assert (code, Indicator.objects.count()) == (2, 0)
    assert "there are hcp-rgph, worldbank" in capsys.readouterr().err
