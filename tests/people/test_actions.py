"""Registering bodies and people, granting and withdrawing rights: done, recorded, repeatable."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.actions import create_account, grant_role, put_organisations, revoke_grant
from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role
from athar.people.models import Account, Grant, Organisation
from athar.trail.models import Change, Event
from tests import cast

pytestmark = pytest.mark.django_db


def _changes(kind):
    return [
        (one.before, one.after) for one in Change.objects.filter(event__kind=kind).order_by("pk")
    ]


def test_bodies_are_registered_with_their_parents_in_any_order(db):
    child = OrganisationDraft(code="DIR", names=Translated(fr="Direction"), parent_code="MIN")
    parent = OrganisationDraft(code="MIN", names=Translated(fr="Ministère"))

    n_changed = put_organisations(by=None, drafts=[child, parent])

    assert n_changed == 2
    assert Organisation.objects.get(code="DIR").parent.code == "MIN"
    assert _changes("organisations.put")[0][1]["parent"] == "MIN"


def test_same_bodies_again_change_nothing(db):
    cast.put_bodies()
    events = Event.objects.count()

    assert put_organisations(by=None, drafts=cast.BODIES) == 0
    assert Event.objects.count() == events


def test_change_of_a_body_records_what_differs(db):
    cast.put_bodies()
    renamed = dataclasses.replace(cast.BODIES[1], abbreviation="MEELT")

    assert put_organisations(by=None, drafts=[renamed, *cast.BODIES[2:]]) == 1
    assert _changes("organisations.put")[-1] == ({"abbreviation": "MEE"}, {"abbreviation": "MEELT"})


def test_body_may_leave_its_parent(db):
    parent, child = (
        OrganisationDraft(code="A", names=Translated(fr="A")),
        OrganisationDraft(code="B", names=Translated(fr="B"), parent_code="A"),
    )
    put_organisations(by=None, drafts=[parent, child])

    put_organisations(by=None, drafts=[dataclasses.replace(child, parent_code=None)])

    assert Organisation.objects.get(code="B").parent is None


@pytest.mark.parametrize("n_bodies", [1, 3])
def test_bodies_are_put_in_a_constant_number_of_queries(db, django_assert_num_queries, n_bodies):
    drafts = [
        OrganisationDraft(code=f"B{number}", names=Translated(fr="x")) for number in range(n_bodies)
    ]

    # savepoint twice; read; insert; the event, its change, the stale pages and the search job
    with django_assert_num_queries(8):
        put_organisations(by=None, drafts=drafts)


def test_one_wrong_body_leaves_all_unregistered(db):
    with pytest.raises(ValidationError):
        put_organisations(
            by=None, drafts=[*cast.BODIES, OrganisationDraft(code="X", names=Translated())]
        )

    assert Organisation.objects.count() == 0


def test_editor_of_a_plan_adds_bodies_but_renames_none(plan, people):
    scopes = (f"plan:{plan.id}",)
    new = OrganisationDraft(code="NEW", names=Translated(fr="Nouveau"))

    added = put_organisations(by=people.editor, drafts=[new, *cast.BODIES], scope_keys=scopes)
    with pytest.raises(PermissionDenied):
        put_organisations(
            by=people.editor, drafts=[dataclasses.replace(new, abbreviation="N")], scope_keys=scopes
        )

    assert added == 1
    assert Organisation.objects.get(code="NEW").abbreviation == ""


def test_account_is_opened_without_password_and_unconfirmed(db):
    account = create_account(by=None, email=" A@Example.ORG ", name="A", language="fr")

    assert (account.email, account.name, account.language) == ("a@example.org", "A", "fr")
    assert account.has_usable_password() is False
    assert list(account.emailaddress_set.values_list("email", "primary", "verified")) == [
        ("a@example.org", True, False)
    ]
    assert Event.objects.get(kind="account.created").subject == f"account:{account.pk}"


def test_account_is_named_by_its_person_else_its_address(db):
    named = create_account(by=None, email="a@example.org", name="Amina")
    unnamed = create_account(by=None, email="b@example.org")

    assert (str(named), str(unnamed)) == ("Amina", "b@example.org")


@pytest.mark.parametrize(
    ("email", "code"), [("", "invalid"), ("nobody", "invalid"), ("A@EXAMPLE.org", "email_taken")]
)
def test_account_needs_an_address_of_its_own(db, email, code):
    create_account(by=None, email="a@example.org")

    with pytest.raises(ValidationError) as refusal:
        create_account(by=None, email=email)

    assert (refusal.value.code, Account.objects.count()) == (code, 1)


def test_account_is_found_by_its_natural_key(db):
    account = create_account(by=None, email="a@example.org")

    assert Account.objects.get_by_natural_key("A@Example.org") == account


def test_role_is_granted_by_the_administrator_and_recorded(people):
    until = clock.now() + dt.timedelta(days=30)

    grant = grant_role(
        by=people.administrator,
        account_id=people.citizen.pk,
        role=Role.EVALUATOR,
        scope="plan:1",
        expires_at=until,
        reason="mission",
    )

    event = Event.objects.get(kind="role.granted", by=people.administrator)
    assert (grant.granted_by, event.subject, event.reason) == (
        people.administrator,
        f"account:{people.citizen.pk}",
        "mission",
    )
    assert _changes("role.granted")[-1] == (
        None,
        {"role": "evaluator", "scope": "plan:1", "expires_at": until.isoformat()},
    )
    assert people.citizen.has_grant("evaluator", ["plan:1"])


def test_role_granted_again_takes_the_place_of_the_first(people):
    for days in (1, 9):
        until = clock.now() + dt.timedelta(days=days)
        grant_role(
            by=None,
            account_id=people.citizen.pk,
            role=Role.OBSERVER,
            scope="plan:1",
            expires_at=until,
        )

    in_force = people.citizen.grants.filter(revoked_at=None)
    assert (in_force.get().expires_at, people.citizen.grants.count()) == (until, 2)


def test_role_that_ended_no_longer_counts(people):
    soon = clock.now() + dt.timedelta(days=1)
    grant_role(
        by=None, account_id=people.citizen.pk, role=Role.OBSERVER, scope="plan:1", expires_at=soon
    )
    Grant.objects.filter(account=people.citizen).update(
        granted_at=soon - dt.timedelta(days=9), expires_at=soon - dt.timedelta(days=5)
    )

    assert not Account.objects.get(pk=people.citizen.pk).has_grant("observer", ["plan:1"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "king"}, "unknown_role"),
        ({"scope": "nowhere"}, "scope_malformed"),
        ({"expires_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, "already_expired"),
    ],
)
def test_role_of_nothing_is_not_granted(people, change, code):
    wanted = {"account_id": people.citizen.pk, "role": Role.OBSERVER, "scope": "plan:1", **change}

    with pytest.raises(ValidationError) as refusal:
        grant_role(by=None, **wanted)

    assert (refusal.value.code, people.citizen.grants.count()) == (code, 0)


def test_administrator_of_a_plan_grants_within_it_only(plan, people):
    scope = f"plan:{plan.id}"
    grant_role(by=None, account_id=people.citizen.pk, role=Role.ADMINISTRATOR, scope=scope)

    grant_role(by=people.citizen, account_id=people.editor.pk, role=Role.VALIDATOR, scope=scope)
    with pytest.raises(PermissionDenied):
        grant_role(
            by=people.citizen,
            account_id=people.citizen.pk,
            role=Role.ADMINISTRATOR,
            scope="installation",
        )

    assert people.editor.has_grant("validator", [scope])


def test_role_is_withdrawn_once(people):
    grant = people.validator.grants.get()

    first = revoke_grant(by=people.administrator, grant_id=grant.pk, reason="left")
    second = revoke_grant(by=people.administrator, grant_id=grant.pk)

    assert (first, second) == (True, False)
    assert Event.objects.get(kind="role.revoked").reason == "left"
    assert _changes("role.revoked") == [({"role": "validator", "scope": grant.scope}, None)]
    assert not Account.objects.get(pk=people.validator.pk).has_grant("validator", [grant.scope])


def test_role_that_was_never_granted_cannot_be_withdrawn(db):
    with pytest.raises(Grant.DoesNotExist):
        revoke_grant(by=None, grant_id=0)


def test_database_holds_one_grant_in_force_and_no_end_before_its_start(people):
    now = clock.now()
    held = people.validator.grants.get()
    twice = Grant(account=people.validator, role=held.role, scope=held.scope, granted_at=now)
    backwards = Grant(
        account=people.citizen, role="observer", scope="plan:1", granted_at=now, expires_at=now
    )

    for wrong in (twice, backwards):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_closed_account_holds_nothing(people):
    people.administrator.is_active = False

    assert not people.administrator.has_grant("administrator", ["installation"])


def test_grants_are_read_once_per_account(people, django_assert_num_queries):
    account = Account.objects.get(pk=people.editor.pk)

    with django_assert_num_queries(1):
        account.has_grant("plan_editor", ["plan:1"])
        account.has_grant("validator", ["plan:1", "installation"])
