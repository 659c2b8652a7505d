"""What a commitment is to change, edited with it: added, set otherwise with a reason, taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from athar.indicators import edited
from athar.indicators.models import PlannedValue, ResultLine
from athar.indicators.queries import framework_of
from athar.plans.actions import Subject, keep_edit, publish_edits
from athar.plans.enums import EditKind
from athar.plans.queries.edited import content_now
from athar.trail.models import Event

pytestmark = pytest.mark.django_db

LINE = {
    "indicator": "shared/water",
    "place": "hcp:01",
    "category": "",
    "baselines": [["2014", "13.3"]],
    "targets": [["2025", "40"], ["2027", "50"]],
}


def read(setting):
    return edited.read(setting.plan.id, ["PDR-001", "PDR-002"])


def write(setting, *lines, why="Session"):
    return edited.write(None, setting.plan.id, {"PDR-001": list(lines)}, why)


def test_lines_are_written_and_read_back_by_commitment(setting, django_assert_max_num_queries):
    found = write(setting, LINE)

    with django_assert_max_num_queries(5):
        assert read(setting) == {"PDR-001": [LINE]}
    assert found.is_empty
    assert framework_of(setting.plan.id)[0].commitment_code == "PDR-001"


def test_what_is_set_otherwise_is_a_revision_with_its_reason(setting):
    write(setting, LINE)

    write(setting, {**LINE, "targets": [["2027", "55"]]}, why="Too low")

    revised = PlannedValue.objects.filter(revision=1).order_by("period")
    assert [(one.period, one.value, one.reason) for one in revised] == [
        ("2025", None, "Too low"),
        ("2027", 550, "Too low"),
    ]
    assert read(setting)["PDR-001"][0]["targets"] == [["2027", "55"]]


def test_a_line_that_is_no_longer_named_is_withdrawn_and_what_it_said_stays(setting):
    write(setting, LINE)
    first = Event.objects.latest("pk").publication_number

    write(setting, why="Given up")

    last = Event.objects.latest("pk")
    (then,) = framework_of(setting.plan.id, as_of=first)
    assert (read(setting), framework_of(setting.plan.id)) == ({}, ())
    assert [one.period for one in then.targets] == ["2025", "2027"]
    assert framework_of(setting.plan.id, as_of=last.publication_number) == ()
    assert (last.reason, ResultLine.objects.get().removed_at is None) == ("Given up", False)
    assert {"is_withdrawn": True} in [one.after for one in last.changes.all()]


def test_a_line_that_is_withdrawn_needs_a_reason(setting):
    write(setting, LINE)

    with pytest.raises(ValidationError) as refused:
        write(setting, why=" ")

    assert (refused.value.code, len(framework_of(setting.plan.id))) == ("reason_missing", 1)


def test_a_line_without_values_is_withdrawn_too_and_stated_again(setting):
    bare = {**LINE, "baselines": [], "targets": []}
    write(setting, bare)
    write(setting)
    between = read(setting)

    write(setting, {**bare, "targets": [["2027", "60"]]})

    assert between == {}
    assert read(setting) == {"PDR-001": [{**bare, "targets": [["2027", "60"]]}]}


def test_nothing_named_and_nothing_stored_states_nothing(setting):
    before = Event.objects.count()

    write(setting)

    assert Event.objects.count() == before


def test_a_target_waits_until_its_amendment_is_published(setting):
    plan = setting.plan.id
    base = content_now(plan, EditKind.COMMITMENT, "PDR-001")
    subject = Subject(plan, EditKind.COMMITMENT, "PDR-001")
    keep_edit(by=None, subject=subject, base=base, mine={**base, "results": [LINE]})
    waiting = read(setting)

    publish_edits(by=None, plan_id=plan, why="Session of March")

    assert (waiting, read(setting)) == ({}, {"PDR-001": [LINE]})
    assert content_now(plan, EditKind.COMMITMENT, "PDR-001")["results"] == [LINE]
