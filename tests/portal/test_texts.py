"""Pages of prose: the methods, and who runs this."""

import re

import pytest

from athar.portal.texts.views import METHODS, TEXTS

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "fr", "en")


def read(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def trail_of(html: str) -> list[str]:
    trail = re.search(r'<nav class="crumbs".*?</nav>', html, re.DOTALL)[0]
    return re.findall(r'href="([^"]+)"', trail)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_speaks_the_language_of_its_address(client, lang):
    direction = "rtl" if lang == "ar" else "ltr"
    pages = [*(f"methods/{key}" for key in METHODS), "methods", *TEXTS]

    opened = {page: read(client, f"/{lang}/{page}") for page in pages}

    marked = {page: re.search(r"<html [^>]+>", html)[0] for page, html in opened.items()}
    assert marked == dict.fromkeys(pages, f'<html lang="{lang}" dir="{direction}">')
    assert {html.count("<h1>") for html in opened.values()} == {1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_methods_leads_to_each(client, lang):
    html = read(client, f"/{lang}/methods")

    listed = re.findall(rf'<li><a href="(/{lang}/methods/[^"]+)">', html)

    assert listed == [f"/{lang}/methods/{key}" for key in METHODS]


def test_crumbs_lead_back(client):
    trails = {page: trail_of(read(client, f"/en/{page}")) for page in ("methods/progress", "about")}

    assert trails == {"methods/progress": ["/en/", "/en/methods"], "about": ["/en/"]}


def test_every_text_can_be_read_in_the_other_languages(client):
    html = read(client, "/fr/methods/status")

    others = re.search(r'<nav class="langs".*?</nav>', html, re.DOTALL)[0]

    assert re.findall(r'href="https?://[^/]+([^"]+)"', others) == [
        "/ar/methods/status",
        "/en/methods/status",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_of_a_text_leads_nowhere(client, lang):
    pages = [*(f"methods/{key}" for key in METHODS), *TEXTS]
    found = {
        url.partition("#")[0]
        for page in pages
        for url in re.findall(r'href="(/[^"]*)"', read(client, f"/{lang}/{page}"))
        if not url.startswith("/static/")
    }

    lost = sorted(url for url in found if client.get(url).status_code not in {200, 302})

    assert lost == []


@pytest.mark.parametrize("page", ["methods/unknown", "unknown"])
def test_an_unknown_text_is_not_found(client, page):
    assert client.get(f"/en/{page}").status_code == 404


@pytest.mark.parametrize("page", ["methods", "methods/status", "about"])
def test_a_text_asks_only_who_the_host_is(client, django_assert_num_queries, page):
    with django_assert_num_queries(1):
        client.get(f"/en/{page}")
