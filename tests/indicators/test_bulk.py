"""Recording the values of a table: the same rules as one by one, all or none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.indicators.actions import Recorded, bulk, record_measurements, record_table
from athar.indicators.models import Category, Indicator, Measurement
from athar.indicators.validators import ValueRow
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.trail.models import Event
from tests.everything import n_acts


def row(setting, code: str = "water", **stated: object) -> ValueRow:
    """Give a row that states 27.5 of the shared indicator in the region for 2024, or another."""
    given = {
        "indicator_id": setting.indicators[code],
        "place_id": setting.places["01"],
        "period": "2024",
        "category": "",
        "claim": "declared",
        "numerator": None,
        "denominator": None,
        "text": "",
        "no_number": "",
        "cell": "Data!G2",
        "written": "",
        "value": None if stated.keys() & {"numerator", "text", "no_number"} else Decimal("27.5"),
    }
    return ValueRow(**(given | stated))


def stored() -> list[tuple[object, ...]]:
    rows = Measurement.objects.order_by("period", "category__code", "claim", "revision")
    return list(
        rows.values_list(
            *("period", "category__code", "revision", "value", "numerator", "denominator"),
            *("text", "no_number", "source", "cell", "written"),
        )
    )


def test_every_kind_of_value_is_recorded_as_one_act(setting):
    rows = [
        row(setting),
        row(setting, category="area=rural", value=Decimal("13.30"), written="13,3 %"),
        row(setting, period="2023", numerator=Decimal(1), denominator=Decimal(4), cell="a\\b\tc"),
        row(setting, period="2022", no_number="suppressed"),
        row(setting, "opinion", period="2021", text="Deux lignes\nd'avis \\ ici"),
    ]

    done = record_table(by=None, rows=rows, source={"file": "f"})

    event = Event.objects.get(pk=done.event_id)
    assert (done.added, event.source, event.changes.count()) == (5, {"file": "f"}, 0)
    assert event.publication_number is not None
    assert stored() == [
        ("2021", "", 0, *[None] * 3, "Deux lignes\nd'avis \\ ici", "", "import", "Data!G2", ""),
        ("2022", "", 0, None, None, None, "", "suppressed", "import", "Data!G2", ""),
        ("2023", "", 0, None, 10, 40, "", "", "import", "a\\b\tc", ""),
        ("2024", "", 0, 275, None, None, "", "", "import", "Data!G2", ""),
        ("2024", "area=rural", 0, 133, None, None, "", "", "import", "Data!G2", "13,3 %"),
    ]


def test_same_table_again_changes_nothing_and_leaves_no_trace(setting):
    rows = [row(setting), row(setting, period="2023", no_number="suppressed")]
    record_table(by=None, rows=rows)
    n_events = n_acts()

    done = record_table(by=None, rows=rows)

    assert done == Recorded(same=2)
    assert (Measurement.objects.count(), n_acts()) == (2, n_events)


def test_what_differs_supersedes_the_latest_revision(setting):
    record_measurements(by=None, drafts=[setting.value()])
    record_measurements(by=None, drafts=[setting.value(value=Decimal(28))], reason="Erreur")
    rows = [row(setting), row(setting, period="2023"), row(setting, claim="validated")]

    done = record_table(by=None, rows=rows, reason="Nouveau fichier")

    again = record_table(by=None, rows=rows)
    assert (done.added, done.superseded, done.same, again.same) == (2, 1, 0, 3)
    assert [one[2:4] for one in stored() if one[0] == "2024"] == [
        *((0, 275), (1, 280), (2, 275)),
        (0, 275),
    ]


def test_correction_without_reason_is_refused_whole(setting):
    record_table(by=None, rows=[row(setting)])
    n_events = n_acts()

    with pytest.raises(ValidationError) as refused:
        record_table(by=None, rows=[row(setting, value=Decimal(0)), row(setting, period="2023")])

    assert refused.value.code == "reason_missing"
    assert (Measurement.objects.count(), n_acts()) == (1, n_events)


def test_one_bad_row_refuses_all_with_its_cell(setting, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
    rows = [
        row(setting),
        row(setting, period="2023", value=Decimal("1E+400"), cell="Data!G3"),
        row(setting, period="2022", category="area=moon", cell="Data!G4"),
        row(setting, period="2022", category="nonsense", cell="Data!G5"),
        row(setting, period="2021"),
    ]

    with pytest.raises(ValidationError) as refused:
        record_table(by=None, rows=rows)

    found = [(one.code, one.params["cell"]) for one in refused.value.error_list]
    assert found == [
        ("out_of_bounds", "Data!G3"),
        ("unknown_category", "Data!G4"),
        ("unknown_category", "Data!G5"),
    ]
    assert (Measurement.objects.count(), Category.objects.exclude(code="").count()) == (0, 0)


def test_value_stated_twice_is_refused_with_both_cells(setting):
    rows = [
        row(setting, cell="Data!G2"),
        row(setting, cell="Data!G3", period="2023"),
        row(setting, cell="Data!G4", value=Decimal(3)),
    ]

    with pytest.raises(ValidationError) as refused:
        record_table(by=None, rows=rows)

    params = [(one.code, one.params) for one in refused.value.error_list]
    assert params == [("named_twice", {"about": "Data!G2", "cell": "Data!G4"})]


def test_table_is_read_no_further_after_too_many_problems(setting, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(bulk, "MOST_PROBLEMS", 3)
    rows = iter([row(setting, period=f"no {number}") for number in range(10)])

    with pytest.raises(ValidationError) as refused:
        record_table(by=None, rows=rows)

    assert (len(refused.value.error_list), len(list(rows))) == (3, 6)


def test_definition_changed_meanwhile_refuses_the_table(setting, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 1)

    def rows():
        yield row(setting)
        Indicator.objects.filter(code="water").update(decimals=2)

    with pytest.raises(ValidationError) as refused:
        record_table(by=None, rows=rows())

    assert (refused.value.code, Measurement.objects.count()) == ("changed", 0)


def test_nobody_validates_a_value_of_their_own_by_a_table(setting, people):
    scope = f"plan:{setting.plan.id}"
    grant_role(by=None, account_id=people.coordinator.pk, role=Role.VALIDATOR, scope=scope)
    record_table(by=people.coordinator, rows=[row(setting, "connected", value=Decimal(5))])
    validated = [row(setting, "connected", value=Decimal(5), claim="validated")]

    with pytest.raises(PermissionDenied):
        record_table(by=people.coordinator, rows=validated)

    assert record_table(by=people.validator, rows=validated).added == 1


@pytest.mark.parametrize("who", ["citizen", "stranger", "evaluator"])
def test_who_has_no_right_records_no_table(setting, people, who):
    with pytest.raises(PermissionDenied):
        record_table(by=getattr(people, who), rows=[row(setting, "connected", value=Decimal(5))])

    assert Measurement.objects.count() == 0


def test_queries_do_not_grow_with_the_rows(setting):
    rows = [row(setting, period=str(year)) for year in range(2000, 2020)]
    record_table(by=None, rows=rows[:1])
    counts = []

    for batch in (rows[1:3], rows[3:]):
        with CaptureQueriesContext(connection) as captured:
            record_table(by=None, rows=batch)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_table_of_several_batches_is_recorded_whole(setting, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
    rows = [row(setting, period=str(year)) for year in range(2019, 2024)]

    done = record_table(by=None, rows=rows)

    assert (done.added, Measurement.objects.count()) == (5, 5)
