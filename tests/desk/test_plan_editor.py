"""The plan editor at the desk: what is typed, what collides, what is published."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.actions import (
    Subject,
    keep_edit,
)
from athar.plans.enums import EditKind
from athar.plans.models import Amendment, Commitment, Edit, EditDraft, Plan
from athar.plans.queries.edited import content_now
from athar.reference.models import Theme
from tests.desk.importing import words

pytestmark = pytest.mark.django_db

HOME = "/desk/plans/PDR-NORD-2022-2027/"
DAM = f"{HOME}commitments/PDR-001"


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


def fields_of(html):
    """Give what a browser would send of the form as it stands."""
    form = html[html.index('data-behaviour="typing"') :]
    form = form[: form.index("</form>")]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and (
            (kind and kind[1] not in {"radio", "checkbox"}) or " checked" in tag or not kind
        ):
            sent.setdefault(name[1], []).append(value[1].replace("&#39;", "'") if value else "")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        sent[name] = [text.replace("&#39;", "'")]
    for name, options in re.findall(
        r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        sent.setdefault(name, []).append((chosen or first)[1])
    return sent


def send(client, address=DAM, act="keep", **changed):
    sent = fields_of(client.get(f"{address}?lang=en").text)
    return client.post(f"{address}?lang=en", {**sent, **changed, "do": act})


def now(plan):
    return content_now(plan.id, EditKind.COMMITMENT, "PDR-001")


def test_my_plans_are_those_i_edit(editor):
    said = words(editor.get("/desk/plans/?lang=en").text)

    assert "Programme de développement régional du Nord" in said or "برنامج التنمية" in said
    assert "Version 1 is public" in said


@pytest.mark.parametrize("address", [HOME, DAM, f"{HOME}new", f"{HOME}publish"])
@pytest.mark.parametrize("who", ["stranger", "citizen", "coordinator", "administrator"])
def test_strangers_find_nothing(client, people, address, who):
    client.force_login(getattr(people, who))

    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "keep"}).status_code in {404, 405}
    assert client.get("/desk/plans/").status_code == 403


def test_the_tree_counts_opens_and_finds(editor, draft_plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        tree = words(editor.get(f"{HOME}?lang=en&in=A2").text)
    found = words(editor.get(f"{HOME}?lang=en&q=route").text)

    assert "A1 الماء 2" in tree or "A1 Eau 2" in tree
    assert "PDR-003" in tree
    assert "PDR-001" not in tree
    assert ("PDR-003" in found, "PDR-001" in found) == (True, False)
    assert "PDR-002" not in words(editor.get(f"{HOME}?lang=en&in=-").text)


def test_commitments_are_moved_in_the_tree(editor, plan):
    Commitment.objects.filter(plan=plan.id).update(node=None)
    tree = f"{HOME}?in=-&lang=en"

    moved = editor.post(tree, {"up": "PDR-003"})

    html = editor.get(tree).text
    assert moved.headers["Location"] == f"{tree}#at-PDR-003"
    assert re.findall(r'<li id="at-([^"]+)"', html) == [
        *("PDR-001", "PDR-003", "PDR-002", "PDR-004", "PDR-005"),
    ]
    labels = re.findall(r'aria-label="(Move [^"]+)"', html)
    assert (labels[0], labels[-1], len(labels)) == ("Move PDR-001 down", "Move PDR-005 up", 8)
    assert "Order among its neighbours" in words(editor.get(f"{HOME}publish?lang=en").text)
    editor.post(tree, {"down": "PDR-003"})
    assert Edit.objects.count() == 0


def test_sending_the_form_as_it_stands_changes_nothing(editor, plan):
    before = now(plan)

    answer = send(editor)

    assert (answer.status_code, now(plan), Edit.objects.count()) == (302, before, 0)


def test_a_change_is_kept_and_waits(editor, plan):
    theme = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"fr": "Eau"}, position=6
    )
    answer = send(
        editor,
        amount="٢٠٠٠٠٠٠",
        planned_end="2026-06",
        themes=[f"sdg:2015:{theme.code}"],
        place=["Lieu · hcp:01.151"],
        place_point=["35°30′N 5°06′W"],
        step_id=[""],
        step_title_fr=["Travaux"],
        step_title_ar=[""],
        step_title_en=[""],
        step_on=["2025-03-01"],
        step_weight=[""],
        step_evidence=["no"],
    )

    content = now(plan)
    assert (answer.status_code, content["amount"]) == (302, "2000000.00")
    assert (content["planned_end_on"], content["planned_end_precision"]) == ("2026-06-30", "month")
    assert content["points"] == {"hcp:01.151": ["35.500000", "-5.100000"]}
    assert content["milestones"][0]["title"] == {"fr": "Travaux"}
    assert content["themes"] == ["sdg:2015:6"]
    assert Commitment.objects.get(code="PDR-001").amount != 2000000
    html = editor.get(DAM).text
    assert ('value="2026-06"' in html, "Travaux" in html) == (True, True)


def test_what_is_wrong_is_said_and_all_that_was_typed_stays(editor, plan):
    answer = send(
        editor, amount="twelve", planned_start="soon", title_fr="Mon titre", fund_year=["20"] * 6
    )

    assert answer.status_code == 422
    for said in ("“twelve” is no number.", "“soon” is no date.", "four digits", "Mon titre"):
        assert said in answer.text
    assert Edit.objects.count() == 0
    assert "Mon titre" in editor.get(DAM).text
    ambiguous = send(editor, amount="1.234")
    assert "without a thousands mark" in ambiguous.text


def test_what_the_plan_refuses_is_said(editor, plan):
    answer = send(editor, title_fr="", title_ar="", title_en="")

    assert (answer.status_code, "PDR-001 has no title." in answer.text) == (422, True)


def by_script(client, address=DAM, **changed):
    """Send what a script sends while somebody types: the fields that changed, and the version."""
    version = fields_of(client.get(address).text)["version"]
    given = {"do": "save", "version": version, **changed}
    return client.post(f"{address}?lang=en", given, headers={"Accept": "application/json"})


def test_typing_is_saved_by_itself_and_thrown_away_when_asked(editor, plan):
    saved = by_script(editor, amount="12,,")
    further = by_script(editor, weight="3")

    said = saved.json()
    assert (saved.status_code, said["merged"], said["collided"]) == (200, {}, {})
    assert re.fullmatch(r"Saved at \d\d:\d\d", said["words"])
    assert said["version"] == further.json()["version"]
    typed = EditDraft.objects.get().typed
    assert (typed["amount"], typed["weight"]) == (["12,,"], ["3"])
    assert 'value="12,,"' in editor.get(DAM).text
    assert send(editor, act="save").status_code == 302
    send(editor, act="drop")
    assert EditDraft.objects.count() == 0


def test_typing_too_much_is_refused_in_words(editor, plan):
    answer = by_script(editor, problem_fr="x" * 200_001)

    assert (answer.status_code, answer.json()) == (
        422,
        {"words": "That is too much text for one form."},
    )


def test_typing_on_while_somebody_keeps_loses_nothing(editor, plan):
    first = fields_of(editor.get(DAM).text)["version"]
    opened, subject = now(plan), Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    by_script(editor, title_fr="Le mien", place_point=["35", ""], themes="")
    keep_edit(by=None, subject=subject, base=opened, mine={**opened, "weight": "7.0000"})
    EditDraft.objects.update(base=now(plan))

    by_script(editor, version=first, amount="5")

    draft = EditDraft.objects.get()
    assert (draft.base, draft.typed["title_fr"], draft.typed["amount"]) == (
        opened,
        ["Le mien"],
        ["5"],
    )
    assert (draft.typed["place_point"], draft.typed["themes"]) == (["35", ""], [])


def test_what_somebody_else_kept_meanwhile_is_told_while_one_types(editor, plan):
    first = fields_of(editor.get(DAM).text)["version"]
    opened, subject = now(plan), Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    theirs = {**opened, "title": {"fr": "Le leur"}, "weight": "7.0000", "places": []}
    keep_edit(by=None, subject=subject, base=opened, mine=theirs)

    mine = by_script(editor, version=first, title_fr="Le mien", amount="5").json()
    same = by_script(editor, version=first, weight="7.0000").json()

    both = "Somebody else changed this too. Yours stays; you choose when you keep the change."
    assert mine["collided"] == {"title_fr": {"words": both}}
    assert mine["words"].endswith("Somebody else changed meanwhile: Title · Weight · Places.")
    assert (same["collided"], "meanwhile" in same["words"]) == ({}, True)


def test_a_version_that_cannot_be_read_is_what_stands_now(editor, plan):
    by_script(editor, version="made up", amount="5")

    assert EditDraft.objects.get().base == now(plan)


def test_looking_at_another_language_saves_nothing_of_it(editor, plan):
    send(editor, act="save", show="2")

    assert "show" not in EditDraft.objects.get().typed


def test_a_collision_shows_both_and_loses_nothing(editor, plan, people):
    sent = fields_of(editor.get(f"{DAM}?lang=en").text)
    opened = now(plan)
    subject = Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    keep_edit(by=None, subject=subject, base=opened, mine={**opened, "title": {"fr": "Le leur"}})
    mine = {**sent, "title_fr": "Le mien", "amount": "5", "do": "keep"}

    asked = editor.post(f"{DAM}?lang=en", mine)
    taken = editor.post(f"{DAM}?lang=en", {**mine, "choose-title": "mine"})

    assert (asked.status_code, "Le leur" in asked.text, "Le mien" in asked.text) == (
        409,
        True,
        True,
    )
    assert (taken.status_code, now(plan)["title"]["fr"], now(plan)["amount"]) == (
        302,
        "Le mien",
        "5.00",
    )


def test_a_new_commitment_needs_a_code_and_waits(editor, plan):
    refused = send(editor, f"{HOME}new", title_fr="École")
    taken = send(editor, f"{HOME}new", title_fr="École", code="PDR-100")

    assert (refused.status_code, "Give the commitment a code." in refused.text) == (422, True)
    assert taken.headers["Location"] == f"{HOME}commitments/PDR-100"
    assert "PDR-100" in words(editor.get(f"{HOME}?lang=en").text)
    assert editor.get(f"{HOME}commitments/PDR-999").status_code == 404


def test_what_was_typed_of_a_new_commitment_waits_without_a_code_until_it_is_kept(editor, plan):
    by_script(editor, f"{HOME}new", title_fr="École", code="PDR-100")
    send(editor, f"{HOME}new", code="PDR-001")
    again = editor.get(f"{HOME}new").text

    send(editor, f"{HOME}new", code="PDR-100")

    assert ("École" in again, 'value="PDR-001"' in again) == (True, True)
    assert EditDraft.objects.count() == 0
    assert "École" not in editor.get(f"{HOME}new").text


def test_changes_are_given_up_and_commitments_taken_out(editor, plan):
    send(editor, amount="5")
    send(editor, act="discard")
    send(editor, act="out")

    assert [(one.code, one.fate) for one in Edit.objects.all()] == [("PDR-001", "gone")]
    assert editor.get(DAM).status_code == 404


def test_an_amendment_is_published_with_its_decision(editor, plan):
    send(editor, amount="5", problem_fr="Crues")
    page = editor.get(f"{HOME}publish?lang=en").text
    file = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 minutes")

    refused = editor.post(f"{HOME}publish", {"why": "", "decided_on": "2999-01-01"})
    taken = editor.post(
        f"{HOME}publish",
        {
            "why": "Session",
            "what_fr": "Un élément modifié",
            "decided_by": "Conseil",
            "document": file,
        },
    )

    assert "1 item changed" in page
    assert "Crues" in page
    assert (refused.status_code, taken.status_code) == (422, 302)
    amendment = Amendment.objects.get()
    assert (amendment.what, amendment.decided_by) == ({"fr": "Un élément modifié"}, "Conseil")
    assert amendment.document is not None
    assert (Plan.objects.get().current_version, Edit.objects.count()) == (2, 0)


def test_nothing_to_publish_says_so(editor, plan):
    assert "Nothing waits" in editor.get(f"{HOME}publish?lang=en").text


def test_who_coordinates_a_plan_edits_but_does_not_publish(client, plan):
    account = create_account(by=None, email="coordinator2@example.org")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_COORDINATOR, scope=f"plan:{plan.id}")
    client.force_login(account)
    send(client, amount="5")

    page = client.get(f"{HOME}publish?lang=en").text
    refused = client.post(f"{HOME}publish", {"why": "x"})

    assert "publishing it is for its plan editor" in page
    assert (refused.status_code, Plan.objects.get().current_version) == (422, 1)


def test_the_first_version_is_published_from_the_desk(client, draft_plan):
    account = create_account(by=None, email="editor2@example.org")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope=f"plan:{draft_plan.id}")
    client.force_login(account)
    send(client, amount="5")

    answer = client.post(f"{HOME}publish", {"why": ""})

    assert (answer.status_code, Plan.objects.get().current_version) == (302, 1)
    assert Commitment.objects.get(code="PDR-001").first_amount == 5
