"""What is kept of a person, taken away by themselves: everything of theirs, no secret."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator

from athar.kernel import clock
from athar.notices.actions import choose_notices, make_feed
from athar.notices.enums import Rhythm
from athar.notices.models import Mail
from athar.people.actions import create_token, grant_role, invite_person
from athar.people.enums import Role
from athar.people.lending import lend_role
from athar.people.models import Account, Grant
from athar.people.queries import personal_data
from athar.plans.models import EditDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(people, plan):
    """A validator with a body, a token, a second factor, an invitation and acts of her own."""
    account = people.validator
    Account.objects.filter(pk=account.pk).update(
        organisation=plan.bodies["MEE"], last_login=clock.now()
    )
    Authenticator.objects.create(user=account, type="totp", data={"secret": "hidden-secret"})
    invite_person(
        by=people.administrator,
        email=account.email,
        role=Role.OBSERVER,
        scope="plan:9",
        base_url="https://x.example/",
    )
    grant_role(
        by=people.administrator,
        account_id=account.pk,
        role=Role.EVALUATOR,
        scope="plan:9",
        expires_at=clock.now() + dt.timedelta(days=3),
    )
    return account


def _token(account):
    until = clock.now() + dt.timedelta(days=9)
    return create_token(by=account, account_id=account.pk, name="harvest", expires_at=until)


def test_everything_that_is_kept_is_given(amina):
    _token(amina)

    kept = personal_data(amina.pk)

    account = kept["account"]
    assert (account["email"], account["body"]) == ("validator@example.org", "MEE")
    assert account["last_sign_in_at"] is not None
    assert kept["addresses"] == [
        {"email": "validator@example.org", "verified": False, "primary": True}
    ]
    assert [one["kind"] for one in kept["second_factors"]] == ["totp"]
    assert [(one["role"], one["granted_by"]) for one in kept["roles"]] == [
        ("evaluator", "Administrator"),
        ("validator", ""),
    ]
    assert [one["expires_at"] is None for one in kept["roles"]] == [False, True]
    assert [one["name"] for one in kept["tokens"]] == ["harvest"]
    assert [one["scope"] for one in kept["invitations"]] == ["plan:9"]
    assert [one["kind"] for one in kept["acts"]] == ["token.created"]
    assert [(one["kind"], one["by"]) for one in kept["acts_on_the_account"]] == [
        ("account.created", None),
        ("role.granted", None),
        ("role.granted", "Administrator"),
    ]


def test_rights_lent_and_browsers_are_given(client, people):
    client.force_login(people.manager)
    week = clock.now() + dt.timedelta(days=7)
    body = Grant.objects.get(account=people.manager).scope
    lend_role(
        by=people.manager,
        account_id=people.citizen.pk,
        role=Role.PROJECT_MANAGER,
        scope="commitment:1",
        wider=(body,),
        expires_at=week,
    )

    kept = personal_data(people.manager.pk)

    assert [(one["scope"], one["lent_to"]) for one in kept["rights_lent"]] == [
        ("commitment:1", people.citizen.email)
    ]
    assert [(one["browser"], one["system"]) for one in kept["browsers"]] == [("", "")]


def test_file_also_holds_notices_and_drafts(client, amina, plan):
    choose_notices(by=amina, account_id=amina.pk, rhythm=Rhythm.DAILY, has_reminders=False)
    make_feed(by=amina, account_id=amina.pk)
    day = clock.today()
    Mail.objects.create(account=amina, day=day, next_try_at=clock.now())
    EditDraft.objects.create(
        plan_id=plan.id,
        kind="commitment",
        code="PDR-900",
        by=amina,
        base={},
        typed={"title_fr": ["Nouveau"]},
        saved_at=clock.now(),
    )
    client.force_login(amina)

    kept = client.get("/desk/my-data.json").json()

    mail = {"day": day.isoformat(), "state": "waiting", "tries": 0, "ended_at": None}
    assert kept["notices"].pop("calendar_made_at") is not None
    assert kept["notices"] == {"rhythm": "daily", "has_reminders": False, "mails": [mail]}
    assert [(one["code"], one["typed"]) for one in kept["drafts"]] == [
        ("PDR-900", {"title_fr": ["Nouveau"]})
    ]


def test_no_secret_is_given(client, amina):
    secret = _token(amina)
    client.force_login(amina)

    answer = client.get("/desk/my-data.json")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="athar-my-data.json"'
    assert json.loads(answer.content)["account"]["name"] == "Validator"
    for hidden in (secret, secret[-4:] + '"', "hidden-secret", amina.password):
        assert hidden not in answer.text


def test_nothing_of_others_is_given(people, amina):
    kept = personal_data(people.citizen.pk)

    assert (kept["account"]["body"], kept["account"]["last_sign_in_at"]) == (None, None)
    assert [kept[name] for name in ("second_factors", "roles", "tokens", "acts")] == [[]] * 4
    assert kept["invitations"] == []


@pytest.mark.parametrize("n_tokens", [1, 3])
def test_data_is_read_in_ten_queries(amina, django_assert_num_queries, n_tokens):
    for _number in range(n_tokens):
        _token(amina)

    with django_assert_num_queries(10):
        personal_data(amina.pk)
