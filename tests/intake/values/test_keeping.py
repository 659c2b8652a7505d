"""What belongs to an import of values: its file as evidence, what was settled, its difference."""

from __future__ import annotations

import hashlib
import json

import pytest

from athar.evidence.models import Evidence
from athar.evidence.queries import imported_as, path_of
from athar.indicators.rules import library_scope
from athar.intake.enums import UploadKind
from athar.intake.memory.kept import kept_mapping
from athar.intake.models import KeptMapping
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.trail.models import Event

HEAD = "code,indicator,year,value"
FIRST = (HEAD, "01,connected,2024,30", "01,connected,2023,20")


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("by_stream", [False, True])
def test_file_is_kept_and_not_shown_to_the_public(take, setting, by_stream):
    take(*FIRST, by_stream=by_stream)

    content = "\n".join(FIRST).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    kept = Evidence.objects.get()
    assert imported_as(sha256) == ((f"library:{setting.own_library}", "valeurs.csv"),)
    assert path_of(sha256).read_bytes() == content
    assert (kept.is_public, kept.kind, kept.file.size) == (False, "import", len(content))


def test_long_file_is_kept_whatever_its_size(take, settings):
    settings.MAX_UPLOAD_BYTES = 10

    report = take(*FIRST, by_stream=True)

    assert (report.is_taken, Evidence.objects.count()) == (True, 1)


def test_file_of_several_libraries_is_kept_for_each(take, setting):
    take(*FIRST, "01.151,water,2023,27.5")

    subjects = set(Evidence.objects.values_list("subject", flat=True))
    libraries = (setting.own_library, setting.library)
    assert subjects == {library_scope(one) for one in libraries}


def test_trial_and_file_that_changes_nothing_keep_nothing(take):
    take(*FIRST, dry_run=True)
    trial = Evidence.objects.count()
    take(*FIRST)
    take(*FIRST)

    assert (trial, Evidence.objects.count()) == (0, 1)


def _corrected(report):
    mapping = json.loads(report.mapping)
    for column in mapping["tables"][0]["columns"]:
        column["holds"] = {"combien": "value", "autre": None}.get(
            column["heading"], column["holds"]
        )
    mapping["words"] = [{"kind": "place", "written": "Le Nord", "means": "01"}]
    return json.dumps(mapping)


ODD = ("lieu,chose,quand,combien,autre", "Le Nord,connected,2024,30,7")


def test_columns_and_words_settled_once_are_read_so_again(take, setting):
    mapping = _corrected(take(*ODD))
    take(*ODD, mapping=mapping)

    again = take(ODD[0], "Le Nord,connected,2023,21,7")

    assert (again.is_taken, again.added, again.is_mapping_reused) == (True, 1, True)
    kept = KeptMapping.objects.get()
    assert kept_mapping(UploadKind.VALUES, kept.layout) == kept.mapping
    kinds = ("mapping.kept", "words.confirmed")
    subjects = {one.subject for one in Event.objects.filter(kind__in=kinds)}
    assert subjects == {library_scope(setting.own_library)}


def test_trial_teaches_nothing(take):
    take(*ODD, mapping=_corrected(take(*ODD)), dry_run=True)

    assert KeptMapping.objects.count() == 0


def test_validator_teaches_the_words_of_a_file_of_validated_values(take, people, setting):
    scope = library_scope(setting.own_library)
    grant_role(by=None, account_id=people.citizen.pk, role=Role.VALIDATOR, scope=scope)
    lines = (f"{ODD[0]},claim", f"{ODD[1]},validated")

    report = take(*lines, mapping=_corrected(take(*lines)), by=people.citizen)

    assert (report.is_taken, KeptMapping.objects.get().kept_by) == (True, people.citizen)


def test_trial_tells_what_it_would_supersede_and_add(take):
    take(*FIRST)

    lines = ("01,connected,2023,20", "01,connected,2022,5", "01,connected,2024,N.D")
    report = take(HEAD, *lines, dry_run=True, reason="…")

    said = [(one.code, one.fate.value, one.fields["value"]) for one in report.changes.touches]
    assert said == [
        ("valeurs!D4", "changed", ({"value": "30"}, {"no_number": "not_reported"})),
        ("valeurs!D3", "added", (None, {"value": "5"})),
    ]
    assert (report.added, report.superseded, report.same) == (1, 1, 1)
