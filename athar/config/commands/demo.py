"""`athar demo`: fill an empty installation with a real programme, its places and six accounts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "demo"
PLAN_CODE = "PDR-TTA-2022-2027"
OWNER_CODE = "REG"
#: The verbs an operator would type; each can be repeated. Only the region's own outlines are drawn:
#: which borders a country's map shows is for its host to decide.
STEPS = (
    ("import", "places"),
    ("import", "themes"),
    ("import", "boundaries", "tta-provinces"),
    ("import", "boundaries", "tta-communes"),
    (
        *("import", "plan", str(DATA / "pdr-tta-2022-2027-ar.csv")),
        *("--plan-file", str(DATA / "pdr-tta-2022-2027.plan.json")),
    ),
)


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("demo", help="fill an empty installation with demonstration data")
    parser.add_argument(
        "--host", choices=("region",), default="region", help="what the demonstration hosts"
    )
    parser.add_argument(
        "--if-empty", action="store_true", help="load nothing when a plan is published already"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Load the demonstration, publish its plan and print the accounts; safe to repeat."""
    from athar.config.commandline import main
    from athar.config.commands.setup import set_up
    from athar.plans.queries import published_plans

    set_up()
    published = {plan.code for plan in published_plans()}
    if published - {PLAN_CODE}:
        # accounts whose password everybody knows must never enter a real installation
        sys.stderr.write("athar: another plan is published here; no demonstration was loaded\n")
        return 0 if arguments.if_empty else 1
    if not (arguments.if_empty and published):
        for words in STEPS:
            if code := main(words):
                return code
    return _open_doors()


def _open_doors() -> int:
    from athar.people.demo import create_demo_accounts
    from athar.people.queries import organisations_by_code
    from athar.plans.actions import publish_first_version
    from athar.plans.queries import plan_by_code, plan_is_published

    plan = plan_by_code(PLAN_CODE, drafts=True)
    if plan is None:
        sys.stderr.write(f"athar: {PLAN_CODE} was not imported\n")
        return 1
    if not plan_is_published(PLAN_CODE):
        publish_first_version(by=None, plan_id=plan.id, reason="demonstration")
    owner = organisations_by_code((OWNER_CODE,)).get(OWNER_CODE)
    accounts = create_demo_accounts(plan_id=plan.id, organisation_id=owner.id if owner else None)
    sys.stdout.write("Demonstration accounts, refused beyond this machine:\n")
    sys.stdout.writelines(
        f"  {one.role.label:<22} {one.email:<28} {one.password}\n" for one in accounts
    )
    return 0
