"""A citizen on a phone, in Arabic, reads what was promised first, and comes back to today."""

import re

from playwright.sync_api import Page, expect

PLAN = "/ar/plans/PDR-TTA-2022-2027"
PROJECT = f"{PLAN}/commitments/PDR-A3-P23-04"


def test_an_earlier_promise_is_read_and_left_again(arabic_phone: Page):
    page = arabic_phone
    page.goto(PROJECT)
    expect(page.get_by_text("313 يوما", exact=False).first).to_be_visible()

    side = page.get_by_label("وضعية أي نشر؟")
    first = side.locator("option", has_text="كما نُشر أول مرة").get_attribute("value")
    side.select_option(first)
    page.get_by_role("button", name="عرض").click()

    banner = page.get_by_role("complementary", name="وضعية سابقة")
    expect(banner).to_contain_text(f"النشر رقم {first}")
    expect(page.locator(".dates")).to_contain_text("30 يونيو 2024")

    page.locator(".crumbs").get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(rf"2022-2027\?as_of={first}$"))
    expect(page.get_by_role("complementary", name="وضعية سابقة")).to_be_visible()
    page.get_by_role("link", name="قراءة الوضعية الحالية").click()

    expect(page).to_have_url(re.compile("2022-2027$"))
    expect(page.get_by_role("complementary", name="وضعية سابقة")).to_have_count(0)


def test_what_changed_leads_to_before_and_after(arabic_phone: Page):
    page = arabic_phone
    page.goto(f"{PLAN}/changes?month=2025-03")

    page.get_by_role("link", name="قبل وبعد").first.click()

    expect(page.locator("dl.changes").first).to_contain_text("398 مليون درهم")
    expect(page.locator("dl.changes").first).to_contain_text("444 مليون درهم")
