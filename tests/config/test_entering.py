"""What stands between signing in and the desk: a second factor, and not too many forms."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from athar.config.doors import DOORS, Visitor
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import must_add_second_factor
from tests.config.test_doors import addresses_around

pytestmark = pytest.mark.django_db
GUARDED = ("validator", "administrator")
PAGE = "/account/second-factor/"


@pytest.fixture
def addresses(plan):
    """Give an address that exists for every route."""
    return addresses_around(plan)


@pytest.fixture
def guarded(settings):
    """Ask validators and administrators for a second factor."""
    settings.SECOND_FACTOR_FOR = GUARDED


def _with_factor(account: Account) -> Account:
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return account


@pytest.mark.parametrize(
    ("who", "is_led"),
    [("validator", True), ("administrator", True), ("manager", False), ("citizen", False)],
)
def test_desk_leads_to_the_second_factor_whose_roles_need_one(client, guarded, people, who, is_led):
    client.force_login(getattr(people, who))

    answer = client.get("/desk/tokens")

    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, PAGE) if is_led else (200, None)
    )


def test_every_page_and_form_of_the_desk_is_shut(client, guarded, people, addresses):
    client.force_login(people.validator)
    desk = [name for name in DOORS if name.startswith("desk:") and name != "desk:calendar"]

    led = {
        name: [
            ask(addresses[name]).headers.get("Location")
            for ask in (client.get, *((client.post,) if DOORS[name].takes_forms else ()))
        ]
        for name in desk
    }

    assert led == {name: [PAGE] * (1 + DOORS[name].takes_forms) for name in desk}


def test_pages_of_the_account_stay_open(client, settings, people, addresses):
    client.force_login(people.validator)
    rest = [name for name, door in DOORS.items() if door.visitor is Visitor.SIGNED_IN]
    rest = [name for name in rest if not name.startswith("desk:")]

    def asked():
        return {name: client.get(addresses[name]).headers.get("Location") for name in rest}

    without = asked()
    settings.SECOND_FACTOR_FOR = GUARDED

    assert asked() == without


def test_page_of_the_second_factor_says_why(client, guarded, people):
    client.force_login(people.validator)
    told = "Your roles need a second factor" in client.get(PAGE, {"lang": "en"}).text
    client.force_login(people.manager)

    assert (told, "Your roles need" in client.get(PAGE, {"lang": "en"}).text) == (True, False)


def test_desk_opens_once_the_factor_is_on(client, guarded, people):
    client.force_login(_with_factor(people.validator))

    assert client.get("/desk/").status_code == 200
    assert "Your roles need" not in client.get(PAGE, {"lang": "en"}).text


def test_account_of_the_demonstration_is_exempt_and_its_page_says_so(client, guarded, people):
    Account.objects.filter(pk=people.validator.pk).update(is_demo=True)
    client.force_login(people.validator)

    assert client.get("/desk/").status_code == 200
    assert "enters without a second factor" in client.get(PAGE, {"lang": "en"}).text


def test_need_of_a_factor_is_found_in_two_queries_or_none(people, django_assert_num_queries):
    fresh = Account.objects.get(pk=people.validator.pk)

    with django_assert_num_queries(2):
        needs = must_add_second_factor(fresh, GUARDED)
    with django_assert_num_queries(0):
        assert must_add_second_factor(people.validator, ()) is False

    assert needs is True


@pytest.fixture
def one_form(settings, tmp_path):
    """Let one form a minute through, counted in a file of the test's own."""
    settings.FORM_LIMIT, settings.DATA_DIR = 1, tmp_path
    settings.API_LIMIT = settings.API_TOKEN_LIMIT = settings.API_WRITE_LIMIT = 1_000_000


TAKING = sorted(name for name, door in DOORS.items() if door.takes_forms)


@pytest.fixture
def still(monkeypatch):
    """Hold the real clock, so that no minute ends between two forms."""
    from athar.api import limits

    monkeypatch.setattr(limits.time, "time", lambda: 60_010.0)


def test_every_door_that_takes_forms_is_limited(one_form, still, addresses):
    answers = {}
    for number, name in enumerate(TAKING):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        if DOORS[name].visitor is Visitor.SIGNED_IN:
            browser.force_login(create_account(by=None, email=f"n{number}@example.org"))
        first, second = (browser.post(addresses[name]) for _ in range(2))
        answers[name] = (first.status_code == 429, second.status_code)

    assert answers == dict.fromkeys(TAKING, (False, 429))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Too many attempts"), ("fr", "Trop de tentatives"), ("ar", "محاولات كثيرة")],
)
def test_who_sends_too_many_forms_is_told_in_their_language(client, one_form, still, lang, words):
    client.post("/account/login/")

    answer = client.post(f"/account/login/?lang={lang}")

    assert (answer.status_code, words in answer.text) == (429, True)
    assert answer.headers["Retry-After"] == "50"
    assert client.get("/account/login/").status_code == 200


def test_account_is_counted_wherever_it_is(client, one_form, still, people):
    client.force_login(people.citizen)
    client.post("/desk/tokens", REMOTE_ADDR="10.0.0.1")

    answers = [client.post("/desk/tokens", REMOTE_ADDR="10.0.0.2").status_code]
    client.force_login(people.manager)
    answers.append(client.post("/desk/tokens", REMOTE_ADDR="10.0.0.2").status_code)

    assert answers == [429, 422]


def test_forms_pass_when_nothing_can_be_counted(client, settings, tmp_path):
    settings.FORM_LIMIT, settings.DATA_DIR = 1, tmp_path / "missing"

    assert [client.post("/account/login/").status_code for _ in range(2)] == [200, 200]


def test_roles_that_need_a_factor_are_read_from_the_environment():
    from athar.config.environment import BadSetting, read_environment

    name = "ATHAR_SECOND_FACTOR_FOR"

    assert read_environment({name: "validator, moderator"})[name] == ("validator", "moderator")
    assert read_environment({name: ""})[name] == ()
    assert set(Role.values) - set(read_environment({})[name]) == {
        "citizen", "observer", "project_manager", "coordinator",
    }  # fmt: skip
    with pytest.raises(BadSetting):
        read_environment({name: "king"})


def test_granted_role_asks_for_the_factor_from_the_next_page(client, guarded, people):
    client.force_login(people.citizen)
    before = client.get("/desk/").status_code
    grant_role(by=None, account_id=people.citizen.pk, role=Role.VALIDATOR, scope="installation")

    assert (before, client.get("/desk/").status_code) == (200, 302)
