"""`athar backup FILE` and `athar restore FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from athar.config.archive import ArchiveError, Contents, restore_archive, write_archive
from athar.config.commands.setup import set_up


def register(verbs: Any) -> None:
    """Add the verbs to the command line."""
    backup = verbs.add_parser("backup", help="write everything into one file")
    restore = verbs.add_parser("restore", help="restore a backup into an empty installation")
    for parser, function in ((backup, run_backup), (restore, run_restore)):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--quiet", action="store_true", help="print the total only")
        parser.set_defaults(func=function)


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a backup and print what it holds."""
    return _run(arguments, write_archive, "written to")


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore a backup and print what came back."""
    code = _run(arguments, restore_archive, "restored from")
    if code == 0:
        set_up()
    return code


def _run(arguments: argparse.Namespace, work: Any, done: str) -> int:
    def report(line: str) -> None:
        if not arguments.quiet:
            sys.stdout.write(f"  {line}\n")

    try:
        contents: Contents = work(arguments.file, report=report)
    except ArchiveError as error:
        sys.stderr.write(f"athar: {error}\n")
        return 1
    counts = f"{contents.n_rows} rows and {contents.n_files} files"
    sys.stdout.write(f"{counts} {done} {arguments.file}\n")
    return 0
