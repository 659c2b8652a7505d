"""What the form of a commitment names: places, bodies, other plans, agreements, indicators."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft
from athar.plans.actions import publish_first_version, put_commitments, put_plan
from athar.plans.models import Edit, Plan
from athar.reference.models import Place
from tests import cast
from tests.desk.importing import words
from tests.desk.test_plan_editor import DAM, HOME, now, send
from tests.indicators.cast import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting(plan, frozen_day):
    """The plan with a library of indicators that it may adopt."""
    return set_up(plan)


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"place": ["Lieu · hcp:99"], "place_point": [""]}, "place-0"),
        ({"body_role": ["lead"], "body": ["Nobody"]}, "body-0"),
        ({"fund_funder": ["Nobody"], "fund_amount": ["5"]}, "fund_funder-0"),
        ({"link_to": ["NAP/C-9"], "link_share": ["5"]}, "link_to-0"),
    ],
    ids=["place", "body", "funder", "link"],
)
def test_a_name_that_is_not_known_is_said_at_its_field(editor, plan, typed, field):
    rows = {"fund_year": ["2024"], "fund_agreement": [""]} if "fund_funder" in typed else {}

    answer = send(editor, **typed, **rows)

    said = re.search(rf'id="{field}-error">([^<]*)', answer.text)
    assert (answer.status_code, Edit.objects.count()) == (422, 0)
    assert said[1].endswith("is not known: choose it from the list.")


def test_what_it_contributes_to_is_kept_and_shown_again(editor, plan):
    other = put_plan(by=None, draft=replace(cast.PLAN, code="NAP"))
    draft = replace(cast.commitment_drafts(cast.put_places())[3], code="C-1", node_code=None)
    put_commitments(by=None, plan_id=other, drafts=[draft], complete=True)
    publish_first_version(by=None, plan_id=other)

    offered = editor.get(DAM).text
    twice = send(editor, link_to=["NAP/C-1"] * 2, link_share=["", "5"])
    missing = send(editor, link_to=[""], link_share=["5"])
    kept = send(editor, link_to=["Title · NAP/C-1"], link_share=["12,5"], inclusion="main")

    assert "· NAP/C-1" in offered
    assert (twice.status_code, "stands in two rows" in twice.text) == (422, True)
    assert (missing.status_code, "Name what it contributes to." in missing.text) == (422, True)
    assert (kept.status_code, now(plan)["contributions"]) == (302, [["NAP/C-1", "12.500000"]])
    html = editor.get(DAM).text
    assert ('value="12.5"' in html, 'value="main" selected' in html) == (True, True)
    waits = words(editor.get(f"{HOME}publish?lang=en").text)
    assert ("NAP/C-1 12.5" in waits, "Its main purpose" in waits) == (True, True)


RESULT = {"result_category": [""], "result_place": [""], "result_from": ["2014: 13,3"]}


def test_agreements_and_results_are_kept_and_shown_again(editor, setting):
    Plan.objects.filter(pk=setting.plan.id).update(place=Place.objects.get(code="01"))
    put_agreements(by=None, plan_id=setting.plan.id, drafts=[AgreementDraft(number="2022/19")])
    offered = editor.get(DAM).text
    rows = {**RESULT, "result_of": ["Eau · shared/water"], "result_to": ["٢٠٢٥: ٤٠؛ 2027: 50"]}

    kept = send(editor, agreed=["2022/19"], **rows)

    assert ('value="2022/19"' in offered, "· shared/water" in offered) == (True, True)
    content = now(setting.plan)
    assert (kept.status_code, content["agreements"]) == (302, ["2022/19"])
    (line,) = content["results"]
    assert (line["place"], line["targets"]) == ("hcp:01", [["2025", "40"], ["2027", "50"]])
    html = editor.get(DAM).text
    assert ('value="2025: 40; 2027: 50"' in html, 'value="2014: 13.3"' in html) == (True, True)
    waits = words(editor.get(f"{HOME}publish?lang=en").text)
    assert "shared/water · 01 2014: 13.3 → 2025: 40; 2027: 50" in waits
    assert send(editor).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"agreed": ["9"]}, "agreed-0", "is not known"),
        ({"result_of": [""], "result_to": ["2027: 5"]}, "result_of-0", "Name the indicator."),
        ({"result_of": ["shared/fire"], "result_to": [""]}, "result_of-0", "is not known"),
        ({"result_of": ["shared/water"], "result_to": ["50"]}, "result_to-0", "with its period"),
        ({"result_of": ["shared/water"], "result_to": ["2027:"]}, "result_to-0", "with its period"),
        ({"result_of": ["shared/water"], "result_to": ["2027: x"]}, "result_to-0", "is no number"),
        (
            {"result_of": ["shared/water"], "result_to": ["2027: 1; 2027: 2"]},
            "result_to-0",
            "stands here twice",
        ),
        (
            {"result_of": ["shared/water"], "result_to": [""], "result_place": [""]},
            "result_place-0",
            "Name the place",
        ),
    ],
    ids=["agreement", "unnamed", "unknown", "bare", "empty", "letters", "twice", "nowhere"],
)
def test_what_is_wrong_of_agreements_and_results_is_said_at_its_field(
    editor, setting, typed, field, said
):
    answer = send(editor, **{**RESULT, "result_place": ["hcp:01"], **typed})

    found = re.search(rf'id="{field}-error">([^<]*)', answer.text)
    assert (answer.status_code, Edit.objects.count()) == (422, 0)
    assert said in found[1]


def test_an_indicator_named_twice_is_refused(editor, setting):
    twice = {
        name: ["hcp:01" if name == "result_place" else one[0]] * 2 for name, one in RESULT.items()
    }

    answer = send(editor, **twice, result_of=["shared/water"] * 2, result_to=["", ""])

    assert (answer.status_code, "stands in two rows" in answer.text) == (422, True)
