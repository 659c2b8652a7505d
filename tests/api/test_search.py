"""The search over the API: what pages find, with addresses and the words marked."""

from __future__ import annotations

import pytest

from athar.search.actions import rebuild
from tests.once import made_once


@pytest.fixture
@made_once
def index(plan):
    """The small plan in the index of the search."""
    rebuild()
    return plan


def test_a_word_finds_things_of_every_kind(index, ask):
    found = ask("search?q=eau&lang=fr")

    kinds = {one["kind"] for one in found["items"]}
    assert {"node", "commitment"} <= kinds
    assert found["next"] is None


def test_what_is_found_has_its_addresses_and_its_marks(index, ask):
    found = ask("search?q=barrage&kind=commitment&lang=fr")["items"][0]

    page = f"plans/{index.code}/commitments/PDR-001"
    assert found["id"] == f"http://testserver/id/commitment/{index.code}/PDR-001"
    assert found["url"] == f"http://testserver/fr/{page}"
    assert (found["plan"], found["scheme"], found["code"]) == (index.code, None, "PDR-001")
    assert [one["text"] for one in found["title"]["pieces"] if one["is_match"]] == ["Barrage"]


def test_bodies_have_no_permanent_identifier_places_have(index, ask):
    body = ask("search?q=equipement&kind=body")["items"][0]
    place = ask("search?q=01.151&kind=place")["items"][0]

    assert (body["id"], body["url"], body["code"]) == (None, None, "MEE")
    assert place["id"] == "http://testserver/id/place/hcp/01.151"


def test_of_one_kind_the_list_goes_on(index, ask, whole):
    at_once = ask("search?q=PDR&kind=commitment")["items"]

    assert len(at_once) == 5
    assert whole("search?q=PDR&kind=commitment", 2) == at_once


def test_filters_narrow(index, ask):
    narrowed = {
        "place=hcp:01.511": ["PDR-002"],
        "status=completed": ["PDR-002"],
        "lead=REG": ["PDR-003"],
        "year=2027": ["PDR-003"],
        "plan=X": [],
    }

    found = {
        query: [one["code"] for one in ask(f"search?q=PDR&kind=commitment&{query}")["items"]]
        for query in narrowed
    }

    assert found == narrowed


def test_without_words_nothing_is_found(index, ask):
    assert ask("search") == {"items": [], "next": None}


def test_drafts_are_not_found(draft_plan, ask):
    rebuild()

    found = ask("search?q=barrage")["items"]

    assert {one["kind"] for one in found} <= {"method"}  # a text about methods may say the word
