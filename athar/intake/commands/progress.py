"""`athar import progress`: read a periodic return into a plan from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from athar.intake.commands.running import add_arguments, run_import
from athar.intake.returns.taking import import_progress


def register(imports: Any) -> None:
    """Add `progress` to what `athar import` knows."""
    parser = imports.add_parser("progress", help="what a body reports for a period")
    add_arguments(parser, amends=False)
    parser.add_argument(
        "--period", required=True, metavar="PERIOD", help="what it reports on, as 2025-Q3"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""
    return run_import(
        arguments,
        lambda by, options: import_progress(
            by=by, file=arguments.file, period=arguments.period, options=options
        ),
    )
