"""A coordinator opens a round and asks again from a phone in Arabic; axe finds nothing."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_sign_in import sign_in

HOME = "/desk/rounds/of/PDR-TTA-2022-2027"


def opened(page: Page, code: str, start: str, end: str, lang: str) -> str:
    """Open a round that is open today, and give its address."""
    page.goto(f"{HOME}?lang={lang}")
    given = {"code": code, "start_on": start, "end_on": end}
    for name, text in {**given, "opens_on": "01/10/2025", "due_on": "31/10/2025"}.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("main form:has(#id_code) button").click()
    return page.url.partition("?")[0]


def test_coordinator_runs_a_round_on_a_phone(arabic_phone: Page):
    sign_in(arabic_phone, "coordinator", "ar")
    address = opened(arabic_phone, "2020-J", "01/01/2020", "31/03/2020", "ar")
    arabic_phone.get_by_role("checkbox").first.check()
    arabic_phone.get_by_role("button", name="التذكير").click()
    expect(arabic_phone.locator(".notices")).to_contain_text("ذُكِّر بتقرير واحد")

    arabic_phone.get_by_role("link", name="إغلاق الدورة").click()
    arabic_phone.get_by_role("button", name="إغلاق الدورة").click()

    expect(arabic_phone).to_have_url(address)
    expect(arabic_phone.locator(".notices")).to_contain_text("أُغلقت الدورة")
    expect(arabic_phone.locator(".facts")).to_contain_text("مغلقة، تنقص تقارير")


@pytest.mark.parametrize(("width", "year"), [(PHONE, 2018), (DESKTOP, 2019)], ids=["360", "1280"])
def test_pages_of_rounds_have_no_violation(browser: Browser, server: Server, width, year):
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, "coordinator", "en")
    one = opened(page, f"{year}-A", f"01/01/{year}", f"31/03/{year}", "en")
    story = page.locator("tbody a").first.get_attribute("href") or ""

    for lang in ("ar", "fr", "en"):
        for address in (HOME, one, f"{one}?state=missed", f"{one}/close", story):
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            found[address, lang] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found[address, lang].append(f"scrolls sideways by {overflow} px")
    context.close()

    assert {key: one for key, one in found.items() if one} == {}
