"""A plan as an earlier version froze it, whatever became of it since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from athar.evidence.actions import attach_file, attach_link
from athar.kernel.text import Translated
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_nodes,
    put_plan,
)
from athar.plans.models import Amendment, CommitmentSnapshot, Milestone, Plan, PlanVersion
from athar.plans.queries import (
    commitment_page_facts,
    commitment_view_then,
    node_titles_then,
    plan_as_of,
    plan_by_code,
    plan_then,
    plans_then,
    published_plans,
)
from athar.plans.queries.plans import nodes_of
from athar.reference.models import Theme
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db


def now():
    return read_as_of(str(last_publication_number()))


def amend(plan, **said):
    return publish_amendment(
        by=None, plan_id=plan.id, **{"why": "Council", "changed_commitment_ids": (), **said}
    )


@pytest.fixture
def theme():
    return Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"fr": "Eau"}, position=6
    )


def restate(plan, code, **changes):
    """State one commitment otherwise and publish it."""
    drafts = {one.code: one for one in cast.commitment_drafts(cast.put_places())}
    draft = replace(drafts[code], **changes)
    put_commitments(by=None, plan_id=plan.id, drafts=[draft], complete=False)
    amend(plan, changed_commitment_ids=[plan.commitments[code]])


def view_then(plan, as_of, code):
    then = plan_then(plan.code, as_of, code)
    return commitment_view_then(then, then.commitments[0], as_of)


def test_a_plan_is_as_its_version_froze_it(plan):
    cast.put_places()
    before, as_of = plan_by_code(plan.code), now()
    other = replace(
        cast.PLAN,
        owner_code="MEE",
        place_id=cast.put_places()["01"],
        title=Translated(fr="Autre titre"),
        announced_amount=Decimal(7),
        adopted_on=None,
        votes=None,
    )
    put_plan(by=None, draft=other)
    amend(plan)

    found = plan_as_of(plan.code, as_of)

    assert found == replace(before, row_version=found.row_version)
    assert plan_as_of(plan.code, now()) == plan_by_code(plan.code)


def test_plans_are_those_that_were_public_then(plan, django_assert_num_queries):
    places = cast.put_places()
    before, first = published_plans(), now()
    titles = {one.code: one.title for one in nodes_of(plan.id)}
    second = replace(
        cast.PLAN, code="LATER", start_on=dt.date(2024, 1, 1), title=Translated(fr="L")
    )
    later = put_plan(by=None, draft=second)
    put_nodes(by=None, plan_id=later, drafts=cast.NODES)
    put_commitments(by=None, plan_id=later, drafts=cast.commitment_drafts(places), complete=True)
    publish_first_version(by=None, plan_id=later)
    put_plan(by=None, draft=replace(cast.PLAN, title=Translated(fr="Autre titre")))
    put_nodes(by=None, plan_id=plan.id, drafts=[replace(cast.NODES[0], title=Translated(fr="N"))])
    amend(plan)

    last = now()

    with django_assert_num_queries(1):
        found = plans_then(last)

    assert found == published_plans()
    assert [one.code for one in found] == ["LATER", plan.code]
    assert plans_then(first) == before
    assert node_titles_then(plan.code, first) == titles
    assert node_titles_then("LATER", first) == {}


def test_a_place_the_plan_no_longer_has_is_found_again(plan):
    places = cast.put_places()
    put_plan(by=None, draft=replace(cast.PLAN, place_id=places["01"], announced_amount=Decimal(3)))
    amend(plan)
    before, as_of = plan_by_code(plan.code), now()
    put_plan(by=None, draft=replace(cast.PLAN, place_id=places["01.151"]))
    amend(plan)

    found = plan_as_of(plan.code, as_of)

    assert (found.place_id, found.announced_amount) == (places["01"], before.announced_amount)


def test_a_plan_was_not_public_before_its_first_version():
    draft = cast.draft_plan()

    found = (plan_as_of(draft.code, now()), plan_then(draft.code, now()))

    assert found == (None, None)


def test_groupings_alone_make_a_version(plan):
    before, as_of = nodes_of(plan.id), now()
    moved = [
        replace(node, parent_code="A2", title=Translated(fr="Réseau"))
        if node.code == "P02"
        else node
        for node in cast.NODES
    ]
    put_nodes(by=None, plan_id=plan.id, drafts=moved)

    number = amend(plan)

    then = plan_then(plan.code, as_of)
    assert (number, Amendment.objects.get().number) == (2, 1)
    assert {node.path for node in then.nodes.values()} == {node.path for node in before}
    assert then.nodes["P02"].title == {"ar": "الماء الشروب", "fr": "Eau potable"}
    assert plan_then(plan.code, now()).nodes["P02"].path == "A2/P02/"


def test_an_amendment_without_any_change_is_refused(plan):
    with pytest.raises(ValidationError) as refused:
        amend(plan)

    assert refused.value.code == "nothing_changed"


def test_a_commitment_is_as_its_page_showed_it(plan, theme):
    Milestone.objects.create(
        commitment_id=plan.commitments["PDR-001"],
        title={"fr": "Appel d'offres"},
        planned_on=dt.date(2024, 1, 1),
    )
    restate(plan, "PDR-001", theme_ids=(theme.pk,), summary=Translated(fr="Un barrage"))
    before, as_of = commitment_page_facts(plan.code, "PDR-001"), now()
    restate(plan, "PDR-001", place_ids=(), bodies=(), node_code="A2", amount=None)

    found = view_then(plan, as_of, "PDR-001")

    assert replace(found, plan=before.plan, row_version=before.row_version) == before


def test_as_of_the_last_version_is_the_current_page_in_six_queries(
    plan, theme, django_assert_num_queries
):
    restate(plan, "PDR-002", theme_ids=(theme.pk,))
    as_of = now()

    with django_assert_num_queries(6):
        found = view_then(plan, as_of, "PDR-002")

    assert found == commitment_page_facts(plan.code, "PDR-002")


def test_a_commitment_added_later_was_not_there(plan):
    as_of = now()
    places = cast.put_places()
    (first, *_rest) = cast.commitment_drafts(places)
    new = replace(first, code="PDR-009", title=Translated(fr="Nouveau"))
    put_commitments(by=None, plan_id=plan.id, drafts=[new], complete=False)
    amend(plan)

    codes = {one.row.code for one in plan_then(plan.code, as_of).commitments}

    assert codes == set(plan.commitments)


def test_an_amendment_says_what_who_when_and_where(plan):
    document = attach_link(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        url="https://example.org/session",
        title=Translated(fr="Session de mars"),
    )
    what = Translated(ar="تأجيل", fr="Report")

    amend(
        plan,
        what=what,
        decided_by=" Conseil ",
        decided_on=dt.date(2025, 3, 3),
        document_id=document.pk,
        also_changed=True,
    )

    found = Amendment.objects.get()
    assert (found.what, found.why, found.decided_by) == (what, "Council", "Conseil")
    assert (found.decided_on, found.document_id) == (dt.date(2025, 3, 3), document.pk)


def test_a_document_must_be_public_evidence_of_the_plan(plan):
    hidden = attach_file(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        content=b"%PDF-1.7 inside",
        name="inside.pdf",
        is_public=False,
        restricted_because="names of people",
    )

    with pytest.raises(ValidationError) as refused:
        amend(plan, document_id=hidden.pk, also_changed=True)

    assert [one.code for one in refused.value.error_list] == ["document_unknown"]


def test_what_was_published_before_is_frozen_as_it_stands(plan):
    Milestone.objects.create(
        commitment_id=plan.commitments["PDR-001"], title={"fr": "Étude"}, position=0
    )
    amend(plan, changed_commitment_ids=[plan.commitments["PDR-001"]], also_changed=True)
    frozen = PlanVersion.objects.get(number=2).content
    del frozen["plan"]["validation_steps"]  # kept with versions since
    beside = CommitmentSnapshot.objects.get(version__number=2).beside
    PlanVersion.objects.update(content={})
    CommitmentSnapshot.objects.update(beside={})

    import_module("athar.plans.migrations.0003_freeze_what_is_published").freeze(apps, None)

    assert {str(one.content == frozen) for one in PlanVersion.objects.all()} == {"True"}
    assert CommitmentSnapshot.objects.get(version__number=2).beside == beside
    assert Plan.objects.get().current_version == 2
