"""A workbook goes in at the desk, is found again behind a public figure, and is taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.contracts.sources import ROOT
from tests.journeys.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.journeys.test_accessibility import PLAN, violations

WORKBOOK = ROOT / "athar" / "config" / "demo" / "pdr-tta-2022-2027-suivi.xlsx"
ROWS = [39, 60, 67, 113, 118, 166, 225, 227, 256, 263, 284, 325, 348, 362]
PROJECT = f"{PLAN}/commitments/PDR-A1-P01-05"
WORK = 60_000


@dataclass(frozen=True)
class Words:
    """What the pages say in one language, and the column that is corrected."""

    lang: str
    projects: str
    read: str
    found: str
    columns: str
    heading: str
    meaning: str
    again: str
    question: str
    reason: str
    apply: str
    applied: str
    computed: str
    stood: str
    undo: str
    undone: str


ARABIC = Words(
    lang="ar",
    projects="مشاريع برنامج",
    read="اقرأ الملف",
    found="ما وُجد في الملف",
    columns="انظر في الأعمدة",
    heading="Observations",
    meaning="summary",
    again="أعد القراءة وانتقل إلى المعاينة",
    question="سؤال",
    reason="لماذا يتغير البرنامج؟",
    apply="طبّق الملف كله",
    applied="طُبق",
    computed="كيف حُسب هذا؟",
    stood="النص الوارد هناك",
    undo="تراجع عن الاستيراد",
    undone="تم التراجع",
)
FRENCH = Words(
    lang="fr",
    projects="Projets d’un plan",
    read="Lire le fichier",
    found="Ce qui a été trouvé dans le fichier",
    columns="Voir les colonnes",
    heading="Intervenants › Maître d'ouvrage",
    meaning="lead",
    again="Relire et aller à l’aperçu",
    question="Question",
    reason="Pourquoi le plan change-t-il",
    apply="Tout appliquer",
    applied="Appliqué",
    computed="Comment est-ce calculé",
    stood="texte lu à cet endroit",
    undo="Annuler l’import",
    undone="Annulé",
)


@pytest.fixture
def french_desk(browser: Browser, desk_server: Server) -> Iterator[Page]:
    """The editor of the plan at a desk."""
    page = new_page(browser, desk_server, DESKTOP, "fr-MA")
    sign_in(page, "editor", "fr")
    yield page
    page.context.close()


def _give(page: Page, words: Words) -> None:
    page.goto(f"/desk/imports/?lang={words.lang}")
    page.get_by_role("radio", name=words.projects).check()
    page.locator("#id_file").set_input_files(WORKBOOK)
    page.get_by_role("button", name=words.read).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.found, timeout=WORK)


def _correct_a_column(page: Page, words: Words) -> None:
    page.get_by_role("link", name=words.columns).last.click()
    page.get_by_role("combobox", name=words.heading).first.select_option(words.meaning)
    page.get_by_role("button", name=words.again).click()
    expect(page.locator(".prob").first).to_be_visible(timeout=WORK)


def _rows_with_their_cell(page: Page, words: Words) -> list[int]:
    """Give the numbers of the rows shown; each has one cell that is marked in words."""
    rows = page.locator(".prob")
    for row in rows.all():
        expect(row.locator("td.is-bad")).to_have_count(1)
        expect(row.locator("td.is-bad")).to_contain_text(words.question)
    return [int(one) for one in rows.locator("tbody th").all_inner_texts()]


def _apply(page: Page, words: Words) -> str:
    page.get_by_label(words.reason).fill("دورة أكتوبر")
    page.get_by_role("button", name=words.apply).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.applied, timeout=WORK)
    return page.url


def _where_physical_stood(page: Page, words: Words) -> str:
    """Open "how was this computed" of the works done, and give what it says of its source."""
    page.goto(f"/{words.lang}/{PROJECT}")
    page.locator("main a[href*='computed/physical']", has_text=words.computed).first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(words.stood)
    return panel.inner_text()


def _undo(page: Page, words: Words, address: str) -> None:
    page.goto(address)
    page.locator("#reason").fill("ملف خاطئ")
    page.get_by_role("button", name=words.undo).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.undone)


def _journey(page: Page, words: Words) -> None:
    before = _where_physical_stood(page, words)
    _give(page, words)
    _correct_a_column(page, words)
    rows = _rows_with_their_cell(page, words)
    address = _apply(page, words)
    during = _where_physical_stood(page, words)
    _undo(page, words, address)
    after = _where_physical_stood(page, words)

    assert rows == ROWS
    assert (WORKBOOK.name in before, WORKBOOK.name in during, WORKBOOK.name in after) == (
        False,
        True,
        False,
    )
    assert re.search(r"Suivi PDR!AF13.*«.?30\xa0%.?»", during, re.DOTALL)


def test_coordinator_imports_and_undoes_in_arabic_on_a_phone(arabic_desk: Page):
    _journey(arabic_desk, ARABIC)


def test_editor_imports_and_undoes_in_french_at_a_desk(french_desk: Page):
    _journey(french_desk, FRENCH)


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_of_an_import_have_no_violation(browser: Browser, desk_server: Server, lang, width):
    found = {}
    page = new_page(browser, desk_server, width, lang, bypass_csp=True)
    sign_in(page, "editor", lang)
    page.goto(f"/desk/imports/?lang={lang}")
    page.locator("[name=kind][value=plan]").check()
    page.locator("#id_file").set_input_files(WORKBOOK)
    page.locator("form.give button").click()
    expect(page.locator(".found")).to_be_visible(timeout=WORK)
    address = page.url

    for step in (address, f"{address}columns/", f"{address}preview/", "/desk/imports/"):
        page.goto(step)
        found[step.removeprefix(address)] = violations(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found[step.removeprefix(address)].append(f"scrolls sideways by {overflow} px")
    page.context.close()

    assert {name: one for name, one in found.items() if one} == {}
