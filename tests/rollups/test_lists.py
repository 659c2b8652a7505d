"""Lists of commitments: filters, the counts beside them, order and pages."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.progress import ComputedStatus
from athar.plans.models import Plan
from athar.rollups import queries
from athar.rollups.enums import SortKey
from athar.rollups.figures import ListFilter
from tests.once import made_once
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def world():
    made = make_world()
    add_commitment(
        made,
        "A-1",
        amount=30,
        places=("01.1.1",),
        leads=("ONEE",),
        funding={"REG": 30},
        themes=("6.1",),
        title={"ar": "مَدْرَسة الأُسود", "fr": "École de l'Été"},
    )
    add_commitment(made, "A-2", amount=10, places=("01.1", "01.2"), end=dt.date(2027, 3, 1))
    add_commitment(made, "A-3", amount=None, node="P03", start=None, end=None)
    add_commitment(made, "A-4", amount=10, node=None, covers_whole_place=True)
    report(made, "A-1", status="on_track", physical=75, forecast_end_on=dt.date(2026, 1, 10))
    report(made, "A-2", status="delayed", physical=5, on=dt.date(2025, 3, 1))
    report(made, "A-4", status="on_track", physical=0, forecast_end_on=dt.date(2025, 12, 1))
    imported(made)
    return made


def codes(world, **wanted):
    found = queries.list_rows(world.plan.pk, filters=ListFilter(**wanted))
    assert found.total == len(found.rows)
    return [row.code for row in found.rows]


def counts(listing, name):
    return {one.value: one.n for one in listing.facets[name]}


def test_without_filters_all_stand_in_the_order_of_the_plan(world):
    assert codes(world) == ["A-1", "A-2", "A-3", "A-4"]


def test_a_place_holds_what_lies_in_it(world):
    province, commune = world.places["01.1"].pk, world.places["01.1.1"].pk

    found = [codes(world, place_id=one) for one in (province, commune, 0)]

    assert found == [["A-1", "A-2"], ["A-1"], ["A-3"]]


def test_a_node_holds_what_lies_below_it_and_zero_what_has_none(world):
    axis = world.nodes["A1"].pk

    found = [codes(world, node_id=one) for one in (axis, world.nodes["P03"].pk, 0)]

    assert found == [["A-1", "A-2"], ["A-3"], ["A-4"]]


def test_lead_funder_and_theme(world):
    found = [
        codes(world, lead_id=world.bodies["ONEE"].pk),
        codes(world, lead_id=0),
        codes(world, funder_id=world.bodies["REG"].pk),
        codes(world, theme_id=world.themes["6"].pk),
        codes(world, theme_id=0),
    ]

    assert found == [["A-1"], ["A-2", "A-3", "A-4"], ["A-1"], ["A-1"], ["A-2", "A-3", "A-4"]]


def test_statuses_computed_and_declared(world):
    found = [
        codes(world, computed=ComputedStatus.OFF_TRACK),
        codes(world, computed=ComputedStatus.NO_DATA),
        codes(world, declared="on_track"),
        codes(world, declared="none"),
        codes(world, declared="on_track", computed=ComputedStatus.OFF_TRACK),
    ]

    assert found == [["A-2", "A-4"], ["A-3"], ["A-1", "A-4"], ["A-3"], ["A-4"]]


def test_a_year_meets_the_planned_period(world):
    found = [codes(world, year=year) for year in (2023, 2024, 2027, 0)]

    assert found == [[], ["A-1", "A-2", "A-4"], ["A-2"], ["A-3"]]


@pytest.mark.parametrize("text", ["ecole ete", "مدرسه الاسود", "a 1", "ÉTÉ", "A-1 école"])
def test_text_is_found_in_any_language_and_spelling(world, text):
    assert codes(world, text=text) == ["A-1"]


def test_text_that_is_nowhere_finds_nothing(world):
    assert codes(world, text="ecole 100% _") == []


def test_counts_beside_a_filter_keep_the_other_filters(world):
    listing = queries.list_rows(world.plan.pk, filters=ListFilter(declared="on_track", year=2024))

    assert (counts(listing, "declared"), counts(listing, "year"), counts(listing, "computed")) == (
        {"on_track": 2, "delayed": 1},
        {2024: 2, 2025: 2},
        {"on_track": 1, "off_track": 1},
    )


def test_every_count_is_the_length_of_the_list_it_leads_to(world):
    chosen = {"declared": "on_track"}
    listing = queries.list_rows(world.plan.pk, filters=ListFilter(**chosen))

    for name, facet in listing.facets.items():
        for one in facet:
            value = ComputedStatus(one.value) if name == "computed" else one.value
            assert (name, one.value, len(codes(world, **{**chosen, name: value}))) == (
                name,
                one.value,
                one.n,
            )


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        (SortKey.PLAN_ORDER, "1234", "4321"),
        (SortKey.CODE, "1234", "4321"),
        (SortKey.AMOUNT, "2413", "1243"),
        (SortKey.PHYSICAL, "4213", "1243"),
        (SortKey.PLANNED_END, "1423", "2143"),
        (SortKey.SLIPPAGE, "4123", "1423"),
        (SortKey.UPDATED, "2143", "1423"),
    ],
)
def test_lists_are_sorted_and_the_unknown_stands_last(world, sort, up, down):
    found = [
        "".join(
            row.code[-1] for row in queries.list_rows(world.plan.pk, sort=sort, descending=how).rows
        )
        for how in (False, True)
    ]

    assert found == [up, down]


def test_pages_cut_the_list_without_losing_any(world):
    pages = [queries.list_rows(world.plan.pk, page=page, per_page=3) for page in (1, 2, 3, 0)]

    assert [[row.code for row in one.rows] for one in pages] == [
        ["A-1", "A-2", "A-3"],
        ["A-4"],
        [],
        [],
    ]
    assert {(one.total, one.n_pages) for one in pages} == {(4, 2)}


def test_an_empty_list_has_one_page(world):
    found = queries.list_rows(world.plan.pk, filters=ListFilter(text="nowhere"), per_page=None)

    assert (found.total, found.n_pages, found.rows) == (0, 1, ())


def test_a_row_names_what_it_belongs_to(world):
    row = queries.list_rows(world.plan.pk).rows[0]

    assert (row.place_ids, row.lead_ids, row.funder_ids) == (
        (world.places["01.1.1"].pk,),
        (world.bodies["ONEE"].pk,),
        (world.bodies["REG"].pk,),
    )
    assert set(row.node_ids) == {world.nodes["A1"].pk, world.nodes["P01"].pk}
    assert (row.figures, row.title["fr"], row.node_id) == (
        queries.commitment_figures(world.commitments["A-1"].pk),
        "École de l'Été",
        world.nodes["P01"].pk,
    )


def test_the_list_of_all_plans_holds_published_ones_only(world):
    other = make_world("NEWER")
    Plan.objects.filter(pk=other.plan.pk).update(start_on=dt.date(2024, 1, 1))
    draft = make_world("DRAFT", version=0)
    for made in (other, draft):
        add_commitment(made, f"{made.plan.code}-1")
        imported(made)

    found = [row.code for row in queries.list_rows().rows]

    assert found == ["NEWER-1", "A-1", "A-2", "A-3", "A-4"]


def test_labels_word_every_key(world):
    listing = queries.list_rows(world.plan.pk)

    labels = queries.list_labels(listing)

    nodes = {one.value for one in listing.facets["node_id"]}
    assert set(labels.nodes) == nodes
    assert labels.nodes[world.nodes["A1"].pk].names["fr"] == "Titre A1"
    assert {one.code for one in labels.places.values()} == {"01", "01.1", "01.2", "01.1.1"}
    assert {one.code for one in labels.bodies.values()} == {"ONEE", "REG"}
    assert {one.code for one in labels.themes.values()} == {"6", "6.1"}


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_lists_and_labels_take_four_queries_each(n_commitments, django_assert_num_queries):
    made = make_world("GROWING")
    for number in range(n_commitments):
        add_commitment(made, f"C{number}", places=("01.1",), leads=("REG",), themes=("6",))
    imported(made)

    with django_assert_num_queries(4):
        listing = queries.list_rows(made.plan.pk)
    with django_assert_num_queries(4):
        queries.list_labels(listing)

    assert listing.total == n_commitments
