"""Points of eligibility for the partnership (methods, §5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.kernel.eligibility import (
    Outcome,
    Passed,
    Path,
    cheapest_paths,
    in_review,
    reforms_open,
    score,
    values_check,
    with_reforms,
)
from athar.network.shipped import current_rules

RULES = current_rules().rules
PARTNERSHIP = "https://www.opengovpartnership.org/process/joining-ogp/eligibility-criteria/"
OECD = "https://oecd-ilibrary.org/content/thematicgrouping/g2217aff2a-fr/sectionchapters?fmt=ahah"
MOCK_UP = {
    "budget_proposal": True,
    "audit_report": False,
    "information_law": False,
    "information_constitution": False,
    "information_draft": True,
    "disclosure_law": True,
    "disclosure_public": False,
    "civil_liberties": Decimal("5.3"),
}
CONSTITUTION = {
    "information_law": False,
    "information_constitution": True,
    "information_draft": True,
}
FULL = {
    "budget_proposal": True,
    "audit_report": True,
    "information_law": True,
    "disclosure_law": True,
    "disclosure_public": True,
    "civil_liberties": Decimal(8),
}
THREE = {**MOCK_UP, "audit_report": True, "disclosure_law": None, "disclosure_public": None}
NINE = {**THREE, **CONSTITUTION, "civil_liberties": Decimal("2.6")}


@pytest.mark.parametrize(
    ("facts", "total", "expected", "source"),
    [
        (CONSTITUTION, 11, (11, 16, 12, Outcome.NOT_ELIGIBLE), OECD),
        ({**CONSTITUTION, "information_law": True}, 12, (12, 16, 12, Outcome.ELIGIBLE), OECD),
        (NINE, None, (9, 12, 9, Outcome.ELIGIBLE), PARTNERSHIP),
        (
            {**NINE, "audit_report": False},
            None,
            (7, 12, 9, Outcome.NOT_ELIGIBLE),
            PARTNERSHIP,
        ),
        (
            {"information_law": True, "civil_liberties": Decimal(9)},
            None,
            (None, 0, 0, Outcome.NOT_ENOUGH_DATA),
            PARTNERSHIP,
        ),
        ({}, None, (None, 0, 0, Outcome.NOT_ENOUGH_DATA), PARTNERSHIP),
        (MOCK_UP, None, (8, 16, 12, Outcome.NOT_ELIGIBLE), "invented"),
        (FULL, 11, (16, 16, 12, Outcome.ELIGIBLE), "invented"),
    ],
    ids=[
        "Morocco 2015",
        "Morocco with its law",
        "three metrics 9 of 12",
        "three metrics 7 of 12",
        "two metrics",
        "nothing known",
        "the mock-up",
        "known metrics outweigh a stated total",
    ],
)
def test_score_counts_as_the_rules_say(facts, total, expected, source):
    found = score(RULES, facts, total)

    assert source
    assert (found.points, found.available, found.needed, found.outcome) == expected


def test_the_law_of_morocco_replaces_the_provision_of_its_constitution():
    found = with_reforms(RULES, CONSTITUTION, ["information_law"], 11)

    assert (found.points, found.outcome, found.is_stated) == (12, Outcome.ELIGIBLE, True)


def test_a_reform_of_a_metric_that_is_not_known_moves_no_stated_total():
    found = with_reforms(RULES, CONSTITUTION, ["audit_report"], 11)

    assert found.points == 11


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"information_law": True}, 4),
        ({"information_law": None, "information_constitution": True}, None),
        ({**CONSTITUTION, "information_draft": None}, 3),
        ({"information_law": False, "information_constitution": None}, None),
        (dict.fromkeys(CONSTITUTION, False), 0),
    ],
    ids=["law", "law not known", "draft not known", "constitution not known", "nothing"],
)
def test_access_to_information_is_known_once_nothing_could_change_it(facts, points):
    metric = score(RULES, facts).metrics[1]

    assert metric.points == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("7.51", 4), ("7.5", 3), ("5.01", 3), ("5", 2), ("2.51", 2), ("2.5", 0), ("0", 0)],
)
def test_civil_liberties_count_by_their_band(value, points):
    metric = score(RULES, {"civil_liberties": Decimal(value)}).metrics[3]

    assert metric.points == points


def test_a_budget_known_by_half_is_not_known():
    metric = score(RULES, {"budget_proposal": True}).metrics[0]

    assert (metric.least, metric.most, metric.points) == (2, 4, None)


def test_cheapest_paths_need_every_reform_in_them_and_the_shortest_comes_first():
    paths = cheapest_paths(RULES, MOCK_UP)

    assert paths[:3] == (
        Path(("audit_report", "information_constitution"), 4, 12),
        Path(("audit_report", "disclosure_public"), 4, 12),
        Path(("information_constitution", "disclosure_public"), 4, 12),
    )
    assert [one.points for one in paths] == [12, 12, 12, 13, 13]


def test_one_reform_is_enough_where_a_stated_total_lacks_one_point():
    assert cheapest_paths(RULES, CONSTITUTION, 11) == (Path(("information_law",), 1, 12),)


@pytest.mark.parametrize(
    "facts",
    [FULL, {}, {**dict.fromkeys(MOCK_UP, True), "civil_liberties": Decimal(0)}],
    ids=["eligible already", "not enough data", "eligible without liberties"],
)
def test_there_is_no_path_where_nothing_is_missing_or_known(facts):
    assert cheapest_paths(RULES, facts) == ()


def test_there_is_no_path_where_no_reform_is_enough():
    facts = {**THREE, "audit_report": True, "civil_liberties": Decimal(0)}
    facts |= {"information_law": None, "information_constitution": None}
    facts |= {"disclosure_law": False, "disclosure_public": False, "budget_proposal": False}

    assert score(RULES, facts).points == 2
    assert cheapest_paths(RULES, facts) == ()


def test_an_index_is_no_reform():
    assert reforms_open(RULES, MOCK_UP) == (
        *("audit_report", "information_law", "information_constitution"),
        "disclosure_public",
    )


@pytest.mark.parametrize(
    ("facts", "points"), [(MOCK_UP, 4), (FULL, 0), ({}, 0)], ids=["below", "above", "no data"]
)
def test_missing_points_are_those_below_the_threshold(facts, points):
    assert score(RULES, facts).n_missing == points


@pytest.mark.parametrize(
    ("entry", "repression", "passed"),
    [
        ("3", "1", Passed.PASSED),
        (None, "3", Passed.PASSED),
        ("2.9", None, Passed.NOT_KNOWN),
        ("2.9", "2.9", Passed.NOT_PASSED),
        (None, None, Passed.NOT_KNOWN),
    ],
    ids=["one", "one of one", "one too low", "both too low", "nothing known"],
)
def test_values_check_asks_for_enough_in_one_index(entry, repression, passed):
    facts = {
        key: None if value is None else Decimal(value)
        for key, value in (("cso_entry", entry), ("cso_repression", repression))
    }

    assert values_check(RULES, facts) is passed


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({2024: Outcome.NOT_ELIGIBLE, 2025: Outcome.NOT_ELIGIBLE}, True),
        ({2023: Outcome.NOT_ELIGIBLE, 2025: Outcome.NOT_ELIGIBLE}, False),
        ({2024: Outcome.ELIGIBLE, 2025: Outcome.NOT_ELIGIBLE}, False),
        ({2024: Outcome.NOT_ELIGIBLE, 2025: Outcome.NOT_ENOUGH_DATA}, False),
        ({}, False),
    ],
    ids=["two years", "a year between", "one year", "not known", "nothing"],
)
def test_a_member_below_two_years_running_is_reviewed(outcomes, expected):
    assert in_review(outcomes) is expected
