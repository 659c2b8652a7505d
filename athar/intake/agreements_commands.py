"""`athar import agreements`: read a workbook of agreements into a plan from the command line."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from athar.intake.agreements import import_agreements
from athar.intake.agreements_report import AgreementsReport
from athar.intake.enums import Severity
from athar.intake.options import Options
from athar.intake.returns_report import ReturnReport
from athar.kernel.actor import Actor
from athar.people.queries import account_by_email

MOST_SHOWN = 50

Report = AgreementsReport | ReturnReport


def register(imports: Any) -> None:
    """Add `agreements` to what `athar import` knows."""
    parser = imports.add_parser(
        "agreements", help="agreements of a plan with the shares of their partners"
    )
    add_arguments(parser)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""
    return run_import(
        arguments,
        lambda by, options: import_agreements(by=by, file=arguments.file, options=options),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every import into a plan that exists takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--plan", required=True, metavar="CODE", help="code of the plan")
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
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is imported")
    parser.add_argument("--dry-run", action="store_true", help="show the result, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run_import(
    arguments: argparse.Namespace, act: Callable[[Actor | None, Options], Report]
) -> int:
    """Import one file and print what happened: 0 taken, 1 refused, 2 cannot be tried."""
    try:
        by = _actor(arguments.by)
        options = Options(
            plan_code=arguments.plan,
            mapping=_mapping(arguments.mapping),
            take_good_rows=arguments.take_good_rows,
            strict=arguments.strict,
            reason=arguments.reason,
            dry_run=arguments.dry_run,
        )
        report = act(by, options)
        if arguments.mapping and report.mapping and not arguments.mapping.exists():
            arguments.mapping.write_text(report.mapping, encoding="utf-8")
    except OSError as error:
        sys.stderr.write(f"athar: {error.filename}: {error.strerror}\n")
        return 2
    except LookupError as error:
        sys.stderr.write(f"athar: {error.args[0]}\n")
        return 2
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


def _mapping(path: Path | None) -> str | None:
    """Read what the columns hold; None when it is still to be written, which must be possible."""
    if path is None or path.exists():
        return _text(path) if path else None
    if not path.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LookupError(f"{path}: not a text in UTF-8") from error


def _lines(report: Report) -> list[str]:
    """Say in a few lines what was found, what is wrong, and what it changes."""
    lines = report.summary()
    for problem in report.problems[:MOST_SHOWN]:
        where = " ".join(filter(None, (problem.sheet, str(problem.row or ""), problem.column)))
        lines.append(": ".join(filter(None, (problem.severity.value, where, problem.message))))
    if len(report.problems) > MOST_SHOWN:
        lines.append(f"… and {len(report.problems) - MOST_SHOWN} more problems (see --json)")
    if not report.is_taken:
        errors = report.count(Severity.ERROR)
        return [*lines, f"not taken; problems: {len(report.problems)}, of them errors: {errors}"]
    done = "would be" if report.is_dry_run else "were"
    changes = report.changes
    return [*lines, f"{changes.added} {done} added, {changes.changed} changed"]
