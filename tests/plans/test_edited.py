"""A plan as its editors see it."""

from __future__ import annotations

import pytest

from athar.plans.actions import Subject, keep_edit, save_draft
from athar.plans.enums import EditKind
from athar.plans.queries.edited import (
    content_now,
    n_edits_of,
    new_commitment,
    stored_contents,
    typed_by,
)

COMMITMENT = EditKind.COMMITMENT


def test_stored_content_holds_all_that_a_form_shows(draft_plan, django_assert_num_queries):
    subject = Subject(draft_plan.id, COMMITMENT, "PDR-001")
    base = content_now(draft_plan.id, COMMITMENT, "PDR-001")
    points = {"hcp:01.151": ["35.500000", "-5.100000"]}
    keep_edit(by=None, subject=subject, base=base, mine={**base, "points": points})

    with django_assert_num_queries(12):
        found = stored_contents(draft_plan.id, ["PDR-001", "PDR-002"])

    assert found["PDR-001"] == {**base, "points": points}
    assert set(found["PDR-002"]) == set(new_commitment())
    assert found["PDR-001"]["bodies"] == [["delegated_owner", "APDN"], ["lead", "MEE"]]


@pytest.mark.parametrize("n", [1, 3])
def test_edits_are_counted_by_plan(plan, n, django_assert_num_queries):
    for one in range(n):
        subject = Subject(plan.id, COMMITMENT, f"N-{one}")
        keep_edit(
            by=None, subject=subject, base=None, mine={**new_commitment(), "title": {"fr": "x"}}
        )

    with django_assert_num_queries(1):
        assert n_edits_of([plan.id, 0]) == {plan.id: n}


def test_what_is_typed_is_given_back_to_who_typed_it(plan, people):
    subject = Subject(plan.id, COMMITMENT, "")
    at = save_draft(by=people.editor, subject=subject, base={"a": 1}, typed={"title_fr": ["x"]})

    found = typed_by(people.editor.pk, plan.id, COMMITMENT, "")

    assert (found.base, found.typed, found.saved_at) == ({"a": 1}, {"title_fr": ["x"]}, at)
    assert typed_by(people.coordinator.pk, plan.id, COMMITMENT, "") is None
