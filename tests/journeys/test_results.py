"""What a citizen does with results: from the menu to an indicator, to a place, to the proof."""

import re

from playwright.sync_api import Page, expect


def test_citizen_reads_how_far_rural_water_has_come_on_a_phone(arabic_phone: Page):
    arabic_phone.goto("/ar/plans/PDR-TTA-2022-2027/results")
    water = arabic_phone.get_by_role("row").filter(has_text="نسبة الأسر المتوفرة على الماء الجاري")
    row = water.filter(has_text="38,7")
    expect(row).to_contain_text("50,0")

    row.get_by_role("link").first.click()

    expect(arabic_phone).to_have_url(re.compile(r"place=hcp:01&category=area=rural$"))
    expect(arabic_phone.get_by_role("heading", level=1)).to_contain_text("الماء الجاري")
    expect(arabic_phone.locator(".figs .num").nth(1)).to_contain_text("38,7")
    arabic_phone.get_by_label("المكان", exact=True).select_option("hcp:01.511")
    arabic_phone.get_by_role("button", name="عرض", exact=True).click()
    expect(arabic_phone).to_have_url(re.compile("place=hcp(:|%3A)01.511"))
    expect(arabic_phone.locator(".figs .num").first).to_contain_text("73,2")


def test_citizen_opens_where_a_value_comes_from(french_desktop: Page):
    french_desktop.goto("/fr/")
    french_desktop.get_by_role("link", name="Indicateurs", exact=True).click()
    french_desktop.get_by_label("Objectif de développement durable").select_option("6")
    expect(french_desktop).to_have_url(re.compile("goal=6"))
    french_desktop.get_by_role("link", name="Ménages disposant de l’eau courante").click()

    french_desktop.get_by_role("link", name=re.compile("Comment est-ce calculé")).first.click()

    panel = french_desktop.get_by_role("dialog")
    expect(panel).to_contain_text("Qui l’a déclarée, et quand")
    expect(panel).to_contain_text("hcp-rgph.csv")


def test_indicator_is_read_without_script(without_script: Page):
    without_script.goto("/ar/indicators/hcp-rgph/labour_unemployment_rate")

    expect(without_script.locator(".figs .num").nth(1)).to_contain_text("162,1")
    expect(without_script.locator(".figs").get_by_text("تراجع")).to_be_visible()
    without_script.get_by_role("link", name="2014", exact=True).click()
    expect(without_script).to_have_url(re.compile("period=2014"))
