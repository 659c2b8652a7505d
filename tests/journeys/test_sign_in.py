"""A project manager signs in on a phone, in Arabic; an evaluator at a desk, in French."""

import re

from playwright.sync_api import Browser, Page, expect

from athar.people.demo import DEMO_PASSWORD
from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.test_accessibility import violations

PAGES = {
    "sign in": "/account/login/",
    "code": "/account/login/code/",
    "forgotten": "/account/password/reset/",
    "closed": "/account/signup/",
}
OWN_PAGES = {
    "my account": "/desk/",
    "delegations": "/desk/lending/",
    "addresses": "/account/email/",
    "password": "/account/password/change/",
    "second factor": "/account/second-factor/",
    "passkeys": "/account/second-factor/webauthn/",
    "browsers": "/desk/sign-ins",
    "erasure": "/desk/erasure",
    "again": "/account/reauthenticate/",
    "sign out": "/account/logout/",
}


def test_manager_signs_in_from_the_foot_of_a_page_and_out_again(arabic_phone: Page):
    arabic_phone.goto("/ar/")
    arabic_phone.get_by_role("contentinfo").get_by_role("link", name="تسجيل الدخول").click()
    arabic_phone.get_by_label("كلمة السر", exact=True).fill(DEMO_PASSWORD)
    arabic_phone.get_by_label("البريد الإلكتروني").fill("manager@athar.example")
    arabic_phone.get_by_role("main").get_by_role("button", name="تسجيل الدخول", exact=True).click()

    expect(arabic_phone.get_by_role("heading", level=1)).to_have_text("عملي")
    arabic_phone.get_by_role("link", name="حسابي").first.click()
    expect(arabic_phone.get_by_role("heading", level=1)).to_have_text("حسابي")
    expect(arabic_phone.get_by_role("main")).to_contain_text("سلمى الإدريسي")
    arabic_phone.get_by_role("main").get_by_role("button", name="تسجيل الخروج").click()
    expect(arabic_phone).to_have_url(re.compile(r"/ar/$"))


def test_wrong_password_brings_the_keyboard_to_the_words(french_desktop: Page):
    french_desktop.goto("/account/login/?lang=fr")
    french_desktop.locator("#id_login").fill("nobody@athar.example")
    french_desktop.locator("#id_password").fill("wrong")
    french_desktop.locator("main button.btn:not(.btn-q)").click()

    expect(french_desktop.get_by_role("alert")).to_be_focused()
    french_desktop.get_by_role("alert").get_by_role("link").click()
    expect(french_desktop.locator("#id_login")).to_be_focused()


def test_sign_in_needs_no_script(without_script: Page):
    sign_in(without_script, "coordinator", "ar")
    without_script.goto("/desk/?lang=ar")

    expect(without_script.get_by_role("main")).to_contain_text("يوسف بنعلي")


def test_account_pages_have_no_violation(browser: Browser, server: Server):
    found = {}
    for lang, who, size in (
        ("ar", "editor", PHONE),
        ("fr", "evaluator", DESKTOP),
        ("en", "validator", PHONE),
    ):
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{server.port}", viewport=size, bypass_csp=True
        )
        page = context.new_page()
        for name, address in PAGES.items():
            page.goto(f"{address}?lang={lang}")
            found[lang, name] = violations(page)
        sign_in(page, who, lang)
        for name, address in OWN_PAGES.items():
            page.goto(address)
            found[lang, name] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[lang, name] += [f"scrolls sideways by {overflow} px"] if overflow > 0 else []
        context.close()

    assert {key: faults for key, faults in found.items() if faults} == {}
