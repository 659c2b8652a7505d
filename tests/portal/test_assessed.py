"""The word of evaluators stands beside the two statuses, on the page, in lists and in twins."""

import csv
import io

import pytest

from athar.evaluation.enums import NoWord, Stage
from athar.trail.queries import last_publication_number
from tests.evaluation.words import record, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def assessed(plan):
    """The small plan with words on its first two commitments; the publication before them."""
    before = last_publication_number()
    record(
        plan.id,
        said(source_url="https://example.org/irm"),
        said(criterion="verifiable", version="2014", stage=Stage.PLAN, value="yes"),
        said("PDR-002", no_word=NoWord.NOT_REVIEWED, assessed_on=None),
    )
    return before


def _page(client, path):
    return client.get(f"/en/plans/PDR-NORD-2022-2027/{path}")


def test_page_shows_the_word_as_a_third_mark_with_author_and_date(assessed, client):
    text = _page(client, "commitments/PDR-001").content.decode()

    mark = text.partition('<div class="by-a">')[2].partition("</div>")[0]
    assert '<span class="st s-independent">Limited</span>' in mark
    assert "Completion: step" in mark
    assert "وكالة إنعاش الشمال" in mark
    assert "2024" in mark
    assert text.count("What do evaluators say?") == 1
    assert 'href="https://example.org/irm"' in text


def test_page_shows_no_word_as_such(assessed, client):
    text = _page(client, "commitments/PDR-002").content.decode()

    assert '<span class="st s-none">Not reviewed</span>' in text.partition('class="by-a"')[2]


def test_page_of_what_nobody_assessed_leaves_no_place_for_it(assessed, client):
    text = _page(client, "commitments/PDR-003").content.decode()

    assert ('class="by-a"' in text, "What do evaluators say?" in text) == (False, False)


def test_word_changes_neither_of_the_two_statuses(plan, client):
    before = _page(client, "commitments/PDR-001.json").json()
    record(plan.id, said(value="complete", stage=Stage.END))

    after = _page(client, "commitments/PDR-001.json").json()

    assert after["figures"] == before["figures"]
    assert [one["value"] for one in after["assessments"]] == ["complete"]


def test_twin_gives_every_word_with_its_scale(assessed, client):
    mark, other = _page(client, "commitments/PDR-001.json").json()["assessments"]

    assert (other["criterion"], other["value"]) == ("verifiable", "yes")
    assert mark == {
        "scheme": "irm",
        "criterion": "completion",
        "version": "2011",
        "stage": "progress",
        "value": "limited",
        "no_word": None,
        "rank": 2,
        "n_steps": 4,
        "criterion_names": {"ar": "مستوى الإنجاز", "fr": "Degré d’achèvement", "en": "Completion"},
        "value_names": {"ar": "محدود", "fr": "Limité", "en": "Limited"},
        "assessor": {
            "code": "APDN",
            "names": {"ar": "وكالة إنعاش الشمال", "fr": "Agence pour la promotion du Nord"},
        },
        "assessed_on": "2024-12-31",
        "assessed_precision": "year",
        "source_url": "https://example.org/irm",
        "publication": assessed + 1,
    }


def test_list_shows_the_mark_of_each_commitment_that_has_one(assessed, client):
    text = _page(client, "commitments").content.decode()

    assert text.count('class="said-a"') == 2
    assert '<span class="st s-independent">Limited</span>' in text
    assert '<span class="st s-none">Not reviewed</span>' in text


def test_table_has_the_word_who_said_it_and_when(assessed, client):
    body = b"".join(_page(client, "commitments.csv").streaming_content).decode("utf-8-sig")

    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(body))}
    marks = [
        tuple(rows[code][name] for name in ("assessed", "assessed_by", "assessed_on"))
        for code in ("PDR-001", "PDR-002", "PDR-003")
    ]
    assert marks == [("limited", "APDN", "2024-12-31"), ("NR", "APDN", ""), ("", "", "")]


def test_words_are_absent_from_the_state_before_them(assessed, client):
    query = f"?as_of={assessed}"

    twin = _page(client, f"commitments/PDR-001.json{query}").json()
    listed = _page(client, f"commitments.json{query}").json()["commitments"]

    assert (twin["assessments"], {one["assessed"] for one in listed}) == ([], {None})


def test_program_reads_the_same_word(assessed, client):
    one = client.get("/api/v1/commitments/PDR-NORD-2022-2027/PDR-001").json()
    listed = client.get("/api/v1/commitments?plan=PDR-NORD-2022-2027").json()["items"]

    twin = _page(client, "commitments/PDR-001.json").json()
    assert one["assessments"] == twin["assessments"]
    assert {item["code"]: item["assessed"] for item in listed if item["assessed"]} == {
        "PDR-001": "limited",
        "PDR-002": "NR",
    }
