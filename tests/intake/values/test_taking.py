"""Values are taken as one act: idempotent, corrected only with a reason, all or none."""

from __future__ import annotations

import json

import pytest

from athar.indicators.actions import load_library, put_indicators
from athar.indicators.models import Measurement
from athar.indicators.shipped import DATA, read_library
from athar.intake.enums import ProblemCode, Stage
from athar.intake.options import GivenFile, Options
from athar.intake.values.taking import Target, import_values
from athar.reference import tables
from athar.trail.models import Event
from tests.indicators.cast import WATER
from tests.intake.values.conftest import stored

HEAD = "code,indicator,year,value"
ROWS = ("01,connected,2024,30", "01,connected,2023,20", "01.151,water,2023,27.5")


def test_same_file_again_changes_nothing(take):
    first = take(HEAD, *ROWS)
    n_events = Event.objects.count()

    again = take(HEAD, *ROWS)

    assert (first.added, first.superseded, first.same) == (3, 0, 0)
    assert (again.added, again.superseded, again.same, again.event_ids) == (0, 0, 3, ())
    assert (again.is_taken, Event.objects.count()) == (True, n_events)


def test_act_names_the_file_and_each_value_its_cell(take):
    report = take(HEAD, *ROWS)

    event = Event.objects.get(pk=report.event_ids[0])
    cells = sorted(Measurement.objects.values_list("cell", flat=True))
    assert (event.kind, event.source["name"]) == ("measurements.recorded", "valeurs.csv")
    assert (len(event.source["file"]), cells) == (64, ["valeurs!D2", "valeurs!D3", "valeurs!D4"])


def test_correction_needs_a_reason(take):
    take(HEAD, *ROWS)
    corrected = (HEAD, "01,connected,2024,31", "01,connected,2022,1")

    refused = take(*corrected)
    taken = take(*corrected, reason="Comptage repris")

    assert [(one.code, one.value) for one in refused.problems] == [
        (ProblemCode.CORRECTION_UNEXPLAINED, "1")
    ]
    assert (refused.is_taken, taken.added, taken.superseded) == (False, 1, 1)
    assert Event.objects.get(pk=taken.event_ids[0]).reason == "Comptage repris"


def test_dry_run_tells_and_writes_nothing(take):
    n_events = Event.objects.count()

    report = take(HEAD, *ROWS, dry_run=True)

    assert (report.is_taken, report.added, report.event_ids) == (True, 3, ())
    assert (Measurement.objects.count(), Event.objects.count()) == (0, n_events)


def test_who_may_not_state_values_is_refused(take, people):
    report = take(HEAD, *ROWS, by=people.citizen)

    assert [one.code for one in report.problems] == [ProblemCode.NOT_ALLOWED]
    assert Measurement.objects.count() == 0


def test_indicator_of_several_libraries_must_be_told_apart(take, setting):
    put_indicators(by=None, library_id=setting.own_library, drafts=(WATER,))

    ambiguous = take(HEAD, "01,water,2023,27.5")
    chosen = take(HEAD, "01,water,2023,27.5", target=Target(library="shared"))

    assert [(one.code, one.detail) for one in ambiguous.problems] == [
        (ProblemCode.INDICATOR_AMBIGUOUS, f"{setting.plan.code}/water, shared/water")
    ]
    assert (chosen.is_taken, chosen.added) == (True, 1)


def test_columns_and_words_are_settled_by_a_mapping(take):
    lines = ("lieu,chose,quand,combien,autre", "Le Nord,connected,2024,30,7")
    first = take(*lines)
    described = json.loads(first.mapping)
    for column in described["tables"][0]["columns"]:
        column["holds"] = {"combien": "value", "autre": None}.get(
            column["heading"], column["holds"]
        )
    described["words"] = [{"kind": "place", "written": "Le Nord", "means": "01"}]

    report = take(*lines, mapping=json.dumps(described))

    assert (report.problems, report.is_taken) == ((), True)
    assert stored() == [("connected", "01", "2024", "", "declared", 30)]


def test_word_that_names_no_place_leaves_its_row_out(take):
    words = [{"kind": "place", "written": "Hors région", "means": "none"}]
    mapping = json.dumps({"format": "athar-mapping-1", "tables": [], "words": words})

    report = take(HEAD, ROWS[0], "Hors région,connected,2024,5", mapping=mapping)

    assert (report.problems, report.values, report.added) == ((), 1, 1)


def test_stages_are_told_in_their_order(take):
    told = []

    take(HEAD, *ROWS, on_progress=lambda stage, *_counts: told.append(stage))

    assert list(dict.fromkeys(told)) == [
        *(Stage.OPENING, Stage.READING, Stage.WRITING, Stage.COUNTING)
    ]


@pytest.mark.usefixtures("setting")
def test_census_is_taken_whole_and_again_without_a_change():
    sources = tables.read_sources(tables.DATA / "sources.csv")
    library = read_library(DATA / "libraries" / "hcp-rgph.json")
    load_library(by=None, library=library, sources=sources)
    lines = (DATA / "values" / "hcp-rgph.csv").read_text("utf-8").splitlines()
    rows = [one for one in lines if one.startswith(("01.151", "01,", "code"))]
    file = GivenFile("census.csv", "\n".join(rows).encode())

    first, again = (
        import_values(by=None, file=file, target=Target(), options=Options()) for _n in range(2)
    )

    assert (first.problems, again.problems, first.indicators) == ((), (), 13)
    assert (first.added, again.added, again.same) == (len(rows) - 1, 0, len(rows) - 1)
