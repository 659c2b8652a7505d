"""A commitment shown to its editors as the public will read it: nothing of it stays."""

from __future__ import annotations

import pytest

from athar.plans.actions import Subject, keep_edit, preview_edits, take_out
from athar.plans.enums import EditKind
from athar.plans.models import Commitment, Edit, Plan
from athar.plans.queries.edited import content_now, new_commitment
from athar.rollups.models import Progress
from athar.trail.models import Event
from tests.desk.importing import words

pytestmark = pytest.mark.django_db

COMMITMENTS = "/desk/plans/PDR-NORD-2022-2027/commitments"
DAM = f"{COMMITMENTS}/PDR-001/preview"


def keep(plan, code="PDR-001", **fields):
    subject = Subject(plan.id, EditKind.COMMITMENT, code)
    base = content_now(plan.id, EditKind.COMMITMENT, code)
    mine = {**(base or new_commitment()), **fields}
    keep_edit(by=None, subject=subject, base=base, mine=mine)


def everything():
    """Give what a preview must leave as it was."""
    kept = (Commitment, Edit, Plan, Progress, Event)
    return [list(model.objects.order_by("pk").values()) for model in kept]


def test_an_editor_reads_the_page_with_what_waits_and_nothing_stays(client, plan, people):
    client.force_login(people.editor)
    keep(plan, title={"en": "Raised dam"}, amount="2000000.00")
    before = everything()

    answer = client.get(DAM, {"lang": "en"})

    said = words(answer.text)
    assert answer.status_code == 200
    assert ("Raised dam" in said, "MAD 2 million" in said) == (True, True)
    assert "Only its editors see it." in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert everything() == before
    assert "Raised dam" not in client.get(f"/en/plans/{plan.code}/commitments/PDR-001").text


def test_what_is_new_is_read_before_it_is_public(client, plan, people):
    client.force_login(people.editor)
    keep(plan, "PDR-900", title={"en": "New school"})

    page = client.get(f"{COMMITMENTS}/PDR-900/preview", {"lang": "en"})

    assert (page.status_code, "New school" in page.text) == (200, True)
    assert client.get(f"/en/plans/{plan.code}/commitments/PDR-900").status_code == 404


def test_a_draft_plan_is_read_as_if_it_were_public(draft_plan):
    read = preview_edits(
        by=None,
        plan_id=draft_plan.id,
        read=lambda: list(Commitment.objects.values_list("first_version", flat=True)),
    )

    assert (set(read), Plan.objects.get().current_version) == ({1}, 0)


@pytest.mark.parametrize("who", ["coordinator", "manager", "validator", "stranger", "citizen"])
def test_others_are_refused_as_by_the_form(client, plan, people, who):
    client.force_login(getattr(people, who))

    assert (
        client.get(DAM).status_code == client.get(DAM.removesuffix("/preview")).status_code == 404
    )


def test_what_is_taken_out_or_unknown_has_no_preview(client, plan, people):
    client.force_login(people.editor)
    take_out(by=None, subject=Subject(plan.id, EditKind.COMMITMENT, "PDR-001"))

    codes = [client.get(one).status_code for one in (DAM, f"{COMMITMENTS}/PDR-800/preview")]

    assert codes == [404, 404]


def test_edits_that_cannot_stand_lead_back_to_the_form(client, plan, people):
    client.force_login(people.editor)
    keep(plan, title={"en": "Raised dam"})
    Edit.objects.update(fields={"node": ["P01", "P99"]})

    answer = client.get(DAM)

    assert (answer.status_code, answer.headers["Location"]) == (302, DAM.removesuffix("/preview"))
