"""Values of indicators that a report states: judged with it, published with it, in one act."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.models import Measurement, ResultLine
from athar.reporting.actions import publish_report, submit_report
from athar.reporting.queries import report_under_way
from athar.trail.models import Event
from tests.indicators.cast import set_up
from tests.reporting import cast as made


@pytest.fixture
def world(frozen_day, plan, people):
    """Give the dam two indicators: households of the plan's own, and an opinion in words."""
    setting = set_up(plan)
    lines = [
        ResultLineDraft(indicator=named, place_id=setting.places["01"], commitment_code="PDR-001")
        for named in (
            (plan.code, "connected"),
            ("shared", "opinion"),
            ("shared", "water"),
        )
    ]
    put_framework(by=None, plan_id=plan.id, drafts=lines)
    earlier = [setting.value(code, value=Decimal(40)) for code in ("connected", "water")]
    record_measurements(by=None, drafts=earlier)
    return plan, people, setting


def field(code):
    return f"indicator.{ResultLine.objects.get(indicator__code=code).pk}."


def test_values_are_published_with_the_report_as_validated(world):
    plan, people, _setting = world
    said = {**made.SAID, field("connected"): "55", field("opinion"): "Bonne"}
    key = made.validated(plan, people.manager, people.validator, said=said)
    before = Measurement.objects.filter(claim="validated").count()

    number = publish_report(by=people.validator, report_id=key, version=made.version_of(key))

    rows = Measurement.objects.filter(claim="validated").order_by("indicator__code")
    assert (before, list(rows.values_list("indicator__code", "value", "text", "period"))) == (
        0,
        [("connected", 55, "", "2025"), ("opinion", None, "Bonne", "2025")],
    )
    act = Event.objects.get(publication_number=number)
    event = Event.objects.get(kind="measurements.recorded", by=people.validator)
    assert event.source == {"report": key, "event": act.pk}


def test_last_value_and_limits_stand_beside_the_field(world):
    plan, people, _setting = world
    key = made.drafted(plan, people.manager, said={**made.SAID, field("water"): "90"})

    view = report_under_way(people.manager, key)

    line = next(one for one in view.lines if one.view.indicator.code == "water")
    assert [(one.period, one.value) for one in line.earlier] == [("2024", Decimal(40))]
    assert [(str(one.code), one.field) for one in view.checks] == [("value_jump", line.field)]
    assert view.fields[line.field].text == "90"


@pytest.mark.parametrize("typed", ["12/40", "1.2345"])
def test_value_that_the_store_would_refuse_is_refused_at_once(world, typed):
    plan, people, _setting = world
    said = {**made.SAID, field("connected"): typed}
    key = made.drafted(plan, people.manager, said=said)

    with pytest.raises(ValidationError) as refusal:
        submit_report(by=people.manager, report_id=key, version=made.version_of(key))

    assert [one.code for one in refusal.value.error_list] == ["value_refused"]


def test_ratio_stands_beside_the_field_as_a_percentage(world):
    plan, people, setting = world
    ratio = setting.value("water", numerator=Decimal(1), denominator=Decimal(4), period="2023")
    none = setting.value("water", no_number="not_reported", period="2022")
    record_measurements(by=None, drafts=[ratio, none])
    key = made.drafted(plan, people.manager)

    view = report_under_way(people.manager, key)

    line = next(one for one in view.lines if one.view.indicator.code == "water")
    assert [(one.period, one.value) for one in line.earlier] == [
        *(("2022", None), ("2023", Decimal(25)), ("2024", Decimal(40))),
    ]
