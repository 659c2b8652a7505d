"""A backup gives the same pages back on any database; what is no backup changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from athar.config.archive import ArchiveError, restore_archive, write_archive
from athar.config.commandline import main
from athar.evidence.actions import attach_file
from athar.kernel.text import Translated
from athar.people.actions import create_account
from athar.people.models import Account
from athar.plans.models import Commitment, Plan
from athar.trail.models import Event
from tests import cast
from tests.evidence.photographs import picture, saved

pytestmark = pytest.mark.usefixtures("frozen_day")
#: Writing a backup reads all tables as they are at one moment, which no test transaction can show.
committed = pytest.mark.django_db(transaction=True)

PLAN = "plans/PDR-NORD-2022-2027"
PAGES = (
    *("", "plans", "plans.csv", PLAN, f"{PLAN}.json", f"{PLAN}/nodes/A1", f"{PLAN}/nodes/A1.json"),
    *(f"{PLAN}/commitments", f"{PLAN}/commitments.json", f"{PLAN}/commitments.csv"),
    *(f"{PLAN}/commitments/PDR-001", f"{PLAN}/commitments/PDR-001.json"),
    *(f"{PLAN}/computed/physical", f"{PLAN}/computed/physical.json", f"{PLAN}/places.csv"),
    *("places", "places/hcp/01.151", "places/hcp/01.151.json", "places/hcp/01.151.csv"),
)
PNG = saved(picture(), "PNG")


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


def store() -> None:
    """The small plan, its people, and one photograph of the dam."""
    plan = cast.published_plan()
    cast.people(plan)
    Account.objects.filter(email="manager@example.org").update(password="hash")
    attach_file(
        by=None,
        subject=f"commitment:{plan.commitments['PDR-001']}",
        scope_keys=(),
        content=PNG,
        name="barrage.png",
        title=Translated(fr="Le barrage"),
    )


@pytest.fixture
def stored(db) -> None:
    store()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """One backup for all who only read it; the database is empty again afterwards."""
    directory = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=directory / "data"):
        store()
        write_archive(directory / "athar.backup")
        call_command("flush", interactive=False, verbosity=0)
    return directory / "athar.backup"


@pytest.fixture
def backup(made, tmp_path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def empty(data_dir: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(data_dir / "files", ignore_errors=True)


def rendered(client: Any) -> dict[str, bytes]:
    addresses = [f"/{lang}/{page}" for lang in ("ar", "fr", "en") for page in PAGES]
    addresses += ["/sitemap.xml", "/robots.txt"]
    answers = {address: client.get(address) for address in addresses}
    assert {one: answer.status_code for one, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    return {address: answer.getvalue() for address, answer in answers.items()}


def tables(path: Path) -> dict[str, Any]:
    """Read every row of a backup, and the evidence files with their checksums."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        rows = {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.startswith("tables/")
        }
    return {**rows, "files": manifest["files"]}


def altered(backup: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """Give a copy of a backup whose entries were changed."""
    with zipfile.ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    path = backup.with_name("altered.backup")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def in_manifest(**changes: Any) -> Callable[[dict[str, bytes]], Any]:
    def change(entries: dict[str, bytes]) -> None:
        manifest = {**json.loads(entries["manifest.json"]), **changes}
        entries["manifest.json"] = json.dumps(manifest).encode()

    return change


def is_untouched(data_dir: Path) -> bool:
    return not (Plan.objects.exists() or Account.objects.exists() or list(data_dir.iterdir()))


@committed
def test_restore_gives_identical_pages(stored, client, data_dir, tmp_path):
    before = rendered(client)
    write_archive(tmp_path / "athar.backup")
    empty(data_dir)

    contents = restore_archive(tmp_path / "athar.backup")

    assert rendered(client) == before
    assert contents.rows["plans.commitment"] == 5
    assert contents.n_files == 2
    assert contents.n_rows == sum(contents.rows.values()) > 50


@pytest.mark.django_db
def test_rows_written_after_a_restore_take_new_keys(backup):
    restore_archive(backup)
    last = Event.objects.latest("pk").pk

    create_account(by=None, email="new@example.org")

    assert Event.objects.filter(pk__gt=last).exists()


@committed
def test_backup_passes_through_another_database_unchanged(backup, tmp_path):
    again, there = tmp_path / "again.backup", tmp_path / "there"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATHAR_")}
    env = {**kept, "ATHAR_DATA_DIR": str(there)}  # SQLite, whatever these tests run on

    for words in (("restore", str(backup)), ("backup", str(again))):
        subprocess.run([sys.executable, "-m", "athar", *words, "--quiet"], env=env, check=True)
    restore_archive(again)
    write_archive(tmp_path / "back.backup")

    assert tables(again) == tables(backup)
    assert tables(tmp_path / "back.backup") == tables(backup)


def test_backup_is_for_its_owner_only(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_backup_leaves_out_sessions_and_jobs(backup):
    with zipfile.ZipFile(backup) as archive:
        apps = {name.split("/")[1].split(".")[0] for name in archive.namelist() if "/" in name}

    assert apps & {Session._meta.app_label, "django_tasks_database", "auth"} == set()
    assert "people" in apps


@committed
def test_backup_holds_the_evidence_and_nothing_half_written(stored, data_dir, tmp_path):
    (data_dir / "files" / "tmpabc").write_bytes(b"half")

    contents = write_archive(tmp_path / "x.backup")

    assert contents.n_files == 2


def test_backup_never_overwrites(backup):
    with pytest.raises(ArchiveError, match="exists already"):
        write_archive(backup)


@pytest.mark.django_db
def test_backup_into_a_missing_directory_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="No such file or directory"):
        write_archive(tmp_path / "none" / "x.backup")


@committed
def test_failed_backup_leaves_no_file(stored, tmp_path):
    def stop(line: str) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ArchiveError, match="No space left"):
        write_archive(tmp_path / "x.backup", report=stop)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["data"]


@pytest.mark.django_db
def test_restore_refuses_an_installation_that_holds_data(backup, stored):
    with pytest.raises(ArchiveError, match="holds data already"):
        restore_archive(backup)

    assert Commitment.objects.count() == 5


@pytest.mark.django_db
def test_restore_refuses_a_directory_that_holds_files(backup, data_dir):
    (data_dir / "files").mkdir()
    (data_dir / "files" / ("0" * 64)).write_bytes(b"kept")

    with pytest.raises(ArchiveError, match="is not empty"):
        restore_archive(backup)

    assert not Plan.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entries: entries.pop("manifest.json"), "not a backup of Athar"),
        (lambda entries: entries.update({"manifest.json": b"[]"}), "not a backup of Athar"),
        (lambda entries: entries.update({"manifest.json": b"\xff"}), "not a backup of Athar"),
        (in_manifest(format="athar-backup/9"), "has the format athar-backup/9"),
        (in_manifest(tables={"plans.plan": 3}), "not a backup of Athar"),
        (in_manifest(migrations=[["plans", "0999_later"]]), r"newer Athar .*plans\.0999_later"),
        (in_manifest(files={"files/../../etc/passwd": "0" * 64}), "no name of an evidence file"),
        (in_manifest(files={"/etc/passwd": "0" * 64}), "no name of an evidence file"),
        (in_manifest(files={f"files/{'0' * 64}": "0" * 64}), "is missing"),
        (lambda entries: entries.pop("tables/plans.plan.jsonl"), "plan.jsonl is missing"),
        (lambda entries: entries.update({"tables/plans.plan.jsonl": b"{}\n"}), "its checksum"),
    ],
)
def test_restore_refuses_what_is_no_sound_backup(backup, data_dir, change, words):
    path = altered(backup, change)

    with pytest.raises(ArchiveError, match=words):
        restore_archive(path)

    assert is_untouched(data_dir)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [b"{}", b"nonsense", b'{"id": 1, "colour": 2}', b"[1]"])
def test_restore_takes_everything_back_when_a_row_cannot_be_read(backup, data_dir, row):
    digest = hashlib.sha256(row).hexdigest()
    with zipfile.ZipFile(backup) as archive:
        listed = json.loads(archive.read("manifest.json"))["tables"]
    listed["plans.plan"]["sha256"] = digest
    path = altered(backup, in_manifest(tables=listed))
    path = altered(path, lambda entries: entries.update({"tables/plans.plan.jsonl": row}))

    with pytest.raises(ArchiveError, match="rows cannot be read"):
        restore_archive(path)

    assert is_untouched(data_dir)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_restore_refuses_a_file_cut_short_or_bent(backup, data_dir, place):
    whole = backup.read_bytes()
    at = int(len(whole) * place)

    for content in (whole[:at], whole[:at] + bytes(40) + whole[at + 40 :]):
        backup.write_bytes(content)
        with pytest.raises(ArchiveError, match=r"damaged|no backup|not a backup"):
            restore_archive(backup)

    assert is_untouched(data_dir)


@pytest.mark.django_db
def test_restore_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ArchiveError, match="No such file"):
        restore_archive(tmp_path / "none.backup")


@committed
def test_commands_print_what_they_did(stored, tmp_path, capsys):
    path = tmp_path / "x.backup"

    assert main(("backup", str(path))) == 0
    assert main(("backup", "--quiet", str(path))) == 1

    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].endswith(f"rows and 2 files written to {path}")
    assert "  plans.commitment: 5" in captured.out.splitlines()
    assert captured.err == f"athar: {path} exists already; a backup never overwrites another.\n"


@committed
def test_restore_command_makes_the_installation_ready(backup, data_dir, settings, capsys):
    settings.STATIC_ROOT = data_dir / "static"

    code = main(("restore", "--quiet", str(backup)))

    assert code == 0
    assert capsys.readouterr().out.endswith(f"rows and 2 files restored from {backup}\n")
    assert connection.introspection.table_names()
    assert (data_dir / "static" / "staticfiles.json").exists()
