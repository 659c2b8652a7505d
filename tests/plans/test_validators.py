"""What a plan, its groupings and its commitments must be: each problem has its code."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.kernel.text import Translated
from athar.plans.drafts import CommitmentDraft, Decision, NodeDraft
from athar.plans.enums import BodyRole
from athar.plans.validators import (
    LONGEST_BODY,
    LONGEST_WHAT,
    Known,
    check_commitments,
    check_decision,
    check_no_circle,
    check_nodes,
    check_plan,
    is_amount,
    is_code,
)
from tests import cast

TITLE = Translated(fr="Titre")


def _problems(check, *given):
    try:
        check(*given)
    except ValidationError as refused:
        return [(one.code, one.params["code"]) for one in refused.error_list]
    return []


@pytest.mark.parametrize("text", ["PDR-A1", "1.2", "سد", "A" * 8])
def test_a_code_stands_in_addresses_as_it_is(text):
    assert is_code(text, 8) is True


@pytest.mark.parametrize("text", ["", "A 1", "A/1", "A?", "A#1", "A%", "A\\1", "A\n", "A" * 9])
def test_what_an_address_or_a_path_would_cut_is_no_code(text):
    assert is_code(text, 8) is False


@pytest.mark.parametrize(
    ("value", "decimals", "accepted"),
    [
        (None, 2, True),
        (Decimal(0), 2, True),
        (Decimal("0.01"), 2, True),
        (Decimal("0.001"), 2, False),
        (Decimal("0.0001"), 4, True),
        (Decimal("-0.01"), 2, False),
        (Decimal(10) ** 17, 2, False),
        (Decimal("NaN"), 2, False),
    ],
)
def test_an_amount_is_unknown_or_stored_without_loss(value, decimals, accepted):
    assert is_amount(value, decimals=decimals) is accepted


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"votes": None},
        {"votes": (0, 0, 0)},
        {"announced_amount": None},
        {"reporting_months": 1},
        {"reporting_months": 24},
    ],
)
def test_sound_plan_has_no_problem(stated):
    assert _problems(check_plan, replace(cast.PLAN, **stated)) == []


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"code": "PDR NORD"}, "code_malformed"),
        ({"code": "P" * 65}, "code_malformed"),
        ({"title": Translated()}, "title_missing"),
        ({"end_on": cast.PLAN.start_on}, "ends_before_start"),
        ({"reporting_months": 0}, "rhythm_out_of_range"),
        ({"reporting_months": 25}, "rhythm_out_of_range"),
        ({"currency": "mad"}, "currency_unknown"),
        ({"currency": "DIRHAM"}, "currency_unknown"),
        ({"votes": (54, -1, 0)}, "votes_negative"),
        ({"announced_amount": Decimal(-1)}, "amount_out_of_range"),
    ],
)
def test_plan_says_what_is_wrong(stated, code):
    draft = replace(cast.PLAN, **stated)

    assert _problems(check_plan, draft) == [(code, draft.code)]


def test_every_problem_of_a_plan_is_told_at_once():
    draft = replace(cast.PLAN, title=Translated(), currency="", reporting_months=0)

    problems = _problems(check_plan, draft)

    assert [code for code, _about in problems] == [
        "title_missing",
        "rhythm_out_of_range",
        "currency_unknown",
    ]


def node(code="P1", **stated):
    return NodeDraft(code=code, **{"level": 1, "title": TITLE, "parent_code": "A1", **stated})


AXIS = node("A1", level=0, parent_code=None)


@pytest.mark.parametrize("n_levels", [2, 0])
def test_sound_groupings_have_no_problem(n_levels):
    assert _problems(check_nodes, [AXIS, node()], n_levels, {}) == []


def test_a_grouping_may_stand_under_one_that_is_stored():
    assert _problems(check_nodes, [node()], 2, {"A1": 0}) == []


@pytest.mark.parametrize(
    ("drafts", "problem"),
    [
        ([AXIS, node("P/1")], ("code_malformed", "P/1")),
        ([AXIS, node("P" * 41)], ("code_malformed", "P" * 41)),
        ([AXIS, node(title=Translated())], ("title_missing", "P1")),
        ([node()], ("unknown_parent", "P1")),
        ([AXIS, node(level=0)], ("wrong_level", "P1")),
        ([AXIS, node(parent_code=None)], ("wrong_level", "P1")),
        ([AXIS, node(), node("Q1", level=2, parent_code="P1")], ("wrong_level", "Q1")),
    ],
)
def test_groupings_say_what_is_wrong(drafts, problem):
    assert _problems(check_nodes, drafts, 2, {}) == [problem]


def test_a_grouping_stated_twice_is_a_problem_of_both():
    problems = _problems(check_nodes, [AXIS, node(), node()], 2, {})

    assert problems == [("named_twice", "P1")] * 2


KNOWN = Known(nodes={"A1"}, bodies={"MEE"}, places={1, 2}, themes={3})


def commitment(**stated):
    return CommitmentDraft(**{"code": "P-1", "title": TITLE, **stated})


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {
            "node_code": "A1",
            "bodies": ((BodyRole.LEAD, "MEE"),),
            "place_ids": (1, 2),
            "theme_ids": (3,),
            "amount": Decimal(0),
            "weight": Decimal("0.0001"),
        },
        {"planned_start_on": dt.date(2024, 1, 1), "planned_end_on": dt.date(2024, 1, 1)},
        {"planned_start_on": dt.date(2024, 1, 1)},
    ],
)
def test_sound_commitment_has_no_problem(stated):
    assert _problems(check_commitments, [commitment(**stated)], KNOWN) == []


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"code": "P 1"}, "code_malformed"),
        ({"code": "P" * 61}, "code_malformed"),
        ({"title": Translated()}, "title_missing"),
        ({"node_code": "A9"}, "unknown_node"),
        ({"bodies": ((BodyRole.LEAD, "ONEE"),)}, "unknown_body"),
        ({"place_ids": (1, 9)}, "unknown_place"),
        ({"theme_ids": (9,)}, "unknown_theme"),
        (
            {"planned_start_on": dt.date(2024, 1, 2), "planned_end_on": dt.date(2024, 1, 1)},
            "ends_before_start",
        ),
        ({"amount": Decimal("0.001")}, "amount_out_of_range"),
        ({"weight": Decimal(-1)}, "weight_out_of_range"),
    ],
)
def test_commitment_says_what_is_wrong(stated, code):
    draft = commitment(**stated)

    assert _problems(check_commitments, [draft], KNOWN) == [(code, draft.code)]


def test_a_commitment_stated_twice_is_a_problem_of_both():
    problems = _problems(check_commitments, [commitment(), commitment()], KNOWN)

    assert problems == [("named_twice", "P-1")] * 2


def test_a_decision_says_what_by_whom_when_and_in_which_public_document(frozen_day):
    decision = Decision(
        what=Translated(fr="x" * LONGEST_WHAT), decided_by="x" * LONGEST_BODY, decided_on=frozen_day
    )

    check_decision(decision, document_is_public=True)


def test_every_problem_of_a_decision_is_named(frozen_day):
    decision = Decision(
        what=Translated(fr="x" * (LONGEST_WHAT + 1)),
        decided_by="x" * (LONGEST_BODY + 1),
        decided_on=frozen_day + dt.timedelta(days=1),
    )

    with pytest.raises(ValidationError) as refused:
        check_decision(decision, document_is_public=False)

    assert [one.code for one in refused.value.error_list] == [
        *("what_too_long", "body_too_long", "decided_in_future", "document_unknown"),
    ]


def test_two_ways_to_the_same_are_no_circle():
    check_no_circle({1: [2, 3]}, [(2, 4), (3, 4)], {1: "A"})

    with pytest.raises(ValidationError) as refused:
        check_no_circle({1: [2, 3]}, [(2, 4), (3, 4), (4, 1)], {1: "A"})

    assert [one.code for one in refused.value.error_list] == ["contributes_in_a_circle"]
