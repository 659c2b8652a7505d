"""Changing one body, closing and opening accounts: done once, recorded, refused when late."""

from __future__ import annotations

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.text import Translated
from athar.people.actions import (
    add_organisation,
    close_account,
    edit_organisation,
    put_organisations,
    reopen_account,
)
from athar.people.drafts import OrganisationDraft
from athar.people.models import Account, Organisation
from athar.trail.models import Change, Event
from tests import cast

pytestmark = pytest.mark.django_db
MEE = cast.BODIES[1]


@pytest.fixture
def bodies(db):
    return cast.put_bodies()


def _edit(bodies, draft, version=1):
    return edit_organisation(by=None, organisation_id=bodies["MEE"], version=version, draft=draft)


def test_change_of_a_body_is_recorded_and_makes_it_younger(bodies):
    assert _edit(bodies, dataclasses.replace(MEE, abbreviation="M")) is True

    change = Change.objects.order_by("-pk").first()
    assert (change.before, change.after) == ({"abbreviation": "MEE"}, {"abbreviation": "M"})
    assert Organisation.objects.get(code="MEE").version == 2


def test_change_without_difference_is_none(bodies):
    n_events = Event.objects.count()

    assert _edit(bodies, dataclasses.replace(MEE, code="anything")) is False
    assert (Event.objects.count(), Organisation.objects.get(code="MEE").version) == (n_events, 1)


def test_import_makes_a_body_younger_too(bodies):
    put_organisations(by=None, drafts=[dataclasses.replace(MEE, abbreviation="M")])

    with pytest.raises(ValidationError) as refusal:
        _edit(bodies, dataclasses.replace(MEE, abbreviation="X"))

    assert refusal.value.code == "edited_meanwhile"
    assert Organisation.objects.get(code="MEE").abbreviation == "M"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"parent_code": "MEE"}, "parent_is_below"),
        ({"parent_code": "DIR"}, "parent_is_below"),
        ({"parent_code": "NONE"}, "unknown_parent"),
        ({"iati_identifier": "MA-1"}, "iati_taken"),
        ({"names": Translated()}, "name_missing"),
    ],
)
def test_body_that_cannot_be_is_not_stored(bodies, change, code):
    below = OrganisationDraft(code="DIR", names=Translated(fr="Direction"), parent_code="MEE")
    put_organisations(by=None, drafts=[below])
    Organisation.objects.filter(code="REG").update(iati_identifier="MA-1")

    with pytest.raises(ValidationError) as refusal:
        _edit(bodies, dataclasses.replace(MEE, **change))

    assert [one.code for one in refusal.value.error_list] == [code]


def test_body_below_a_ring_of_others_is_stored(bodies):
    region, agency = (Organisation.objects.get(code=code) for code in ("REG", "APDN"))
    Organisation.objects.filter(pk=region.pk).update(parent=agency)
    Organisation.objects.filter(pk=agency.pk).update(parent=region)

    assert _edit(bodies, dataclasses.replace(MEE, parent_code="REG")) is True
    assert Organisation.objects.get(code="MEE").parent == region


def test_body_keeps_its_own_identifier(bodies):
    _edit(bodies, dataclasses.replace(MEE, iati_identifier="MA-2"))

    assert _edit(
        bodies, dataclasses.replace(MEE, iati_identifier="MA-2", abbreviation="M"), version=2
    )


def test_body_that_is_not_there_is_not_changed(bodies):
    with pytest.raises(Organisation.DoesNotExist):
        edit_organisation(by=None, organisation_id=0, version=1, draft=MEE)


@pytest.mark.parametrize("n_bodies", [1, 3])
def test_body_is_changed_in_a_constant_number_of_queries(
    bodies, django_assert_num_queries, n_bodies
):
    for number in range(n_bodies):
        put_organisations(
            by=None, drafts=[OrganisationDraft(code=f"B{number}", names=Translated(fr="x"))]
        )

    # savepoint; read; overwrite in a savepoint; event, change, stale pages, search job; release
    with django_assert_num_queries(8):
        _edit(bodies, dataclasses.replace(MEE, abbreviation="M"))


def test_body_is_registered_once(bodies):
    add_organisation(by=None, draft=OrganisationDraft(code="NEW", names=Translated(fr="Nouveau")))

    with pytest.raises(ValidationError) as refusal:
        add_organisation(by=None, draft=dataclasses.replace(MEE, code="NEW"))

    assert refusal.value.code == "code_taken"
    assert Organisation.objects.get(code="NEW").names == {"fr": "Nouveau"}


def test_account_is_closed_once_and_opened_once(people):
    by, account = people.administrator, people.validator

    closed = [close_account(by=by, account_id=account.pk, reason="left") for _ in range(2)]
    shut = Account.objects.get(pk=account.pk).is_active
    opened = [reopen_account(by=by, account_id=account.pk) for _ in range(2)]

    assert (closed, shut, opened) == ([True, False], False, [True, False])
    assert Event.objects.get(kind="account.closed").reason == "left"
    assert Account.objects.get(pk=account.pk).is_active is True
    changes = Change.objects.filter(event__kind__startswith="account.").order_by("pk")
    assert [(one.before, one.after) for one in changes] == [
        ({"is_open": True}, {"is_open": False}),
        ({"is_open": False}, {"is_open": True}),
    ]


def test_nobody_closes_their_own_account(people):
    with pytest.raises(PermissionDenied):
        close_account(by=people.administrator, account_id=people.administrator.pk)


def test_closed_administrator_administers_nothing(people):
    from athar.people.queries import administered_scopes

    open_scopes = administered_scopes(people.administrator)
    people.administrator.is_active = False

    assert (open_scopes, administered_scopes(people.administrator)) == (
        frozenset({"installation"}),
        frozenset(),
    )
