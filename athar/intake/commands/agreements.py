"""`athar import agreements`: read a workbook of agreements into a plan from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from athar.intake.agreements.taking import import_agreements
from athar.intake.commands.running import add_arguments, run_import


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
