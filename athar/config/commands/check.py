"""`athar check`: tell whether the installation is sound before the public finds out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("check", help="check settings, database, files and figures")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line per check; exit code 1 when one fails."""
    failed = 0
    for name, examine in EXAMINATIONS:
        problem = examine()
        failed += bool(problem)
        line = f"FAILED {name}: {problem}" if problem else f"ok     {name}"
        sys.stdout.write(f"{line}\n")
    return 1 if failed else 0


def _framework() -> str:
    found = [one for one in checks.run_checks() if one.level >= checks.WARNING]
    return "; ".join(f"{one.id} {one.msg}" for one in found)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return str(error).strip()
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations to apply: run athar setup" if waiting else ""


def _directory() -> str:
    probe = settings.DATA_DIR / ".write-probe"
    try:
        probe.write_text("probe", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return f"{settings.DATA_DIR}: {error.strerror}"
    return ""


def _figures() -> str:
    from athar.rollups.actions import check

    try:
        mismatches = check()
    except DatabaseError as error:
        return str(error).strip()
    if not mismatches:
        return ""
    return f"{len(mismatches)} figures differ from their sources: run athar rollup --rebuild"


def _files() -> str:
    from athar.evidence.queries import damaged_files

    try:
        damaged = damaged_files()
    except DatabaseError as error:
        return str(error).strip()
    if not damaged:
        return ""
    return f"{len(damaged)} evidence files are missing or altered: {', '.join(damaged[:3])}"


EXAMINATIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("settings and code", _framework),
    ("database", _database),
    ("data directory", _directory),
    ("computed figures", _figures),
    ("evidence files", _files),
)
