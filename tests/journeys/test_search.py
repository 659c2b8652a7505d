"""Searching in a browser: as one types, with the keyboard alone, without script."""

import re
from urllib.parse import unquote

from playwright.sync_api import Page, expect


def test_a_citizen_finds_a_place_while_typing_on_a_phone(arabic_phone: Page):
    arabic_phone.goto("/ar/")
    box = arabic_phone.get_by_role("combobox", name="ابحث عن مشروع أو مكان أو هيئة")

    box.press_sequentially("شفشا", delay=30)
    options = arabic_phone.get_by_role("option")
    expect(options.first).to_contain_text("شفشاون")
    expect(box).to_have_attribute("aria-expanded", "true")
    options.filter(has_text="إقليم").first.click()

    expect(arabic_phone).to_have_url(re.compile(r"/ar/places/hcp/01\.151$"))


def test_a_misspelt_word_still_finds_on_a_phone(arabic_phone: Page):
    arabic_phone.goto("/ar/")
    arabic_phone.get_by_role("link", name="بحث", exact=True).click()
    box = arabic_phone.get_by_role("combobox", name="عم تبحث؟")

    box.fill("شفشاوون")
    box.press("Enter")

    expect(arabic_phone.get_by_role("heading", level=1)).to_contain_text("شفشاوون")
    expect(arabic_phone.locator("main")).to_contain_text("لا يوجد نص يتضمن")
    expect(arabic_phone.locator("mark").first).to_have_text("شفشاون")
    arabic_phone.get_by_role("link", name=re.compile(r"^المشاريع \(")).click()
    expect(arabic_phone).to_have_url(re.compile("kind=commitment"))
    arabic_phone.locator(".found a").first.click()
    expect(arabic_phone).to_have_url(re.compile(r"/commitments/PDR-"))


def test_the_keyboard_is_enough(french_desktop: Page):
    french_desktop.goto("/fr/search")
    box = french_desktop.get_by_role("combobox", name="Que cherchez-vous ?")

    box.press_sequentially("oued la", delay=30)
    expect(french_desktop.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    chosen = french_desktop.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("ArrowUp")
    expect(chosen).to_have_count(0)
    box.press("Escape")
    expect(french_desktop.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("oued la")
    box.press("ArrowDown")
    expect(french_desktop.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")

    expect(french_desktop).not_to_have_url(re.compile("/search"))


def test_results_are_narrowed_in_the_address(french_desktop: Page):
    french_desktop.goto("/fr/search?q=route")
    heading = french_desktop.get_by_role("heading", level=1)
    before = heading.inner_text()

    french_desktop.get_by_text("Affiner la recherche").click()
    french_desktop.get_by_label("Statut calculé").select_option("off_track")

    expect(french_desktop).to_have_url(re.compile("q=route.*status=off_track"))
    expect(heading).not_to_have_text(before)
    french_desktop.get_by_role("link", name=re.compile("^Hors trajectoire")).click()
    expect(heading).to_have_text(before)


def test_a_form_searches_without_script(without_script: Page):
    without_script.goto("/ar/")

    without_script.get_by_role("searchbox").fill("reseau")
    without_script.get_by_role("button", name="بحث").click()

    assert unquote(without_script.url).endswith("/ar/search?q=reseau")
    expect(without_script.locator("mark").first).to_have_text(re.compile("réseau"))
