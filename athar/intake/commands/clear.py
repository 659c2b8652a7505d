"""`athar import clear`: remove files that were given at the desk and never applied."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from athar.intake.uploads.clearing import clear_uploads


def register(imports: Any) -> None:
    """Add `clear` to what `athar import` knows."""
    parser = imports.add_parser("clear", help="remove files given at the desk and never applied")
    parser.add_argument("--days", type=_days, metavar="N", help="given so many days ago")
    parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) < 6):
        raise argparse.ArgumentTypeError("must be a number of days")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Remove the files and print how many."""
    names = clear_uploads(by=None, days=arguments.days, dry_run=arguments.dry_run)
    if arguments.json:
        sys.stdout.write(json.dumps({"cleared": list(names)}, ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.writelines(f"{name}\n" for name in names)
    verb = "would be" if arguments.dry_run else "were"
    sys.stdout.write(f"{len(names)} {verb} removed\n")
    return 0
