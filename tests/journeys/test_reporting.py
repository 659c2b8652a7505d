"""A manager reports on a phone and a validator decides at a desk, until the public reads it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from athar.people.demo import DEMO_PASSWORD
from tests.benchmarks.server import Server
from tests.evidence.photographs import jpeg
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import violations

PLAN = "PDR-TTA-2022-2027"


@dataclass(frozen=True)
class Way:
    """One manager who reports: in what language, on what screen, on which project, in which words.

    Shape: the two amounts differ from one manager to the next, so that each is looked for alone.
    """

    lang: str
    size: dict[str, int]
    code: str
    title: str
    returned: str
    published: str
    report: str
    completed: str
    physical: str
    kept: str
    hand_in: str
    proof: str
    photos: str
    attach: str
    handed_in: str
    what_happened: str
    said: str

    @property
    def public(self) -> str:
        """Where the public reads the project."""
        return f"/{self.lang}/plans/{PLAN}/commitments/{self.code}"

    @property
    def doors(self) -> tuple[str, ...]:
        """Page, JSON, CSV and API: each shows a figure within a second of its publication."""
        listed = f"/{self.lang}/plans/{PLAN}/commitments.csv"
        api = f"/api/v1/commitments/{PLAN}/{self.code}"
        return (self.public, f"{self.public}.json", listed, api)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Where else something of it could come out."""
        other, plan = {"ar": "fr", "fr": "ar"}[self.lang], f"/{self.lang}/plans/{PLAN}"
        page = f"/{other}/plans/{PLAN}/commitments/{self.code}"
        return (page, f"{plan}.json", f"{plan}/changes.atom", f"{plan}/changes.json")


PHONE_IN_ARABIC = Way(
    lang="ar",
    size=PHONE,
    code="PDR-A2-P14-03",
    title="إزاحة الثلوج وفتح المسالك بعمالة المضيق",
    returned="44321987",
    published="44555666",
    report="تقرير التقدم",
    completed="منجز",
    physical="الإنجاز المادي",
    kept="حُفظ على الساعة",
    hand_in="إرسال للمصادقة",
    proof="دليل",
    photos="الصور",
    attach="إرفاق",
    handed_in="أُرسل التقرير للمصادقة",
    what_happened="ماذا جرى؟",
    said="سُلمت أربع آليات.",
)
DESK_IN_FRENCH = Way(
    lang="fr",
    size=DESKTOP,
    code="PDR-A2-P14-01",
    title="déneigement et d'ouverture des pistes dans la préfecture de Tanger",
    returned="33219876",
    published="33444555",
    report="Rapport d’avancement",
    completed="Achevé",
    physical="Avancement physique",
    kept="Enregistré à",
    hand_in="Envoyer à valider",
    proof="preuve",
    photos="Photos",
    attach="Joindre",
    handed_in="Le rapport est envoyé à la validation",
    what_happened="Que s’est-il passé",
    said="Quatre engins sont livrés.",
)


def manager_of(browser: Browser, server: Server, way: Way) -> Page:
    """Sign in the project manager of the region."""
    page = new_page(browser, server, way.size, f"{way.lang}-MA")
    sign_in(page, "manager", way.lang)
    return page


@pytest.fixture
def manager(browser: Browser, server: Server) -> Iterator[Page]:
    """The project manager of the region, with a small phone, in Arabic."""
    page = manager_of(browser, server, PHONE_IN_ARABIC)
    yield page
    page.context.close()


@pytest.fixture
def validator(browser: Browser, server: Server) -> Iterator[Page]:
    """The validator at a desk, in French."""
    page = new_page(browser, server, DESKTOP, "fr-MA")
    sign_in(page, "validator", "fr")
    yield page
    page.context.close()


def begin(page: Page, way: Way) -> str:
    """Open the report of the project from the list of what is to be reported; give its address."""
    page.goto(f"/desk/work?lang={way.lang}&lane=report")
    page.get_by_role("button", name=re.compile(way.title)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(way.report)
    return re.sub(r"\?.*", "", page.url)


def decide(page: Page, address: str, button: str) -> None:
    page.goto(f"{address}?lang=fr")
    page.get_by_role("button", name=button).click()


def shown(page: Page, address: str) -> str:
    """Ask for an address over a connection of its own, so that any of the workers answers."""
    answer = page.request.get(address, headers={"Connection": "close"})
    assert answer.ok, address
    return answer.text()


def leaking(page: Page, way: Way) -> list[str]:
    """Give the addresses at which the returned amount can be read, and files of the archive."""
    amount = way.returned
    # however it is grouped: as it was typed, in files, on pages
    anyhow = re.compile(rf"{amount[:2]}\D{{0,9}}{amount[2:5]}\D{{0,9}}{amount[5:]}")
    found = [one for one in (*way.doors, *way.elsewhere) if anyhow.search(shown(page, one))]
    packed = page.request.get(f"/{way.lang}/plans/{PLAN}/data.zip").body()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found += [one for one in archive.namelist() if amount.encode() in archive.read(one)]
    return found + ["search"] * (way.code in shown(page, f"/{way.lang}/search?q={amount}"))


def last_old_answer(page: Page, way: Way, published_at: float) -> float:
    """Give the seconds after the publication at which an answer still was the earlier one.

    Shape: counted to the beginning of the request; 0 when none was. Each door is asked until it
    showed the new figure six times in a row, more often than there are workers.
    """
    slowest = 0.0
    for address in way.doors:
        in_a_row = 0
        while in_a_row < 6 and time.monotonic() - published_at < 30:
            began = time.monotonic()
            is_new = way.published in re.sub(r"[^0-9]", "", shown(page, address))
            in_a_row = in_a_row + 1 if is_new else 0
            slowest = slowest if is_new else max(slowest, began - published_at)
        assert in_a_row == 6, address
    return slowest


@pytest.mark.parametrize(
    "way", [PHONE_IN_ARABIC, DESK_IN_FRENCH], ids=["Arabic on a phone", "French at a desk"]
)
def test_report_goes_from_the_manager_to_the_public(
    browser: Browser, server: Server, validator: Page, way: Way
):
    manager = manager_of(browser, server, way)
    address = report_completed(manager, way)
    return_it(validator, address)

    returned = manager.request.get(f"{way.public}.json").json()
    assert "2025-09-30" not in [one["as_of_on"] for one in returned["reports"]]
    assert leaking(manager, way) == []

    correct(manager, way, address)
    decide(validator, address, "Valider et publier")
    published_at = time.monotonic()

    assert last_old_answer(validator, way, published_at) < 1
    expect(validator.get_by_role("status").first).to_contain_text("Le rapport est publié")
    manager.goto(way.public)
    expect(manager.get_by_role("main")).to_contain_text(way.said)
    published = manager.request.get(f"{way.public}.json").json()
    assert published["reports"][0]["as_of_on"] == "2025-09-30"
    assert leaking(manager, way) == []
    tell_the_whole_story(validator, way, address)
    manager.context.close()


def report_completed(page: Page, way: Way) -> str:
    """Say that all is done, be refused without a proof, attach a photo, hand in."""
    address = begin(page, way)
    page.get_by_label(way.completed, exact=True).check()
    page.get_by_label(way.physical).fill({"ar": "١٠٠", "fr": "100"}[way.lang])
    page.locator("[name=paid]").fill(way.returned)
    expect(page.locator("[data-saved]")).to_contain_text(way.kept)
    page.get_by_role("button", name=way.hand_in).click()
    expect(page.get_by_role("alert")).to_contain_text(way.proof)
    photo = {"name": "chasse-neige.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    page.get_by_label(way.photos, exact=True).set_input_files(photo)
    page.get_by_role("button", name=way.attach).click()
    expect(page.locator(".proofs img")).to_be_visible()
    page.get_by_role("button", name=way.hand_in).click()
    expect(page.get_by_role("status").first).to_contain_text(way.handed_in)
    return address


def return_it(page: Page, address: str) -> None:
    """Send a report back with a note."""
    page.goto(f"{address}?lang=fr")
    page.get_by_label("Note à l’auteur").fill("Préciser le nombre d’engins.")
    page.get_by_role("button", name="Retourner avec cette note").click()


def correct(page: Page, way: Way, address: str) -> None:
    """Read the note, mend the report and hand it in again."""
    page.goto(f"{address}?lang={way.lang}")
    expect(page.get_by_role("main")).to_contain_text("Préciser le nombre d’engins.")
    page.get_by_label(way.what_happened).first.fill(way.said)
    page.locator("[name=paid]").fill(way.published)
    expect(page.locator("[data-saved]")).to_contain_text(way.kept)
    page.get_by_role("button", name=way.hand_in).click()
    expect(page.get_by_role("status").first).to_contain_text(way.handed_in)


def tell_the_whole_story(page: Page, way: Way, report: str) -> None:
    """Follow the link of the report to the history: every act of the journey stands there.

    What the amount was before the report was returned is read there, and there alone.
    """
    page.goto(f"{report}?lang=fr")
    page.get_by_role("link", name="Historique d’un projet").click()
    told = page.locator("#told article strong").all_inner_texts()
    acts = ["A commencé", "remis", "renvoyé", "remis", "validé", "publié"]
    steps = iter(reversed(told))
    assert all(any(act in step for step in steps) for act in acts), told
    for words in ("Préciser le nombre d’engins.", way.returned, way.published):
        expect(page.locator("#told")).to_contain_text(words)
    page.goto(f"{page.url}?kind=evidence")
    expect(page.locator("#told article")).to_have_count(1)
    page.locator("#h-report").select_option(report.rpartition("/")[2])
    for name, text in {"earlier": "1", "later": "9"}.items():
        page.locator(f"#h-{name}").fill(text)
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("#results table")).to_contain_text(way.said)


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
