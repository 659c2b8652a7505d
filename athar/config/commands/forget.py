"""`athar forget`: remove what was kept long enough, as the worker does once a day."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("forget", help="remove what was kept long enough, and say what went")
    parser.add_argument("--dry-run", action="store_true", help="say what would go, remove nothing")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Remove it and print how much of each."""
    from athar.config.retention import forget_what_is_over

    removed = forget_what_is_over(dry_run=arguments.dry_run)
    sys.stdout.writelines(f"{n_removed:>6} {words}\n" for words, n_removed in removed.items())
    verb = "would be" if arguments.dry_run else "were"
    sys.stdout.write(f"{sum(removed.values())} {verb} removed\n")
    return 0
