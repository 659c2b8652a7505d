"""The Data Package of the demonstration, judged by frictionless; and what it must refuse."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile

import frictionless
import pytest

from athar.config.commands.demo import PLAN_CODE
from athar.opendata.columns import Kind
from athar.opendata.files import FILES, file_named
from athar.opendata.packages import (
    TYPES,
    State,
    archive_bytes,
    descriptor_of,
    made_files,
    schema_of,
)
from athar.plans.queries import plan_by_code
from tests.demonstration import demonstration

STATE = State(
    permanent="https://example.org/id/dataset/X",
    homepage="https://example.org/id/plan/X",
    publication_number=4,
    published_at=dt.datetime(2025, 10, 15, 8, 0, 1, tzinfo=dt.UTC),
)


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker, tmp_path_factory):
    """The archive of the plan of the demonstration, made twice."""
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        plan = plan_by_code(PLAN_CODE)
        first, second = (archive_bytes(plan, made_files(plan), STATE) for _ in range(2))
    return first, second


def unpacked(content: bytes, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    return folder / "datapackage.json"


def errors_of(descriptor) -> set[tuple[str, str]]:
    report = frictionless.Package(str(descriptor)).validate()
    assert not report.errors
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_package_of_the_demonstration_is_valid(archive, tmp_path):
    descriptor = unpacked(archive[0], tmp_path)

    assert errors_of(descriptor) == set()
    assert len(json.loads(descriptor.read_text())["resources"]) == len(FILES)


@pytest.mark.parametrize(
    ("file", "before", "after", "kind"),
    [
        ("commitments", ",A1,", ",A99,", "foreign-key"),
        ("commitment_bodies", ",owner,", ",boss,", "constraint-error"),
        ("commitments", ",yes,", ",maybe,", "type-error"),
        ("bodies", "\r\nREG,", "\r\n,", "constraint-error"),
    ],
)
def test_damaged_package_is_refused(archive, tmp_path, file, before, after, kind):
    descriptor = unpacked(archive[0], tmp_path)
    damaged = tmp_path / f"{file}.csv"
    text = damaged.read_bytes().decode()
    if kind == "foreign-key":
        before, after = f",{text.splitlines()[1].split(',')[1]},", ",NOWHERE,"
    assert before in text

    damaged.write_bytes(text.replace(before, after, 1).encode())

    assert (file, kind) in errors_of(descriptor)


def test_archive_is_the_same_each_time_and_sums_agree(archive, tmp_path):
    first, second = archive

    found = json.loads(unpacked(first, tmp_path).read_text())

    assert first == second
    for one in found["resources"]:
        content = (tmp_path / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (
            len(content),
            f"sha256:{hashlib.sha256(content).hexdigest()}",
        )


@pytest.mark.django_db
def test_descriptor_says_whose_which_state_and_under_which_licence(plan, frozen_day):
    view = plan_by_code(plan.code)

    found = descriptor_of(view, made_files(view), STATE)

    assert {name: found[name] for name in ("name", "id", "version", "created", "licenses")} == {
        "name": "pdr-nord-2022-2027",
        "id": "https://example.org/id/dataset/X",
        "version": "4",
        "created": "2025-10-15T08:00:01Z",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "CC BY 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
    }
    assert found["titles"]["fr"] == "Programme de développement régional du Nord 2022-2027"
    assert found["contributors"][0]["title"] == "North Region"


def test_schema_has_types_titles_keys_and_references():
    schema = schema_of(file_named("commitment_bodies"))

    fields = {one["name"]: one for one in schema["fields"]}
    assert {name: one["type"] for name, one in fields.items()} == {
        "commitment": "string",
        "role": "string",
        "body": "string",
    }
    assert fields["role"]["titles"] == {"ar": "الدور", "fr": "Rôle", "en": "Role"}
    assert fields["role"]["constraints"] == {
        "required": True,
        "enum": ["lead", "support", "owner", "delegated_owner"],
    }
    assert (schema["primaryKey"], schema["missingValues"]) == (["commitment", "role", "body"], [""])
    assert schema["foreignKeys"][1] == {
        "fields": ["body"],
        "reference": {"resource": "bodies", "fields": ["code"]},
    }


def test_reference_within_a_file_names_itself_by_nothing():
    (reference,) = schema_of(file_named("nodes"))["foreignKeys"]

    assert reference["reference"]["resource"] == ""


def test_names_of_columns_are_used_once_in_a_file():
    for one in FILES:
        names = [column.name for column in one.columns]
        assert len(names) == len(set(names)), one.name
        assert {*one.key, *(name for to in one.refers for name in to.columns)} <= set(names)
        assert all({*to.key} <= {*file_named(to.file).key} for to in one.refers)


def test_every_kind_of_column_has_a_type():
    assert set(TYPES) == set(Kind)
