"""`athar setup`: bring the database and the places of reference up to date."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command

#: What `make assets` bundles; only the bundles are served.
SOURCES_OF_ASSETS = ("ui/css/*", "ui/js/*")


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("setup", help="create or upgrade the database and collect the assets")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Migrate the database and collect the static files."""
    set_up()
    sys.stdout.write(f"Ready: database {settings.DATABASES['default']['NAME']}\n")
    return 0


def set_up() -> None:
    """Create what an installation needs before its first page; safe to repeat."""
    from athar.search.actions import catch_up
    from athar.ui.templating import load_templates

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command(
        "collectstatic", interactive=False, verbosity=0, ignore_patterns=list(SOURCES_OF_ASSETS)
    )
    catch_up()
    load_templates()
