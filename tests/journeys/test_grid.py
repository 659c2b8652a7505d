"""Somebody with many projects types their figures in a grid; axe finds nothing on it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_sign_in import sign_in


def grid_of(page: Page) -> str:
    """Give the address of the grid of the newest open round, as "My work" leads to it."""
    page.goto("/desk/work")
    return page.locator('main a[href$="/values"]').last.get_attribute("href") or ""


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
def test_grid_has_no_violation(browser: Browser, server: Server, width):
    found = {}
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}", viewport=width, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, "manager", "en")

    grid = grid_of(page)
    page.goto(f"{grid}?axis=A1")
    figure = page.locator("a[data-opens]").first.get_attribute("href")
    lists = ("axis=A1", "axis=A1&show=indicators", "state=missed")

    for lang in ("ar", "fr", "en"):
        for address in (*(f"{grid}?{one}" for one in lists), f"{figure}?beside"):
            page.goto(f"{address}&lang={lang}")
            found[address, lang] = violations(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found[address, lang].append(f"scrolls sideways by {overflow} px")
    context.close()

    assert {key: one for key, one in found.items() if one} == {}


def paste(field: Locator, text: str) -> None:
    """Paste what a workbook put on the clipboard."""
    field.evaluate(
        """(field, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const given = { clipboardData, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", given));
        }""",
        text,
    )


def test_figures_are_typed_by_keyboard_and_pasted_from_a_workbook(browser: Browser, server: Server):
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", viewport=DESKTOP)
    page = context.new_page()
    sign_in(page, "coordinator", "ar")
    page.goto(f"{grid_of(page)}?axis=A2&lang=ar")
    rows = page.locator("tr[data-row]")
    physical = [rows.nth(n).locator("input.in").nth(0) for n in range(3)]
    committed, paid = rows.nth(0).locator("input.in").nth(1), rows.nth(0).locator("input.in").nth(2)
    said = page.locator("[data-saved]")

    physical[0].focus()
    page.keyboard.type("٤١,٥")
    page.keyboard.press("ArrowLeft")  # what comes next stands to the left in Arabic
    expect(committed).to_be_focused()
    page.keyboard.type("1 250 000")
    page.keyboard.press("Tab")
    expect(paid).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(physical[1]).to_be_focused()
    page.keyboard.type("77")
    page.keyboard.press("Escape")
    expect(physical[1]).not_to_have_value("77")

    paste(physical[1], "12,5 %\t1 000 000\t500 000\n3x\t2 000 000\t100 000\n")
    expect(said).to_contain_text("حُفظ")
    how = rows.nth(2).locator(".how-it-stands").nth(1)
    expect(how).to_contain_text("يتطلب التصحيح")
    expect(physical[2]).to_have_value("3x")
    physical[2].focus()
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    expect(how).not_to_contain_text("يتطلب التصحيح")

    paste(paid, "1\t2")
    expect(page.get_by_role("dialog")).to_contain_text("لا خانة له")
    page.get_by_role("button", name="عدم كتابة أي شيء").click()
    expect(paid).not_to_have_value("1")

    page.wait_for_load_state("networkidle")
    page.reload()
    values = [field.input_value() for field in (*physical, committed)]
    context.close()
    assert values == ["٤١,٥", "12,5 %", "30", "1 250 000"]


def test_figures_are_typed_on_a_phone(arabic_phone: Page):
    sign_in(arabic_phone, "coordinator", "ar")
    arabic_phone.goto(f"{grid_of(arabic_phone)}?axis=A3&lang=ar")
    card = arabic_phone.locator("tr[data-row]").first

    card.locator("input.in").first.fill("٦٣")

    expect(arabic_phone.locator("[data-saved]")).to_contain_text("حُفظ")
    expect(card.locator(".how-it-stands").nth(1)).to_contain_text("محفوظ")
    overflow = arabic_phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_remark_is_left_beside_a_figure_without_leaving_the_grid(browser: Browser, server: Server):
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", viewport=DESKTOP)
    page = context.new_page()
    sign_in(page, "coordinator", "fr")
    page.goto(f"{grid_of(page)}?axis=A4&lang=fr")
    field = page.locator("tr[data-row] input.in").first
    beside = page.get_by_role("complementary", name="À côté du chiffre")

    field.fill("12")
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré")
    field.focus()
    page.keyboard.press("Shift+F2")
    expect(beside.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Relevé du chantier du 12")
    beside.get_by_role("button").click()

    expect(beside.locator(".note")).to_contain_text("Relevé du chantier du 12")
    count = field.locator("xpath=ancestor::td").locator("a[data-opens] > b")
    expect(count).to_have_text("1 remarque")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    context.close()


def test_figures_are_kept_without_script(without_script: Page):
    sign_in(without_script, "coordinator", "ar")
    without_script.goto(f"{grid_of(without_script)}?axis=A3&lang=ar")
    cell = without_script.locator("tr[data-row]").nth(1).locator("input.in").first

    cell.fill("٥x")
    without_script.get_by_role("button", name="حفظ").click()

    expect(without_script.locator(".notices")).to_contain_text("حُفظت المعطيات المدخلة.")
    expect(cell).to_have_value("٥x")
    how = without_script.locator("tr[data-row]").nth(1).locator(".how-it-stands").nth(1)
    expect(how).to_contain_text("يتطلب التصحيح")
