"""`athar import plan`: read a file into a plan from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

from athar.intake.actions import import_plan
from athar.intake.enums import Severity
from athar.intake.options import Options
from athar.intake.report import ImportReport
from athar.kernel.actor import Actor
from athar.people.queries import account_by_email

MOST_SHOWN = 50


def register(imports: Any) -> None:
    """Add `plan` to what `athar import` knows."""
    parser = imports.add_parser("plan", help="a plan, from a workbook or a delimited file")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--plan", default="", metavar="CODE", help="code of the plan")
    parser.add_argument(
        "--plan-file",
        type=Path,
        metavar="JSON",
        help="description of the plan, its axes and its bodies (docs/reference/plan-file.md)",
    )
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="date of the figures, as 2025-06-30"
    )
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="what the columns hold: read when the file exists, written when it does not",
    )
    parser.add_argument(
        "--take-good-rows", action="store_true", help="leave out only the rows with an error"
    )
    parser.add_argument(
        "--strict", action="store_true", help="let questions and notices block the file too"
    )
    parser.add_argument("--by", default="", metavar="ACCOUNT", help="who answers for the import")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why a published plan changes")
    parser.add_argument("--dry-run", action="store_true", help="show the result, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""
    try:
        actor = _actor(arguments.by)
        options = Options(
            plan_code=arguments.plan,
            plan_file=arguments.plan_file.read_bytes() if arguments.plan_file else None,
            as_of_on=arguments.as_of,
            mapping=_mapping(arguments.mapping),
            take_good_rows=arguments.take_good_rows,
            strict=arguments.strict,
            reason=arguments.reason,
            dry_run=arguments.dry_run,
        )
        report = import_plan(by=actor, file=arguments.file, options=options)
    except OSError as error:
        sys.stderr.write(f"athar: {error.filename}: {error.strerror}\n")
        return 2
    except LookupError as error:
        sys.stderr.write(f"athar: {error.args[0]}\n")
        return 2
    if arguments.mapping and report.mapping and not arguments.mapping.exists():
        arguments.mapping.write_text(report.mapping, encoding="utf-8")
    if arguments.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    return 0 if report.is_taken else 1


def _actor(email: str) -> Actor | None:
    if not email:
        return None
    account = account_by_email(email)
    if account is None or not account.is_active:
        raise LookupError(f"no active account {email}")
    return account


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2025-06-30") from error


def _mapping(path: Path | None) -> str | None:
    """Read what the columns hold; None when it is still to be written, which must be possible."""
    if path is None or not path.exists():
        if path and not path.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LookupError(f"{path}: not a text in UTF-8") from error


def _lines(report: ImportReport) -> list[str]:
    """Say in a few lines what was found, what is wrong, and what it changes."""
    figures, changes = report.figures, report.changes
    nodes = ", ".join(f"{count} {level}" for level, count in report.nodes.items())
    lines = [f"{report.file}: {figures.commitments} projects, {nodes}"]
    for currency, amount in figures.amount_total.items():
        lines.append(f"amount: {amount:,.2f} {currency}, unknown for {figures.amount_unknown}")
    for problem in report.problems[:MOST_SHOWN]:
        where = " ".join(filter(None, (problem.sheet, str(problem.row or ""), problem.column)))
        lines.append(": ".join(filter(None, (problem.severity.value, where, problem.message))))
    if len(report.problems) > MOST_SHOWN:
        lines.append(f"… and {len(report.problems) - MOST_SHOWN} more problems (see --json)")
    if report.assumed:
        lines.append(f"assumed, as the file does not say it: {', '.join(report.assumed)}")
    if not report.is_taken:
        errors = report.count(Severity.ERROR)
        return [*lines, f"not taken; problems: {len(report.problems)}, of them errors: {errors}"]
    done = "would be" if report.is_dry_run else "were"
    return [
        *lines,
        f"{changes.added} {done} added, {changes.changed} changed, {changes.gone} gone",
    ]
