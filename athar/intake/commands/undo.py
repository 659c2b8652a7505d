"""`athar import undo`: bring plans and values back to how they stood before imports."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from athar.intake.commands.running import CannotTry, actor_named
from athar.intake.undoing.acts import Undone, undo_import


def register(imports: Any) -> None:
    """Add `undo` to what `athar import` knows."""
    parser = imports.add_parser(
        "undo", help="bring plans and values back to how they stood before imports"
    )
    parser.add_argument(
        "imports", type=int, nargs="+", metavar="IMPORT", help="number that the import printed"
    )
    parser.add_argument("--by", default="", metavar="ACCOUNT", help="who answers for it")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is undone")
    parser.add_argument("--dry-run", action="store_true", help="show the result, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Undo imports: 0 when they were undone, 1 when that was refused, 2 when it cannot be tried."""
    try:
        done = undo_import(
            by=actor_named(arguments.by),
            event_ids=arguments.imports,
            reason=arguments.reason,
            dry_run=arguments.dry_run,
        )
    except CannotTry as error:
        sys.stderr.write(f"athar: {error.args[0]}\n")
        return 2
    except PermissionDenied:
        return _refused(arguments, "not_allowed", f"{arguments.by} may not undo this import")
    except ValidationError as error:
        return _refused(arguments, str(error.code), error.messages[0])
    if arguments.json:
        _print_json(_as_json(done))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(done))
    return 0


def _refused(arguments: argparse.Namespace, code: str, message: str) -> int:
    if arguments.json:
        _print_json({"undone": False, "problems": [{"code": code, "message": message}]})
    else:
        sys.stderr.write(f"athar: {message}\n")
    return 1


def _print_json(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


def _as_json(done: Undone) -> dict[str, Any]:
    return {
        "undone": True,
        "problems": [],
        "imports": list(done.imports),
        "acts": list(done.event_ids),
        "plans": list(done.plan_codes),
        "removed": list(done.removed),
        "versions": dict(done.versions),
        "restored": done.n_restored,
        "withdrawn": done.n_withdrawn,
        "values": done.n_values,
        "values_corrected_since": done.n_stay,
    }


def _lines(done: Undone) -> list[str]:
    """Say in a line for each import what was done, or would be."""
    verb = "would be" if done.is_dry_run else "was"
    lines = [
        f"{code}: import {number} {verb} undone{_published(done, code)}"
        for number, code in zip(done.imports, done.belongs, strict=True)
    ]
    if done.plan_codes:
        lines.append(f"brought back: {done.n_restored}, reports withdrawn: {done.n_withdrawn}")
    if done.n_values:
        lines.append(f"values taken back: {done.n_values}, corrected since: {done.n_stay}")
    return lines


def _published(done: Undone, code: str) -> str:
    if code in done.removed:
        return ", the draft it had brought removed"
    return f", published as version {done.versions[code]}" if code in done.versions else ""
