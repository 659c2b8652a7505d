"""`athar search`: fill the index anew, prove that it is what the stores say, or ask it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from athar.kernel.bars import bar

_SHOWN = 20


def register(subparsers: Any) -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser("search", help="fill the search index anew, check it or ask it")
    parser.add_argument("text", nargs="?", metavar="TEXT", help="words to look for")
    parser.add_argument("--language", choices=("ar", "fr", "en"), default="ar")
    parser.add_argument("--rebuild", action="store_true", help="write every entry from scratch")
    parser.add_argument(
        "--check",
        action="store_true",
        help="compare the index with the stores; with --rebuild, before and after",
    )
    parser.set_defaults(func=_search)


def _search(arguments: argparse.Namespace) -> int:
    """Give 0 when all is equal or something is found, 1 when not, 2 when there is nothing to do."""
    from athar.search import actions

    if not (arguments.rebuild or arguments.check or arguments.text):
        sys.stderr.write("athar: say --rebuild, --check, or words to look for.\n")
        return 2
    n_wrong = _check(actions.check()) if arguments.check else 0
    if arguments.rebuild:
        sys.stdout.write(f"{actions.rebuild(progress=_draw)} entries written.\n")
        if arguments.check:
            n_wrong = _check(actions.check())
    if arguments.text and not _ask(arguments.text, arguments.language):
        return 1
    return 1 if n_wrong else 0


def _check(mismatches: tuple[Any, ...]) -> int:
    for one in mismatches[:_SHOWN]:
        sys.stdout.write(f"{one.kind} {one.code}: {one.fault}\n")
    if len(mismatches) > _SHOWN:
        sys.stdout.write(f"… and {len(mismatches) - _SHOWN} more.\n")
    sys.stdout.write(f"{len(mismatches)} entries differ from the stores.\n")
    return len(mismatches)


def _ask(text: str, lang: str) -> int:
    """Print what a text finds, the best of each kind; give how much it is."""
    from athar.search.queries import search

    results = search(text, lang=lang)
    for one in results.corrections:
        sys.stdout.write(f"{one.word} → {one.instead}\n")
    for group in results.groups:
        sys.stdout.write(f"{group.kind}: {group.n}{'+' if group.is_more else ''}\n")
        sys.stdout.writelines(f"  {hit.code:<16} {hit.title.text}\n" for hit in group.hits)
    sys.stdout.write(f"{results.n} found.\n")
    return results.n


def _draw(n_done: int, n_total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if n_done == n_total else ""
        sys.stderr.write(f"\r{bar(n_done, n_total)} {n_done}/{n_total}{end}")
