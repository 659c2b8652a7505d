"""Where a value comes from: its three states with who, when and why, and how sure it is."""

import json
import re

import pytest
from django.utils import timezone

from athar.evidence.actions import attach_link
from athar.kernel.text import Translated
from tests.indicators.cast import set_up
from tests.portal.results import VALUE, WATER, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(plan):
    return tell(set_up(plan))


def words(html: str) -> str:
    """Give the words of the panel of a page."""
    sheet = re.search(r'<article class="sheet" data-panel>.*?</article>', html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", sheet).split())


def test_every_state_says_who_when_why_and_from_where(told, client):
    states = json.loads(client.get(f"/fr/{VALUE}.json").content)["states"]

    assert [(one["value"], one["revision"], one["publication"]) for one in states] == [
        ("27.5", 2, told.numbers[2]),
        ("27.9", 1, told.numbers[1]),
        ("26.5", 0, told.numbers[0]),
    ]
    assert [one["reason"] for one in states] == [
        "Relecture du fichier (27.5)",
        "Relecture du fichier (27.9)",
        None,
    ]
    assert {(one["file"], one["cell"]) for one in states} == {("eau.xlsx", "Feuil1!C7")}
    assert [one["written"] for one in states] == ["٢٧٫٥", "27.9 %", "26,5"]


def test_page_shows_the_states_the_newest_first(told, whole):
    said = words(whole(f"/fr/{VALUE}"))

    assert [said.index(one) for one in ("27,5", "27,9", "26,5")] == sorted(
        said.index(one) for one in ("27,5", "27,9", "26,5")
    )
    assert said.count("corrigée depuis") == 2
    assert "motif : Relecture du fichier (27.9)" in said
    assert "« ٢٧٫٥ »" in said


def test_states_as_of_a_publication_leave_out_later_ones(told, client, whole):
    query = f"?as_of={told.numbers[1]}"

    twin = json.loads(client.get(f"/fr/{VALUE}.json{query}").content)

    assert [one["value"] for one in twin["states"]] == ["27.9", "26.5"]
    assert twin["value"]["value"] == "27.9"
    assert "27,5" not in words(whole(f"/fr/{VALUE}{query}"))


def test_evidence_stands_beside_the_state_it_proves_and_raises_the_grade(told, client, whole):
    before = json.loads(client.get(f"/fr/{VALUE}.json").content)
    key = state_key()
    link = "https://example.org/recensement"
    attach_link(by=None, subject=key, scope_keys=(), url=link, title=Translated(fr="Recensement"))

    after = json.loads(client.get(f"/fr/{VALUE}.json").content)

    assert after["confidence_points"] == before["confidence_points"] + 2
    assert f'<a href="{link}">Recensement</a>' in whole(f"/fr/{VALUE}")


def state_key() -> str:
    from athar.indicators.models import Measurement

    return f"measurement:{Measurement.objects.get(revision=2).pk}"


def test_grade_lists_its_reasons(told, client, whole):
    twin = json.loads(client.get(f"/fr/{VALUE}.json").content)

    assert twin["confidence"] == "D"
    assert twin["confidence_reasons"] == [
        "declared",
        "no_evidence",
        "import",
        "current",
        "questioned",
    ]
    assert "Elle a changé de 107 % par rapport" in words(whole(f"/fr/{VALUE}"))


def test_value_of_the_baseline_is_of_its_age(told, client):
    early = VALUE.replace("/2024/", "/2014/")

    twin = json.loads(client.get(f"/fr/{early}.json").content)

    assert timezone.now().year > 2014
    assert twin["confidence_reasons"][3] == "old"


@pytest.mark.parametrize(
    "address",
    [
        f"{WATER}/values/hcp/01/1999/whole",
        f"{WATER}/values/hcp/99/2024/whole",
        "indicators/shared/none/values/hcp/01/2024/whole",
    ],
)
def test_value_nobody_stated_does_not_exist(told, client, address):
    assert client.get(f"/fr/{address}").status_code == 404
    assert client.get(f"/fr/{address}?as_of={told.numbers[0]}").status_code == 404


def test_value_takes_few_queries(told, client, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get(f"/fr/{VALUE}")
