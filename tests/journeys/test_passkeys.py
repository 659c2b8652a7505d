"""A passkey is added, opens the account by itself, and stands in for the code of an app."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from athar.people.demo import DEMO_PASSWORD
from tests.benchmarks.server import Server
from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.test_accessibility import violations

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    """A French desk by its name, since an address of digits has no passkeys; with a virtual key."""
    context = browser.new_context(
        base_url=f"http://localhost:{server.port}", viewport=DESKTOP, locale="fr-MA"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def violations_everywhere(page: Page) -> dict[str, list[str]]:
    """Run axe on an address in each language at both widths; end where it began."""
    address, found = re.sub(r"\?.*", "", page.url), {}
    for lang in ("ar", "en", "fr"):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.goto(f"{address}?lang={lang}")
            assert page.locator("html").get_attribute("lang") == lang
            found[f"{lang} {size['width']}"] = violations(page)
    return {where: faults for where, faults in found.items() if faults}


def test_passkey_is_added_and_signs_in(desk: Page):
    sign_in(desk, "evaluator", "fr")
    desk.goto("/account/second-factor/")
    desk.get_by_role("link", name="Ajouter une clé d’accès").click()
    if desk.locator("#id_password").count():
        desk.locator("#id_password").fill(DEMO_PASSWORD)
        desk.get_by_role("button", name="Continuer").click()
    assert violations(desk) == []
    desk.get_by_label("Comment vous l’appelez").fill("Mon bureau")
    desk.get_by_role("button", name="Créer la clé d’accès").click()
    expect(desk).to_have_url(re.compile("recovery-codes"))
    desk.goto("/account/second-factor/webauthn/")
    expect(desk.get_by_role("rowheader", name="Mon bureau")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("link", name="Renommer Mon bureau").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Renommer une clé d’accès")
    assert violations_everywhere(desk) == {}

    desk.goto("/account/logout/")
    desk.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    desk.goto("/account/login/?lang=fr")
    desk.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(desk).to_have_url(re.compile(r"/desk/work$"))

    desk.goto("/account/logout/")
    desk.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    desk.goto("/account/login/?lang=fr")
    desk.locator("#id_login").fill("evaluator@athar.example")
    desk.locator("#id_password").fill(DEMO_PASSWORD)
    desk.locator("main button.btn:not(.btn-q)").first.click()
    expect(desk).to_have_url(re.compile("authenticate"))
    assert violations(desk) == []
    desk.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(desk).to_have_url(re.compile(r"/desk/work$"))

    desk.goto("/account/second-factor/webauthn/")
    desk.get_by_role("link", name="Supprimer Mon bureau").click()
    desk.get_by_role("link", name="Utiliser plutôt une clé d’accès").click()
    desk.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Supprimer une clé d’accès")
    assert violations_everywhere(desk) == {}
    desk.get_by_role("main").get_by_role("button", name="Supprimer").click()
    expect(desk.get_by_role("main")).to_contain_text("Vous n’avez pas encore de clé d’accès.")


def test_device_that_gives_none_is_told(desk: Page):
    desk.goto("/account/login/?lang=fr")
    desk.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()); }")

    desk.get_by_role("button", name="Se connecter avec une clé d’accès").click()

    expect(desk.get_by_role("alert")).to_contain_text("L’appareil n’a pas donné de clé d’accès.")


def test_page_says_what_passkeys_need_without_script(without_script: Page):
    without_script.goto("/account/login/?lang=fr")

    expect(without_script.get_by_role("main")).to_contain_text("Les clés d’accès demandent")
    button = without_script.get_by_role("button", name="Se connecter avec une clé d’accès")
    expect(button).to_be_hidden()
