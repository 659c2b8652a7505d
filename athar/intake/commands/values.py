"""`athar import values`: record the measured values of a file from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from athar.indicators.enums import Claim
from athar.intake.commands.running import add_arguments, run_import
from athar.intake.values.taking import Target, import_values


def register(imports: Any) -> None:
    """Add `values` to what `athar import` knows."""
    parser = imports.add_parser("values", help="measured values of indicators")
    add_arguments(parser, is_of_known_plan=False, amends=False)
    parser.add_argument("--library", default="", metavar="CODE", help="library of the indicators")
    parser.add_argument(
        "--indicator", default="", metavar="CODE", help="indicator, where the file names none"
    )
    parser.add_argument("--place", default="", metavar="CODE", help="place, where it names none")
    parser.add_argument("--period", default="", metavar="PERIOD", help="period, as 2024-Q3")
    parser.add_argument(
        "--claim",
        choices=[one.value for one in Claim],
        default=Claim.DECLARED.value,
        help="who stands behind the values, where the file does not say it",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""
    target = Target(
        library=arguments.library,
        plan=arguments.plan,
        indicator=arguments.indicator,
        place=arguments.place,
        period=arguments.period,
        claim=Claim(arguments.claim),
    )
    return run_import(
        arguments,
        lambda by, options: import_values(
            by=by, file=arguments.file, target=target, options=options
        ),
    )
