"""A validator lends her right on a phone; the day passes, and her colleague is refused."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server, free_port, serving
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations

PLAN = "PDR-TTA-2022-2027"
NOTE = "يرجى إرفاق محضر التسليم."


def lend_in_arabic(page: Page) -> None:
    """Lend the right of the validator to the evaluator until 20 October, from "My account"."""
    page.goto("/desk/?lang=ar")
    page.get_by_role("link", name="عرض التفويضات").click()
    page.get_by_label("البحث عن زميل").fill("karim")
    page.get_by_role("button", name="بحث", exact=True).click()
    page.get_by_label("Karim Berrada").check()
    page.get_by_label("آخر يوم").fill("٢٠/١٠/٢٠٢٥")
    page.get_by_role("button", name="تفويض", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("تم التفويض")
    expect(page.get_by_role("row").filter(has_text="Karim Berrada")).to_contain_text(
        "20 أكتوبر 2025"
    )


def test_delegate_acts_and_loses_the_right_when_the_day_has_passed(
    browser: Browser, installation: dict[str, str], server: Server
):
    port = free_port()
    with serving(installation, "/ar/", port=port) as running:
        validator = new_page(browser, running, PHONE, "ar-MA")
        sign_in(validator, "validator", "ar")
        lend_in_arabic(validator)
        delegate = new_page(browser, running, PHONE, "ar-MA")
        sign_in(delegate, "evaluator", "ar")
        expect(delegate.get_by_role("main")).to_contain_text("تنوب عن Nadia Tazi")

        delegate.goto("/desk/work?lang=ar&lane=validate")
        delegate.locator(".job a").last.click()
        code = delegate.locator(".kicker .code").inner_text()
        delegate.get_by_label("ملاحظة إلى صاحب التقرير").fill(NOTE)
        delegate.get_by_role("button", name="إرجاع مع هذه الملاحظة").click()
        expect(delegate.get_by_role("status").first).to_contain_text("أُرجع التقرير")

        delegate.goto("/desk/work?lang=ar&lane=validate")
        delegate.locator(".job a").last.click()
        waiting = delegate.locator(".kicker .code").inner_text()
        expect(delegate.get_by_role("button", name="مصادقة ونشر")).to_be_visible()

    with serving({**installation, "ATHAR_TODAY": "2025-10-21"}, "/ar/", port=port):
        delegate.get_by_role("button", name="مصادقة ونشر").click()

        expect(delegate.get_by_role("heading", level=1)).to_have_text("انتهى هذا التفويض")
        expect(delegate.get_by_role("alert")).to_contain_text("20 أكتوبر 2025")
        delegate.get_by_role("link", name="إلى عملي").click()
        expect(delegate.get_by_role("main")).not_to_contain_text("تنوب عن")

        validator.goto(f"/desk/rounds/history/{PLAN}/{code}?lang=ar")
        returned = validator.get_by_role("article").filter(has_text=NOTE)
        expect(returned).to_contain_text("Karim Berrada نيابة عن Nadia Tazi")
        validator.goto(f"/desk/rounds/history/{PLAN}/{waiting}?lang=ar")
        refused = validator.get_by_role("article").filter(has_text="Karim Berrada")
        expect(refused.first).to_contain_text("مرفوض")
    for page in (validator, delegate):
        page.context.close()


def test_right_taken_back_counts_no_longer_at_once(browser: Browser, server: Server):
    validator = new_page(browser, server, DESKTOP, "fr-MA")
    sign_in(validator, "validator", "fr")
    validator.goto("/desk/lending/?lang=fr")
    validator.get_by_label("هدى العلمي").check()
    validator.get_by_label("Dernier jour").fill("31/10/2025")
    validator.get_by_role("button", name="Déléguer").click()
    delegate = new_page(browser, server, DESKTOP, "fr-MA")
    sign_in(delegate, "editor", "fr")
    delegate.goto("/desk/work?lang=fr&lane=validate")
    delegate.locator(".job a").first.click()
    address = re.sub(r"\?.*", "", delegate.url)

    row = validator.get_by_role("row").filter(has_text="هدى العلمي")
    row.get_by_role("button", name=re.compile("Reprendre")).click()
    expect(validator.get_by_role("status").first).to_contain_text("Le droit est repris")

    delegate.get_by_role("button", name="Valider et publier").click()
    expect(delegate.get_by_role("heading", level=1)).to_have_text("Cette délégation a pris fin")
    validator.goto(f"{address}?lang=fr")
    expect(validator.get_by_role("button", name="Valider et publier")).to_be_visible()
    for page in (validator, delegate):
        page.context.close()


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_pages_of_delegation_have_no_violation(browser: Browser, server: Server, width):
    found = {}
    page = new_page(browser, server, width, "en", bypass_csp=True)
    sign_in(page, "manager", "en")
    page.goto("/desk/work?lang=en&lane=report")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Delegate what is chosen").click()
    chosen = page.url

    for lang in ("ar", "fr", "en"):
        for address in ("/desk/lending/?x=1", chosen, "/desk/work?lane=report"):
            page.goto(f"{address}&lang={lang}")
            found[lang, address] = violations(page)
            if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                found[lang, address].append("scrolls sideways")
        page.goto(f"/desk/lending/?lang={lang}")
        page.locator("button[value=lend]").click()
        found[lang, "refused"] = violations(page)
    page.context.close()

    assert {where: names for where, names in found.items() if names} == {}
