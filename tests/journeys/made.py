"""A small installation of its own for a journey, filled by a script and served."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.benchmarks.server import Server, serving
from tests.installed import installed
from tests.journeys.conftest import new_page, sign_in


@contextmanager
def served(directory: Path, script: str, ready: str) -> Iterator[Server]:
    """Run a script in an empty installation and serve it once `ready` answers."""
    env = installed("ready", directory)
    whole = f"from athar.config.commandline import main\nmain(('setup',))\n{script}"
    subprocess.run([sys.executable, "-c", whole], env=env, stdout=subprocess.DEVNULL, check=True)
    with serving(env, ready) as running:
        yield running


def signed_in(
    browser: Browser, server: Server, who: str, viewport: dict[str, int], lang: str
) -> Page:
    """Open the desk of somebody in their language."""
    page = new_page(browser, server, viewport, f"{lang}-MA")
    sign_in(page, who, lang)
    return page
