"""Who speaks for a member: the one named takes over, right included, from the one before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.actor import former_name
from athar.kernel.text import Translated
from athar.network.actions.speaking import name_focal_point
from athar.network.drafts.members import FocalPointDraft
from athar.network.models.members import FocalPoint
from athar.network.queries.members import member_view
from athar.people.actions import create_account, erase_person
from athar.people.models import Account, Grant
from athar.trail.models import Change, Event
from tests.network import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
JANUARY = dt.date(2024, 1, 1)


@pytest.fixture
def keys(db):
    return cast.network()


def person(name: str) -> Account:
    return create_account(by=None, email=f"{name}@example.org", name=name)


def named(keys, who: Account | None, name: str, on: dt.date | None = None, by=None) -> int:
    draft = FocalPointDraft(
        name=name, account_id=who and who.pk, duty=Translated(fr="Directrice"), since_on=on
    )
    return name_focal_point(by=by, member_id=keys["MAR"], draft=draft)


def holders(keys) -> list[str]:
    rows = Grant.objects.filter(scope=f"member:{keys['MAR']}", revoked_at=None)
    return list(rows.values_list("account__name", flat=True))


def test_the_one_named_speaks_for_the_member_and_has_the_right(keys):
    named(keys, person("first"), " First ", JANUARY)

    assert member_view("MAR").speaks.name == "First"
    assert holders(keys) == ["first"]


def test_successor_takes_over_and_the_right_of_the_former_is_gone(keys):
    first, second = person("first"), person("second")
    named(keys, first, "First", JANUARY)

    named(keys, second, "Second", by=Account.objects.get(pk=first.pk))

    view = member_view("MAR")
    assert [(one.name, one.until_on) for one in view.focal_points] == [
        ("Second", None),
        ("First", dt.date(2025, 10, 15)),
    ]
    assert holders(keys) == ["second"]
    with pytest.raises(PermissionDenied):
        named(keys, first, "First again", by=Account.objects.get(pk=first.pk))


def test_one_without_account_is_named_and_nobody_has_the_right(keys):
    named(keys, person("first"), "First", JANUARY)

    named(keys, None, "Second")

    assert member_view("MAR").speaks.name == "Second"
    assert holders(keys) == []


def test_the_same_person_in_another_term_keeps_the_right(keys):
    first = person("first")
    named(keys, first, "First", JANUARY)
    grant = Grant.objects.get(scope=f"member:{keys['MAR']}")

    named(keys, first, "First", dt.date(2025, 1, 1))

    assert list(Grant.objects.filter(scope=f"member:{keys['MAR']}")) == [grant]


def test_term_never_ends_before_it_began(keys):
    key = named(keys, None, "First")

    named(keys, None, "Second", JANUARY)

    assert FocalPoint.objects.get(pk=key).until_on == dt.date(2025, 10, 15)


def test_naming_is_on_record_without_the_name(keys):
    key = named(keys, person("first"), "First", JANUARY)

    event = Event.objects.filter(kind="focal_point.named").get()
    change = Change.objects.get(event=event)
    assert (change.before, change.after["focal_point"]) == (None, key)
    assert "First" not in str(change.after)


def test_nameless_focal_point_is_refused(keys):
    with pytest.raises(ValidationError) as refusal:
        named(keys, None, "  ")

    assert refusal.value.code == "name_missing"


def test_closed_account_does_not_take_over(keys):
    closed = person("closed")
    Account.objects.filter(pk=closed.pk).update(is_active=False)

    with pytest.raises(ValidationError) as refusal:
        named(keys, closed, "Closed")

    assert refusal.value.code == "account_closed"
    assert FocalPoint.objects.count() == 0


def test_focal_point_of_one_member_names_nobody_for_another(keys):
    first = person("first")
    named(keys, first, "First", JANUARY)

    with pytest.raises(PermissionDenied):
        name_focal_point(
            by=Account.objects.get(pk=first.pk),
            member_id=keys["TUN"],
            draft=FocalPointDraft(name="Mine"),
        )


def test_term_of_a_person_whose_name_is_removed_stays_without_it(keys):
    first = person("first")
    named(keys, first, "First", JANUARY)

    erase_person(by=None, account_id=first.pk)

    row = FocalPoint.objects.get(member=keys["MAR"])
    assert (row.name, row.contact) == (former_name(first.pk), "")
