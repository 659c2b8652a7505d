"""A figure opens to its calculation: in a panel where there is script, else on its own page."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import PLAN, violations

COMMITMENT = "PDR-A3-P22-04"


def _open_first(page: Page, words: str) -> None:
    page.get_by_role("link", name=words).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_phone_shows_the_calculation_on_the_whole_screen(arabic_phone: Page):
    arabic_phone.goto(f"/ar/{PLAN}/nodes/A3")

    _open_first(arabic_phone, "كيف حُسب هذا؟")

    panel = arabic_phone.get_by_role("dialog", name="كيف حُسب هذا؟")
    box = panel.bounding_box()
    assert (box["x"], box["width"], box["height"]) == (0, 360, 740)
    expect(arabic_phone).to_have_url(re.compile(r"/ar/.*/computed/statuses\?node=A3$"))
    assert panel.evaluate("element => element.matches(':modal')") is True
    assert panel.evaluate("element => element.scrollWidth - element.clientWidth") == 0


def test_a_desk_shows_the_calculation_beside_the_figure(french_desktop: Page):
    french_desktop.goto(f"/fr/{PLAN}")

    _open_first(french_desktop, "Comment est-ce calculé")

    box = french_desktop.get_by_role("dialog").bounding_box()
    assert (round(box["x"] + box["width"]), box["y"], box["height"]) == (1280, 0, 900)
    assert box["width"] == 560


def test_the_panel_stands_at_the_inline_end_in_arabic(arabic_phone: Page):
    arabic_phone.set_viewport_size({"width": 1280, "height": 900})
    arabic_phone.goto(f"/ar/{PLAN}")

    _open_first(arabic_phone, "كيف حُسب هذا؟")

    assert arabic_phone.get_by_role("dialog").bounding_box()["x"] == 0


def test_escape_closes_the_panel_and_gives_the_keyboard_back(french_desktop: Page):
    french_desktop.goto(f"/fr/{PLAN}")
    link = french_desktop.get_by_role("link", name="Comment est-ce calculé").first
    link.press("Enter")
    expect(french_desktop.get_by_role("heading", name="Comment est-ce calculé")).to_be_focused()

    french_desktop.keyboard.press("Escape")

    expect(french_desktop.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()
    expect(french_desktop).to_have_url(re.compile(rf"/fr/{PLAN}$"))


def test_a_line_of_the_panel_opens_its_own_calculation(french_desktop: Page):
    french_desktop.goto(f"/fr/{PLAN}/computed/physical")

    row = french_desktop.get_by_role("row").filter(has_text=COMMITMENT)
    row.get_by_role("link", name="77").click()

    panel = french_desktop.get_by_role("dialog")
    expect(panel).to_contain_text("pdr-tta-2022-2027-suivi.xlsx")
    expect(french_desktop).to_have_url(re.compile(rf"physical\?commitment={COMMITMENT}$"))


def test_back_closes_the_panel_and_forward_shows_its_page(french_desktop: Page):
    french_desktop.goto(f"/fr/{PLAN}")
    _open_first(french_desktop, "Comment est-ce calculé")

    french_desktop.go_back()
    expect(french_desktop.get_by_role("dialog")).to_have_count(0)
    french_desktop.go_forward()

    expect(french_desktop.get_by_role("heading", level=1)).to_contain_text("Comment est-ce")
    expect(french_desktop).to_have_url(re.compile("/computed/statuses$"))


def test_without_script_the_link_leads_to_the_page(without_script: Page):
    without_script.goto(f"/ar/{PLAN}/nodes/A3")

    without_script.get_by_role("link", name="كيف حُسب هذا؟").nth(1).click()

    expect(without_script).to_have_url(re.compile(r"/ar/.*/computed/physical\?node=A3$"))
    expect(without_script.get_by_role("heading", level=1)).to_have_text("كيف حُسب هذا؟")


def test_the_open_panel_has_no_violation(browser, server):
    address = f"http://127.0.0.1:{server.port}"
    context = browser.new_context(base_url=address, bypass_csp=True)
    page = context.new_page()
    page.goto(f"/fr/{PLAN}")
    _open_first(page, "Comment est-ce calculé")

    found = violations(page)
    context.close()

    assert found == []
