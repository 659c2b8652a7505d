"""`athar import WHAT`: the packages that read files each add what they read."""

from __future__ import annotations

from typing import Any

from athar.intake import commands as intake
from athar.network.commands import members
from athar.reference import commands as reference


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    imports = verbs.add_parser("import", help="read a file into the installation").add_subparsers(
        title="what to import", required=True, metavar="WHAT"
    )
    for module in (reference, intake, members):
        module.register(imports)
