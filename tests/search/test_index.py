"""What stands in the index: all that is public, in its own words, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection

from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.models import Commitment, Plan
from athar.reference.queries import places_by_code
from athar.search import actions, engine
from athar.search.actions import Mismatch
from athar.search.models import Entry, Word
from tests.search import world

PUBLIC = {
    ("plan", "PDR-NORD-2022-2027"),
    ("node", "A1"),
    ("node", "P01"),
    *(("commitment", f"PDR-000{n}") for n in (1, 2, 3)),
    *(("body", code) for code in ("REG", "MEE", "APDN")),
    *(("place", code) for code in ("MAR", "01", "01.151", "01.511", "01.151.01")),
}


def without_texts():
    return {key for key in world.entries() if key[0] != "method"}


def test_all_that_is_public_stands_in_the_index(index):
    assert without_texts() == PUBLIC
    assert actions.check() == ()


def test_a_draft_never_enters_the_index(draft_id):
    actions.rebuild()
    n_changed = actions.index_plan(plan_id=draft_id)

    assert (n_changed, without_texts()) == (0, {key for key in PUBLIC if key[0] == "place"})
    assert not Word.objects.filter(word="engagements").exists()


def test_a_commitment_nobody_published_stays_out(index, plan_id):
    Commitment.objects.filter(code="PDR-0003").update(first_version=None)

    n_changed = actions.index_plan(plan_id=plan_id)

    assert (n_changed, without_texts()) == (1, PUBLIC - {("commitment", "PDR-0003")})


def test_a_commitment_taken_out_of_the_plan_stays_listed(index, plan_id):
    drafts = world.commitment_drafts(places_by_code("hcp"))[:2]
    gone = put_commitments(by=None, plan_id=plan_id, drafts=drafts, complete=True).gone
    keys = [int(one.subject.partition(":")[2]) for one in gone]
    publish_amendment(by=None, plan_id=plan_id, why="Council", changed_commitment_ids=keys)

    actions.index_plan(plan_id=plan_id)

    assert (len(keys), without_texts()) == (1, PUBLIC)


def test_indexing_twice_changes_nothing(index, plan_id):
    again = (actions.index_plan(plan_id=plan_id), actions.index_bodies(), actions.index_places())

    assert again == (0, 0, 0)


def test_a_plan_that_is_gone_leaves_the_index(index, plan_id):
    Plan.objects.filter(pk=plan_id).update(current_version=0)

    n_changed = actions.index_plan(plan_id=plan_id) + actions.index_bodies()

    assert (n_changed, {kind for kind, _code in without_texts()}) == (9, {"place"})


def test_an_entry_holds_what_is_said_around_a_commitment(index):
    entry = world.entries()["commitment", "PDR-0001"]

    assert entry.body == {
        "ar": "وزارة التجهيز والماء · وكالة إنعاش الشمال · طنجة",
        "fr": "Ministère de l'Équipement et de l'Eau · Agence pour la promotion du Nord · Tanger",
    }


def test_a_body_leads_to_the_list_of_what_it_leads(index):
    bodies = {code: one for (kind, code), one in world.entries().items() if kind == "body"}

    assert {code: (one.plan_code, one.scheme) for code, one in bodies.items()} == {
        "REG": ("PDR-NORD-2022-2027", "lead"),
        "MEE": ("PDR-NORD-2022-2027", "lead"),
        "APDN": ("PDR-NORD-2022-2027", "owner"),
    }


def test_a_rebuild_equals_what_was_indexed_step_by_step(plan_id):
    actions.index_places()
    actions.index_bodies()
    actions.index_plan(plan_id=plan_id)
    by_steps = {key: one.tokens for key, one in world.entries().items() if key[0] != "method"}

    actions.rebuild()

    assert {
        key: one.tokens for key, one in world.entries().items() if key[0] != "method"
    } == by_steps


def test_a_rebuild_forgets_words_and_plans_that_are_gone(index):
    Word.objects.create(word="barrrage", written="barrrage", tokens="bar")
    Entry.objects.create(id=1 << 40, kind="plan", plan_key=99, title={"fr": "Gone"}, tokens="agone")

    actions.rebuild()

    assert not Word.objects.filter(word="barrrage").exists()
    assert without_texts() == PUBLIC


def test_a_rebuild_says_how_far_it_is(plan_id):
    seen = []

    actions.rebuild(progress=lambda done, total: seen.append((done, total)))

    assert seen == [(done, 6) for done in range(1, 7)]


def test_check_names_what_differs(index, plan_id):
    Entry.objects.filter(code="PDR-0002").update(tokens="awrong")
    Entry.objects.filter(code="PDR-0003").delete()
    Entry.objects.create(id=1 << 40, kind="plan", code="GONE", plan_key=99, tokens="agone")
    Entry.objects.create(id=(5 << 40) + 999, kind="body", code="X", tokens="ax")

    assert set(actions.check()) == {
        Mismatch("commitment", "PDR-0002", "different"),
        Mismatch("commitment", "PDR-0003", "missing"),
        Mismatch("plan", "GONE", "left over"),
        Mismatch("body", "X", "left over"),
    }


def test_check_finds_a_full_text_that_fell_behind(index):
    """PostgreSQL keeps it in the row itself: there it cannot."""
    is_beside = connection.vendor == "sqlite"
    if is_beside:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {engine.ENTRIES} WHERE rowid > 0")

    found = actions.check()

    assert found == ((Mismatch("index", "full text", "different"),) if is_beside else ())


def test_catching_up_fills_an_empty_index_once(plan_id):
    n_texts = actions.index_texts()

    assert (actions.catch_up(), actions.catch_up()) == (len(PUBLIC) + n_texts, 0)


def test_catching_up_without_any_plan_writes_the_texts_only(db):
    actions.catch_up()

    assert without_texts() == set()


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_queries_of_indexing_do_not_grow(plan_id, n_commitments, django_assert_num_queries):
    rows = Commitment.objects.order_by("-code")[: 3 - n_commitments]
    Commitment.objects.filter(pk__in=[row.pk for row in rows]).update(first_version=None)
    actions.index_plan(plan_id=plan_id)

    with django_assert_num_queries(12):
        actions.index_plan(plan_id=plan_id)
