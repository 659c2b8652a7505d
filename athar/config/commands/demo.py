"""`athar demo`: fill an empty installation with a real programme, its places and six accounts."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from django.db import transaction

from athar.config.commands.setup import set_up

DATA = Path(__file__).resolve().parent.parent / "demo"
PLAN_CODE = "PDR-TTA-2022-2027"
FIGURES_STAND_AT = dt.date(2025, 6, 30)
HOSTS = {"region": "a region that tracks its development programme", "network": "", "both": ""}


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("demo", help="fill an empty installation with demonstration data")
    parser.add_argument("--host", choices=("region",), default="region")
    parser.add_argument(
        "--if-empty", action="store_true", help="do nothing but print the accounts when a plan exists"
    )
    parser.set_defaults(func=run)
