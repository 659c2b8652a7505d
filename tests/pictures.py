"""`make pictures`: the main pages and those of the desk, drawn for docs/pictures from the demonstration."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import urllib.request
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.server import Server, serving
from tests.contracts.sources import ROOT
from tests.installed import installed

PLAN = "plans/PDR-TTA-2022-2027"
WATER = "indicators/hcp-rgph/amenities_running_water"
PAGES = {
    "home": "",
    "plan": PLAN,
    "list": f"{PLAN}/commitments",
    "commitment": f"{PLAN}/commitments/PDR-A3-P22-04",
    "place": "places/hcp/01.151",
    "computed": f"{PLAN}/computed/physical",
    "status": f"{PLAN}/computed/status?commitment=PDR-A3-P22-04",
    "map": f"{PLAN}/map",
    "near": "near?region=01&province=01.151",
    "places": "places",
    "node": f"{PLAN}/nodes/A3",
    "search": "search?q=chaouen",
    "changes": f"{PLAN}/changes",
    "amendment": f"{PLAN}/amendments/2",
    "as-of": f"{PLAN}/commitments/PDR-A2-P15-05?as_of={{first}}",
    "data": f"{PLAN}/data",
    "developers": "developers",
    "embed-plan": f"embed/{PLAN}",
    "embed-commitment": f"embed/{PLAN}/commitments/PDR-A3-P22-04",
    "results": f"{PLAN}/results",
    "indicators": "indicators",
    "indicator": f"{WATER}?category=area=rural",
    "indicator-map": f"{WATER}/map",
    "value": f"{WATER}/values/hcp/01/2024/area=rural",
    "scorecard": "indicators/scorecard",
    "coverage": "indicators/coverage?by=periods",
    "compare": "indicators/compare",
    "place-results": "places/hcp/01.151/results",
}
#: Pages of the desk: who looks at each, and where it is; "@lane" is the first report of a lane.
DESK = {
    "desk-work": ("coordinator", "/desk/work"),
    "desk-report": ("manager", "@returned"),
    "desk-validation": ("validator", "@validate"),
    "desk-plan": ("editor", f"/desk/{PLAN}/"),
    "desk-rounds": ("coordinator", "/desk/rounds/of/PDR-TTA-2022-2027"),
    "desk-history": ("validator", "/desk/rounds/history/PDR-TTA-2022-2027/PDR-A2-P16-02"),
}
VIEWS = (("ar", 360), ("ar", 1280), ("fr", 1280))
#: Pixels of height that a picture shows at most; the rest of a long list looks the same.
TALLEST = 3200


def _first_publication(port: int) -> int:
    """Give the number under which the plan stood before its first amendment."""
    address = f"http://127.0.0.1:{port}/en/{PLAN}/amendments.json"
    with urllib.request.urlopen(address) as answer:
        listed = json.load(answer)["amendments"]
    return int(listed[-1]["publication"]) - 1


def main() -> int:
    """Draw every page in every view; `python -m tests.pictures DIRECTORY NAME …` draws some elsewhere."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "athar.config.settings")
    django.setup()
    # what journeys share knows the accounts of the demonstration, and these know Django
    from tests.journeys.conftest import FLAGS

    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    wanted = set(sys.argv[2:]) or {*PAGES, *DESK}
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        env = installed("demonstration", Path(directory))
        with serving(env, "/ar/") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
            )
            _draw_pages(browser, server, target, sorted(wanted & PAGES.keys()))
            _draw_desk(browser, server, target, sorted(wanted & DESK.keys()))
            browser.close()
    sys.stdout.write(f"{len(wanted) * len(VIEWS)} pictures in {target}\n")
    return 0


def _draw_pages(browser: Browser, server: Server, target: Path, names: list[str]) -> None:
    first = _first_publication(server.port) if names else 0
    for lang, width in VIEWS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        for name in names:
            address = PAGES[name].format(first=first)
            page.goto(f"http://127.0.0.1:{server.port}/{lang}/{address}")
            _draw(page, target / f"{name}-{lang}-{width}.png", width)
        page.close()


def _draw_desk(browser: Browser, server: Server, target: Path, names: list[str]) -> None:
    from tests.journeys.conftest import new_page, sign_in

    for lang, width in VIEWS:
        for name in names:
            who, address = DESK[name]
            page = new_page(browser, server, {"width": width, "height": 900}, lang)
            sign_in(page, who, lang)
            if address.startswith("@"):
                page.goto(f"/desk/work?lang={lang}&lane={address[1:]}")
                page.locator(".job a").first.click()
                page.wait_for_url("**/desk/reports/**")
            else:
                page.goto(f"{address}?lang={lang}")
            # what stays at the edge of the window stands at the end of the picture
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
            _draw(page, target / f"{name}-{lang}-{width}.png", width)
            page.context.close()


def _draw(page: Page, target: Path, width: int) -> None:
    page.evaluate("document.fonts.ready")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.screenshot(
        path=target,
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)},
    )


if __name__ == "__main__":
    sys.exit(main())
