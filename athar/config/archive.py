"""The backup file: every row and every evidence file, in a form that any database can read again.

A zip with `manifest.json`, one `tables/<app>.<model>.jsonl` per table and the evidence files under
`files/`. Values are written as text, so that SQLite and PostgreSQL restore each other's backups.
It holds the accounts with their passwords' hashes: only its owner may read the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

from athar.kernel import clock

FORMAT = "athar-backup/1"
BATCH = 1000
CHUNK = 1 << 20
# Rebuilt by migrations or from the rest, or worthless on another machine.
LEFT_OUT = {"contenttypes", "auth", "sessions", "django_tasks_database", "search", "ui"}
FILE_NAME = re.compile(r"files/(?:[0-9a-f]+/)*[0-9a-f]{64}")

Report = Callable[[str], None]
Model = type[models.Model]
Manifest = dict[str, Any]


def say_nothing(line: str) -> None:
    """Report to nobody."""


class ArchiveError(Exception):
    """The archive cannot be written or restored; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: rows by table, and the number of evidence files."""

    rows: dict[str, int]
    n_files: int

    @property
    def n_rows(self) -> int:
        return sum(self.rows.values())


def write_archive(path: Path, *, report: Report = say_nothing) -> Contents:
    """Write a whole backup; the file appears under its name only when it is complete.

    Errors: ArchiveError when the file exists or cannot be written.
    """
    if path.exists():
        raise ArchiveError(f"{path} exists already; a backup never overwrites another.")
    partial = path.with_name(path.name + ".partial")
    try:
        with (
            os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            contents = _write_all(archive, report)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return contents


def _write_all(archive: zipfile.ZipFile, report: Report) -> Contents:
    tables: dict[str, dict[str, Any]] = {}
    with _one_moment():
        migrations = sorted(MigrationRecorder(connection).applied_migrations())
        for model in kept_models(apps):
            label = model._meta.label_lower
            tables[label] = _write_table(archive, model)
            report(f"{label}: {tables[label]['rows']}")
    files = {}
    for name, stored in _stored_files():
        with stored.open("rb") as content:
            files[name] = _digest(content)
        archive.write(stored, name, zipfile.ZIP_STORED)
    manifest = {
        "format": FORMAT,
        "written_at": clock.now().isoformat(),
        "database": connection.vendor,
        "migrations": migrations,
        "tables": tables,
        "files": files,
    }
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return Contents({label: table["rows"] for label, table in tables.items()}, len(files))


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while part := content.read(CHUNK):
        digest.update(part)
    return digest.hexdigest()


@contextmanager
def _one_moment() -> Iterator[None]:
    """See every table as it was at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        sqlite: Any = connection
        usual = sqlite.transaction_mode
        sqlite.transaction_mode = "DEFERRED"  # who only reads holds up no writer
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def kept_models(registry: Apps | StateApps) -> list[Model]:
    """Give every model whose rows are worth keeping, each after those it points to."""
    wanted = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    ordered: list[Model] = []

    def place(model: Any, trail: tuple[Model, ...]) -> None:
        if model in ordered or model in trail or model not in wanted:
            return
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                place(field.related_model, (*trail, model))
        ordered.append(model)

    for model in sorted(wanted, key=lambda one: one._meta.label_lower):
        place(model, ())
    return ordered


def _write_table(archive: zipfile.ZipFile, model: Model) -> dict[str, Any]:
    names = [field.attname for field in model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    rows = model._default_manager.order_by("pk").values_list(*names)
    with archive.open(_entry(model), "w", force_zip64=True) as out:
        for row in rows.iterator(chunk_size=BATCH):
            values = dict(zip(names, row, strict=True))
            line = json.dumps(values, default=_as_text, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _entry(model: Model) -> str:
    return f"tables/{model._meta.label_lower}.jsonl"


def _as_text(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return dict(value) if hasattr(value, "keys") else str(value)


def _stored_files() -> Iterator[tuple[str, Path]]:
    """Give the evidence files and their names in an archive; half-written ones are left out."""
    for path in sorted((settings.DATA_DIR / "files").rglob("*")):
        name = path.relative_to(settings.DATA_DIR).as_posix()
        if path.is_file() and FILE_NAME.fullmatch(name):
            yield name, path


def restore_archive(path: Path, *, report: Report = say_nothing) -> Contents:
    """Restore a backup into an empty installation, then apply the migrations made since.

    Errors: ArchiveError when the file is no backup, is damaged, is newer than this program, or when
    the installation already holds something; then nothing is changed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
            _refuse_newer(manifest)
            _refuse_unless_empty()
            _check_digests(archive, manifest)
            rows = _restore(archive, manifest, report)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ArchiveError(f"{path} is no backup or is damaged: {error}.") from error
    return Contents(rows, len(manifest["files"]))


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Read what the archive says of itself; nothing in it is believed before it is checked."""
    try:
        manifest: Manifest = json.loads(archive.read("manifest.json"))
        if manifest["format"] != FORMAT:
            raise ArchiveError(f"This backup has the format {manifest['format']}, not {FORMAT}.")
        manifest["migrations"] = [(str(app), str(name)) for app, name in manifest["migrations"]]
        promised = {f"tables/{label}.jsonl" for label in manifest["tables"]}
        digests = [table["sha256"] for table in manifest["tables"].values()]
        digests += manifest["files"].values()
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ArchiveError("This file is not a backup of Athar.") from error
    for name in manifest["files"]:
        if not FILE_NAME.fullmatch(name):
            raise ArchiveError(f"The backup is damaged: {name} is no name of an evidence file.")
    missing = sorted((promised | set(manifest["files"])) - set(archive.namelist()))
    if missing:
        raise ArchiveError(f"The backup is damaged: {missing[0]} is missing.")
    return manifest


def _refuse_newer(manifest: Manifest) -> None:
    known = MigrationExecutor(connection).loader.graph.nodes
    newer = [key for key in manifest["migrations"] if key not in known]
    if newer:
        raise ArchiveError(
            f"This backup was made by a newer Athar (it knows {newer[0][0]}.{newer[0][1]})."
        )


def _refuse_unless_empty() -> None:
    existing = set(connection.introspection.table_names())
    for model in kept_models(apps):
        if model._meta.db_table in existing and model._default_manager.exists():
            raise ArchiveError("This installation holds data already; restore into an empty one.")
    if any(_stored_files()):
        raise ArchiveError(
            f"{settings.DATA_DIR / 'files'} is not empty; restore into an empty one."
        )


def _check_digests(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    tables = {
        f"tables/{label}.jsonl": table["sha256"] for label, table in manifest["tables"].items()
    }
    for name, digest in {**tables, **manifest["files"]}.items():
        with archive.open(name) as stored:
            actual = _digest(stored)
        if actual != digest:
            raise ArchiveError(f"The backup is damaged: {name} does not match its checksum.")


def _restore(archive: zipfile.ZipFile, manifest: Manifest, report: Report) -> dict[str, int]:
    """Load the rows into the schema they were written from, then bring the schema up to date.

    Rows and files come together: the files get their place just before the rows are committed.
    """
    executor = MigrationExecutor(connection)
    targets = _leaves(executor, set(manifest["migrations"]))
    try:
        executor.migrate(targets)
    except IrreversibleError as error:
        raise ArchiveError(
            "This backup is older: restore it into a database never used."
        ) from error
    then = MigrationExecutor(connection).loader.project_state(targets).apps
    try:
        with _files_unpacked(archive, manifest) as unpacked, transaction.atomic():
            rows = _restore_tables(archive, manifest, kept_models(then), report)
            connection.check_constraints()
            _move_files(unpacked)
    except (DatabaseError, ValidationError, TypeError, ValueError) as error:
        raise ArchiveError(f"The backup is damaged, its rows cannot be read: {error}.") from error
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return rows


@contextmanager
def _files_unpacked(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Path]:
    """Hold the evidence files beside their place until all the rest is known to be good."""
    directory = settings.DATA_DIR / "restore.partial"
    shutil.rmtree(directory, ignore_errors=True)
    try:
        for name in manifest["files"]:
            target = directory / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as stored, target.open("wb") as out:
                shutil.copyfileobj(stored, out)
        yield directory / "files"
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _move_files(unpacked: Path) -> None:
    if unpacked.exists():
        shutil.rmtree(settings.DATA_DIR / "files", ignore_errors=True)  # found empty before
        unpacked.rename(settings.DATA_DIR / "files")


def _restore_tables(
    archive: zipfile.ZipFile, manifest: Manifest, kept: list[Model], report: Report
) -> dict[str, int]:
    rows: dict[str, int] = {}
    for model in kept:
        label = model._meta.label_lower
        if label in manifest["tables"]:
            with archive.open(_entry(model)) as lines:
                rows[label] = _load(model, lines)
            report(f"{label}: {rows[label]}")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
    return rows


def _leaves(executor: MigrationExecutor, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the last applied migration of each branch."""
    graph = executor.loader.graph
    parents = {
        parent.key
        for key in applied
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return [key for key in sorted(applied) if key not in parents]


def _load(model: Model, lines: Iterable[bytes]) -> int:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    _refuse_self_set(fields)
    count = 0
    source = iter(lines)
    while batch := list(islice(source, BATCH)):
        model._default_manager.bulk_create(
            _revive(model, fields, json.loads(line)) for line in batch
        )
        count += len(batch)
    return count


def _revive(model: Model, fields: dict[str, Any], row: Any) -> models.Model:
    if not isinstance(row, dict) or row.keys() != fields.keys():
        raise TypeError(f"a row of {model._meta.label_lower} has other fields")
    values = {}
    for name, value in row.items():
        field = fields[name]
        kind = field.target_field if field.is_relation else field
        values[name] = None if value is None else kind.to_python(value)
    return model(**values)


def _refuse_self_set(fields: dict[str, Any]) -> None:
    """Refuse fields that Django would overwrite with the present time on loading."""
    found = [
        name
        for name, field in fields.items()
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    if found:
        raise ArchiveError(f"Fields set by themselves cannot be restored: {', '.join(found)}.")
