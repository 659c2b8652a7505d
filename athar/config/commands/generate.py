"""`athar generate`: fill an installation with large made-up plans, to measure it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import Any

from django.db import transaction

from athar.kernel.bars import bar

N_INDICATORS = 40
SOURCE = {"name": "athar generate"}


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("generate", help="make up large plans, to measure the installation")
    parser.add_argument("--plans", type=_count, default=20, metavar="N", help="how many plans")
    parser.add_argument(
        "--commitments",
        type=_count,
        default=2000,
        metavar="N",
        help="how many in all plans together",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the same seed gives the same plans"
    )
    parser.add_argument(
        "--anyway", action="store_true", help="even beside a published plan that is not made up"
    )
    parser.add_argument(
        "--indicators", type=_count, metavar="N", help="how many indicators, 40 with --values"
    )
    parser.add_argument("--values", type=_count, metavar="N", help="how many values of them")
    parser.set_defaults(func=run)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Make up plans, publish them and print what there is; made-up plans that exist are kept."""
    from athar.config.commands.setup import set_up
    from athar.config.generation.plans import PREFIX
    from athar.plans.queries import published_plans
    from athar.search.actions import rebuild

    set_up()
    codes = {plan.code for plan in published_plans()}
    real = sorted(code for code in codes if not code.startswith(f"{PREFIX}-"))
    if real and not arguments.anyway:
        sys.stderr.write(
            f"athar: {real[0]} is published here and is not made up; nothing was generated. "
            "Say --anyway to generate beside it.\n"
        )
        return 1
    if arguments.commitments < arguments.plans:
        sys.stderr.write("athar: every plan needs one commitment at least\n")
        return 2
    counts = _generate(arguments, known=codes)
    if arguments.indicators or arguments.values:
        from athar.config.commands.generate_values import generate_values

        made = generate_values(
            n_indicators=arguments.indicators or N_INDICATORS,
            n_values=arguments.values or 0,
            seed=arguments.seed,
            draw=_draw,
        )
        counts.update(made)
    rebuild(progress=_draw)
    sys.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()) + "\n")
    return 0


def _generate(arguments: argparse.Namespace, *, known: set[str]) -> Counter[str]:
    from athar.config.generation.plans import make_plan
    from athar.kernel import clock
    from athar.reference.enums import Taxonomy
    from athar.reference.queries import themes

    regions = _regions()
    sectors = {theme.code: theme.id for theme in themes(Taxonomy.SECTOR)}
    counts: Counter[str] = Counter({"plans": 0, "commitments": 0, "funding lines": 0, "reports": 0})
    for number in range(1, arguments.plans + 1):
        share, rest = divmod(arguments.commitments, arguments.plans)
        made = make_plan(
            number,
            share + (number <= rest),
            seed=arguments.seed,
            region=regions[number % len(regions)],
            sectors=sectors,
            today=clock.today(),
        )
        if made.plan.code in known:
            sys.stderr.write(f"{made.plan.code} exists already and is kept\n")
        else:
            _publish(made, regions[number % len(regions)])
            counts += Counter(
                {
                    "plans": 1,
                    "commitments": len(made.commitments),
                    "funding lines": len(made.funding),
                    "reports": len(made.reports),
                }
            )
        _draw(number, arguments.plans)
    return counts


def _regions() -> list[Any]:
    """Give the regions that may own plans; loads the places and themes when there are none."""
    from athar.config.commandline import main
    from athar.config.generation.plans import Region
    from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
    from athar.reference.queries import places_by_code

    if not (places := places_by_code("hcp")):
        for what in ("places", "themes"):
            main(("import", what))
        places = places_by_code("hcp")
    provinces = [place for place in places.values() if place.kind in PROVINCIAL_KINDS]
    return [
        Region(region, tuple(one for one in provinces if one.lies_in(region)))
        for _code, region in sorted(places.items())
        if region.kind is PlaceKind.REGION
    ]


@transaction.atomic
def _publish(made: Any, region: Any) -> None:
    """Write one plan through the actions everybody uses, and publish it."""
    from athar.config.generation.words import bodies
    from athar.finance.actions import put_funding
    from athar.people.actions import put_organisations
    from athar.plans.actions import publish_first_version, put_commitments, put_nodes, put_plan
    from athar.reporting.actions import publish_reports

    put_organisations(by=None, drafts=(*bodies(), region.body))
    plan_id = put_plan(by=None, draft=made.plan)
    put_nodes(by=None, plan_id=plan_id, drafts=made.nodes)
    put_commitments(by=None, plan_id=plan_id, drafts=made.commitments, complete=True)
    put_funding(by=None, plan_id=plan_id, drafts=made.funding, complete=True)
    publish_first_version(by=None, plan_id=plan_id, reason="made up")
    publish_reports(by=None, plan_id=plan_id, drafts=made.reports, source=SOURCE)


def _draw(n_done: int, n_total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if n_done == n_total else ""
        sys.stderr.write(f"\r{bar(n_done, n_total)} {n_done}/{n_total}{end}")
