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
    "map": f"{PLAN}/map",
    "dataset": f"{PLAN}/data",
    "embed_plan": f"embed/{PLAN}",
    "embed_commitment": f"embed/{PLAN}/commitments/PDR-A3-P22-04",
    "near": "near?region=01&province=01.151",
    "changes": "changes",
    "plan_changes": f"{PLAN}/changes",
    "amendments": f"{PLAN}/amendments",
    "amendment": f"{PLAN}/amendments/2",
    "places": "places",
    "search": "search?q=%D8%B7%D9%86%D8%AC%D8%A9",
    "place": "places/hcp/01.151",
    "indicators": "indicators",
    "library": "indicators/hcp-rgph",
    "indicator": "indicators/hcp-rgph/amenities_running_water",
    "value": "indicators/hcp-rgph/amenities_running_water/values/hcp/01/2024/area=rural",
    "punctuality": f"{PLAN}/punctuality",
    "results": f"{PLAN}/results",
    "place_results": "places/hcp/01.151/results",
    "scorecard": "indicators/scorecard",
    "coverage": "indicators/coverage",
    "compare": "indicators/compare?i=hcp-rgph:amenities_running_water&i=hcp-rgph:population_municipal"
    "&p=hcp:01&p=hcp:01.151",
    "indicator_map": "indicators/hcp-rgph/labour_unemployment_rate/map",
    "methods": "methods",
    "method": "methods/progress",
    "text": "about",
}
# Those of the network, walked over a demonstration of their own in test_network.py
NETWORK = {
    "network": "network",
    "member": "network/members/MAR",
    "network_compare": "network/compare?members=MAR,TUN",
    "process": "network/members/MAR/process",
    "convergence": "network/convergence/MAR",
    "accessions": "network/accession",
    "accession": "network/accession/X-DUNES",
    "experiences": "network/experiences",
    "experience": "network/experiences/vulekamali",
    "questions": "network/questions",
    "question": "network/questions/1",
}
MORE = {
    "commitment without figures": f"{PLAN}/commitments/PDR-A1-P01-01",
    "status explained": f"{PLAN}/computed/status?commitment=PDR-A3-P22-04",
    "plan as of a publication": f"{PLAN}?as_of=7",
    "project as of a publication": f"{PLAN}/commitments/PDR-A3-P23-04?as_of=7",
    "not public then": f"{PLAN}?as_of=1",
    "empty list": f"{PLAN}/commitments?q=zzzz",
    "whole list": f"{PLAN}/commitments",
    "map of communes": f"{PLAN}/map?level=small&show=progress",
    "map of a commune": f"{PLAN}/map?place=01.151.03.03&show=amount",
    "empty map": f"{PLAN}/map?q=zzzz",
    "search not begun": "search",
    "search of one kind": "search?q=eau&kind=commitment&status=on_track",
    "search corrected": "search?q=tetuan+resau",
    "nothing found": "search?q=zzzzzzzz",
    "scorecard of communes": "indicators/scorecard?level=small&of=library:hcp-rgph",
    "coverage by period": "indicators/coverage?by=periods&place=hcp:01.151",
    "comparison to begin with": "indicators/compare",
    "comparison not begun": "indicators/compare?library=hcp-rgph",
    "comparison in vain": "indicators/compare?i=x:y&p=%21",
    "map of an indicator in communes": "indicators/hcp-rgph/amenities_running_water/map?level=small",
    "map of an indicator nobody knows here": "indicators/worldbank/SP.POP.TOTL/map",
    "results of a commune": "places/hcp/01.151.03.03/results",
    "commune": "places/hcp/01.151.03.03",
    "indicator of a province": "indicators/hcp-rgph/amenities_running_water?place=hcp:01.511",
    "regression": "indicators/hcp-rgph/labour_unemployment_rate",
    "indicators of a goal": "indicators?goal=6",
    "for developers": "developers",
    "nothing here": "no-such-page",
}
REFUSED = {"nothing here": 404, "not public then": 404, "comparison in vain": 400}
# Every rule is asked; what of a page keeps a rule is not described element by element and sent here.
RUN = """async tags => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})
  return found.violations
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Run axe on the page as it stands; one line per rule broken."""
    # the strict policy of the pages refuses inline scripts: axe is handed to the debugger instead
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in page.evaluate(RUN, TAGS)
        for node in one["nodes"]
    ]


def walked(
    browser: Browser, server: Server, routes: dict[str, str], lang: str, width: dict[str, int]
) -> dict[str, list[str]]:
    """Visit pages in a language at a width; give what is wrong with each of them."""
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()

    for name, rest in routes.items():
        answer = page.goto(f"/{lang}/{rest}")
        found[name] = violations(page)
        if answer.status != REFUSED.get(name, 200):
            found[name].append(f"answers {answer.status}")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found[name].append(f"scrolls sideways by {overflow} px")
    context.close()
    return {name: one for name, one in found.items() if one}


@pytest.mark.apart
@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_have_no_violation(browser: Browser, server: Server, lang, width):
    assert walked(browser, server, {**ROUTES, **MORE}, lang, width) == {}


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_gallery_has_no_violation(browser: Browser, server: Server, width):
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()

    page.goto("/ui/ar/")
    found = violations(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert (found, overflow) == ([], 0)


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
        and not str(pattern.pattern).endswith(
            (
                *(
                    ".json",
                    ".docx",
                    ".geojson",
                    ".jsonld",
                    ".png",
                    ".csv",
                    ".xlsx",
                    ".zip",
                    ".atom",
                    ".ics",
                ),
                *("<reference:ending>", "<values_twin:twin>"),
            )
        )
    }

    assert pages == {*ROUTES, *NETWORK}
