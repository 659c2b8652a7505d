"""Recording values: added, superseded with a reason, the same again, and refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from athar.indicators.actions import Recorded, record_measurements
from athar.indicators.enums import Claim, NoNumber
from athar.indicators.models import Measurement
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.trail.models import Event


def test_new_value_is_added_with_its_publication(setting):
    done = record_measurements(by=None, drafts=[setting.value()])

    row = Measurement.objects.get()
    assert done == Recorded(added=1, event_id=row.event_id)
    assert (row.value, row.revision, row.claim) == (275, 0, Claim.DECLARED)
    assert row.event.publication_number == Event.objects.order_by("-pk")[0].publication_number


def test_same_value_again_adds_nothing(setting):
    record_measurements(by=None, drafts=[setting.value()])
    n_events = Event.objects.count()

    done = record_measurements(by=None, drafts=[setting.value()])

    assert done == Recorded(same=1)
    assert (Measurement.objects.count(), Event.objects.count()) == (1, n_events)


def test_correction_supersedes_with_its_reason(setting):
    record_measurements(by=None, drafts=[setting.value()])

    done = record_measurements(
        by=None, drafts=[setting.value(value=Decimal("28.1"))], reason="Erreur de saisie"
    )

    rows = list(Measurement.objects.order_by("revision").values_list("revision", "value"))
    assert (done.superseded, rows) == (1, [(0, 275), (1, 281)])
    change = Event.objects.get(pk=done.event_id).changes.get()
    assert (change.before["value"], change.after["value"]) == ("27.5", "28.1")


def test_correction_without_reason_is_refused(setting):
    record_measurements(by=None, drafts=[setting.value()])

    with pytest.raises(ValidationError) as refused:
        record_measurements(by=None, drafts=[setting.value(value=Decimal(0))])

    assert refused.value.code == "reason_missing"
    assert Measurement.objects.count() == 1


def test_zero_and_no_number_are_two_things(setting):
    record_measurements(
        by=None,
        drafts=[
            setting.value(value=Decimal(0)),
            setting.value(period="2023", no_number=NoNumber.SUPPRESSED),
        ],
    )

    rows = Measurement.objects.order_by("-period").values_list("value", "no_number")
    assert list(rows) == [(0, ""), (None, "suppressed")]


def test_ratio_keeps_numerator_and_denominator(setting):
    record_measurements(
        by=None, drafts=[setting.value(numerator=Decimal(275), denominator=Decimal(1000))]
    )

    row = Measurement.objects.get()
    assert (row.value, row.numerator, row.denominator) == (None, 2750, 10000)


def test_claims_stand_side_by_side(setting):
    drafts = [setting.value(claim=claim) for claim in Claim]

    done = record_measurements(by=None, drafts=drafts)

    assert done.added == 3


def test_text_and_step_are_values_too(setting):
    drafts = [
        setting.value("opinion", text="Mieux qu'avant"),
        setting.value("maturity", value=Decimal(1)),
    ]

    done = record_measurements(by=None, drafts=drafts)

    assert (done.added, Event.objects.get(pk=done.event_id).subject) == (2, "indicators")


def test_nobody_validates_a_value_of_their_own(setting, people):
    scope = f"plan:{setting.plan.id}"
    grant_role(by=None, account_id=people.coordinator.pk, role=Role.VALIDATOR, scope=scope)
    draft = setting.value("connected", value=Decimal(5))
    record_measurements(by=people.coordinator, drafts=[draft])
    validated = setting.value("connected", value=Decimal(5), claim=Claim.VALIDATED)

    with pytest.raises(PermissionDenied):
        record_measurements(by=people.coordinator, drafts=[validated])

    assert record_measurements(by=people.validator, drafts=[validated]).added == 1


def test_queries_do_not_grow_with_the_values(setting, django_assert_num_queries):
    drafts = [setting.value(period=str(year)) for year in range(2000, 2020)]

    with django_assert_num_queries(54 if connection.vendor == "postgresql" else 50):
        record_measurements(by=None, drafts=drafts)


@pytest.mark.parametrize("who", ["citizen", "stranger", "evaluator"])
def test_who_has_no_right_is_refused(setting, people, who):
    with pytest.raises(PermissionDenied):
        record_measurements(
            by=getattr(people, who), drafts=[setting.value("connected", value=Decimal(5))]
        )

    assert Measurement.objects.count() == 0
