"""`athar generate`: fill an installation with a large made-up plan, to measure it."""

from __future__ import annotations

import argparse
from typing import Any


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("generate", help="make up large plans, to measure the installation")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    return 2
