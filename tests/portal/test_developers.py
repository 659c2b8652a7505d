"""The page for developers names every endpoint, every error, and what it shows works."""

from __future__ import annotations

import html
import re

import pytest

import athar.api.urls  # noqa: F401 - opens every endpoint
from athar.api import problems
from athar.api.endpoints import ENDPOINTS

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "fr", "en")


def page(client, lang):
    return html.unescape(client.get(f"/{lang}/developers").text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_endpoint_is_named_once(client, lang):
    named = re.findall(r'<li><code dir="ltr">/api/v1/([^<]+)</code>', page(client, lang))

    assert sorted(named) == sorted(one.path for one in ENDPOINTS.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_its_place(client, lang):
    named = re.findall(r'<li id="(\w+)"><code dir="ltr">(\d+) ', page(client, lang))

    kinds = [one for one in vars(problems).values() if isinstance(one, problems.Kind)]
    assert {code: int(status) for code, status in named} == {
        kind.code: int(kind.status) for kind in kinds
    }


def test_requests_shown_are_answered(plan, client):
    shown = re.findall(r"http://testserver(/api/v1/[^'\"]+)['\"]", page(client, "en"))

    read = [address for address in shown if "dry_run" not in address]
    (sent,) = set(shown) - set(read)
    assert len(read) == 6
    assert {address: client.get(address).status_code for address in read} == dict.fromkeys(
        read, 200
    )
    assert client.post(sent).status_code == 401


def test_limits_in_force_are_told(client, settings):
    settings.API_LIMIT, settings.API_TOKEN_LIMIT = 123, 4567

    text = page(client, "fr")

    assert ("123" in text, "4\u202f567" in text) == (True, True)
