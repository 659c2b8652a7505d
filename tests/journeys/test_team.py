"""An administrator gives a role from a phone in Arabic; axe finds nothing on the pages."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_sign_in import sign_in

PAGES = {
    "people": "/desk/team/people",
    "nobody": "/desk/team/people?q=zzzz",
    "person": "/desk/team/people/2",
    "erasing a person": "/desk/team/people/2/erase",
    "bodies": "/desk/team/bodies",
    "body": "/desk/team/bodies/of/MEE",
    "new body": "/desk/team/bodies/new",
    "invitations": "/desk/team/invitations",
    "invitation that is over": "/account/invitation/dead-link",
}


def test_administrator_gives_and_withdraws_a_role(arabic_phone: Page):
    sign_in(arabic_phone, "administrator", "ar")
    arabic_phone.get_by_role("link", name="الأشخاص والهيئات").click()
    arabic_phone.get_by_role("link", name="Karim Berrada").click()

    arabic_phone.locator("#id_role").select_option("observer")
    arabic_phone.locator("#id_scope").select_option("installation")
    arabic_phone.get_by_label("آخر يوم").fill("2026-06-30")
    arabic_phone.get_by_role("button", name="إسناد الدور").click()
    row = arabic_phone.get_by_role("row").filter(has_text="30 يونيو 2026")
    expect(row).to_contain_text("المنصة كلها")
    row.get_by_role("button").click()

    expect(arabic_phone.get_by_role("status")).to_contain_text("سُحب الدور")
    expect(row).to_have_count(0)


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_pages_of_administration_have_no_violation(browser: Browser, server: Server, width):
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, "administrator", "en")

    for lang in ("ar", "fr", "en"):
        for name, address in PAGES.items():
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            found[name, lang] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found[name, lang].append(f"scrolls sideways by {overflow} px")
    context.close()

    assert {key: one for key, one in found.items() if one} == {}
