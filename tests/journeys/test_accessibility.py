"""axe finds nothing on any public page, in any language, on a phone or at a desk."""

import pytest
from playwright.sync_api import Browser, Page

from tests.benchmarks.server import Server
from tests.journeys.conftest import AXE, DESKTOP, PHONE

PLAN = "plans/PDR-TTA-2022-2027"
# One address per route of portal/urls.py that answers with a page; test_every_route_is_visited
# fails when a route is missing here.
ROUTES = {
    "home": "",
    "plans": "plans",
    "plan": PLAN,
    "node": f"{PLAN}/nodes/A3",
    "commitments": f"{PLAN}/commitments?status=on_track",
    "commitment": f"{PLAN}/commitments/PDR-A3-P22-04",
    "plan_figure": f"{PLAN}/computed/physical",
    "places": "places",
    "place": "places/hcp/01.151",
    "methods": "methods",
    "method": "methods/progress",
    "text": "about",
}
MORE = {
    "commitment without figures": f"{PLAN}/commitments/PDR-A1-P01-01",
    "status explained": f"{PLAN}/computed/status?commitment=PDR-A3-P22-04",
    "empty list": f"{PLAN}/commitments?q=zzzz",
    "whole list": f"{PLAN}/commitments",
    "commune": "places/hcp/01.151.03.03",
    "nothing here": "no-such-page",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Run axe on the page as it stands; one line per rule broken."""
    # the strict policy of the pages refuses inline scripts: axe is handed to the debugger instead
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_have_no_violation(browser: Browser, server: Server, lang, width):
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()

    for name, rest in {**ROUTES, **MORE}.items():
        page.goto(f"/{lang}/{rest}")
        found[name] = violations(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found[name].append(f"scrolls sideways by {overflow} px")
    context.close()

    assert {name: one for name, one in found.items() if one} == {}


def test_axe_would_find_a_fault(browser: Browser):
    page = browser.new_page()
    page.set_content("<html><body><img src=x><p style='color:#ccc'>pale</p></body></html>")

    found = {line.split(":")[0] for line in violations(page)}
    page.close()

    assert {"image-alt", "html-has-lang"} <= found


def test_every_route_is_visited():
    import athar.config.urls  # noqa: F401 - registers the converters of addresses
    from athar.portal.urls import urlpatterns

    pages = {
        pattern.name
        for pattern in urlpatterns
        if str(pattern.pattern).startswith("<lang:lang>")
        and not str(pattern.pattern).endswith((".json", ".csv"))
    }

    assert pages == set(ROUTES)
