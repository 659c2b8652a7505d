"""`athar import ogp`: take OGP's table of commitments from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from athar.intake.commands.running import NOT_ASKED, run_import
from athar.intake.ogp.importing import import_ogp


def register(imports: Any) -> None:
    """Add `ogp` to what `athar import` knows."""
    parser = imports.add_parser("ogp", help="OGP's table of commitments and their assessments")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--by", default="", metavar="ACCOUNT", help="who answers for the import")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is imported")
    parser.add_argument("--dry-run", action="store_true", help="show the result, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run, **NOT_ASKED)


def run(arguments: argparse.Namespace) -> int:
    """Import one table: 0 when it was taken, 1 when it was refused, 2 when it cannot be tried."""
    return run_import(
        arguments,
        lambda by, options: import_ogp(by=by, file=arguments.file, options=options),
    )
