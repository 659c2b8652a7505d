"""The home of a whole continent: every state, hundreds of plans, in the same few queries."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.people.models import Organisation
from athar.plans.models import Plan
from athar.portal.network.home import gather_network
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress
from tests.network import cast

pytestmark = pytest.mark.django_db
N_PLANS, N_OF_EACH = 200, 15


@pytest.fixture
def continent(db):
    """The small network whose states have 200 plans with the sums of 3,000 commitments."""
    cast.network()
    body = Organisation.objects.create(code="GOV", names={"fr": "Gouvernement"})
    places = [one.member.place.id for one in gather_network().all if one.member.place]
    plans = Plan.objects.bulk_create(
        Plan(
            code=f"P-{n}",
            kind="national_action_plan",
            owner=body,
            place_id=places[n % len(places)],
            start_on=dt.date(2015 + n % 10, 1, 1),
            end_on=dt.date(2017 + n % 10, 12, 31),
            current_version=1,
            weight_rule="equal",
        )
        for n in range(N_PLANS)
    )
    Progress.objects.bulk_create(
        Progress(plan=one, kind=SubjectKind.PLAN, subject_id=one.pk, n_total=N_OF_EACH)
        for one in plans
    )


def test_home_of_a_continent_takes_six_queries(continent, client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get("/ar/network")


def test_home_of_a_continent_counts_every_plan_and_commitment(continent):
    lines = gather_network().all

    assert sum(one.n_plans for one in lines) == N_PLANS
    assert sum(one.n for one in lines) == N_PLANS * N_OF_EACH
