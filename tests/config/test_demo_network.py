"""The demonstration of a network: action plans of its members, each on its day."""

import datetime as dt
from collections import Counter

import pytest

from athar.config.commands.demo_convergence import WHY
from athar.config.commands.demo_network import passing
from athar.network.models import Accord, ProcessRecord
from athar.people.models import Account, Grant, Organisation
from athar.plans.models import Commitment, CommitmentBody, Milestone, Plan, PlanVersion
from athar.trail.models import Event
from tests.demonstration import demonstration

_VERDICT = ("member__code", "kind", "on")


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    directory = tmp_path_factory.mktemp("network")
    with django_db_blocker.unblock(), demonstration(directory, "network"):
        yield


@pytest.fixture
def _loaded(_demonstration, db):
    """The demonstration is read."""


@pytest.mark.usefixtures("_loaded")
def test_network_hosts_every_plan_and_publishes_those_whose_content_is_known():
    plans = Plan.objects.order_by("code")

    assert (plans.count(), Commitment.objects.count(), Milestone.objects.count()) == (29, 162, 23)
    assert Counter(plans.values_list("kind", "current_version")) == {
        ("national_action_plan", 1): 21,
        ("national_action_plan", 0): 2,
        # sample contributions make the second versions
        ("local_action_plan", 1): 2,
        ("local_action_plan", 2): 4,
    }
    assert list(plans.filter(current_version=0).values_list("code", flat=True)) == [
        "BF-2023",
        "CI-2022",
    ]


@pytest.mark.usefixtures("_loaded")
def test_network_publishes_each_plan_on_its_day_in_the_order_of_time():
    told = Event.objects.exclude(publication_number=None).order_by("publication_number")
    days = [one.date() for one in told.values_list("recorded_at", flat=True)]
    versions = PlanVersion.objects.filter(number=1).values_list("plan__code", "published_at__date")

    assert days == sorted(days)
    assert dict(versions)["MA-TTA-2025"] == dt.date(2025, 3, 22)
    assert dict(versions)["MA-2018"] == dt.date(2018, 8, 1)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(
    ("code", "title"),
    [
        (
            "MATTH0001",
            {
                "ar": "إطلاق منصة إلكترونية لتتبع وتقييم برنامج التنمية الجهوية",
                "en": "Developing a MEL (Monitoring and Evaluation) platform for the Regional "
                "Development Plan (PDR)",
            },
        ),
        ("MA-TET-2022-08", {"ar": "إعداد ميزانية تشاركية"}),
        ("MO0006", {"en": "Transparency Portal"}),
    ],
    ids=["both-lists", "arabic-list-only", "english-only"],
)
def test_network_names_a_commitment_once_in_the_languages_it_was_seen_in(code, title):
    assert [dict(one.title) for one in Commitment.objects.filter(code=code)] == [title]


@pytest.mark.usefixtures("_loaded")
def test_network_leaves_unknown_what_was_not_seen():
    seen, unseen = Commitment.objects.get(code="MATTH0004"), Commitment.objects.get(code="MO0012")

    assert (seen.planned_start_on, seen.planned_start_precision) == (dt.date(2021, 11, 1), "month")
    assert (seen.planned_end_on, seen.planned_end_precision) == (dt.date(2023, 11, 30), "month")
    assert (unseen.planned_start_on, unseen.planned_end_on, unseen.amount) == (None, None, None)


@pytest.mark.usefixtures("_loaded")
def test_network_places_each_member_and_keeps_like_named_bodies_of_two_members_apart():
    owners = Organisation.objects.filter(owned_plans__isnull=False).distinct()
    leads = CommitmentBody.objects.filter(commitment__code="MATTH0001", role="lead")
    treasuries = Organisation.objects.filter(names__en="National Treasury").order_by("code")

    assert sorted(owners.values_list("code", "place__code")) == [
        ("BFA", "BFA"),
        ("CIV", "CIV"),
        ("KEN", "KEN"),
        ("MA-BMK", "05"),
        ("MA-LSH", "11"),
        ("MA-ORI", "02"),
        ("MA-TET", "01.571.01.11"),
        ("MAR", "MAR"),
        ("NGA", "NGA"),
        ("REG", "01"),
        ("TUN", "TUN"),
        ("ZAF", "ZAF"),
    ]
    assert list(leads.values_list("organisation__code", flat=True)) == ["REG"]
    assert [one.code.partition("-")[0] for one in treasuries] == ["KEN", "ZAF"]


@pytest.mark.usefixtures("_loaded")
def test_network_has_the_accounts_of_the_demonstration_over_its_main_plan():
    main = Plan.objects.get(code="MA-TTA-2025")
    grants = Grant.objects.filter(scope=f"plan:{main.pk}", revoked_at=None)

    everybody = Account.objects.filter(is_demo=True)
    assert everybody.exclude(email__startswith="focal.").count() == 6
    assert everybody.filter(email__startswith="focal.").count() == 3
    assert sorted(grants.values_list("role", flat=True)) == [
        "coordinator",
        "evaluator",
        "plan_editor",
        "plan_editor",
        "validator",
    ]


def test_passing_does_what_is_due_before_the_day_it_turns_to():
    days = [dt.date(2020, 1, number) for number in (1, 2, 3, 4)]
    lived: list[object] = []
    due = [(days[0], lambda: lived.append("first")), (days[2], lambda: lived.append("second"))]
    turn = passing(due, lived.append)

    turn(days[1])
    turn(days[3])

    assert lived == [days[0], "first", days[1], days[2], "second", days[3]]


@pytest.mark.usefixtures("_loaded")
def test_what_evaluators_found_of_earlier_plans_is_recorded_with_its_source():
    found = ProcessRecord.objects.order_by("member__code", "on")

    said = [(code, kind, str(on)) for code, kind, on in found.values_list(*_VERDICT)]
    assert [one for one in said if one[0] == "MAR"] == [
        ("MAR", "contrary", "2020-08-31"),
        ("MAR", "according", "2023-12-31"),
    ]
    assert Counter(kind for _code, kind, _on in said) == {"contrary": 2, "according": 7}
    sources = {one for plan in Plan.objects.all() for one in plan.sources}
    assert set(found.values_list("url", flat=True)) <= sources


@pytest.mark.usefixtures("_loaded")
def test_contributions_between_plans_are_samples_and_said_to_be():
    accords = Accord.objects.values_list("commitment__code", "answer", "is_sample")

    assert sorted(accords) == [
        ("MABMK0007", "accepted", True),
        ("MALAA0004", "accepted", True),
        ("MATET0003", "proposed", True),
        ("MATTH0012", "accepted", True),
        ("MATTH0017", "accepted", True),
    ]
    whys = set(PlanVersion.objects.filter(number=2).values_list("amendment__why", flat=True))
    assert whys == {WHY}
