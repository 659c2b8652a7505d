"""The backup file: every row and every evidence file, in a form that any database can read again.

A zip with `manifest.json`, one `tables/<app>.<model>.jsonl` per table and the evidence files under
`files/`. Values are written as text, so that SQLite and PostgreSQL restore each other's backups.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

import athar.kernel.clock as clock

FORMAT = "athar-backup/1"
BATCH = 1000
# Rebuilt by migrations, or worthless on another machine.
LEFT_OUT = {"contenttypes", "auth", "sessions", "django_tasks_db"}

Report = Callable[[str], None]


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


def write_archive(path: Path, *, report: Report = lambda line: None) -> Contents:
    """Write a whole backup; the file appears under its name only when it is complete.

    Errors: ArchiveError when the file exists or cannot be written.
    """
    if path.exists():
        raise ArchiveError(f"{path} exists already; a backup never overwrites another.")
    partial = path.with_name(path.name + ".partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
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
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        migrations = sorted(MigrationRecorder(connection).applied_migrations())
        for model in kept_models(apps):
            label = model._meta.label_lower
            tables[label] = _write_table(archive, model)
            report(f"{label}: {tables[label]['rows']}")
    files = {}
    for stored in _stored_files():
        digest = hashlib.sha256(stored.read_bytes()).hexdigest()
        name = f"files/{stored.relative_to(settings.DATA_DIR / 'files').as_posix()}"
        archive.write(stored, name, zipfile.ZIP_STORED)
        files[name] = digest
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


def kept_models(registry: Apps) -> list[type[models.Model]]:
    """Give every model whose rows are worth keeping, each after those it points to."""
    wanted = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    ordered: list[type[models.Model]] = []

    def place(model: type[models.Model], trail: tuple[type[models.Model], ...]) -> None:
        if model in ordered or model in trail or model not in wanted:
            return
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                place(field.related_model, (*trail, model))
        ordered.append(model)

    for model in sorted(wanted, key=lambda one: one._meta.label_lower):
        place(model, ())
    return ordered


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    names = [field.attname for field in model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    rows = model._default_manager.order_by("pk").values_list(*names)
    with archive.open(f"tables/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as out:
        for row in rows.iterator(chunk_size=BATCH):
            line = json.dumps(dict(zip(names, row, strict=True)), default=_as_text, ensure_ascii=False)
            data = line.encode() + b"\n"
            digest.update(data)
            out.write(data)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _as_text(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return dict(value) if hasattr(value, "keys") else str(value)


def _stored_files() -> Iterator[Path]:
    root = settings.DATA_DIR / "files"
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def restore_archive(path: Path, *, report: Report = lambda line: None) -> Contents:
    """Restore a backup into an empty installation, then apply the migrations made since.

    Errors: ArchiveError when the file is no backup, is damaged, is newer than this program, or when
    the installation already holds something; then nothing is changed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            _refuse_unless_empty()
            _check_digests(archive, manifest)
            n_files = _restore_files(archive, manifest)
            rows = _restore_tables(archive, manifest, report)
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveError(f"{path} cannot be read: {error}.") from error
    return Contents(rows, n_files)


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError) as error:
        raise ArchiveError("This file is not a backup of Athar.") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"This backup has the format {manifest.get('format')}, not {FORMAT}.")
    known = {tuple(key) for key in MigrationExecutor(connection).loader.graph.nodes}
    newer = [key for key in map(tuple, manifest["migrations"]) if key not in known]
    if newer:
        raise ArchiveError(f"This backup was made by a newer Athar (it knows {newer[0][0]}.{newer[0][1]}).")
    return manifest


def _refuse_unless_empty() -> None:
    existing = set(connection.introspection.table_names())
    for model in kept_models(apps):
        if model._meta.db_table in existing and model._default_manager.exists():
            raise ArchiveError("This installation holds data already; restore into an empty one.")
    if any(_stored_files()):
        raise ArchiveError(f"{settings.DATA_DIR / 'files'} is not empty; restore into an empty one.")


def _check_digests(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    promised = {f"tables/{label}.jsonl": table["sha256"] for label, table in manifest["tables"].items()}
    for name, digest in {**promised, **manifest["files"]}.items():
        try:
            with archive.open(name) as stored:
                actual = hashlib.file_digest(stored, "sha256").hexdigest()
        except KeyError as error:
            raise ArchiveError(f"The backup is damaged: {name} is missing.") from error
        if actual != digest:
            raise ArchiveError(f"The backup is damaged: {name} does not match its checksum.")


def _restore_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    root = (settings.DATA_DIR / "files").resolve()
    for name in manifest["files"]:
        target = (settings.DATA_DIR / name).resolve()
        if not target.is_relative_to(root):
            raise ArchiveError(f"The backup is damaged: {name} points outside the data directory.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as stored, target.open("wb") as out:
            shutil.copyfileobj(stored, out)
    return len(manifest["files"])


def _restore_tables(
    archive: zipfile.ZipFile, manifest: dict[str, Any], report: Report
) -> dict[str, int]:
    """Load the rows into the schema they were written from, then bring the schema up to date."""
    executor = MigrationExecutor(connection)
    targets = _leaves(executor, {tuple(key) for key in manifest["migrations"]})
    executor.migrate(targets)
    then = MigrationExecutor(connection).loader.project_state(targets).apps
    rows: dict[str, int] = {}
    with transaction.atomic():
        for model in kept_models(then):
            label = model._meta.label_lower
            if label in manifest["tables"]:
                with archive.open(f"tables/{label}.jsonl") as lines:
                    rows[label] = _load(model, lines)
                report(f"{label}: {rows[label]}")
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept_models(then)):
                cursor.execute(statement)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return rows


def _leaves(executor: MigrationExecutor, applied: set[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Give the last applied migration of each branch."""
    graph = executor.loader.graph
    parents = {
        tuple(parent.key) for key in applied if key in graph.node_map for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return [key for key in sorted(applied) if key in graph.nodes and key not in parents]  # type: ignore[misc]


def _load(model: type[models.Model], lines: Iterable[bytes]) -> int:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    _refuse_self_set(fields)
    count = 0
    source = iter(lines)
    while batch := list(islice(source, BATCH)):
        model._default_manager.bulk_create(_revive(model, fields, json.loads(line)) for line in batch)
        count += len(batch)
    return count


def _revive(model: type[models.Model], fields: dict[str, Any], row: dict[str, Any]) -> models.Model:
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
