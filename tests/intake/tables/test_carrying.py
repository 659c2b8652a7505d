"""Places written once for the rows below are carried down where the column proves it."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from athar.intake.options import Options
from tests.intake import layouts

pytestmark = pytest.mark.usefixtures("places")

HEADINGS = ("Province", "Commune", "Code", "Intitulé du projet", "Coût (DH)")


def read(*rows, headings=HEADINGS, **how):
    numbered = [
        (place, commune, f"C-{n}", f"Projet {n}", 100_000 * n)
        for n, (place, commune) in enumerate(rows, 1)
    ]
    file = layouts.workbook([headings, *numbered], **how)
    return import_plan(by=None, file=file, options=Options(dry_run=True, plan_code="X"))


def told(report):
    asked = [one for one in report.problems if one.code == "places_carried_down"]
    return [(one.row, one.column[0], one.value, one.detail) for one in asked]


def test_a_province_written_once_counts_for_the_rows_below():
    report = read(("Larache", None), (None, None), (None, None), ("Ouezzane", None), (None, None))

    assert report.as_json()["by_place"] == {"01.331": 3, "01.405": 2}
    assert told(report) == [(3, "A", "Larache", "3")]


def test_communes_are_carried_within_their_province():
    report = read(
        ("Larache", "Ksar El Kebir"), (None, None), (None, "Larache"), (None, None),
        ("Ouezzane", "Zoumi"), (None, None), (None, None),
    )  # fmt: skip

    assert report.as_json()["place_unknown"] == 0
    assert told(report) == [(3, "A", "Larache", "5"), (3, "B", "Ksar El Kebir", "4")]


@pytest.mark.parametrize(
    "provinces",
    [
        ("Larache", None, "Ouezzane", None, "Larache", None),
        (None, "Larache", None, None, "Ouezzane", None),
        ("Larache", "Ouezzane", "Tétouan", None, "Al Hoceïma", "Chefchaouen"),
        ("Larache", None, None, None, None, None),
    ],
)
def test_what_the_column_does_not_prove_stays_unknown(provinces):
    report = read(*((one, None) for one in provinces))

    assert report.as_json()["place_unknown"] == provinces.count(None)
    assert told(report) == []


def test_a_sum_ends_what_is_carried():
    rows = [
        HEADINGS,
        ("Larache", None, "C-1", "Route", 100_000),
        (None, None, "C-2", "Piste", 200_000),
        ("Total Larache", None, None, None, 300_000),
        ("Ouezzane", None, "C-3", "École", 100_000),
        (None, None, "C-4", "Puits", 200_000),
        ("Total Ouezzane", None, None, None, 300_000),
        (None, None, "C-5", "Études régionales", 200_000),
    ]
    file = layouts.workbook(rows)

    report = import_plan(by=None, file=file, options=Options(dry_run=True, plan_code="X"))

    assert report.as_json()["by_place"] == {"01.331": 2, "01.405": 2}
    assert told(report) == [(3, "A", "Larache", "2")]


def test_places_of_any_level_are_carried_only_where_all_are_provinces():
    headings = ("Localisation", "Remarque", *HEADINGS[2:])

    carried = read(("Larache", None), (None, None), ("Ouezzane", None), (None, None),
                   headings=headings)  # fmt: skip
    of_communes = read(("Zoumi", None), (None, None), ("Ouezzane", None), (None, None),
                       headings=headings)  # fmt: skip

    assert told(carried) == [(3, "A", "Larache", "2")]
    assert told(of_communes) == []
