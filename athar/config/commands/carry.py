"""`athar carry`: say what became of a commitment in a later plan."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.conf import settings


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("carry", help="say what became of a commitment in a later plan")
    parser.add_argument(
        "commitment", metavar="PLAN/CODE", help="the commitment of the earlier plan"
    )
    parser.add_argument("fate", choices=("continued", "merged", "dropped"))
    parser.add_argument("--in", dest="successor", default="", metavar="PLAN/CODE", help="where")
    parser.add_argument(
        "--reason",
        action="append",
        default=[],
        type=_text_in_language,
        metavar="LANG=TEXT",
        help="why, once for each language",
    )
    parser.add_argument("--by", default="", metavar="ACCOUNT", help="who answers for it")
    parser.set_defaults(func=run)


def _text_in_language(text: str) -> tuple[str, str]:
    lang, equals, words = text.partition("=")
    if lang not in settings.OFFERED_LANGUAGES or not equals or not words.strip():
        raise argparse.ArgumentTypeError(f"{text} is not a text such as fr=Achevé autrement")
    return lang, words.strip()


def run(arguments: argparse.Namespace) -> int:
    """Publish the statement: 0 when it was published, 1 when refused, 2 when nothing is named."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from athar.kernel.text import Translated
    from athar.people.queries import account_by_email
    from athar.plans.actions import carry_over
    from athar.plans.enums import CarryOverFate

    one, successor = _key(arguments.commitment), _key(arguments.successor)
    by = account_by_email(arguments.by) if arguments.by else None
    if one is None or (arguments.successor and successor is None) or (arguments.by and not by):
        sys.stderr.write("athar: no such account, or no such public commitment.\n")
        return 2
    try:
        carry_over(
            by=by,
            commitment_id=one,
            fate=CarryOverFate(arguments.fate),
            successor_id=successor,
            reason=Translated(dict(arguments.reason)),
        )
    except (PermissionDenied, ValidationError) as error:
        messages = error.messages if isinstance(error, ValidationError) else ["not allowed"]
        sys.stderr.writelines(f"athar: {message}\n" for message in messages)
        return 1
    where = f" in {arguments.successor}" if successor else ""
    sys.stdout.write(f"{arguments.commitment}: {arguments.fate}{where}\n")
    return 0


def _key(named: str) -> int | None:
    from athar.plans.queries import public_commitment

    plan, _, code = named.partition("/")
    return public_commitment(plan, code)
