"""Reading bodies, grants and accounts."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.actions import create_account, grant_role, revoke_grant
from athar.people.demo import create_demo_accounts
from athar.people.enums import OrganisationKind, Role
from athar.people.models import Account, Organisation
from athar.people.queries import (
    GrantView,
    OrganisationRef,
    account_by_email,
    account_view,
    grants_of,
    has_demo_accounts,
    organisation_by_code,
    organisation_index,
    organisations_by_code,
    organisations_by_id,
)
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(db):
    return cast.put_bodies()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("REG", "REG"),
        ("reg", "REG"),
        ("Région", "REG"),
        ("جهة الشمال", "REG"),
        ("وزارة التجهيز و الماء", None),
        ("وَزارة التجهيز والماء", "MEE"),
        ("Ministère de l'Équipement et de l'Eau", "MEE"),
        ("MINISTERE DE L'EQUIPEMENT ET DE L'EAU", "MEE"),
        ("nobody", None),
        ("", None),
    ],
)
def test_index_finds_a_body_by_what_files_write(bodies, text, code):
    assert organisation_index().find(text) == code


def test_index_does_not_choose_between_two(bodies):
    Organisation.objects.create(code="RN2", names=Translated(fr="Région"))
    Organisation.objects.create(code="Région", names=Translated(fr="Autre"))

    index = organisation_index()

    assert index.candidates("REGION") == ("REG", "RN2", "Région")
    assert (index.find("REGION"), index.find("Région")) == (None, "Région")


def test_index_gives_keys(bodies):
    index = organisation_index()

    assert (index.id_of("MEE"), index.id_of("NONE")) == (bodies["MEE"], None)


@pytest.mark.parametrize("codes", [["REG"], ["REG", "MEE", "APDN"]])
def test_bodies_are_read_in_one_query(bodies, django_assert_num_queries, codes):
    with django_assert_num_queries(1):
        found = organisations_by_code(codes)

    assert sorted(found) == sorted(codes)


def test_body_is_read_as_pages_name_it(bodies):
    expected = OrganisationRef(
        id=bodies["REG"],
        code="REG",
        kind=OrganisationKind.REGION,
        names=cast.BODIES[0].names,
        abbreviation="Région",
        parent_id=None,
    )

    assert organisation_by_code("REG") == expected
    assert organisation_by_code("NONE") is None
    assert organisations_by_id([bodies["REG"], 0]) == {bodies["REG"]: expected}


def test_all_bodies_are_read_without_codes(bodies):
    assert list(organisations_by_code()) == ["APDN", "MEE", "REG"]


def test_grants_say_whether_they_count(db):
    account = create_account(by=None, email="a@example.org")
    soon = clock.now() + dt.timedelta(days=1)
    first = grant_role(by=None, account_id=account.pk, role=Role.OBSERVER, scope="plan:1")
    second = grant_role(
        by=None, account_id=account.pk, role=Role.EVALUATOR, scope="plan:1", expires_at=soon
    )
    third = grant_role(
        by=None, account_id=account.pk, role=Role.VALIDATOR, scope="plan:1", expires_at=soon
    )
    revoke_grant(by=None, grant_id=first.pk)
    type(third).objects.filter(pk=third.pk).update(
        granted_at=soon - dt.timedelta(days=9), expires_at=soon - dt.timedelta(days=5)
    )

    found = {one.id: one.is_in_force for one in grants_of(account.pk)}

    assert found == {first.pk: False, second.pk: True, third.pk: False}


@pytest.mark.parametrize(
    ("expires_at", "day"),
    [
        (None, None),
        (dt.datetime(2027, 12, 31, 23, tzinfo=dt.UTC), dt.date(2027, 12, 31)),
        (dt.datetime(2027, 12, 31, 22, 59, tzinfo=dt.UTC), dt.date(2027, 12, 31)),
        (dt.datetime(2027, 12, 31, 23, 30, tzinfo=dt.UTC), dt.date(2028, 1, 1)),
    ],
)
def test_last_day_of_a_grant_is_the_day_before_midnight_here(settings, expires_at, day):
    settings.TIME_ZONE = "Africa/Casablanca"
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)

    assert GrantView(1, Role.OBSERVER, "plan:1", start, expires_at, None, True).last_on == day


def test_account_is_found_whatever_the_case(db):
    account = create_account(by=None, email="A.B@Example.org")

    assert account_by_email("  a.b@EXAMPLE.org ") == account
    assert account_by_email("c@example.org") is None


@pytest.mark.parametrize("n_grants", [1, 3])
def test_account_is_read_in_three_queries(db, django_assert_num_queries, n_grants):
    account = create_account(by=None, email="a@example.org")
    for number in range(n_grants):
        grant_role(by=None, account_id=account.pk, role=Role.OBSERVER, scope=f"plan:{number}")

    with django_assert_num_queries(3):
        found = account_view(account.pk)

    assert len(found.grants) == n_grants


def test_account_that_does_not_exist_is_an_error(db):
    with pytest.raises(Account.DoesNotExist):
        account_view(0)


def test_demo_accounts_are_known_until_they_are_closed(draft_plan):
    before = has_demo_accounts()
    create_demo_accounts(plan_id=draft_plan.id)
    with_demo = has_demo_accounts()
    Account.objects.update(is_active=False)

    assert (before, with_demo, has_demo_accounts()) == (False, True, False)
