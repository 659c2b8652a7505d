"""The plan itself at the desk: its texts, its body, its period, its levels, how it counts."""

from __future__ import annotations

import pytest

from athar.plans.actions import Subject, keep_edit, publish_edits
from athar.plans.enums import EditKind
from athar.plans.models import Edit, EditDraft, Plan
from athar.plans.queries.edited import content_now
from tests.desk.importing import words
from tests.desk.test_plan_editor import HOME, by_script, send

pytestmark = pytest.mark.django_db

IDENTITY = f"{HOME}identity"


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


def now(plan):
    return content_now(plan.id, EditKind.PLAN, plan.code)


def test_the_form_sent_as_it_stands_changes_nothing(editor, plan, django_assert_max_num_queries):
    before = now(plan)
    with django_assert_max_num_queries(12):
        page = editor.get(f"{IDENTITY}?lang=en").text

    answer = send(editor, IDENTITY)

    assert (answer.headers["Location"], Edit.objects.count()) == (IDENTITY, 0)
    assert now(plan) == before
    assert "The plan itself" in page


def test_the_plan_is_renamed_prolonged_and_waits(editor, plan):
    send(editor, IDENTITY, title_fr="Programme révisé", end_on="2028", reporting_months="٣")

    tree = words(editor.get(f"{HOME}?lang=en").text)
    waiting = words(editor.get(f"{HOME}publish?lang=en").text)
    stands = now(plan)
    assert (stands["title"]["fr"], stands["end_on"]) == ("Programme révisé", "2028-12-31")
    assert stands["reporting_months"] == 3
    assert ("The plan itself Changed" in tree, "published 1" in tree) == (True, True)
    assert "Last day of the plan Before 31 December 2027 After 31 December 2028" in waiting


def test_what_is_wrong_is_said_at_its_field_and_stays(editor, plan):
    answer = send(
        editor,
        IDENTITY,
        owner="NOBODY",
        start_on="soon",
        reporting_months="x",
        kind="poem",
        level_one_fr=["", "programme"],
        level_one_ar=["", "برنامج"],
        level_one_en=["", "programme"],
    )

    said = words(answer.text)
    assert answer.status_code == 422
    for problem in (
        "“soon” is no date.",
        "“x” is no number.",
        "Choose one of these.",
        "Name the level for one and for many.",
    ):
        assert problem in said, problem
    assert (EditDraft.objects.count(), Edit.objects.count()) == (1, 0)


def test_levels_are_renamed_and_one_is_added_that_groupings_may_use_at_once(editor, plan):
    before = editor.get(f"{HOME}groupings/new").text.partition('name="parent"')[2]
    send(
        editor,
        IDENTITY,
        level_code=["axis", "programme", ""],
        level_one_fr=["axe", "volet", "action"],
        level_many_fr=["axes", "volets", "actions"],
    )

    after = editor.get(f"{HOME}groupings/new").text.partition('name="parent"')[2]
    levels = now(plan)["levels"]
    assert [one["code"] for one in levels] == ["axis", "programme", "level-1"]
    assert (levels[1]["one"]["fr"], levels[2]["many"]) == ("volet", {"fr": "actions"})
    assert ('value="P01"' in before, 'value="P01"' in after) == (False, True)


def test_two_who_edit_the_plan_itself_are_shown_both(editor, plan):
    version = editor.get(IDENTITY).text.partition('name="version" value="')[2].partition('"')[0]
    opened = now(plan)
    subject = Subject(plan.id, EditKind.PLAN, plan.code)
    keep_edit(by=None, subject=subject, base=opened, mine={**opened, "weight_rule": "equal"})
    mine = {"version": version, "weight_rule": "custom"}

    asked = send(editor, IDENTITY, **mine)
    told = by_script(editor, IDENTITY, **mine).json()

    said = words(asked.text)
    assert asked.status_code == 409
    assert "How its parts count" in said
    assert "The other person wrote: Every item counts the same" in said
    assert "Somebody else changed meanwhile: How its parts count." in told["words"]


def test_a_body_whose_plans_one_may_not_start_is_refused_in_the_form(editor, plan):
    page = editor.get(IDENTITY).text.partition('name="owner"')[2].partition("</select>")[0]
    answer = send(editor, IDENTITY, owner="MEE")
    out = send(editor, IDENTITY, act="out")

    assert ('"REG"' in page, '"MEE"' in page) == (True, False)
    assert (answer.status_code, "no right for this action" in answer.text) == (403, True)
    assert (out.status_code, Edit.objects.count()) == (422, 0)


def test_the_public_reads_what_changed_of_the_plan(editor, plan, client):
    send(editor, IDENTITY, title_en="Revised", weight_rule="equal", validation_steps="2")
    publish_edits(by=None, plan_id=plan.id, why="Session")

    page = words(client.get(f"/en/plans/{plan.code}/amendments/1").text)

    assert "How its parts count Before Weighted by cost Since then Every item counts" in page
    assert "Steps of validation Before 1 Since then 2" in page
    assert Plan.objects.get().validation_steps == 2
