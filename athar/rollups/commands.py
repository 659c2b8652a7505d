"""`athar rollup`: compute the figures anew, and prove that they are what the stores say."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from athar.kernel.bars import bar

_SHOWN = 20


def register(subparsers: Any) -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "rollup", help="compute the figures anew, or check that they are what the stores say"
    )
    parser.add_argument("--rebuild", action="store_true", help="compute every figure from scratch")
    parser.add_argument(
        "--check",
        action="store_true",
        help="compare the figures with the stores; with --rebuild, before and after",
    )
    parser.add_argument("--plan", metavar="CODE", help="one plan only")
    parser.set_defaults(func=_rollup)


def _rollup(arguments: argparse.Namespace) -> int:
    """Give 0 when all is equal, 1 when figures differ, 2 when there is nothing to do."""
    from athar.rollups import actions, queries

    plan_id = queries.plan_id_of(arguments.plan) if arguments.plan else None
    if arguments.plan and plan_id is None:
        sys.stderr.write(f"athar: there is no plan {arguments.plan}.\n")
        return 2
    if not (arguments.rebuild or arguments.check):
        sys.stderr.write("athar: say --rebuild, --check, or both.\n")
        return 2
    n_wrong = _check(actions.check(plan_id=plan_id)) if arguments.check else 0
    if arguments.rebuild:
        n_rows = actions.rebuild(plan_id=plan_id, progress=_draw)
        sys.stdout.write(f"{n_rows} rows of figures computed.\n")
        if arguments.check:
            n_wrong = max(n_wrong, _check(actions.check(plan_id=plan_id)))
    if plan_id is None:
        n_wrong = max(n_wrong, _of_indicators(actions, arguments))
    return 1 if n_wrong else 0


def _of_indicators(actions: Any, arguments: argparse.Namespace) -> int:
    """Compute and compare the figures of indicators; give how many differ, if that was asked."""
    compare = actions.rebuild_cells if arguments.rebuild else actions.check_cells
    found = compare(progress=_draw)
    if not (found.n_stated or found.n_differing):
        return 0
    for indicator, category, period, place, claim in found.differing[:_SHOWN]:
        sys.stdout.write(
            f"indicator:{indicator} place:{place} {period} category:{category} {claim}: differs\n"
        )
    verb = "put right" if arguments.rebuild else "differ from the stated values"
    sys.stdout.write(
        f"{found.n_figures} figures of indicators from {found.n_stated} stated values computed in"
        f" {found.computing_seconds:.1f} s, after a snapshot of {found.snapshot_seconds:.1f} s;"
        f" {found.n_differing} {verb}.\n"
    )
    if arguments.rebuild and arguments.check:
        again = actions.check_cells(progress=_draw)
        sys.stdout.write(f"{again.n_differing} differ after that.\n")
    return found.n_differing if arguments.check else 0


def _check(mismatches: tuple[Any, ...]) -> int:
    for one in mismatches[:_SHOWN]:
        sys.stdout.write(
            f"{one.plan_code} {one.kind}:{one.subject_id} {one.field}: "
            f"stored {one.stored}, should be {one.expected}\n"
        )
    if len(mismatches) > _SHOWN:
        sys.stdout.write(f"… and {len(mismatches) - _SHOWN} more.\n")
    sys.stdout.write(f"{len(mismatches)} figures differ from the stores.\n")
    return len(mismatches)


def _draw(n_done: int, n_total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if n_done == n_total else ""
        sys.stderr.write(f"\r{bar(n_done, n_total)} {n_done}/{n_total}{end}")
