"""Two people type into one report: what only one touched is merged, and nobody's text is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from athar.reporting.actions import Saved, Theirs, save_report, submit_report
from athar.reporting.models import Report
from athar.reporting.queries import differences_between, history_of
from athar.trail.models import Event
from tests import cast
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def typed(key):
    return Report.objects.values_list("typed", flat=True).get(pk=key)


def test_what_cannot_be_read_is_kept_as_it_was_typed(world):
    plan, people = world
    key = made.drafted(plan, people.manager)

    save_report(by=people.manager, report_id=key, version=2, changes={"physical": "4o %"})

    assert typed(key)["physical"] == "4o %"


def test_fields_that_only_one_side_touched_are_merged(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    save_report(by=people.manager, report_id=key, version=2, changes={"physical": "90"})

    saved = save_report(by=people.coordinator, report_id=key, version=2, changes={"paid": "5"})

    assert saved == Saved(4, {"physical": Theirs("90", "Manager")}, {})
    assert (typed(key)["physical"], typed(key)["paid"]) == ("90", "5")


def test_field_that_both_touched_keeps_the_first_and_loses_neither(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    save_report(by=people.manager, report_id=key, version=2, changes={"physical": "90"})

    saved = save_report(by=people.coordinator, report_id=key, version=2, changes={"physical": "91"})

    assert saved == Saved(3, {}, {"physical": Theirs("90", "Manager")})
    assert typed(key)["physical"] == "90"
    assert Event.objects.latest("pk").source == {"collided": {"physical": "91"}}


def test_typing_again_over_theirs_overwrites_it_knowingly(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    save_report(by=people.manager, report_id=key, version=2, changes={"physical": "90"})
    told = save_report(by=people.coordinator, report_id=key, version=2, changes={"physical": "91"})

    save_report(
        by=people.coordinator, report_id=key, version=told.version, changes={"physical": "91"}
    )

    assert typed(key)["physical"] == "91"


def test_typing_the_same_changes_nothing_and_leaves_no_event(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    n = Event.objects.count()

    saved = save_report(by=people.manager, report_id=key, version=2, changes=made.SAID)

    assert (saved, Event.objects.count()) == (Saved(2), n)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nonsense": "1"}, "unknown_field"),
        ({"narrative.fr": "x" * 4001}, "text_too_long"),
        ({f"milestone.{n}": "x" for n in range(2001)}, "too_many_fields"),
    ],
)
def test_what_is_no_field_of_a_report_is_refused(world, changes, code):
    plan, people = world
    key = made.drafted(plan, people.manager)

    with pytest.raises(ValidationError) as refusal:
        save_report(by=people.manager, report_id=key, version=2, changes=changes)

    assert [one.code for one in refusal.value.error_list] == [code]


def test_submitted_report_is_typed_no_more(world):
    plan, people = world
    key = made.submitted(plan, people.manager)

    with pytest.raises(ValidationError) as refusal:
        save_report(by=people.manager, report_id=key, version=3, changes={"paid": "1"})

    assert refusal.value.error_list[0].code == "wrong_state"


def test_refused_act_leaves_one_event_and_nothing_else(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    before, n = Report.objects.values().get(pk=key), Event.objects.count()

    with pytest.raises(PermissionDenied):
        save_report(by=people.validator, report_id=key, version=2, changes={"paid": "1"})

    refused = Event.objects.latest("pk")
    assert (Report.objects.values().get(pk=key), Event.objects.count()) == (before, n + 1)
    assert (refused.kind, refused.subject, refused.by_id, refused.source) == (
        *("act.refused", f"report:{key}", people.validator.pk),
        {"act": "report.saved", "why": ["not_allowed"]},
    )


def test_history_tells_who_typed_what_and_what_any_version_said(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    save_report(by=people.coordinator, report_id=key, version=2, changes={"paid": "900000"})
    submit_report(by=people.manager, report_id=key, version=3)

    steps = history_of(people.manager, plan.commitments["PDR-001"])
    between = differences_between(people.manager, key, 2, 4)

    told = [(one.kind, one.actor_name, one.version) for one in steps if one.report_id == key]
    assert told == [
        ("report.submitted", "Manager", 4),
        ("report.saved", "Coordinator", 3),
        ("report.saved", "Manager", 2),
        ("report.started", "Manager", 1),
    ]
    assert [(one.field, one.before, one.after) for one in between] == [
        ("paid", "1000000", "900000"),
    ]


def test_history_tells_others_of_publications_only(world):
    plan, people = world
    key = made.published(plan, people.manager, people.validator)

    steps = history_of(people.citizen, plan.commitments["PDR-001"])

    assert [one.kind for one in steps] == [
        *("reports.published", "plan.version_published", "reports.published")
    ]
    assert differences_between(people.citizen, key, 1, 2) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_editors_who_type_at_once_lose_nothing():
    plan = cast.published_plan()
    people = cast.people(plan)
    with made.on_the_day():
        key = made.drafted(plan, people.manager)

        def edit(editor: int) -> None:
            with closing(connection):
                for n in range(20):
                    made.type_until_it_stands(people.manager, key, f"milestone.{editor}", str(n))
                    made.append_until_it_stands(
                        people.manager, key, "narrative.fr", f"[{editor}.{n}]"
                    )

        with ThreadPoolExecutor(10) as editors:
            sent = [editors.submit(edit, n) for n in range(10)]

    assert [one.exception() for one in sent] == [None] * 10
    kept = typed(key)
    assert [kept[f"milestone.{n}"] for n in range(10)] == ["19"] * 10
    words = {f"[{editor}.{n}]" for editor in range(10) for n in range(20)}
    assert {word for word in words if word in kept["narrative.fr"]} == words
