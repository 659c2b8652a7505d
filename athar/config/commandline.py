"""The command line `athar <verb>`: parse, act, print a count."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "athar.config.settings")


#: Where each verb lives; only the module of the verb that runs is imported.
VERBS = {
    "serve": "athar.config.commands.serve",
    "work": "athar.config.commands.serve",
    "setup": "athar.config.commands.setup",
    "demo": "athar.config.commands.demo",
    "account": "athar.config.commands.account",
    "token": "athar.config.commands.token",
    "import": "athar.config.commands.imports",
    "carry": "athar.config.commands.carry",
    "library": "athar.indicators.commands",
    "rollup": "athar.rollups.commands",
    "search": "athar.search.commands",
    "generate": "athar.config.commands.generate",
    "backup": "athar.config.commands.archive",
    "restore": "athar.config.commands.archive",
    "check": "athar.config.commands.check",
    "forget": "athar.config.commands.forget",
}


def build_parser(verb: str = "") -> argparse.ArgumentParser:
    """Collect every verb, or those beside one named; needs Django to be set up."""
    parser = argparse.ArgumentParser(
        prog="athar", description="From promise to proof: run and feed an installation of Athar."
    )
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    modules = [VERBS[verb]] if verb in VERBS else dict.fromkeys(VERBS.values())
    for module in modules:
        import_module(module).register(verbs)
    return parser


def terminal_language(environ: Mapping[str, str]) -> str:
    """Give the language of the person at the terminal, English when it is none of ours."""
    named = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    language = named[:2].lower()
    return language if language in {"ar", "fr"} else "en"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; gives 0 when it did what it says, 1 when it refused, 2 for bad words."""
    import django

    from athar.config.environment import BadSetting

    words = sys.argv[1:] if argv is None else argv
    try:
        django.setup()
    except BadSetting as error:
        sys.stderr.write(f"athar: {error}\n")
        return 2
    from django.db import DatabaseError
    from django.utils import translation

    arguments = build_parser(words[0] if words else "").parse_args(words)
    translation.activate(terminal_language(os.environ))
    try:
        code: int = arguments.func(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\nathar: interrupted, nothing half-written.\n")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        if not error.filename:
            raise
        sys.stderr.write(f"athar: {error.filename}: {error.strerror}\n")
        return 1
    except DatabaseError as error:
        sentence = database_problem(error)
        if not sentence:
            raise
        sys.stderr.write(f"athar: {sentence}\n")
        return 1
    return code


def database_problem(error: Exception) -> str:
    """Say what an operator can mend; empty when the fault is not the operator's."""
    from django.db import OperationalError

    text = (str(error).strip().splitlines() or [""])[0]
    kind = type(error.__cause__).__name__
    if kind in {"UndefinedTable", "UndefinedColumn"} or text.startswith(("no such", "no column")):
        return "the database is not set up, or not up to date: run athar setup"
    if isinstance(error, OperationalError):
        return f"the database does not answer: {text}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
