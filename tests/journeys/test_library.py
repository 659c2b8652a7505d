"""An experience goes from one member to another, and a question finds who can answer it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.made import served, signed_in
from tests.journeys.test_accessibility import violations

EXPERIENCES = "/desk/network/experiences/"
QUESTIONS = "/desk/network/questions/"
MEMBERS = """
from athar.people.demo import put_demo_focal_point
from tests.network.library_cast import network

for code, key in network().members.items():
    put_demo_focal_point(
        email=f"{code.lower()}@athar.example", name=code, scope=f"member:{key}"
    )
"""
"""Three invented members of which each has a focal point, and two policy areas."""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three members, served."""
    directory = tmp_path_factory.mktemp("library")
    with served(directory, MEMBERS, "/ar/network/experiences") as running:
        yield running


def tell(page: Page) -> None:
    """Tell an experience on a phone and hand it in."""
    page.goto(f"{EXPERIENCES}new?lang=ar")
    page.get_by_label("الرمز").fill("citizen-budget")
    page.locator("#title_ar").fill("ميزانية المواطن")
    page.locator("#problem_ar").fill("لا يقرؤها أحد")
    page.locator("#done_ar").fill("ثماني صفحات بلغة بسيطة")
    page.get_by_text("مجال fiscal-openness").click()
    page.get_by_role("button", name="احفظ المسودة").click()
    page.get_by_role("button", name="قدمها للمراجعة").click()


def test_experience_is_reviewed_by_a_peer_published_and_taken_up(browser: Browser, network: Server):
    teller = signed_in(browser, network, "mar", PHONE, "ar")
    tell(teller)
    peer = signed_in(browser, network, "tun", DESKTOP, "fr")
    peer.goto(f"{EXPERIENCES}?lang=fr")
    peer.get_by_role("link", name="ميزانية المواطن").click()
    peer.get_by_label("Note").fill("Claire et facile à copier.")
    peer.get_by_role("button", name="Approuver").click()
    teller.goto(f"{EXPERIENCES}citizen-budget?lang=ar")
    teller.get_by_role("button", name="انشرها").click()
    peer.goto(f"{EXPERIENCES}citizen-budget?lang=fr")
    peer.locator("#id_changed_fr").fill("Nous l'avons lue à la radio.")
    peer.get_by_role("button", name="Le garder").click()

    found = [*violations(teller), *violations(peer)]
    peer.goto("/fr/network/experiences/citizen-budget")
    expect(peer.get_by_role("main")).to_contain_text("Nous l'avons lue à la radio.")
    expect(peer.get_by_role("main")).to_contain_text("Claire et facile à copier.")
    found += violations(peer)
    for page in (teller, peer):
        page.context.close()
    assert found == []


def test_question_finds_who_answers_it(browser: Browser, network: Server):
    asker = signed_in(browser, network, "ken", DESKTOP, "fr")
    asker.goto(f"{QUESTIONS}?lang=fr")
    asker.get_by_label("Domaine").select_option(label="Domaine public-participation")
    asker.get_by_role("textbox", name="Votre question").fill(
        "Comment choisir les habitants du comité ?"
    )
    asker.get_by_role("button", name="Demander").click()
    peer = signed_in(browser, network, "mar", PHONE, "ar")
    peer.goto(f"{QUESTIONS}?lang=ar")
    peer.get_by_role("link", name="Comment choisir").first.click()
    peer.get_by_role("textbox", name="جوابك").fill("بالقرعة من لوائح الجمعيات.")
    peer.get_by_role("button", name="الجواب").click()
    asker.goto(f"{QUESTIONS}?lang=fr")
    asker.get_by_role("link", name="Comment choisir").first.click()
    asker.get_by_role("button", name="Garder cette réponse en note").click()

    found = [*violations(asker), *violations(peer)]
    peer.goto("/ar/network/questions")
    peer.get_by_role("link", name="Comment choisir").click()
    expect(peer.get_by_role("main")).to_contain_text("جواب محفوظ في الخزانة")
    expect(peer.get_by_role("main")).to_contain_text("بالقرعة من لوائح الجمعيات.")
    found += violations(peer)
    for page in (asker, peer):
        page.context.close()
    assert found == []
