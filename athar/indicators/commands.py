"""`athar library load [CODE…]`: stores the libraries of indicators that are shipped."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from athar.indicators.shipped import DATA, read_library, shipped_codes
from athar.reference import tables


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    library = verbs.add_parser("library", help="keep libraries of indicators").add_subparsers(
        title="what to do", required=True, metavar="WHAT"
    )
    load = library.add_parser("load", help="store shipped libraries with their units")
    load.add_argument("codes", nargs="*", metavar="CODE", help="without one: all of them")
    load.set_defaults(func=_load)


def _load(arguments: argparse.Namespace) -> int:
    """Store the libraries named, or all of them, and print what there is."""
    from athar.indicators.actions import load_library

    shipped = shipped_codes()
    if unknown := [code for code in arguments.codes if code not in shipped]:
        known = ", ".join(shipped)
        sys.stderr.write(f"athar: no library {unknown[0]} is shipped; there are {known}\n")
        return 2
    sources = tables.read_sources(tables.DATA / "sources.csv")
    for code in arguments.codes or shipped:
        library = read_library(DATA / "libraries" / f"{code}.json")
        done = load_library(by=None, library=library, sources=sources)
        sys.stdout.write(f"{done.code}: {done.n_indicators} indicators, {done.n_new} new\n")
    return 0
