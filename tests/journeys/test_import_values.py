"""Measured values go in at the desk by a phone, are found by the public, and are taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations
from tests.journeys.test_import import WORK

INDICATOR = "/ar/indicators/hcp-rgph/amenities_running_water"
FILE = "قيم-الماء.csv"
LINES = (
    "الإقليم;المؤشر;السنة;ما قيس;رقم الاستمارة",
    "شفشاون;amenities_running_water;2020;61,5;901",
    "العرائش;amenities_running_water;2020;كثير;902",
    "مدينة النحاس;amenities_running_water;2020;70,1;903",
    "وزان;amenities_running_water;2020;58,4;904",
)


def give(page: Page, lang: str) -> None:
    """Give the file, said to be of values; what only plans need is not asked."""
    page.goto(f"/desk/imports/?lang={lang}")
    page.locator("[name=kind][value=values]").check()
    expect(page.locator("#id_plan")).to_be_hidden()
    page.locator("#id_library").select_option(index=1)
    content = "\n".join(LINES).encode()
    page.locator("#id_file").set_input_files(
        {"name": FILE, "mimeType": "text/csv", "buffer": content}
    )
    page.locator("form.give button").click(timeout=WORK)
    expect(page.locator(".steps")).to_be_visible(timeout=WORK)
    expect(page.locator("progress")).to_have_count(0, timeout=WORK)


def correct_the_columns(page: Page) -> None:
    """Say which column holds the values, and that the numbers of forms are none."""
    page.get_by_role("link", name="انظر في الأعمدة").last.click()
    page.get_by_role("combobox", name="ما قيس").select_option("value")
    page.get_by_role("combobox", name="رقم الاستمارة").select_option("")
    page.get_by_role("button", name="أعد القراءة وانتقل إلى المعاينة").click()
    expect(page.locator(".prob").first).to_be_visible(timeout=WORK)


def see_the_problems(page: Page) -> None:
    """Find both bad rows on their cells, and leave them out."""
    bad = page.locator(".prob td.is-bad")
    expect(bad).to_have_count(2)
    assert [re.sub(r"\s+", " ", one).strip() for one in bad.all_inner_texts()] == [
        "خطأ كثير",
        "خطأ مدينة النحاس",
    ]
    page.get_by_role("button", name=re.compile("الأسطر السليمة")).click()
    expect(page.get_by_role("button", name="طبّق الملف كله")).to_be_visible(timeout=WORK)
    expect(page.get_by_role("main")).to_contain_text("61,5")


def apply(page: Page) -> str:
    page.get_by_role("button", name="طبّق الملف كله").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("طُبق", timeout=WORK)
    return page.url


def find_the_figure(page: Page) -> None:
    """Go from the result of the import to the public figure, and to where it comes from."""
    page.get_by_role("link", name="الصفحة العمومية للمؤشرات").click()
    page.get_by_role("link", name=re.compile("الماء الجاري")).first.click()
    page.goto(f"{INDICATOR}?place=hcp:01.151")
    expect(page.get_by_role("main")).to_contain_text("61,5")
    page.locator("main a[href*='/values/hcp/01.151/2020/']:visible").first.click()
    where = page.get_by_role("dialog")
    expect(where).to_contain_text(FILE)
    expect(where).to_contain_text("D2")
    expect(where).to_contain_text("يوسف بنعلي")


def undo(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#reason").fill("ملف خاطئ")
    page.get_by_role("button", name="تراجع عن الاستيراد").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("تم التراجع")


def test_coordinator_imports_values_and_undoes_them_in_arabic_on_a_phone(arabic_desk: Page):
    give(arabic_desk, "ar")
    correct_the_columns(arabic_desk)
    see_the_problems(arabic_desk)
    address = apply(arabic_desk)
    find_the_figure(arabic_desk)

    undo(arabic_desk, address)

    arabic_desk.goto(f"{INDICATOR}/values/hcp/01.151/2020/whole")
    main = arabic_desk.get_by_role("main")
    expect(main).to_contain_text("ملف خاطئ")
    expect(main).to_contain_text("61,5")
    with arabic_desk.expect_download() as kept:
        arabic_desk.get_by_role("link", name=re.compile("للمصرحين: الملف")).first.click()
    assert kept.value.path().read_text() == "\n".join(LINES)


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_of_an_import_of_values_have_no_violation(
    browser: Browser, desk_server: Server, lang, width
):
    found = {}
    page = new_page(browser, desk_server, width, lang, bypass_csp=True)
    sign_in(page, "coordinator", lang)
    give(page, lang)
    address = page.url

    for step in (address, f"{address}columns/", f"{address}preview/", "/desk/imports/"):
        page.goto(step)
        found[step.removeprefix(address)] = violations(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found[step.removeprefix(address)].append(f"scrolls sideways by {overflow} px")
    page.context.close()

    assert {name: one for name, one in found.items() if one} == {}
