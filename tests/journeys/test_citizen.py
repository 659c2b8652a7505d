"""What a citizen does: from the first page to the proof of a figure, with and without script."""

import re

from playwright.sync_api import Page, expect

PLAN = "/ar/plans/PDR-TTA-2022-2027"


def test_citizen_finds_a_project_near_home_on_a_phone(arabic_phone: Page):
    arabic_phone.goto("/")
    expect(arabic_phone).to_have_url(re.compile(r"/ar/$"))
    expect(arabic_phone.locator(".lede")).to_contain_text("من أصل 233 مشروعا")

    arabic_phone.get_by_role("link", name="المشاريع", exact=True).click()
    arabic_phone.get_by_label("المكان", exact=True).select_option("01.151")
    arabic_phone.get_by_role("button", name="تصفية").click()

    expect(arabic_phone).to_have_url(re.compile(r"place=01\.151"))
    heading = arabic_phone.get_by_role("heading", level=1)
    expect(heading).to_contain_text("33 مشروعا")
    arabic_phone.locator(".card a").first.click()
    expect(arabic_phone).to_have_url(re.compile(r"/commitments/PDR-"))
    arabic_phone.go_back()
    expect(heading).to_contain_text("33 مشروعا")


def test_list_is_narrowed_without_loading_the_page_again(french_desktop: Page):
    french_desktop.goto("/fr/plans/PDR-TTA-2022-2027/commitments")
    french_desktop.evaluate("window.sameDocument = true")
    before = french_desktop.get_by_role("heading", level=1).inner_text()

    french_desktop.get_by_label("Statut calculé").select_option("off_track")

    expect(french_desktop).to_have_url(re.compile("status=off_track"))
    expect(french_desktop.get_by_role("heading", level=1)).not_to_have_text(before)
    assert french_desktop.evaluate("window.sameDocument") is True


def test_list_and_map_are_two_views_of_one_choice_on_a_phone(arabic_phone: Page):
    arabic_phone.goto(f"{PLAN}/commitments")

    arabic_phone.get_by_label("الوضعية المحسوبة").select_option("off_track")
    expect(arabic_phone).to_have_url(re.compile("status=off_track"))
    heading = arabic_phone.get_by_role("heading", level=1)
    expect(heading).to_contain_text("44 مشروعا خارج المسار")
    arabic_phone.get_by_role("link", name="خريطة", exact=True).click()
    expect(arabic_phone).to_have_url(re.compile(r"/map\?status=off_track$"))
    expect(heading).to_contain_text("44 مشروعا خارج المسار")
    arabic_phone.get_by_role("link", name="الإنجاز", exact=True).click()
    arabic_phone.locator(".map a", has_text="شفشاون").click()

    expect(arabic_phone).to_have_url(re.compile(r"place=01\.151&status=off_track&show=progress"))
    arabic_phone.get_by_role("link", name="لائحة", exact=True).click()
    expect(arabic_phone).to_have_url(re.compile(r"/commitments\?place=01\.151&status=off_track$"))


def test_map_is_moved_only_when_asked_and_with_nothing_from_elsewhere(french_desktop: Page):
    asked, problems = [], []
    french_desktop.on("request", lambda request: asked.append(request.url))
    french_desktop.on("pageerror", lambda error: problems.append(str(error)))
    french_desktop.goto("/fr/plans/PDR-TTA-2022-2027/map?place=01.151&show=amount")
    button = french_desktop.get_by_role("button", name="Déplacer et agrandir la carte")
    expect(button).to_be_visible()
    assert not [one for one in asked if "maplibre" in one]

    button.click()
    expect(french_desktop.locator(".explore[data-ready]")).to_be_visible(timeout=20_000)

    own = french_desktop.evaluate("location.origin")
    assert [one for one in asked if not one.startswith((own, "data:", "blob:"))] == []
    assert french_desktop.evaluate("document.activeElement.tagName") == "CANVAS"
    assert french_desktop.get_by_role("button", name="Agrandir").is_enabled()
    expect(french_desktop.locator("svg.map")).to_be_hidden()
    assert problems == []


def test_citizen_finds_the_commune_step_by_step(arabic_phone: Page):
    arabic_phone.goto("/ar/near")

    arabic_phone.get_by_label("عمالتك أو إقليمك").select_option(label="شفشاون")
    arabic_phone.get_by_label("جماعتك").select_option(label="باب برد")

    expect(arabic_phone).to_have_url(re.compile(r"province=01\.151&commune=01\.151\.03\.03"))
    expect(arabic_phone.get_by_role("heading", level=2)).to_contain_text("باب برد")
    arabic_phone.get_by_role("link", name="اطلع على صفحة هذا المكان").click()
    expect(arabic_phone).to_have_url(re.compile(r"/places/hcp/01\.151\.03\.03$"))


def test_language_changes_and_the_choice_stays(french_desktop: Page):
    french_desktop.goto("/fr/plans/PDR-TTA-2022-2027/commitments?status=off_track&place=01.151")

    french_desktop.get_by_role("link", name="العربية").click()

    expect(french_desktop).to_have_url(re.compile(r"/ar/.*status=off_track&place=01\.151$"))
    assert french_desktop.locator("html").get_attribute("dir") == "rtl"


def test_everything_works_without_script(without_script: Page):
    without_script.goto("/ar/plans/PDR-TTA-2022-2027/commitments")

    without_script.get_by_label("المكان", exact=True).select_option("01.151")
    without_script.get_by_role("button", name="تصفية").click()
    expect(without_script.get_by_role("heading", level=1)).to_contain_text("33 مشروعا")
    without_script.goto(PLAN)
    without_script.get_by_role("link", name="كيف حُسب هذا؟").first.click()

    expect(without_script).to_have_url(re.compile(r"/computed/statuses"))


def test_search_for_nonsense_says_so_and_leads_on(arabic_phone: Page):
    arabic_phone.goto(f"{PLAN}/commitments")

    arabic_phone.get_by_role("searchbox").fill("ظظظظ")
    arabic_phone.get_by_role("button", name="تصفية").click()

    expect(arabic_phone.get_by_text("لا مشروع يطابق هذه المعايير.")).to_be_visible()
    arabic_phone.get_by_role("link", name="عرض اللائحة كاملة").click()
    expect(arabic_phone.get_by_role("heading", level=1)).to_contain_text("233 مشروعا")


def test_keyboard_skips_to_the_content(french_desktop: Page):
    french_desktop.goto("/fr/")

    french_desktop.keyboard.press("Tab")
    french_desktop.keyboard.press("Enter")

    assert french_desktop.evaluate("document.activeElement.id") == "main"


def test_file_is_downloaded_from_the_list(french_desktop: Page):
    french_desktop.goto("/fr/plans/PDR-TTA-2022-2027/commitments")

    with french_desktop.expect_download() as started:
        french_desktop.get_by_role("link", name=re.compile("CSV")).first.click()

    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert started.value.suggested_filename == "PDR-TTA-2022-2027-commitments.csv"
    assert lines[0].startswith("code,title,")
