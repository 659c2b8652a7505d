"""What was settled of the columns of a layout is used for the next file of that layout."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from athar.finance.models import AgreementShare
from athar.intake.actions import import_plan
from athar.intake.enums import UploadKind
from athar.intake.keeping import of_plan
from athar.intake.memory.kept import keep_mapping, kept_mapping, layout_of
from athar.intake.memory.mapping import read_words, set_column, set_word
from athar.intake.models import KeptMapping
from athar.intake.readers.sheet import Cell, Sheet
from athar.intake.tables.table import find_tables
from athar.plans.models import Commitment
from athar.reporting.models import Report
from athar.trail.models import Event
from tests.intake import agreements_small, returns_small
from tests.intake.small import ROAD, options, plan_csv

NOTED = {**ROAD, "zone": "Deux voies"}
OTHER = {**NOTED, "code": "PDR-A1-09", "title": "Autre route", "zone": "Trois voies"}


def take(*rows, heading="Zone 7", **chosen):
    """Import a small plan with a column whose heading nobody understands."""
    file = plan_csv(*rows, name=f"{len(rows)}.csv", zone=heading)
    return import_plan(by=None, file=file, options=options(reason="Session", **chosen))


def corrected(report, holds="summary", heading="Zone 7"):
    """The description of the columns of a report, with one of them corrected."""
    sheet = json.loads(report.mapping)["tables"][0]["sheet"]
    return set_column(report.mapping, sheet, heading, holds)


def summary_of(code):
    """What was kept as the description of a project."""
    return dict(Commitment.objects.get(code=code).summary)


def test_the_next_file_of_a_layout_is_read_as_the_last_was_settled(db):
    read = take(NOTED, dry_run=True)
    first = take(NOTED, mapping=corrected(read))
    then = take(NOTED, OTHER)

    assert [one.as_json()["mapping_reused"] for one in (read, first, then)] == [False, False, True]
    assert [one.code.value for one in read.problems] == ["column_not_read"]
    assert (first.problems, then.problems) == ((), ())
    assert summary_of("PDR-A1-09") == {"fr": "Trois voies"}
    assert then.outcome()[0] == "columns read as settled for an earlier file of this layout"


def test_another_layout_is_read_by_itself(db):
    take(NOTED, mapping=corrected(take(NOTED, dry_run=True)))

    then = take(OTHER, heading="Zone 8")

    assert then.is_mapping_reused is False
    assert summary_of("PDR-A1-09") == {}


@pytest.mark.parametrize("corrects", [True, False])
def test_nothing_is_kept_of_a_trial_or_without_a_correction(db, corrects):
    read = take(NOTED, dry_run=True)

    take(NOTED, mapping=corrected(read) if corrects else read.mapping, dry_run=corrects)

    assert list(KeptMapping.objects.all()) == []
    assert take(NOTED, OTHER).is_mapping_reused is False


def test_a_mapping_given_wins_and_takes_the_place_of_the_one_kept(db):
    read = take(NOTED, dry_run=True)
    take(NOTED, mapping=corrected(read))

    by_itself = take(NOTED, OTHER, mapping=read.mapping)
    then = take(NOTED, OTHER)

    assert [one.is_mapping_reused for one in (by_itself, then)] == [False, False]
    assert (by_itself.problems, then.problems, summary_of("PDR-A1-09")) == ((), (), {})
    assert KeptMapping.objects.get().file_name == "2.csv"


def test_the_words_of_a_file_are_no_part_of_what_is_kept_of_its_columns(db):
    read = take({**NOTED, "status": "presque"}, dry_run=True)
    (word,) = read.words
    mapping = set_word(corrected(read), word.kind, word.written, "on_track")

    take({**NOTED, "status": "presque"}, mapping=mapping)

    assert len(read_words(mapping)) == 1
    assert "words" not in json.loads(KeptMapping.objects.get().mapping)


def test_what_an_older_version_kept_and_nobody_can_read_settles_nothing(db):
    take(NOTED, mapping=corrected(take(NOTED, dry_run=True)))
    KeptMapping.objects.update(mapping='{"format": "athar-mapping-0"}')

    then = take(NOTED, OTHER)

    assert (then.is_taken, then.is_mapping_reused) == (True, False)


def test_agreements_of_a_layout_are_read_as_the_last_were_settled(plan):
    rows = agreements_small.changed(agreements_small.FRENCH, 4, 4, "Zone 7")
    read = agreements_small.take(agreements_small.table(rows), dry_run=True)
    agreements_small.take(agreements_small.table(rows), mapping=corrected(read, "title"))

    later = (*rows[:6], (3, "2023/01", "mars 2023", "Ponts", "PDR-003", 100, None, 100, ""))
    then = agreements_small.take(agreements_small.table(later))

    assert (then.is_mapping_reused, then.problems) == (True, ())
    shares = AgreementShare.objects.filter(agreement__number="2023/01")
    assert shares.get().agreement.title == {"fr": "Ponts"}


def test_a_return_of_a_layout_is_read_as_the_last_was_settled(plan):
    headings = returns_small.FRENCH[:2]
    row = ("Code projet", "Zone 7", "Statut")
    first = agreements_small.table((*headings, row, ("PDR-001", "85 %", "En retard")))
    later = agreements_small.table((*headings, row, ("PDR-003", "15 %", "En cours")))
    read = returns_small.take(first, dry_run=True)

    returns_small.take(first, mapping=corrected(read, "physical"))
    then = returns_small.take(later)

    assert (then.is_mapping_reused, then.problems) == (True, ())
    assert Report.objects.get(commitment__code="PDR-003", as_of_on="2025-09-30").physical == 15
    assert list(KeptMapping.objects.values_list("kind", flat=True)) == ["progress"]


def table(*rows, name="Feuil1"):
    """The tables of a sheet of these rows."""
    return find_tables([Sheet(name, tuple(tuple(Cell(one, one) for one in row) for row in rows))])


HEADINGS = ("Code", "Intitulé du projet", "Coût total (MDH)")
LAYOUT = layout_of(table(HEADINGS, ("A-1", "Route", "12")))


@pytest.mark.parametrize(
    ("rows", "is_same"),
    [
        ((("Situation au 30 juin",), HEADINGS, ("A-2", "Pont", "3"), ("A-3", "Quai", "4")), True),
        ((("CODE", "intitulé  du projet", "Coût total (MDH)"), ("A-1", "Route", "12")), True),
        (((*HEADINGS, "Statut"), ("A-1", "Route", "12", "En cours")), False),
        (((*HEADINGS[:2], "Coût total (KDH)"), ("A-1", "Route", "12")), False),
        ((HEADINGS[::-1], ("12", "Route", "A-1")), False),
    ],
)
def test_a_layout_is_its_headings_in_their_order(rows, is_same):
    assert (layout_of(table(*rows, name="T3 2025")) == LAYOUT) is is_same


def test_a_file_without_tables_has_no_layout():
    assert layout_of(()) == ""


MAPPING = '{"format": "athar-mapping-1", "tables": []}'


def keep(plan, by, mapping=MAPPING, kind=UploadKind.PROGRESS):
    """Keep a mapping for the layout above."""
    keep_mapping(
        by=by,
        belongs=of_plan(plan.id),
        kind=kind,
        layout=LAYOUT,
        mapping=mapping,
        file_name="a.csv",
    )


def test_a_mapping_is_kept_once_with_who_kept_it(plan, people):
    told = {"kind": "returns", "sheet": "x", "columns": [{"heading": "a", "holds": "paid"}]}
    other = json.dumps({"format": "athar-mapping-1", "tables": [told]})

    for by, mapping in ((people.coordinator, other), (None, other), (None, MAPPING)):
        keep(plan, by, mapping)

    assert json.loads(kept_mapping(UploadKind.PROGRESS, LAYOUT)) == json.loads(MAPPING)
    assert kept_mapping(UploadKind.PLAN, LAYOUT) == ""
    events = Event.objects.filter(kind="mapping.kept").order_by("pk")
    assert [event.by for event in events] == [people.coordinator, None]
    assert [bool(event.changes.get().before) for event in events] == [False, True]


@pytest.mark.parametrize(
    ("name", "kind"), [("citizen", UploadKind.PROGRESS), ("coordinator", UploadKind.PLAN)]
)
def test_a_mapping_is_kept_only_by_who_imports_such_files(plan, people, name, kind):
    with pytest.raises(PermissionDenied):
        keep(plan, getattr(people, name), kind=kind)

    assert list(KeptMapping.objects.all()) == []
