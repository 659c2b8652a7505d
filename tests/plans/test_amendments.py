"""Reading amendments, what they changed of the plan itself, and what codes are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athar.evidence.actions import attach_link
from athar.kernel.text import Translated
from athar.plans.actions import publish_amendment, put_nodes, put_plan
from athar.plans.drafts import NodeDraft
from athar.plans.queries import amendments_of, names_in_contracts, plan_changes, publications_of
from athar.reference.models import Theme
from tests import cast

pytestmark = pytest.mark.django_db


def amend(plan, **said):
    publish_amendment(
        by=None,
        plan_id=plan.id,
        **{"why": "Council", "changed_commitment_ids": (), "also_changed": True, **said},
    )


@pytest.mark.parametrize("n", [1, 3])
def test_amendments_are_read_in_one_query(plan, n, django_assert_num_queries):
    for _ in range(n):
        amend(plan, what=Translated(fr="Report"), decided_by="Conseil")

    with django_assert_num_queries(1):
        found = amendments_of([plan.id])[plan.id]

    assert [one.number for one in found] == list(range(n, 0, -1))
    assert (found[0].what, found[0].decided_by, found[0].document) == (
        {"fr": "Report"},
        "Conseil",
        None,
    )


def test_an_amendment_shows_its_public_document(plan, django_assert_num_queries):
    kept = attach_link(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        url="https://example.org/session",
        title=Translated(fr="Session"),
    )
    amend(plan, document_id=kept.pk)

    with django_assert_num_queries(2):
        (found,) = amendments_of([plan.id])[plan.id]

    assert (found.document.url, found.version) == ("https://example.org/session", 2)
    assert found.publication == publications_of(plan.id)[0].number


def test_a_plan_never_amended_has_none(plan):
    assert amendments_of([plan.id]) == {}


def test_what_changed_of_the_plan_and_its_groupings(plan, django_assert_num_queries):
    put_plan(by=None, draft=replace(cast.PLAN, summary=Translated(fr="Un résumé")))
    nodes = [
        replace(node, title=Translated(fr="Réseau")) if node.code == "P02" else node
        for node in cast.NODES
    ]
    nodes.append(NodeDraft(code="A3", level=0, title=Translated(fr="Santé"), position=9))
    put_nodes(by=None, plan_id=plan.id, drafts=nodes)
    amend(plan)

    with django_assert_num_queries(1):
        found = plan_changes(plan.id, 2)

    assert (found.before, found.after) == ({"summary": {}}, {"summary": {"fr": "Un résumé"}})
    assert {code: before and before["title"] for code, (before, _after) in found.nodes.items()} == {
        "P02": {"ar": "الماء الشروب", "fr": "Eau potable"},
        "A3": None,
    }


def test_codes_in_contracts_have_names(plan, django_assert_num_queries):
    Theme.objects.create(taxonomy="sdg", version="2015", code="6", names={"fr": "Eau"}, position=6)
    contents = [
        {"places": ["hcp:01.151"], "themes": ["sdg:6"], "bodies": [["lead", "MEE"]]},
        {"funding": [{"funder": "REG"}, {"funder": None}], "places": None},
    ]

    with django_assert_num_queries(4):
        names = names_in_contracts([plan.id], contents)

    assert names.places == {"hcp:01.151": {"ar": "مكان 01.151", "fr": "Lieu 01.151"}}
    assert (names.themes, set(names.bodies)) == ({"sdg:6": {"fr": "Eau"}}, {"MEE", "REG"})
    assert names.nodes["A1"] == {"ar": "الماء", "fr": "Eau"}


def test_contracts_that_name_nothing_ask_for_groupings_only(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = names_in_contracts([plan.id], [{}])

    assert (names.places, names.themes, names.bodies) == ({}, {}, {})
