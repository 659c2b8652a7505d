"""What putting figures together costs grows with what is stated, and no faster."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.db import connection

from athar.indicators.actions import record_table
from athar.reference.models import Place
from athar.rollups.cells import tables
from athar.rollups.cells.places import read_tree

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
_FETCHED = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'rollups_cell'"


def test_months_by_part_and_commune_read_a_few_figures_for_each_value(setting):
    places = [
        Place.objects.create(
            scheme="test",
            code=f"N{number}",
            kind="commune",
            parent_id=setting.places["P1"],
            path=f"/C/R1/P1/N{number}/",
            names={"fr": "N"},
        ).pk
        for number in range(150)
    ]
    nothing = (None, None, "", "", "", "")
    rows = [
        (
            setting.indicators["flow"],
            place,
            f"{year}-{month}",
            part,
            "declared",
            Decimal(1),
            *nothing,
        )
        for year in range(2006, 2010)
        for month in MONTHS
        for place in places
        for part in ("sex=female", "sex=male")
    ]

    n_read = _read_in(lambda: record_table(by=None, rows=rows, reason="Old series"))

    assert n_read < 30 * len(rows)


def test_only_places_with_figures_are_looked_at_beside_those_reached(setting):
    setting.state("flow", "M2", value=1)
    setting.state("flow", "M3", value=1)
    tree = read_tree()

    tables.open_tables()
    tables.fill_places(tree, {setting.places["M1"]}, set())

    with connection.cursor() as cursor:
        cursor.execute("SELECT place_id FROM cells_place")
        found = {place_id for (place_id,) in cursor}
    assert found == {setting.places[code] for code in ("M1", "M2", "P1", "P2", "R1", "C")}
    tables.empty_tables()


def _read_in(act: Callable[[], object]) -> int:
    """Give how many figures an act read, as far as the database counts: SQLite in steps."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FETCHED)
            before = cursor.fetchone()[0] or 0
            act()
            cursor.execute(_FETCHED)
            return int(cursor.fetchone()[0]) - before
    steps = [0]

    def count() -> None:
        steps[0] += 1

    # about a thousand steps of its machine for each figure read and put somewhere
    connection.connection.set_progress_handler(count, 1000)
    act()
    connection.connection.set_progress_handler(None, 0)
    return steps[0]
