"""A manager reports on a phone and a validator decides at a desk, until the public reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.evidence.photographs import jpeg
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations

CODE = "PDR-A2-P14-03"
TITLE = "إزاحة الثلوج وفتح المسالك بعمالة المضيق"
PUBLIC = f"/ar/plans/PDR-TTA-2022-2027/commitments/{CODE}"


@pytest.fixture
def manager(browser: Browser, server: Server) -> Iterator[Page]:
    """The project manager of the region, with a small phone, in Arabic."""
    page = new_page(browser, server, PHONE, "ar-MA")
    sign_in(page, "manager", "ar")
    yield page
    page.context.close()


@pytest.fixture
def validator(browser: Browser, server: Server) -> Iterator[Page]:
    """The validator at a desk, in French."""
    page = new_page(browser, server, DESKTOP, "fr-MA")
    sign_in(page, "validator", "fr")
    yield page
    page.context.close()


def begin(page: Page) -> str:
    """Open the report of the project from the list of what is to be reported; give its address."""
    page.goto("/desk/work?lang=ar&lane=report")
    page.get_by_role("button", name=re.compile(TITLE)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("تقرير التقدم")
    return re.sub(r"\?.*", "", page.url)


def decide(page: Page, address: str, button: str) -> None:
    page.goto(f"{address}?lang=fr")
    page.get_by_role("button", name=button).click()


def test_report_goes_from_the_phone_to_the_public(manager: Page, validator: Page):
    address = begin(manager)
    manager.get_by_label("منجز").check()
    manager.get_by_label("الإنجاز المادي").fill("١٠٠")
    expect(manager.locator("[data-saved]")).to_contain_text("حُفظ على الساعة")
    manager.get_by_role("button", name="إرسال للمصادقة").click()
    expect(manager.get_by_role("alert")).to_contain_text("دليل")

    photo = {"name": "chasse-neige.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    manager.get_by_label("الصور", exact=True).set_input_files(photo)
    manager.get_by_role("button", name="إرفاق").click()
    expect(manager.locator(".proofs img")).to_be_visible()
    manager.get_by_role("button", name="إرسال للمصادقة").click()
    expect(manager.get_by_role("status").first).to_contain_text("أُرسل التقرير للمصادقة")

    validator.goto(f"{address}?lang=fr")
    validator.get_by_label("Note à l’auteur").fill("Préciser le nombre d’engins.")
    validator.get_by_role("button", name="Retourner avec cette note").click()
    returned = manager.request.get(f"{PUBLIC}.json").json()
    assert "2025-09-30" not in [one["as_of_on"] for one in returned["reports"]]

    manager.goto(f"{address}?lang=ar")
    expect(manager.get_by_role("main")).to_contain_text("Préciser le nombre d’engins.")
    manager.get_by_label("ماذا جرى؟").first.fill("سُلمت أربع آليات.")
    expect(manager.locator("[data-saved]")).to_contain_text("حُفظ على الساعة")
    manager.get_by_role("button", name="إرسال للمصادقة").click()
    decide(validator, address, "Valider et publier")

    expect(validator.get_by_role("status").first).to_contain_text("Le rapport est publié")
    manager.goto(PUBLIC)
    expect(manager.get_by_role("main")).to_contain_text("سُلمت أربع آليات.")
    published = manager.request.get(f"{PUBLIC}.json").json()
    assert published["reports"][0]["as_of_on"] == "2025-09-30"


def test_two_who_type_at_once_see_each_other(browser: Browser, server: Server, manager: Page):
    manager.goto("/desk/work?lang=ar&lane=report")
    manager.get_by_role("link").filter(has_text=re.compile("قنطر|عبار|المنشآت|بناء")).first.click()
    address = re.sub(r"\?.*", "", manager.url)
    other = new_page(browser, server, DESKTOP, "fr-MA")
    sign_in(other, "coordinator", "fr")
    other.goto(f"{address}?lang=fr")

    other.get_by_label("Avancement physique").fill("61")
    expect(other.locator("[data-saved]")).to_contain_text("Enregistré à")
    manager.get_by_label("الإنجاز المادي").fill("63")

    expect(manager.locator(".note").filter(has_text="61")).to_be_visible()
    expect(manager.get_by_label("الإنجاز المادي")).to_have_value("63")
    other.context.close()


def test_report_is_typed_with_the_keyboard_alone(manager: Page):
    manager.goto("/desk/work?lang=ar&lane=returned")
    manager.locator(".job a").first.focus()
    manager.keyboard.press("Enter")
    expect(manager.get_by_role("heading", level=1)).to_have_text("تقرير التقدم")
    manager.get_by_label("الإنجاز المادي").focus()
    manager.keyboard.press("Control+A")
    manager.keyboard.type("53")
    manager.keyboard.press("Tab")

    expect(manager.locator("[data-saved]")).to_contain_text("حُفظ على الساعة")


def test_pages_of_reporting_have_no_violation(browser: Browser, server: Server):
    found = {}
    for lang in ("ar", "fr", "en"):
        for size in (PHONE, DESKTOP):
            for who, lane in (("manager", "returned"), ("validator", "validate")):
                page = new_page(browser, server, size, lang)
                sign_in(page, who, lang)
                pages = ["work?", f"work?lane={lane}&"] + ["declared?"] * (who == "validator")
                for address in (f"/desk/{one}lang={lang}" for one in pages):
                    page.goto(address)
                    found[lang, size["width"], who, address] = violations(page)
                page.goto(f"/desk/work?lang={lang}&lane={lane}")
                page.locator(".job a").first.click()
                expect(page.locator("h1")).to_be_visible()
                found[lang, size["width"], who, "report"] = violations(page)
                page.context.close()

    assert {where: names for where, names in found.items() if names} == {}
