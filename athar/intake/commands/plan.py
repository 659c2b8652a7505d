"""`athar import plan`: read a file into a plan from the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from athar.intake.actions import import_plan
from athar.intake.commands.running import add_arguments, day_of, run_import
from athar.intake.enums import Part
from athar.intake.options import Options
from athar.intake.projects.report import ImportReport
from athar.kernel.actor import Actor


def register(imports: Any) -> None:
    """Add `plan` to what `athar import` knows."""
    parser = imports.add_parser("plan", help="a plan, from a workbook or a delimited file")
    add_arguments(parser, is_of_known_plan=False)
    parser.add_argument(
        "--plan-file",
        type=Path,
        metavar="JSON",
        help="description of the plan, its axes and its bodies (docs/reference/plan-file.md)",
    )
    parser.add_argument(
        "--as-of", type=day_of, metavar="DATE", help="date of the figures, as 2025-06-30"
    )
    parser.add_argument(
        "--only",
        type=Part,
        choices=tuple(Part),
        help="take what is promised without what is reported on it, or the other way round",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import one file: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""

    def act(by: Actor | None, options: Options) -> ImportReport:
        described = arguments.plan_file.read_bytes() if arguments.plan_file else None
        options = replace(
            options, plan_file=described, as_of_on=arguments.as_of, only=arguments.only
        )
        return import_plan(by=by, file=arguments.file, options=options)

    return run_import(arguments, act)
