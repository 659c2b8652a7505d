"""`athar import places | themes | boundaries` on the shipped data, twice, and on bad files."""

import argparse

import pytest
from django.utils.translation import override

from athar.reference import commands
from athar.reference.models import Boundary, BoundarySet, Place, PlaceAlias, Theme
from athar.reference.queries import PlaceIndex, place_by_code, population_history
from tests.reference.makers import feature, geojson, load_north, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True))

    def run_command(*words):
        arguments = parser.parse_args([str(word) for word in words])
        with override("en"):
            code = arguments.func(arguments)
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return run_command


def test_shipped_places_are_loaded_and_a_second_time_changes_nothing(run):
    code, said, _errors = run("places")

    _code, again, _errors = run("places")

    assert (code, said[:7]) == (
        0,
        [
            "country: 54",
            "territory: 6",
            "region: 12",
            "province: 62",
            "prefecture: 13",
            "arrondissement_prefecture: 8",
            "commune: 1503",
        ],
    )
    assert said[7] == "places: 1658 added, 0 changed, 0 removed, 0 unchanged"
    assert again[7:] == [
        "places: 0 added, 0 changed, 0 removed, 1658 unchanged",
        "populations: 0 added, 0 changed, 0 removed, 3292 unchanged",
        f"spellings: 0 added, 0 changed, 0 removed, {PlaceAlias.objects.count()} unchanged",
    ]


def test_shipped_places_carry_their_census_and_their_spellings(run):
    run("places")
    region = place_by_code("hcp", "01")
    index = PlaceIndex.load()

    history = [(one.year, one.inhabitants) for one in population_history(region.id)]
    provinces = ["Chaouen", "El Hoceïma", "Ouazzane", "عمالة طنجة-اصيلة", "إقليم الفحص-انجرة"]
    found = [index.find(name, kinds={"province", "prefecture"}) for name in provinces]

    assert history == [(2014, 3556729), (2024, 4030222)]
    assert [[place.code for place in one] for one in found] == [
        ["01.151"],
        ["01.051"],
        ["01.405"],
        ["01.511"],
        ["01.227"],
    ]


def test_shipped_themes_are_loaded_and_a_second_time_changes_nothing(run):
    assert run("themes") == (0, ["themes: 314 added, 0 changed, 0 removed, 0 unchanged"], [])
    assert run("themes") == (0, ["themes: 0 added, 0 changed, 0 removed, 314 unchanged"], [])
    goals = Theme.objects.filter(taxonomy="sdg", parent=None)
    assert [set(goal.names) for goal in goals] == [{"ar", "fr", "en"}] * 17


def test_shipped_outlines_are_loaded_by_name(run):
    run("places")

    code, said, _errors = run("boundaries", "tta-provinces")

    assert code == 0
    assert said == [
        "repaired, crossed themselves: 01.051, 01.227, 01.331, 01.405, 01.511, 01.571, 01.573",
        "outlines of tta-provinces: 8 added, 0 changed, 0 removed, 0 unchanged",
    ]
    assert BoundarySet.objects.get().source.licence == "MIT"


def test_options_say_what_the_file_does_not(run, tmp_path, settings):
    load_north()
    path = tmp_path / "My Outlines.geojson"
    path.write_bytes(geojson(feature("MAR", square(-6, 35)), retrieved_on="lately"))

    code, _said, _errors = run(
        *("boundaries", path, "--set", "mine", "--title", "Ma carte", "--scheme", "iso3166"),
        *("--source", "A survey", "--licence", "CC0"),
    )

    stored = BoundarySet.objects.select_related("source").get()
    assert (code, stored.code, stored.title) == (0, "mine", {settings.LANGUAGE_CODE: "Ma carte"})
    assert (stored.source.title, stored.source.licence) == ("A survey", "CC0")
    assert (stored.source.retrieved_on, Boundary.objects.get().place.code) == (None, "MAR")


def test_a_set_without_title_is_called_by_its_code(run, tmp_path, settings):
    load_north()
    path = tmp_path / "north.geojson"
    path.write_bytes(geojson(feature("01", square(-6, 35))))

    run("boundaries", path)

    stored = BoundarySet.objects.get()
    assert (stored.title, stored.source.title) == (
        {settings.LANGUAGE_CODE: "north"},
        "north.geojson",
    )


def test_a_bad_set_code_is_refused(run, tmp_path):
    path = tmp_path / "My Outlines.geojson"
    path.write_bytes(geojson(feature("01", square(-6, 35))))

    code, _said, errors = run("boundaries", path)

    assert (code, errors) == (
        1,
        ["“my outlines” cannot be the code of a set: use small letters, digits and hyphens."],
    )


def test_a_missing_file_is_refused(run):
    assert run("boundaries", "none") == (
        1,
        [],
        ["none cannot be read: No such file or directory."],
    )


def test_own_places_are_loaded_from_a_file(run, tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("scheme,code,kind,name_fr\nown,1,country,Utopie\n", encoding="utf-8")

    code, said, _errors = run("places", path)

    assert (code, said[:2]) == (
        0,
        ["country: 1", "places: 1 added, 0 changed, 0 removed, 0 unchanged"],
    )


def test_own_themes_are_loaded_from_a_file(run, tmp_path):
    path = tmp_path / "themes.csv"
    path.write_text("taxonomy,version,code,name_fr\nsector,9,air,Air\n", encoding="utf-8")

    assert run("themes", path)[1] == ["themes: 1 added, 0 changed, 0 removed, 0 unchanged"]


def test_a_bad_file_of_places_stores_nothing_and_names_each_line(run, tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("scheme,code,kind,name_fr\nown,1,x,A\nown,2,y,B\n", encoding="utf-8")

    code, said, errors = run("places", path)

    assert (code, said, Place.objects.count()) == (1, [], 0)
    assert errors == [
        "Line 2: “x” is not a kind of place.",
        "Line 3: “y” is not a kind of place.",
    ]
