"""The command line `athar <verb>`: parse, act, print a count."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "athar.config.settings")


def build_parser() -> argparse.ArgumentParser:
    """Collect the verbs of every package that has some; needs Django to be set up."""
    from athar.config.commands import account, archive, check, demo, generate, serve, setup
    from athar.intake import commands as intake
    from athar.reference import commands as reference
    from athar.rollups import commands as rollups

    parser = argparse.ArgumentParser(
        prog="athar", description="From promise to proof: run and feed an installation of Athar."
    )
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for module in (serve, setup, demo, account, rollups, generate, archive, check):
        module.register(verbs)
    imports = verbs.add_parser("import", help="read a file into the installation").add_subparsers(
        title="what to import", required=True, metavar="WHAT"
    )
    for module in (reference, intake):
        module.register(imports)
    return parser


def terminal_language(environ: Mapping[str, str]) -> str:
    """Give the language of the person at the terminal, English when it is none of ours."""
    named = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    language = named[:2].lower()
    return language if language in {"ar", "fr"} else "en"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code is 0 when it did what it says, 1 when it refused, 2 for bad words."""
    import django

    from athar.config.environment import BadSetting

    try:
        django.setup()
    except BadSetting as error:
        sys.stderr.write(f"athar: {error}\n")
        return 2
    from django.utils import translation

    arguments = build_parser().parse_args(argv)
    translation.activate(terminal_language(os.environ))
    try:
        code: int = arguments.func(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\nathar: interrupted, nothing half-written.\n")
        return 130
    except BrokenPipeError:
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
