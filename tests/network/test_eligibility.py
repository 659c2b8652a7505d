"""What is known of a country's eligibility: recorded with its source, never overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.eligibility import Outcome, Passed
from athar.network.actions import record_eligibility
from athar.network.enums.eligibility import LIMITS, Confidence, CriterionKey
from athar.network.models import EligibilityFact
from athar.network.queries import eligibility_of, history_of_facts
from athar.network.rules.eligibility import can_record_facts
from athar.network.shipped import current_rules, read_facts
from athar.people.enums import Role
from athar.trail.models import Event
from tests.network.countries import EIGHT_OF_SIXTEEN, YEAR, answered
from tests.people.test_rules import Somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Stand in October 2025."""


def record(countries, by=None, year=YEAR, **answers):
    return record_eligibility(
        by=by, member_id=countries.candidate.pk, year=year, facts=answered(**answers)
    )


def codes(refused):
    return [one.code for one in refused.value.error_list]


def test_facts_give_the_points_of_the_year(countries, django_assert_num_queries):
    record(countries, **EIGHT_OF_SIXTEEN)

    with django_assert_num_queries(1):
        found = eligibility_of([countries.candidate.pk, countries.member.pk])

    (year,) = found[countries.candidate.pk]
    assert list(found) == [countries.candidate.pk]
    assert (year.score.points, year.score.needed, year.score.outcome) == (
        *(8, 12),
        Outcome.NOT_ELIGIBLE,
    )
    assert (year.values, len(year.paths)) == (Passed.PASSED, 5)
    assert year.what_if(["audit_report", "disclosure_public"]).points == 12


def test_years_come_newest_first(countries):
    record(countries, year=2023, information_law=False)
    record(countries, year=2025, information_law=True)
    record(countries, year=2024, information_law=None)

    years = eligibility_of([countries.candidate.pk])[countries.candidate.pk]

    assert [one.year for one in years] == [2025, 2024, 2023]
    assert [one.facts["information_law"].answer for one in years] == [True, None, False]


def test_shipped_facts_say_of_morocco_only_what_is_known(countries):
    facts = [fact for code, year, fact in read_facts() if (code, year) == ("MAR", 2015)]
    record_eligibility(by=None, member_id=countries.candidate.pk, year=2015, facts=facts)

    (found,) = eligibility_of([countries.candidate.pk])[countries.candidate.pk]

    assert (len(facts), found.total, found.score.is_stated) == (3, 11, True)
    assert (found.score.outcome, found.score.n_missing) == (Outcome.NOT_ELIGIBLE, 1)
    assert [one.points for one in found.score.metrics] == [None, 3, None, None]
    assert [(one.reforms, one.points) for one in found.paths] == [(("information_law",), 12)]
    assert found.what_if(["information_law"]).outcome is Outcome.ELIGIBLE


def test_a_correction_is_a_new_row_and_the_newest_counts(countries, people):
    record(countries, information_draft=True)
    done = record(countries, people.administrator, information_draft=False)

    (year,) = eligibility_of([countries.candidate.pk])[countries.candidate.pk]
    entries = history_of_facts(countries.candidate.pk, YEAR)
    assert (done, year.facts["information_draft"].answer) == (1, False)
    assert [(one.fact.answer, one.recorded_by) for one in entries] == [
        (False, people.administrator.name),
        (True, ""),
    ]


def test_the_same_again_records_nothing(countries):
    record(countries, **EIGHT_OF_SIXTEEN)
    n_rows, n_events = EligibilityFact.objects.count(), Event.objects.count()

    done = record(countries, **EIGHT_OF_SIXTEEN)

    assert (done, EligibilityFact.objects.count(), Event.objects.count()) == (0, n_rows, n_events)


def test_what_a_candidate_records_is_a_draft_that_the_public_does_not_see(countries):
    record(countries, information_law=False)

    record(countries, countries.focal_point, information_law=True)

    key = countries.candidate.pk
    public, own = eligibility_of([key]), eligibility_of([key], with_drafts=True)
    assert public[key][0].facts["information_law"].answer is False
    assert own[key][0].facts["information_law"].answer is True
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["eligibility.recorded", "eligibility.drafted"]


def test_a_draft_of_a_candidate_alone_leaves_nothing_public(countries):
    record(countries, countries.focal_point, information_law=True)

    assert eligibility_of([countries.candidate.pk]) == {}


def test_nobody_records_facts_of_another_country(countries):
    for stranger in (countries.mentor, countries.stranger):
        with pytest.raises(PermissionDenied):
            record(countries, stranger, information_law=True)


def test_the_focal_point_of_a_member_records_no_facts(countries):
    with pytest.raises(PermissionDenied):
        record_eligibility(
            by=countries.mentor,
            member_id=countries.member.pk,
            year=YEAR,
            facts=answered(information_law=True),
        )


@pytest.mark.parametrize(
    ("change", "year", "code"),
    [
        ({"is_met": None, "value": "11"}, YEAR, "value_missing"),
        ({"criterion": "civil_liberties"}, YEAR, "value_missing"),
        ({"criterion": "civil_liberties", "value": "10.01"}, YEAR, "value_out_of_range"),
        ({"criterion": "cso_entry", "value": "-1"}, YEAR, "value_out_of_range"),
        ({"source_title": " "}, YEAR, "source_missing"),
        ({"source_url": "javascript:alert(1)"}, YEAR, "invalid"),
        ({"source_year": 2026}, YEAR, "source_year_impossible"),
        ({}, 2026, "year_impossible"),
        ({}, 2009, "year_impossible"),
    ],
)
def test_facts_that_cannot_be_are_refused(countries, change, year, code):
    (fact,) = answered(information_law=True)
    if "value" in change or change.get("criterion"):
        key = CriterionKey(change.get("criterion", fact.criterion))
        (fact,) = answered(**{key: change.get("value", True)})
        change = {}

    with pytest.raises(ValidationError) as refused:
        record_eligibility(
            by=None, member_id=countries.candidate.pk, year=year, facts=[replace(fact, **change)]
        )

    assert codes(refused) == [code]


@pytest.mark.parametrize(("times", "code"), [(0, "facts_missing"), (2, "criterion_twice")])
def test_each_criterion_is_stated_once(countries, times, code):
    with pytest.raises(ValidationError) as refused:
        record_eligibility(
            by=None,
            member_id=countries.candidate.pk,
            year=YEAR,
            facts=answered(information_law=True) * times,
        )

    assert codes(refused) == [code]


@pytest.mark.parametrize(
    ("who", "is_candidate", "allowed"),
    [
        (Somebody(Role.FOCAL_POINT, "member:3"), True, True),
        (Somebody(Role.FOCAL_POINT, "member:3"), False, False),
        (Somebody(Role.FOCAL_POINT, "member:4"), True, False),
        (Somebody(Role.ADMINISTRATOR, "installation"), False, True),
        (Somebody(Role.EVALUATOR, "installation"), True, False),
    ],
    ids=["own candidate", "own member", "another", "administrator", "evaluator"],
)
def test_facts_are_recorded_by_the_administrator_and_of_a_candidate_by_itself(
    who, is_candidate, allowed
):
    assert can_record_facts(who, ("member:3",), is_candidate=is_candidate) is allowed


def test_rules_and_criteria_name_the_same_things():
    dated = current_rules()
    answered_by_yes_or_no = {
        one.key for metric in dated.rules.metrics if not metric.bands for one in metric.criteria
    }

    assert answered_by_yes_or_no == set(CriterionKey) - set(LIMITS)
    assert {*dated.rules.values_keys, "civil_liberties", "total"} == set(LIMITS)
    assert [one.confidence for one in dated.bases.values()] == [
        *(Confidence.SEEN,) * 3,
        *(Confidence.MEMORY,) * 2,
    ]
