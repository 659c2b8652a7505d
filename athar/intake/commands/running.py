"""What the imports into a plan have in common on the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from athar.intake.enums import Stage
from athar.intake.options import GivenFile, Options
from athar.intake.reports.marked import marked_copy
from athar.intake.reports.results import FileReport
from athar.kernel.actor import Actor
from athar.kernel.bars import bar
from athar.kernel.text import Translated
from athar.people.queries import account_by_email
from athar.plans.drafts import Decision

MOST_SHOWN = 50
#: What an import of many plans is not asked: it amends them as the table says, its own way.
NOT_ASKED: Mapping[str, Any] = {
    "plan": "",
    "mapping": None,
    "marked": None,
    "document": None,
    "what": (),
    "decided_by": "",
    "decided_on": None,
    "take_good_rows": True,
    "strict": False,
}


class CannotTry(Exception):  # noqa: N818 - named for the field
    """The words of the command do not fit; the text says which."""


def add_arguments(
    parser: argparse.ArgumentParser, *, is_of_known_plan: bool = True, amends: bool = True
) -> None:
    """Add what every import into a plan takes; the file itself may name a plan not known yet."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--plan", default="", required=is_of_known_plan, metavar="CODE", help="code of the plan"
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
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is imported")
    if amends:
        _add_decision(parser)
    else:
        parser.set_defaults(what=(), decided_by="", decided_on=None, document=None)
    parser.add_argument("--dry-run", action="store_true", help="show the result, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--marked",
        type=Path,
        metavar="FILE.xlsx",
        help="write a copy of the file with its problems marked on their cells",
    )
    parser.add_argument(
        "--language",
        choices=("ar", "fr", "en"),
        default=settings.LANGUAGE_CODE,
        help="language of the marked copy",
    )


def _add_decision(parser: argparse.ArgumentParser) -> None:
    """Add what is said of an amendment, where the plan is published."""
    parser.add_argument(
        "--what",
        action="append",
        default=[],
        type=_text_in_language,
        metavar="LANG=TEXT",
        help="what the amendment changes, once for each language",
    )
    parser.add_argument(
        "--decided-by", default="", metavar="TEXT", help="who decided the amendment"
    )
    parser.add_argument(
        "--decided-on", type=day_of, metavar="DATE", help="when it was decided, as 2025-06-30"
    )
    parser.add_argument(
        "--document", type=Path, metavar="FILE", help="where the decision is written; public"
    )


def _text_in_language(text: str) -> tuple[str, str]:
    lang, equals, words = text.partition("=")
    if lang not in settings.OFFERED_LANGUAGES or not equals or not words.strip():
        raise argparse.ArgumentTypeError(f"{text} is not a text such as fr=Report de six mois")
    return lang, words.strip()


def day_of(text: str) -> dt.date:
    """Read a day; for argparse."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2025-06-30") from error


def run_import(
    arguments: argparse.Namespace, act: Callable[[Actor | None, Options], FileReport]
) -> int:
    """Import one file and print what happened: 0 taken, 1 refused, 2 cannot be tried."""
    try:
        by = actor_named(arguments.by)
        _check_marked(arguments.marked, arguments.file)
        options = Options(
            plan_code=arguments.plan,
            mapping=_mapping(arguments.mapping),
            take_good_rows=arguments.take_good_rows,
            strict=arguments.strict,
            reason=arguments.reason,
            decision=Decision(
                Translated(dict(arguments.what)), arguments.decided_by, arguments.decided_on
            ),
            document=GivenFile.of(arguments.document) if arguments.document else None,
            dry_run=arguments.dry_run,
            on_progress=_draw if sys.stderr.isatty() else None,
        )
        try:
            report = act(by, options)
        finally:
            _end_bar()
        _write_beside(report, arguments)
    except OSError as error:
        if not error.filename:
            raise
        sys.stderr.write(f"athar: {error.filename}: {error.strerror}\n")
        return 2
    except CannotTry as error:
        sys.stderr.write(f"athar: {error.args[0]}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    return 0 if report.is_taken else 1


def _draw(stage: Stage, done: int, total: int) -> None:
    """Show how far the import has come: the stages fill the bar alike, the last one ends it."""
    stages = tuple(Stage)
    share = done / total if total else 0
    counted = f" {done}/{total}" if total else ""
    filled = bar(stages.index(stage) + share, len(stages))
    sys.stderr.write(f"\r\x1b[K{filled} {stage.value}{counted}")
    sys.stderr.flush()


def _end_bar() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _write_beside(report: FileReport, arguments: argparse.Namespace) -> None:
    """Write what was asked for beside the result: the columns, the marked copy."""
    if arguments.mapping and report.mapping and not arguments.mapping.exists():
        arguments.mapping.write_text(report.mapping, encoding="utf-8")
    if arguments.marked and report.source is None:
        sys.stderr.write(f"athar: {report.file} was not read, so no copy of it is marked\n")
    elif arguments.marked and report.source:
        copy = marked_copy(report.source, report.problems, lang=arguments.language)
        arguments.marked.write_bytes(copy)


def actor_named(email: str) -> Actor | None:
    """Give who acts: an active account by its address, None for the operator of the server.

    Errors: CannotTry.
    """
    if not email:
        return None
    account = account_by_email(email)
    if account is None or not account.is_active:
        raise CannotTry(f"no active account {email}")
    return account


def _mapping(path: Path | None) -> str | None:
    """Read what the columns hold; None when it is still to be written, which must be possible."""
    if path is None:
        return None
    if not path.exists():
        _check_folder(path)
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotTry(f"{path}: not a text in UTF-8") from error


def _check_marked(path: Path | None, given: Path) -> None:
    """Refuse a marked copy that could not be written, or would take the place of its file."""
    if path is None:
        return
    _check_folder(path)
    if path.exists() and given.exists() and path.samefile(given):
        raise CannotTry(f"{path}: the marked copy would take the place of the file")


def _check_folder(path: Path) -> None:
    """Refuse a file that could not be written, before anything is imported."""
    if not path.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))


def _lines(report: FileReport) -> list[str]:
    """Say in a few lines what was found, what is wrong, and what it changes."""
    lines = report.summary()
    for problem in report.problems[:MOST_SHOWN]:
        where = " ".join(filter(None, (problem.sheet, str(problem.row or ""), problem.column)))
        lines.append(": ".join(filter(None, (problem.severity.value, where, problem.message))))
    if len(report.problems) > MOST_SHOWN:
        lines.append(f"… and {len(report.problems) - MOST_SHOWN} more problems (see --json)")
    return [*lines, *report.outcome()]
