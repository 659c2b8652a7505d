"""What there is to tell whom: own reports, returned ones, others' late ones up the ladder."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.kernel import clock
from athar.network.models import PeerRoute
from athar.notices.actions import choose_notices
from athar.notices.enums import Rhythm
from athar.notices.models import Mail
from athar.notices.queries import digest_of, is_due
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import account_ids_with
from athar.reporting.actions import delegate_reporting
from tests.network import library_cast as library
from tests.notices.cast import on, told
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db
NOBODY = ("stranger", "editor", "evaluator", "citizen")


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def test_manager_is_told_what_they_owe_and_nobody_else_of_it(world):
    plan, people = world
    made.a_round(plan)

    assert told(people.manager) == {"due": ["PDR-001", "PDR-002"]}
    assert [told(getattr(people, one)) for one in (*NOBODY, "coordinator", "validator")] == [{}] * 6


def test_what_is_late_is_told_as_late(world):
    plan, people = world
    made.a_round(plan)
    on("2025-11-01")

    assert told(people.manager) == {"overdue": ["PDR-001", "PDR-002"]}


def test_returned_and_waiting_reports_are_told_to_who_acts_on_them(world):
    plan, people = world
    made.returned(plan, people.manager, people.validator)
    round_id = made.Report.objects.get(round__isnull=False).round_id
    made.submitted(
        plan,
        people.manager,
        code="PDR-002",
        round_id=round_id,
        said=made.HELD_UP,
    )

    assert told(people.manager) == {"returned": ["PDR-001"]}
    assert told(people.validator) == {"to_validate": ["PDR-002"]}


@pytest.mark.parametrize(
    ("day", "colleague", "coordinator", "validator", "administrator"),
    [
        ("2025-11-06", 0, 0, 0, 0),
        ("2025-11-07", 1, 0, 0, 0),
        ("2025-11-13", 1, 0, 0, 0),
        ("2025-11-14", 1, 4, 0, 0),
        ("2025-11-29", 1, 4, 0, 0),
        ("2025-11-30", 1, 4, 4, 4),
    ],
)
def test_late_report_climbs_the_ladder(
    world, day, colleague, coordinator, validator, administrator
):
    plan, people = world
    made.drafted(plan, people.manager)
    other = made.another("amina", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['MEE']}")
    on(day)

    told_of = [
        len(told(one).get("late_elsewhere", ()))
        for one in (other, people.coordinator, people.validator, people.administrator)
    ]

    assert told_of == [colleague, coordinator, validator, administrator]
    assert told(people.manager) == {"overdue": ["PDR-001", "PDR-002"]}


def test_what_was_lent_is_told_once_and_is_owed_at_once(world, settings):
    plan, people = world
    made.drafted(plan, people.manager)
    other = made.another("amina", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['REG']}")
    delegate_reporting(
        by=people.manager,
        account_id=other.pk,
        commitment_id=plan.commitments["PDR-001"],
        last_on=dt.date(2025, 11, 10),
    )

    before = told(other)
    Mail.objects.create(
        account=other,
        day="2025-10-15",
        state="sent",
        next_try_at=clock.now(),
        ended_at=clock.now() + dt.timedelta(seconds=1),
    )

    assert before == {"due": ["PDR-001", *_of_region()], "lent": [""]}
    assert told(other) == {"due": ["PDR-001", *_of_region()]}


def _of_region():
    return ["PDR-003"]


def test_focal_point_is_told_of_questions_put_to_their_member(frozen_day):
    net = library.network()
    number = library.asked(net)
    PeerRoute.objects.create(
        question_id=number,
        member_id=net.members["TUN"],
        position=1,
        n_commitments=1,
        n_completed=1,
        has_same_level=True,
    )

    assert [told(net.focal[code]) for code in ("TUN", "KEN")] == [{"questions": [str(number)]}, {}]


def test_corrective_actions_are_told_until_they_are_over(world):
    plan, people = world
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    before = told(people.manager).get("actions")
    on("2025-12-24")

    assert (before, told(people.manager)["actions"]) == (None, ["PDR-001"])


@pytest.mark.parametrize(
    ("day", "is_pressing"),
    [
        ("2025-10-23", False),
        ("2025-10-24", True),
        ("2025-10-30", True),
        ("2025-11-01", True),
        ("2025-11-02", False),
        ("2025-11-07", True),
    ],
)
def test_reminders_go_out_before_and_after_the_due_date(world, day, is_pressing):
    plan, people = world
    made.a_round(plan)
    on(day)

    assert digest_of(people.manager).is_pressing is is_pressing


@pytest.mark.parametrize(
    ("rhythm", "has_reminders", "days"),
    [
        (Rhythm.DAILY, False, ["22", "23", "24", "27"]),
        (Rhythm.WEEKLY, True, ["24", "27"]),
        (Rhythm.WEEKLY, False, ["27"]),
        (Rhythm.NONE, True, ["24"]),
        (Rhythm.NONE, False, []),
    ],
)
def test_everybody_is_told_on_the_days_they_chose(world, rhythm, has_reminders, days):
    plan, people = world
    made.a_round(plan)
    me = people.manager
    choose_notices(by=me, account_id=me.pk, rhythm=rhythm, has_reminders=has_reminders)
    Mail.objects.create(account=me, day="2025-10-20", next_try_at=clock.now())

    told_on = [
        day
        for day in ("22", "23", "24", "27")
        if on(f"2025-10-{day}") and is_due(me.pk, digest_of(me))
    ]

    assert told_on == days


def test_nothing_is_told_where_nothing_waits(world):
    _plan, people = world
    choose_notices(
        by=people.manager, account_id=people.manager.pk, rhythm=Rhythm.DAILY, has_reminders=True
    )

    assert not is_due(people.manager.pk, digest_of(people.manager))


@pytest.mark.parametrize("n", [1, 3])
def test_digest_asks_as_often_whatever_there_is_to_tell(world, n):
    plan, people = world
    round_id = made.a_round(plan)
    for code in ("PDR-001", "PDR-003", "PDR-002")[:n]:
        made.drafted(plan, None, code=code, round_id=round_id, said={"physical": "1"})
    account = Account.objects.get(pk=people.manager.pk)

    with CaptureQueriesContext(connection) as asked:
        digest_of(account)

    assert len(asked) == 11


def test_only_who_holds_a_role_today_may_be_told_something(world):
    _plan, people = world
    Account.objects.filter(pk=people.stranger.pk).update(is_demo=True)
    Account.objects.filter(pk=people.validator.pk).update(is_active=False)

    found = account_ids_with((Role.PROJECT_MANAGER, Role.VALIDATOR))

    assert found == (people.manager.pk,)
