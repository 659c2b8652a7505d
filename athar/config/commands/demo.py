"""`athar demo`: fill an empty installation with real plans, their places and six accounts."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from athar.config.commands import demo_convergence as convergence
from athar.config.commands import demo_library as library
from athar.config.commands import demo_network as network
from athar.config.commands import demo_process as process

if TYPE_CHECKING:
    from athar.people.demo import DemoAccount
    from athar.plans.queries import PlanView

DATA = Path(__file__).resolve().parent.parent / "demo"
PLAN_CODE = "PDR-TTA-2022-2027"
OWNER_CODE = "REG"
SHIPPED = DATA.parent.parent / "indicators" / "data" / "values"
#: Real values, by library: two censuses of the country, its regions and provinces, and the region's
#: communes; population and product of Africa's countries.
VALUES = {one: SHIPPED / f"{one}.csv" for one in ("hcp-rgph", "worldbank")}
EDITOR = "editor@athar.example"
COORDINATOR = "coordinator@athar.example"
MANAGER = "manager@athar.example"
VALIDATOR = "validator@athar.example"

Words = tuple[str, ...]


def _file(what: str, name: str, *more: str) -> Words:
    return "import", what, str(DATA / name), "--plan", PLAN_CODE, *more


#: The verbs an operator would type; each can be repeated. Only the region's own outlines are drawn:
#: which borders a country's map shows is for its host to decide.
FIRST: tuple[Words, ...] = (
    ("import", "places"),
    ("import", "themes"),
    ("import", "boundaries", "tta-provinces"),
    ("import", "boundaries", "tta-communes"),
    ("library", "load"),
    _file(
        *("plan", "pdr-tta-2022-2027-ar.csv"),
        *("--plan-file", str(DATA / "pdr-tta-2022-2027.plan.json")),
    ),
)
#: What the plans of a network rest on. Its members are listed, not drawn: the outlines only let the
#: continent be seen, as one ground without borders.
NETWORK: tuple[Words, ...] = (
    ("import", "places"),
    ("import", "themes"),
    ("import", "boundaries", "africa-countries"),
    ("import", "members"),
)
#: What people of the demonstration import once their accounts are there, before the first version
#: is published: the promise is frozen in both languages at once.
THEN: tuple[Words, ...] = (
    _file("plan", "pdr-tta-2022-2027-suivi.xlsx", "--by", EDITOR),
    _file("agreements", "conventions-2022-2027.xlsx", "--by", EDITOR),
)
#: What is returned for the last quarter.
RETURNS: tuple[Words, ...] = (
    _file("progress", "suivi-2025-T3.xlsx", "--period", "2025-Q3", "--by", COORDINATOR),
)


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("demo", help="fill an empty installation with demonstration data")
    parser.add_argument(
        "--host",
        choices=("region", "network", "both"),
        default="region",
        help="what the demonstration hosts",
    )
    parser.add_argument(
        "--if-empty", action="store_true", help="load nothing when a plan is published already"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Load the demonstration, publish its plans and print the accounts; safe to repeat.

    What was published once stays as it is: only the accounts are brought back.
    """
    from athar.config.commands.setup import set_up
    from athar.plans.queries import published_plans

    set_up()
    published = {plan.code for plan in published_plans()}
    if published - {PLAN_CODE} - network.plan_codes():
        # accounts whose password everybody knows must never enter a real installation
        sys.stderr.write("athar: another plan is published here; no demonstration was loaded\n")
        return 0 if arguments.if_empty else 1
    if not published and (code := _load(arguments.host)):
        return code
    sys.stdout.write("Demonstration accounts, refused beyond this machine:\n")
    sys.stdout.writelines(
        f"  {one.role.label:<22} {one.email:<28} {one.password}\n" for one in _accounts()
    )
    return 0


def _load(host: str) -> int:
    """Live through what became of the plans, each act on its day; stop where a file fails."""
    from athar.kernel import clock
    from athar.search.actions import rebuild

    if host != "region" and (code := _all(NETWORK)):
        return code
    with clock.on_days() as turn_to:
        due = [] if host == "region" else _due_in_network()
        turn = network.passing(due, turn_to)
        if host == "network":
            turn(clock.today())
        elif code := _live_through(turn):
            return code
        if host != "region":
            convergence.tie_samples()
            process.record_verdicts()
            library.put_experiences()
    rebuild()
    return 0


def _due_in_network() -> list[network.Due]:
    """Give in time what becomes of the members: their plans, and the road of the candidates."""
    from athar.config.commands.demo_accession import due_steps

    return sorted((*network.due_plans(), *due_steps()), key=lambda one: one[0])


def _live_through(turn_to: Callable[[dt.date], None]) -> int:
    from athar.config.commands import demo_amendments as amendments
    from athar.config.commands import demo_photographs as photographs
    from athar.config.commands import demo_results as results
    from athar.config.commands.demo_rounds import People, live_through, told_rounds
    from athar.people.queries import account_by_email
    from athar.plans.actions import publish_first_version

    turn_to(dt.date(2024, 9, 16))
    if code := _all(_only("promise", FIRST)):
        return code
    _accounts()
    if code := _all(_only("promise", THEN)):
        return code
    editor, plan = account_by_email(EDITOR), _plan()
    coordinator = account_by_email(COORDINATOR)
    people = People(coordinator, account_by_email(MANAGER), account_by_email(VALIDATOR))
    first, second, third, opened = told_rounds()
    final = amendments.put_first_promises(editor, plan.id)
    publish_first_version(by=editor, plan_id=plan.id, reason="demonstration")
    results.put_results_framework(editor, plan.id, plan.place_id)
    turn_to(dt.date(2024, 9, 23))
    amendments.publish_later_end(editor, plan.id, final)
    live_through((first, second), plan.id, people, turn_to)
    turn_to(dt.date(2025, 3, 10))
    amendments.publish_higher_cost(editor, plan.id, final)
    live_through((third,), plan.id, people, turn_to)
    turn_to(dt.date(2025, 7, 10))
    values = (("import", "values", str(VALUES[one]), "--library", one) for one in VALUES)
    if code := _all((*_only("reports", (*FIRST, *THEN)), *values)):
        return code
    turn_to(dt.date(2025, 10, 1))
    if code := _all(RETURNS):
        return code
    photographs.attach_samples(coordinator, plan.id)
    results.correct_first(coordinator, plan.id)
    results.correct_again(editor, plan.id)
    live_through((opened,), plan.id, people, turn_to)
    return 0


def _only(part: str, steps: Iterable[Words]) -> Iterator[Words]:
    """Take a part of each file of the plan; with what is promised come the other files."""
    for words in steps:
        if words[:2] == ("import", "plan"):
            yield (*words, "--only", part)
        elif part == "promise":
            yield words


def _all(steps: Iterable[Words]) -> int:
    """Act as if every line were typed, up to the first that fails."""
    from athar.config.commandline import main

    return next((code for words in steps if (code := main(words))), 0)


def _accounts() -> tuple[DemoAccount, ...]:
    """Make the accounts, or bring them back to their first state."""
    from athar.config.commands.demo_accession import ON_THE_ROAD, focal_points
    from athar.network.queries import accession_file
    from athar.people.demo import create_demo_accounts
    from athar.people.queries import organisations_by_code

    owner = organisations_by_code((OWNER_CODE,))[OWNER_CODE]
    made = create_demo_accounts(plan_id=_plan().id, organisation_id=owner.id)
    is_network = accession_file(ON_THE_ROAD) is not None
    return made + focal_points() if is_network else made


def _plan() -> PlanView:
    """Give the plan over which the accounts have their roles: the region's, else a network's."""
    from athar.plans.queries import plan_by_code

    found = (plan_by_code(code, drafts=True) for code in (PLAN_CODE, network.MAIN_PLAN))
    return next(plan for plan in found if plan is not None)
