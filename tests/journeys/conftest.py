"""A real server with the demonstration, and a real browser, for each worker of the tests."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from athar.people.demo import DEMO_PASSWORD
from tests.benchmarks.server import Server, serving
from tests.contracts.sources import ROOT
from tests.installed import installed

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each module in one worker, but for the walks over all pages: these go first, apart."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            if item.get_closest_marker("apart") is None:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: item.get_closest_marker("apart") is None)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the demonstration, in a directory of its own on SQLite."""
    return installed("demonstration", tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
def server(installation: dict[str, str]) -> Iterator[Server]:
    """The demonstration, served."""
    with serving(installation, "/ar/") as running:
        yield running


@pytest.fixture(scope="session")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The plan with its Arabic file alone, served with the worker that reads and applies files."""
    env = installed("arabic plan", tmp_path_factory.mktemp("desk"))
    with serving(env, "/ar/", jobs=True) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it (CHROMIUM names another)."""
    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    assert chromium, "Chromium is missing: see make test"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def new_page(
    browser: Browser, server: Server, viewport: dict[str, int], locale: str, **options: object
) -> Page:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=viewport, locale=locale, **options
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def sign_in(page: Page, who: str, lang: str) -> None:
    """Give the password of a demo account."""
    page.goto(f"/account/login/?lang={lang}")
    page.locator("#id_login").fill(f"{who}@athar.example")
    page.locator("#id_password").fill(DEMO_PASSWORD)
    page.locator("main button.btn:not(.btn-q)").click()
    expect(page).to_have_url(re.compile(r"/desk/work$"))


@pytest.fixture
def arabic_desk(browser: Browser, desk_server: Server) -> Iterator[Page]:
    """The coordinator of the plan, who also states values of the census, with a small phone."""
    page = new_page(browser, desk_server, PHONE, "ar-MA")
    sign_in(page, "coordinator", "ar")
    yield page
    page.context.close()


@pytest.fixture
def arabic_phone(browser: Browser, server: Server) -> Iterator[Page]:
    """An Arabic reader with a small phone."""
    page = new_page(browser, server, PHONE, "ar-MA")
    yield page
    page.context.close()


@pytest.fixture
def french_desktop(browser: Browser, server: Server) -> Iterator[Page]:
    """A French reader at a desk."""
    page = new_page(browser, server, DESKTOP, "fr-MA")
    yield page
    page.context.close()


@pytest.fixture
def without_script(browser: Browser, server: Server) -> Iterator[Page]:
    """An Arabic reader whose browser runs no script."""
    page = new_page(browser, server, PHONE, "ar-MA", java_script_enabled=False)
    yield page
    page.context.close()
