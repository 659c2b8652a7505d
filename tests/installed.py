"""Installations that many tests begin with; tests/run.sh has them made once, and they are copied.

`python -m tests.installed DIRECTORY` makes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.server import athar, environment

ARABIC_PLAN = """
import django

import athar.config.commandline  # names the settings

django.setup()
from athar.config.commands import demo
from athar.indicators.queries import libraries
from athar.indicators.rules import library_scope
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.queries import account_by_email
from athar.plans.actions import publish_first_version

assert not demo._all(words for words in demo.FIRST if "boundaries" not in words)
demo._accounts()
publish_first_version(
    by=account_by_email(demo.EDITOR), plan_id=demo._plan().id, reason="demonstration"
)
census = next(one for one in libraries() if one.code == "hcp-rgph")
grant_role(
    by=None,
    account_id=account_by_email(demo.COORDINATOR).pk,
    role=Role.COORDINATOR,
    scope=library_scope(census.id),
)
"""
"""Publishes the plan as its Arabic file states it, before anybody brings the French workbook.

The coordinator also answers for values of the census.
"""


def installed(name: str, directory: Path, **more: str) -> dict[str, str]:
    """Make one of the installations, or copy it where it was made before; gives its environment."""
    env = environment(directory, ATHAR_TODAY="2025-10-15", **more)
    if made := os.environ.get("TEST_INSTALLATIONS"):
        shutil.copytree(Path(made, name), directory, dirs_exist_ok=True)
        return env
    athar("setup", env=env)
    _go_on(name, env)
    return env


def _go_on(name: str, env: dict[str, str]) -> None:
    """Go on from what `athar setup` leaves, which is "ready"."""
    if name == "demonstration":
        athar("demo", env=env)
    if name == "network":
        athar("demo", "--host", "network", env=env)
    if name == "arabic plan":
        command = [sys.executable, "-c", ARABIC_PLAN]
        subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Make them all."""
    directory = Path(sys.argv[1])
    ready = directory / "ready"
    installed("ready", ready)
    for name in ("demonstration", "network", "arabic plan"):
        shutil.copytree(ready, directory / name)
        _go_on(name, environment(directory / name, ATHAR_TODAY="2025-10-15"))


if __name__ == "__main__":
    main()
