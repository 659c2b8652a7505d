"""The network as citizens read it: axe on every page of it, and two members held side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.benchmarks.server import Server, serving
from tests.installed import installed
from tests.journeys.conftest import DESKTOP, PHONE, new_page
from tests.journeys.test_accessibility import NETWORK, walked


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration of the network, served."""
    env = installed("network", tmp_path_factory.mktemp("network"), ATHAR_PROFILE="network")
    with serving(env, "/ar/") as running:
        yield running


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_of_the_network_have_no_violation(browser: Browser, network: Server, lang, width):
    assert walked(browser, network, NETWORK, lang, width) == {}


@pytest.mark.parametrize(
    ("lang", "viewport", "compare", "area", "show"),
    [
        ("ar", PHONE, "قارن بين الأعضاء", "المشاركة العمومية", "عرض"),
        ("fr", DESKTOP, "Comparer les membres", "Participation publique", "Afficher"),
    ],
    ids=["ar", "fr"],
)
def test_citizen_compares_morocco_and_tunisia(
    browser: Browser, network: Server, lang, viewport, compare, area, show
):
    page = new_page(browser, network, viewport, f"{lang}-MA")

    page.goto(f"/{lang}/")
    page.get_by_role("link", name=compare).click()
    page.goto(f"/{lang}/network/compare?members=MAR,TUN")
    page.get_by_role("link", name=area, exact=True).click()

    expect(
        page.get_by_role("link", name={"ar": "المغرب", "fr": "Maroc"}[lang]).first
    ).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(area)
    page.context.close()
