"""Reading values: their states with who, when, why and from where, and what stood then."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim, NoNumber, ValueSource
from athar.indicators.queries import Origin, Said, ValueKey, states_of, values_as_of
from athar.trail.models import Event
from athar.trail.queries import last_publication_number


@pytest.fixture
def numbers(setting) -> list[int]:
    """A value stated and corrected twice; the publication numbers of its three states."""
    numbers = []
    for value in ("27.5", "27.9", "28.1"):
        done = record_measurements(
            by=None, drafts=[setting.value(value=Decimal(value))], reason=f"{value} lu au registre"
        )
        numbers.append(Event.objects.get(pk=done.event_id).publication_number)
    return numbers


def test_every_state_says_what_why_and_since_when(setting, numbers):
    states = states_of(setting.indicators["water"], setting.places["01"], "2024", "")

    assert [(one.revision, one.said.value, one.reason) for one in states] == [
        (2, Decimal("28.1"), "28.1 lu au registre"),
        (1, Decimal("27.9"), "27.9 lu au registre"),
        (0, Decimal("27.5"), ""),
    ]
    assert [one.publication_number for one in states] == numbers[::-1]


@pytest.mark.parametrize(("at", "values"), [(0, ["27.5"]), (1, ["27.9", "27.5"])])
def test_states_as_of_a_publication_leave_out_later_ones(setting, numbers, at, values):
    states = states_of(
        setting.indicators["water"], setting.places["01"], "2024", "", as_of=numbers[at]
    )

    assert [str(one.said.value) for one in states] == values


def test_values_as_of_are_those_the_public_saw_then(setting, numbers):
    water, key = (
        setting.indicators["water"],
        ValueKey(setting.places["01"], "2024", "", Claim.DECLARED),
    )

    seen = [values_as_of(water, number)[key].value for number in numbers]

    assert seen == [Decimal("27.5"), Decimal("27.9"), Decimal("28.1")]
    assert values_as_of(water, numbers[0] - 1) == {}


def test_values_as_of_are_narrowed(setting, numbers):
    drafts = [
        setting.value(period="2023", no_number=NoNumber.NOT_DUE),
        setting.value(category="area=rural", numerator=Decimal(1), denominator=Decimal(3)),
        setting.value(place_id=setting.places["01.151"]),
    ]
    record_measurements(by=None, drafts=drafts)

    found = values_as_of(
        setting.indicators["water"],
        last_publication_number(),
        place_ids=[setting.places["01"]],
        categories=["", "area=rural"],
        periods=["2023", "2024"],
    )

    assert sorted((key.period, key.category) for key in found) == [
        ("2023", ""),
        ("2024", ""),
        ("2024", "area=rural"),
    ]
    declared = ValueKey(setting.places["01"], "2023", "", Claim.DECLARED)
    assert found[declared] == Said(no_number=NoNumber.NOT_DUE)


def test_state_knows_its_file_and_cell(setting):
    draft = replace(
        setting.value(), source=ValueSource.IMPORT, cell="Feuille1!B12", written="27,5 %"
    )
    record_measurements(by=None, drafts=[draft], source={"file": "ab12", "name": "retour.xlsx"})

    (state,) = states_of(setting.indicators["water"], setting.places["01"], "2024", "")

    assert state.origin == Origin("ab12", "retour.xlsx", "Feuille1!B12", "27,5 %")
    assert (state.source, state.claim) == (ValueSource.IMPORT, Claim.DECLARED)


def test_address_of_who_stated_a_value_is_not_told(setting, people):
    people.coordinator.name = ""
    record_measurements(
        by=people.coordinator, drafts=[setting.value("connected", value=Decimal(5))]
    )

    (state,) = states_of(setting.indicators["connected"], setting.places["01"], "2024", "")

    assert state.author_name == ""
