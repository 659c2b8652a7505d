"""What a body and a grant must be."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.people.validators import check_grant, check_organisations


def _body(code="A", names=None, parent=None):
    return OrganisationDraft(
        code=code, names=Translated(fr="Nom") if names is None else names, parent_code=parent
    )


@pytest.mark.parametrize(
    ("drafts", "known", "codes"),
    [
        ([_body()], (), []),
        ([_body(), _body("B", parent="A")], (), []),
        ([_body(parent="Z")], ("Z",), []),
        ([_body("")], (), ["code_missing"]),
        ([_body("  ")], (), ["code_missing"]),
        ([_body("x" * 40)], (), []),
        ([_body("x" * 41)], (), ["code_too_long"]),
        ([_body(), _body()], (), ["named_twice", "named_twice"]),
        ([_body(names=Translated())], (), ["name_missing"]),
        ([_body(parent="Z")], (), ["unknown_parent"]),
        (
            [_body("", names=Translated(), parent="Z")],
            (),
            ["code_missing", "name_missing", "unknown_parent"],
        ),
    ],
)
def test_bodies_are_checked_together(drafts, known, codes):
    found = []
    try:
        check_organisations(drafts, known)
    except ValidationError as refusal:
        found = [one.code for one in refusal.error_list]

    assert found == codes


@pytest.mark.parametrize(
    "scope", ["installation", "plan:3", "organisation:7", "place:01.151", "node:3/A1"]
)
def test_grant_within_a_scope_is_accepted(scope):
    check_grant("validator", scope)


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [
        ("king", "plan:3", "unknown_role"),
        ("", "plan:3", "unknown_role"),
        ("validator", "", "scope_malformed"),
        ("validator", "plan", "scope_malformed"),
        ("validator", "plan:", "scope_malformed"),
        ("validator", ":3", "scope_malformed"),
        ("validator", "a plan:3", "scope_malformed"),
        ("plan_editor", "node:3/A1", "not_over_a_branch"),
    ],
)
def test_grant_of_nothing_is_refused(role, scope, code):
    with pytest.raises(ValidationError) as refusal:
        check_grant(role, scope)

    assert refusal.value.code == code
