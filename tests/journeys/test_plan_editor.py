"""Two editors of a plan, a phone in Arabic and a desk in French, and what the public then reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server, serving
from tests.installed import installed
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations

PLAN = "PDR-TTA-2022-2027"
HOME = f"/desk/plans/{PLAN}/"
ROAD = f"{HOME}commitments/PDR-A3-P22-04"
PAGES = {
    "my plans": "/desk/plans/",
    "tree": f"{HOME}?in=P22",
    "search": f"{HOME}?q=zzzz",
    "commitment": ROAD,
    "preview": f"{ROAD}/preview",
    "new": f"{HOME}new",
    "grouping": f"{HOME}groupings/A3",
    "new grouping": f"{HOME}groupings/new",
    "identity": f"{HOME}identity",
    "publish": f"{HOME}publish",
}


@pytest.fixture(scope="module")
def plan_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration in a directory of its own: what is published here nobody else reads."""
    env = installed("demonstration", tmp_path_factory.mktemp("editing"))
    with serving(env, "/ar/") as running:
        yield running


@pytest.fixture
def phone(browser: Browser, plan_server: Server) -> Iterator[Page]:
    page = new_page(browser, plan_server, PHONE, "ar-MA")
    sign_in(page, "editor", "ar")
    yield page
    page.context.close()


@pytest.fixture
def desk(browser: Browser, plan_server: Server) -> Iterator[Page]:
    page = new_page(browser, plan_server, DESKTOP, "fr-MA")
    sign_in(page, "coordinator", "fr")
    yield page
    page.context.close()


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"\d\d:\d\d"))


def test_what_is_typed_is_saved_by_itself_and_waits_on_the_phone(phone: Page):
    phone.goto(ROAD)
    phone.locator("#summary_ar").fill("ملخص مكتوب على الهاتف")
    phone.locator("#place_point-1").fill("35.5, -5.5")
    saved(phone)

    phone.goto(ROAD)

    expect(phone.locator("#summary_ar")).to_have_value("ملخص مكتوب على الهاتف")
    expect(phone.locator("#place_point-1")).to_have_value("35.5, -5.5")
    phone.get_by_role("button", name="التخلي عما كُتب").click()
    expect(phone.locator("#place_point-1")).to_have_value("")


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_point_is_picked_on_the_map(desk: Page, way: str):
    desk.goto(f"{HOME}new")
    desk.get_by_role("button", name="Choisir sur la carte").first.click()
    sheet = desk.get_by_role("application")
    expect(sheet).to_be_focused()

    if way == "pointer":
        sheet.locator("[data-name='Chefchaouen']").first.click()
    else:
        for key in ("ArrowRight", "+", "ArrowUp", "Enter"):
            desk.keyboard.press(key)

    expect(desk.locator("#place_point-0")).to_have_value(re.compile(r"^3[45]\.\d{6}, -\d\.\d{6}$"))
    expect(desk.locator("#place-0")).to_have_value(re.compile(r" · hcp:01\."))
    if way == "keyboard":
        expect(sheet).to_be_hidden()
    saved(desk)
    desk.goto(f"{HOME}new")
    expect(desk.locator("#place_point-0")).to_have_value(re.compile(r"^3[45]\."))


def test_a_lost_connection_is_told_and_typing_is_sent_again(phone: Page):
    phone.goto(ROAD)
    phone.context.set_offline(True)
    phone.locator("#summary_ar").fill("كُتب دون اتصال")
    expect(phone.locator("[data-saved]")).to_have_class(re.compile("is-wrong"))

    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")

    saved(phone)
    phone.goto(ROAD)
    expect(phone.locator("#summary_ar")).to_have_value("كُتب دون اتصال")


def test_two_editors_collide_and_nothing_is_lost(phone: Page, desk: Page):
    phone.goto(f"{HOME}commitments/PDR-A3-P23-04")
    desk.goto(f"{HOME}commitments/PDR-A3-P23-04")
    desk.locator("#amount").fill("77000000")
    desk.locator("#keep").click()
    expect(desk.get_by_role("status").first).to_be_visible()

    phone.locator("#amount").fill("66000000")
    expect(phone.locator(".field:has(#amount) .note")).to_contain_text("عدّل شخص آخر")
    expect(phone.locator("[data-saved]")).to_contain_text("عدّل شخص آخر في هذه الأثناء")
    phone.locator("#summary_ar").fill("ملخص جديد")
    phone.locator("#keep").click()
    asked = phone.locator("section.must")
    expect(asked).to_contain_text(re.compile(r"77\D?000\D?000|77"))
    expect(asked).to_contain_text(re.compile(r"66\D?000\D?000|66"))
    asked.locator("input[value=mine]").check(force=True)
    phone.locator("#keep").click()

    expect(phone.locator("section.must")).to_have_count(0)
    desk.goto(f"{HOME}commitments/PDR-A3-P23-04")
    expect(desk.locator("#amount")).to_have_value("66000000.00")
    expect(desk.locator("#summary_ar")).to_have_value("ملخص جديد")


def test_an_amendment_is_public_at_one_moment(desk: Page):
    desk.goto(ROAD)
    desk.get_by_label("Français").first.check()
    desk.locator("#title_fr").fill("Route rapide vers le port")
    desk.locator("#keep").click()
    public = f"/fr/plans/{PLAN}/commitments/PDR-A3-P22-04"
    before = desk.request.get(f"{public}.json").text()
    desk.goto(f"{HOME}publish")
    desk.locator("#id_why").fill("Session ordinaire du conseil")
    desk.locator("#id_decided_by").fill("Conseil de la région")

    desk.get_by_role("button", name="Publier").click()

    assert "Route rapide vers le port" not in before
    assert "Route rapide vers le port" in desk.request.get(f"{public}.json").text()
    desk.goto(public)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Route rapide vers le port")


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_pages_of_the_editor_have_no_violation(browser: Browser, plan_server: Server, width):
    found = {}
    page = new_page(browser, plan_server, width, "en", bypass_csp=True)
    sign_in(page, "editor", "en")

    for lang in ("ar", "fr", "en"):
        for name, address in PAGES.items():
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            found[name, lang] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found[name, lang].append(f"scrolls sideways by {overflow} px")
    page.context.close()

    assert {key: one for key, one in found.items() if one} == {}
