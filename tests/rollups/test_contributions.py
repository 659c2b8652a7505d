"""What one commitment adds, as plain arithmetic."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from athar.rollups.contributions import (
    Contribution,
    Facts,
    Span,
    Subject,
    contribution,
    funder_shares,
    memberships,
    paths_counted,
    read_memberships,
    with_ancestors,
    write_memberships,
)

TTA = "/MAR/01/"
TETOUAN = "/MAR/01/01.571/"
MARTIL = "/MAR/01/01.571/01.571.05/"
RABAT = "/MAR/04/04.421/"

maybe = st.none() | st.integers(0, 10**9)
some_facts = st.builds(
    Facts,
    commitment_id=st.just(1),
    plan_id=st.just(1),
    weight=maybe,
    physical=st.none() | st.integers(0, 10_000),
    amount=maybe,
    committed=maybe,
    paid=maybe,
    declared=st.sampled_from(["", "on_track", "completed", "cancelled"]),
    is_validated=st.booleans(),
    is_removed=st.booleans(),
)


def facts(**given_facts):
    return Facts(commitment_id=1, plan_id=1, **given_facts)


@given(st.lists(some_facts, max_size=6), some_facts)
def test_contributions_add_up_and_take_away_exactly(others, one):
    rest = Contribution.total(contribution(other) for other in others)

    with_one = rest + contribution(one)

    assert with_one - contribution(one) == rest


@given(st.lists(some_facts, max_size=6), st.integers(0, 6))
def test_totals_do_not_depend_on_how_they_are_grouped(all_of_them, cut):
    parts = [contribution(one) for one in all_of_them]

    halves = Contribution.total(parts[:cut]) + Contribution.total(parts[cut:])

    assert halves == Contribution.total(reversed(parts))


def test_zero_progress_counts_as_known():
    one = contribution(facts(weight=500, physical=0, declared="not_started"))

    assert one == Contribution(
        n_total=1,
        n_physical_known=1,
        n_physical_zero=1,
        n_weighted=1,
        weight_sum=500,
        weighted_sum=0,
        by_status={"not_started": 1},
    )


def test_unknown_progress_leaves_both_sums():
    one = contribution(facts(weight=500))

    assert one == Contribution(n_total=1, by_status={"none": 1})


def test_unknown_cost_leaves_both_sums_and_keeps_the_progress_known():
    one = contribution(facts(physical=4_500, paid=70, declared="on_track"))

    assert one == Contribution(
        n_total=1,
        n_physical_known=1,
        n_paid_known=1,
        paid_sum=70,
        by_status={"on_track": 1},
    )


def test_cancelled_stays_in_the_counts_and_in_the_money_and_leaves_the_percentages():
    one = contribution(
        facts(weight=500, physical=4_000, amount=500, committed=90, paid=70, declared="cancelled")
    )

    assert one == Contribution(
        n_total=1,
        n_cancelled=1,
        n_physical_known=1,
        n_amount_known=1,
        amount_sum=500,
        n_committed_known=1,
        committed_sum=90,
        n_paid_known=1,
        paid_sum=70,
        by_status={"cancelled": 1},
    )


def test_removed_is_no_longer_planned_and_what_was_paid_stays_paid():
    one = contribution(facts(weight=500, physical=4_000, amount=500, paid=70, is_removed=True))

    assert one == Contribution(
        n_total=1,
        n_cancelled=1,
        n_removed=1,
        n_physical_known=1,
        n_paid_known=1,
        paid_sum=70,
        by_status={"none": 1},
    )


def test_paid_in_full_counts_in_financial_progress():
    one = contribution(facts(amount=500, paid=500))

    assert one == Contribution(
        n_total=1,
        n_amount_known=1,
        amount_sum=500,
        n_paid_known=1,
        paid_sum=500,
        n_financial=1,
        financial_amount_sum=500,
        financial_paid_sum=500,
        n_paid_in_full=1,
        by_status={"none": 1},
    )


def test_completion_counts_as_validated_only_with_a_validated_report():
    declared = contribution(facts(declared="completed"))
    validated = contribution(facts(declared="completed", is_validated=True))
    under_way = contribution(facts(declared="on_track", is_validated=True))

    found = [one.n_validated_complete for one in (declared, validated, under_way)]

    assert found == [0, 1, 0]


def test_progress_above_a_hundred_is_clipped():
    assert contribution(facts(weight=3, physical=13_000)).weighted_sum == 30_000


def test_a_commitment_counts_in_every_group_it_belongs_to():
    one = facts(
        node_ids=frozenset({5, 6}),
        place_ids=frozenset({7}),
        lead_ids=frozenset({8}),
        funder_shares={8: 300, 0: 200},
        theme_ids=frozenset({9}),
        span=Span(planned_start_on=dt.date(2024, 5, 1), planned_end_on=dt.date(2025, 2, 1)),
    )

    assert memberships(one) == {
        Subject("plan", 1): 0,
        Subject("node", 5): 0,
        Subject("node", 6): 0,
        Subject("place", 7): 0,
        Subject("lead", 8): 0,
        Subject("theme", 9): 0,
        Subject("year", 2024): 0,
        Subject("year", 2025): 0,
        Subject("funder", 8): 300,
        Subject("funder", 0): 200,
    }


def test_nothing_stated_counts_under_zero():
    assert memberships(facts()) == {
        Subject("plan", 1): 0,
        Subject("place", 0): 0,
        Subject("lead", 0): 0,
        Subject("funder", 0): 0,
        Subject("year", 0): 0,
    }


def test_memberships_are_read_back_as_written():
    groups = {Subject("plan", 1): 0, Subject("funder", 8): 300}

    text = write_memberships(groups)

    assert (text, dict(read_memberships(text))) == (" funder:8:300 plan:1:0", groups)


def test_a_commune_counts_in_its_province_and_region_once():
    counted = paths_counted([MARTIL, TETOUAN], plan_path=TTA, covers_whole_place=False)

    assert counted == {MARTIL, TETOUAN, TTA}


def test_the_whole_territory_counts_in_the_place_of_the_plan_only():
    counted = paths_counted([TETOUAN], plan_path=TTA, covers_whole_place=True)

    assert counted == {TTA}


def test_a_place_outside_the_territory_does_not_count_above_it():
    counted = paths_counted([TETOUAN, RABAT], plan_path=TTA, covers_whole_place=False)

    assert counted == {TETOUAN, TTA, RABAT, "/MAR/04/"}


def test_without_a_place_of_the_plan_all_places_above_count():
    assert paths_counted([RABAT], plan_path=None, covers_whole_place=False) == {
        RABAT,
        "/MAR/04/",
        "/MAR/",
    }


def test_an_unknown_place_counts_nowhere():
    assert paths_counted([], plan_path=TTA, covers_whole_place=False) == frozenset()


def test_what_is_not_split_counts_under_zero():
    found = [
        funder_shares(500, {8: 300, 9: 200}),
        funder_shares(500, {8: 300}),
        funder_shares(500, {}),
        funder_shares(None, {}),
        funder_shares(None, {8: 300}),
    ]

    assert found == [{8: 300, 9: 200}, {8: 300, 0: 200}, {0: 500}, {0: 0}, {8: 300}]


def test_the_dates_of_many_are_the_earliest_start_and_the_latest_end():
    early, late = dt.date(2022, 1, 1), dt.date(2027, 12, 31)
    one = Span(planned_start_on=late, planned_end_on=early, last_reported_on=early)
    other = Span(planned_start_on=early, planned_end_on=late)

    around = Span.around([one, other])

    assert around == Span(planned_start_on=early, planned_end_on=late, last_reported_on=early)


def test_an_edge_is_held_by_the_one_it_rests_on():
    day = dt.date(2025, 1, 1)
    group = Span(planned_end_on=day)

    held = [
        Span(planned_end_on=day).holds_edge_of(group, Span()),
        Span().holds_edge_of(Span(), Span()),
    ]

    assert held == [True, False]


def test_the_line_above_a_node_ends_even_in_a_circle():
    assert list(with_ancestors(3, {3: 2, 2: 1, 1: 3})) == [3, 2, 1]
