"""Somebody with many projects types their figures in a grid; axe finds nothing on it."""

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_sign_in import sign_in

GRID = "/desk/rounds/1/values"


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_grid_has_no_violation(browser: Browser, server: Server, width):
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, "coordinator", "en")

    for lang in ("ar", "fr", "en"):
        for address in (GRID, f"{GRID}?show=indicators", f"{GRID}?state=missed"):
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            found[address, lang] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found[address, lang].append(f"scrolls sideways by {overflow} px")
    context.close()

    assert {key: one for key, one in found.items() if one} == {}
