"""Axes and programmes at the desk: added, renamed, moved, put in order, removed."""

from __future__ import annotations

import pytest

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.actions import Subject, keep_edit
from athar.plans.enums import EditKind
from athar.plans.models import Edit, EditDraft, Node
from athar.plans.queries.edited import content_now, node_contents_now
from tests.desk.importing import words
from tests.desk.test_plan_editor import HOME, by_script, send

pytestmark = pytest.mark.django_db

NEW = f"{HOME}groupings/new"
WATER = f"{HOME}groupings/A1"


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


@pytest.fixture
def drafting(client, draft_plan):
    account = create_account(by=None, email="editor2@example.org")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope=f"plan:{draft_plan.id}")
    client.force_login(account)
    return client


def test_a_form_sent_as_it_stands_changes_nothing(editor, plan, django_assert_max_num_queries):
    before = node_contents_now(plan.id)
    with django_assert_max_num_queries(12):
        page = editor.get(f"{WATER}?lang=en").text

    answer = send(editor, WATER)

    assert (answer.status_code, Edit.objects.count()) == (302, 0)
    assert node_contents_now(plan.id) == before
    assert "Remove it" not in page


def test_a_grouping_is_renamed_put_in_order_and_waits(editor, plan):
    answer = send(editor, WATER, title_fr="Eau et sources", position="٧")

    tree = words(editor.get(f"{HOME}?lang=en&in=A1").text)
    stands = content_now(plan.id, EditKind.NODE, "A1")
    assert answer.headers["Location"] == WATER
    assert (stands["title"]["fr"], stands["position"]) == ("Eau et sources", 7)
    assert "What waits to be published 1" in tree
    assert Node.objects.get(code="A1").title.get("fr") != "Eau et sources"
    assert "Eau et sources" in words(editor.get(f"{HOME}publish?lang=en").text)


def test_a_new_grouping_is_offered_to_commitments_at_once(editor, plan):
    refused = send(editor, NEW, title_fr="Santé")
    wrong = send(editor, NEW, title_fr="Santé", code="A9", position="one")
    by_script(editor, NEW, title_fr="Santé publique")
    taken = send(editor, NEW, code="A9", position="9")

    assert "Give the grouping a code." in refused.text
    assert (wrong.status_code, "Write a whole number" in wrong.text) == (422, True)
    assert taken.headers["Location"] == f"{HOME}groupings/A9"
    assert EditDraft.objects.count() == 0
    assert 'value="A9"' in editor.get(f"{HOME}commitments/PDR-001").text
    assert "A9 Santé publique" in words(editor.get(f"{HOME}?lang=en").text)
    assert editor.get(f"{HOME}groupings/A8").status_code == 404


def test_two_who_rename_the_same_are_shown_both_titles(editor, plan):
    opened = content_now(plan.id, EditKind.NODE, "A1")
    version = editor.get(WATER).text.partition('name="version" value="')[2].partition('"')[0]
    theirs = {**opened, "title": {"fr": "Le leur"}, "position": 5}
    subject = Subject(plan.id, EditKind.NODE, "A1")
    keep_edit(by=None, subject=subject, base=opened, mine=theirs)
    mine = {"version": version, "title_fr": "Le mien", "position": "6", "do": "keep"}

    asked = editor.post(f"{WATER}?lang=en", mine)
    editor.post(WATER, mine | {"choose-title": "mine", "choose-position": "theirs"})

    said = words(asked.text)
    assert asked.status_code == 409
    assert ("Le leur" in said, "Le mien" in said, "Order among" in said) == (True, True, True)
    stands = content_now(plan.id, EditKind.NODE, "A1")
    assert (stands["title"]["fr"], stands["position"]) == ("Le mien", 5)


def test_a_published_grouping_stays_and_a_waiting_change_is_given_up(editor, plan):
    send(editor, WATER, title_fr="Autre")
    refused = send(editor, WATER, act="out")
    send(editor, WATER, act="discard")

    assert (refused.status_code, "not removed" in refused.text) == (422, True)
    assert Edit.objects.count() == 0


def test_a_grouping_of_a_draft_is_removed_from_below_and_its_commitments_stay(drafting):
    page = drafting.get(f"{WATER}?lang=en").text
    refused = send(drafting, WATER, act="out")
    answer = send(drafting, f"{HOME}groupings/P01", act="out")

    assert "Remove it" in page
    assert "P01 stands under one that is not in the plan." in refused.text
    assert (answer.status_code, Node.objects.filter(code="P01").exists()) == (302, False)
    assert "PDR-001" in words(drafting.get(f"{HOME}?lang=en&in=-").text)


def test_a_grouping_may_not_stand_under_itself(editor, plan):
    page = editor.get(WATER).text

    assert 'value="A1"' not in page.partition('name="parent"')[2].partition("</select>")[0]


def test_a_grouping_is_moved_by_its_arrows_and_the_tree_shows_it_at_once(editor, plan):
    before = editor.get(f"{HOME}?lang=en&in=A2").text

    answer = editor.post(f"{HOME}?in=A2", {"kind": "node", "up": "A2"})

    after = editor.get(f"{HOME}?lang=en&in=A2").text
    assert answer.headers["Location"] == f"{HOME}?in=A2#at-A2"
    assert [page.index('id="at-A1"') < page.index('id="at-A2"') for page in (before, after)] == [
        *(True, False),
    ]
    assert ('name="up" value="A2"' in before, 'name="up" value="A2"' in after) == (True, False)
