"""A manager reports on a phone and a validator decides at a desk, until the public reads it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from athar.people.demo import DEMO_PASSWORD
from tests.benchmarks.server import Server
from tests.evidence.photographs import jpeg
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations

PLAN = "PDR-TTA-2022-2027"
CODE = "PDR-A2-P14-03"
TITLE = "إزاحة الثلوج وفتح المسالك بعمالة المضيق"
PUBLIC = f"/ar/plans/{PLAN}/commitments/{CODE}"


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


#: Where the public reads the project: each shows a figure within a second of its publication.
DOORS = {
    "page": PUBLIC,
    "json": f"{PUBLIC}.json",
    "csv": f"/ar/plans/{PLAN}/commitments.csv",
    "api": f"/api/v1/commitments/{PLAN}/{CODE}",
}
#: Where else something of it could come out.
ELSEWHERE = (
    f"/fr/plans/{PLAN}/commitments/{CODE}",
    f"/ar/plans/{PLAN}.json",
    f"/ar/plans/{PLAN}/changes.atom",
    f"/ar/plans/{PLAN}/changes.json",
)
ARCHIVE = f"/ar/plans/{PLAN}/data.zip"
RETURNED, PUBLISHED = "44321987", "44555666"
#: An amount however it is grouped: as it was typed, in files, on pages.
RETURNED_ANYHOW = re.compile(r"44\D{0,9}321\D{0,9}987")


def shown(page: Page, address: str) -> str:
    """Ask for an address over a connection of its own, so that any of the workers answers."""
    answer = page.request.get(address, headers={"Connection": "close"})
    assert answer.ok, address
    return answer.text()


def leaking(page: Page) -> list[str]:
    """Give the addresses at which the returned amount can be read, and files of the archive."""
    found = [
        one for one in (*DOORS.values(), *ELSEWHERE) if RETURNED_ANYHOW.search(shown(page, one))
    ]
    with zipfile.ZipFile(io.BytesIO(page.request.get(ARCHIVE).body())) as archive:
        found += [one for one in archive.namelist() if RETURNED.encode() in archive.read(one)]
    return found + ["search"] * (CODE in shown(page, f"/ar/search?q={RETURNED}"))


def last_old_answer(page: Page, published_at: float) -> float:
    """Give the seconds after the publication at which an answer still was the earlier one.

    Shape: counted to the beginning of the request; 0 when none was. Each door is asked until it
    showed the new figure six times in a row, more often than there are workers.
    """
    slowest = 0.0
    for address in DOORS.values():
        in_a_row = 0
        while in_a_row < 6 and time.monotonic() - published_at < 30:
            began = time.monotonic()
            is_new = PUBLISHED in re.sub(r"[^0-9]", "", shown(page, address))
            in_a_row = in_a_row + 1 if is_new else 0
            slowest = slowest if is_new else max(slowest, began - published_at)
        assert in_a_row == 6, address
    return slowest


def test_report_goes_from_the_phone_to_the_public(manager: Page, validator: Page):
    address = begin(manager)
    manager.get_by_label("منجز").check()
    manager.get_by_label("الإنجاز المادي").fill("١٠٠")
    manager.locator("[name=paid]").fill(RETURNED)
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
    assert leaking(manager) == []

    manager.goto(f"{address}?lang=ar")
    expect(manager.get_by_role("main")).to_contain_text("Préciser le nombre d’engins.")
    manager.get_by_label("ماذا جرى؟").first.fill("سُلمت أربع آليات.")
    manager.locator("[name=paid]").fill(PUBLISHED)
    expect(manager.locator("[data-saved]")).to_contain_text("حُفظ على الساعة")
    manager.get_by_role("button", name="إرسال للمصادقة").click()
    decide(validator, address, "Valider et publier")
    published_at = time.monotonic()

    assert last_old_answer(validator, published_at) < 1
    expect(validator.get_by_role("status").first).to_contain_text("Le rapport est publié")
    manager.goto(PUBLIC)
    expect(manager.get_by_role("main")).to_contain_text("سُلمت أربع آليات.")
    published = manager.request.get(f"{PUBLIC}.json").json()
    assert published["reports"][0]["as_of_on"] == "2025-09-30"
    assert leaking(manager) == []
    tell_the_whole_story(validator, address)


def tell_the_whole_story(page: Page, report: str) -> None:
    """Follow the link of the report to the history: every act of the journey stands there.

    What the amount was before the report was returned is read there, and there alone.
    """
    page.goto(f"{report}?lang=fr")
    page.get_by_role("link", name="Historique d’un projet").click()
    told = page.locator("#told article strong").all_inner_texts()
    acts = ["A commencé", "remis", "renvoyé", "remis", "validé", "publié"]
    steps = iter(reversed(told))
    assert all(any(act in step for step in steps) for act in acts), told
    for words in ("Préciser le nombre d’engins.", RETURNED, PUBLISHED):
        expect(page.locator("#told")).to_contain_text(words)
    page.goto(f"{page.url}?kind=evidence")
    expect(page.locator("#told article")).to_have_count(1)
    for name, text in {"earlier": "1", "later": "9"}.items():
        page.locator(f"#h-{name}").fill(text)
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("#results table")).to_contain_text("سُلمت أربع آليات.")


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


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def test_report_is_handed_in_with_the_keyboard_alone(browser: Browser, server: Server):
    page = new_page(browser, server, PHONE, "ar-MA")
    page.goto("/account/login/?lang=ar")
    tab_to(page, "#id_login")
    page.keyboard.type("manager@athar.example")
    tab_to(page, "#id_password")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/work"))
    tab_to(page, "[aria-labelledby='lane-returned'] .job a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("تقرير التقدم")
    tab_to(page, "[name=physical]")
    page.keyboard.press("Control+A")
    page.keyboard.type("53")
    tab_to(page, "button[value=submit]")
    expect(page.locator("[data-saved]")).to_contain_text("حُفظ على الساعة")
    page.keyboard.press("Space")

    expect(page.get_by_role("status").first).to_contain_text("أُرسل التقرير للمصادقة")
    page.context.close()


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
