"""Signing in: by password, by a code sent by mail, with a second factor; and what is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.trail.models import Event
from tests.desk.conftest import PASSWORD, app_code, mailed_code, mailed_path

pytestmark = pytest.mark.django_db


def _ask_for_code(client, email):
    return client.post("/account/login/code/", {"email": email})


def test_password_opens_the_desk(client, amina):
    answer = client.post("/account/login/", {"login": "Amina@Example.org", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert get_user(client) == amina


def test_who_holds_a_role_is_led_to_their_work(client, amina):
    grant_role(by=None, account_id=amina.pk, role=Role.EVALUATOR, scope="plan:1")

    answer = client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/desk/work"


@pytest.mark.parametrize("has_role", [True, False])
def test_address_that_was_asked_for_comes_first(client, amina, has_role):
    if has_role:
        grant_role(by=None, account_id=amina.pk, role=Role.EVALUATOR, scope="plan:1")

    answer = client.post(
        "/account/login/?next=/desk/tokens",
        {"login": amina.email, "password": PASSWORD, "next": "/desk/tokens"},
    )

    assert answer.headers["Location"] == "/desk/tokens"


def test_wrong_password_is_said_in_words(client, amina):
    answer = client.post("/account/login/?lang=en", {"login": amina.email, "password": "wrong"})

    assert answer.status_code == 200
    assert "The e-mail address or the password is not right." in answer.text
    assert '<a href="#id_login">' in answer.text
    assert "wrong" not in answer.text.split("<form", 1)[1].split("</form>", 1)[0]
    assert not get_user(client).is_authenticated


def test_sixth_wrong_password_is_not_tried(client, amina):
    for _attempt in range(5):
        client.post("/account/login/", {"login": amina.email, "password": "wrong"})

    answer = client.post("/account/login/?lang=en", {"login": amina.email, "password": PASSWORD})

    assert "Too many attempts" in answer.text
    assert not get_user(client).is_authenticated


def test_many_attempts_from_one_place_are_answered_429(client):
    for _attempt in range(30):
        client.post("/account/login/", {})

    answer = client.post("/account/login/?lang=fr", {})

    assert answer.status_code == 429
    assert '<html lang="fr"' in answer.text


def test_code_by_mail_opens_a_new_account_and_confirms_its_address(client, mailoutbox):
    account = create_account(by=None, email="new@example.org")

    _ask_for_code(client, account.email)
    answer = client.post("/account/login/code/confirm/", {"code": mailed_code(mailoutbox[0])})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert account.emailaddress_set.get().verified


def test_code_may_be_typed_with_arabic_digits(client, amina, mailoutbox):
    _ask_for_code(client, amina.email)
    western = mailed_code(mailoutbox[0]).replace("-", " ")
    arabic = western.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    client.post("/account/login/code/confirm/", {"code": arabic})

    assert get_user(client) == amina


def test_wrong_code_may_be_tried_three_times(client, amina):
    _ask_for_code(client, amina.email)

    answers = [client.post("/account/login/code/confirm/", {"code": "0"}) for _attempt in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 302]
    assert answers[2].headers["Location"] == "/account/login/code/"


def test_new_code_replaces_the_first(client, amina, mailoutbox):
    _ask_for_code(client, amina.email)

    client.post("/account/login/code/confirm/", {"action": "resend"})
    client.post("/account/login/code/confirm/", {"code": mailed_code(mailoutbox[0])})
    first = get_user(client).is_authenticated
    client.post("/account/login/code/confirm/", {"code": mailed_code(mailoutbox[1])})

    assert (first, get_user(client)) == (False, amina)


def test_unknown_address_is_told_by_mail_only(client, amina, mailoutbox):
    known = _ask_for_code(client, amina.email)
    client.post("/account/logout/")
    unknown = _ask_for_code(client, "nobody@example.org")

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [one.to for one in mailoutbox] == [["amina@example.org"], ["nobody@example.org"]]
    assert "signup" not in mailoutbox[1].body


def test_second_factor_is_asked_after_the_password(client, amina, secret):
    first = client.post("/account/login/", {"login": amina.email, "password": PASSWORD})
    between = get_user(client).is_authenticated

    second = client.post("/account/second-factor/authenticate/", {"code": app_code(secret)})

    assert first.headers["Location"] == "/account/second-factor/authenticate/"
    assert (between, second.headers["Location"]) == (False, "/desk/")


@pytest.mark.parametrize("data", [{}, {"code": ""}, {"code": "000000"}, {"credential": "{}"}])
def test_second_factor_refuses_anything_else(client, amina, secret, data):
    client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    answer = client.post("/account/second-factor/authenticate/", data)

    assert answer.status_code == 200
    assert not get_user(client).is_authenticated


def test_recovery_code_opens_once(client, amina, secret):
    code = amina.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    opened = []
    for _visit in range(2):
        client.post("/account/login/", {"login": amina.email, "password": PASSWORD})
        client.post("/account/second-factor/authenticate/", {"code": code})
        opened.append(get_user(client).is_authenticated)
        client.post("/account/logout/")

    assert opened == [True, False]


def test_closed_account_does_not_open(client, amina):
    amina.is_active = False
    amina.save()

    answer = client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/account/inactive/"
    assert not get_user(client).is_authenticated


def test_closing_an_account_ends_its_visit(signed_in, amina):
    amina.is_active = False
    amina.save()

    answer = signed_in.get("/desk/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/desk/")


def test_nobody_signs_up(client):
    answer = client.post(
        "/account/signup/?lang=en", {"email": "a@example.org", "password1": PASSWORD}
    )

    assert "Accounts are opened by the administrator" in answer.text
    assert not get_user(client).is_authenticated


def test_forgotten_password_is_chosen_anew_by_a_link(client, amina, mailoutbox, settings):
    settings.BASE_URL = "https://athar.example.org"
    client.post("/account/password/reset/", {"email": amina.email})
    form = client.get(mailed_path(mailoutbox[0])).headers["Location"]

    client.post(form, {"password1": "another long sentence", "password2": "another long sentence"})

    amina.refresh_from_db()
    assert "https://athar.example.org/account/password/reset/key/" in mailoutbox[0].body
    assert amina.check_password("another long sentence")
    assert Event.objects.filter(kind="account.password_reset", by=amina).count() == 1


def test_link_to_a_new_password_works_once(client, amina, mailoutbox):
    client.post("/account/password/reset/", {"email": amina.email})
    path = mailed_path(mailoutbox[0])
    amina.set_password("changed in between, by herself")
    amina.save()

    answer = client.get(path + "?lang=en")

    assert answer.status_code == 200
    assert "This link is no longer valid" in answer.text


def test_sign_out_ends_the_visit(signed_in):
    answer = signed_in.post("/account/logout/")

    assert (answer.headers["Location"], get_user(signed_in).is_authenticated) == ("/", False)


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_elsewhere(client, amina, next_url):
    answer = client.post(
        "/account/login/", {"login": amina.email, "password": PASSWORD, "next": next_url}
    )

    assert answer.headers["Location"] == "/desk/"
