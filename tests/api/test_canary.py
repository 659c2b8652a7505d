"""No word of a draft, of a person or of a secret stands in any byte of the API."""

from __future__ import annotations

import pytest

import athar.api.urls  # noqa: F401 - opens every endpoint
from athar.api.endpoints import ENDPOINTS
from athar.people.actions import create_account
from athar.search.actions import rebuild

CANARIES = ("Laou", "لاو", "PDR-", "Convention", "APDN", "nobody-knows")


@pytest.fixture
def drafts(draft_plan):
    """A draft with everything a plan has, and an account."""
    create_account(by=None, email="nobody-knows@example.org", name="nobody-knows")
    rebuild()
    return draft_plan


def test_no_draft_and_no_person_stands_in_any_list(drafts, client):
    lists = [one.path for one in ENDPOINTS.values() if one.is_list]
    asked = [*lists, "search?q=laou", "search?q=APDN&kind=body", "commitments?q=laou"]

    answers = {address: client.get(f"/api/v1/{address}") for address in asked}

    assert {one.status_code for one in answers.values()} == {200}
    assert {
        address: [word for word in CANARIES if word in answer.text]
        for address, answer in answers.items()
    } == {address: [] for address in asked}


def test_no_draft_is_given_by_its_code(drafts, client):
    codes = {"plan": drafts.code, "code": "PDR-001", "library": drafts.code}
    single = [
        one.path.format(**codes)
        for one in ENDPOINTS.values()
        if not one.is_list and "scheme" not in one.path
    ]

    assert {address: client.get(f"/api/v1/{address}").status_code for address in single} == (
        dict.fromkeys(single, 404)
    )
