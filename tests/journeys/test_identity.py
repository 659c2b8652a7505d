"""Who is known to the identity server of the region signs in there, from a phone or a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.benchmarks.server import Server
from tests.benchmarks.server import serving as serve
from tests.desk.identity_server import CLIENT, SECRET, IdentityServer, serving
from tests.journeys.conftest import DESKTOP, PHONE, new_page
from tests.journeys.test_accessibility import violations

WAYS = [
    ("ar", PHONE, "تسجيل الدخول عبر Identité régionale"),
    ("fr", DESKTOP, "Se connecter avec Identité régionale"),
]


@pytest.fixture(scope="module")
def identity() -> Iterator[IdentityServer]:
    """The identity server of the region, which knows the project manager."""
    with serving() as running:
        running.claims = {"email": "manager@athar.example", "email_verified": True}
        yield running


@pytest.fixture(scope="module")
def joined(installation: dict[str, str], identity: IdentityServer) -> Iterator[Server]:
    """The demonstration, served by somebody who named the identity server in the settings."""
    named = {"URL": identity.issuer, "NAME": "Identité régionale"}
    named |= {"CLIENT": CLIENT, "SECRET": SECRET}
    settings = {f"ATHAR_OIDC_{name}": text for name, text in named.items()}
    with serve(installation | settings, "/ar/") as running:
        yield running


@pytest.mark.parametrize(
    ("lang", "size", "button"), WAYS, ids=["Arabic on a phone", "French at a desk"]
)
def test_who_is_known_elsewhere_signs_in(browser: Browser, joined: Server, lang, size, button):
    page = new_page(browser, joined, size, f"{lang}-MA")
    page.goto(f"/account/login/?lang={lang}")

    page.get_by_role("button", name=button).click()

    expect(page).to_have_url(re.compile(r"/desk/work$"))
    page.goto("/desk/")
    expect(page.get_by_role("main")).to_contain_text("سلمى الإدريسي")
    page.context.close()


def test_way_to_the_server_has_no_violation(browser: Browser, joined: Server):
    found = {}
    for lang in ("ar", "fr", "en"):
        for size in (PHONE, DESKTOP):
            page = new_page(browser, joined, size, lang)
            page.route("**/authorize?*", stay)
            page.goto(f"/account/login/?lang={lang}")
            page.locator("form[action*='/account/identity/'] button").click()
            expect(page.locator("a[href*='/authorize?']")).to_be_visible()
            found[lang, size["width"]] = violations(page)
            page.context.close()

    assert {where: faults for where, faults in found.items() if faults} == {}


def stay(route: Route) -> None:
    """Go no further, as if the other server were slow."""
    route.abort("aborted")
