"""What a person changes on their own account is done, told by mail and recorded."""

from __future__ import annotations

import pytest

from athar.trail.models import Event
from tests.desk.conftest import PASSWORD, app_code, mailed_path

pytestmark = pytest.mark.django_db
NEW = "quite another sentence"


def _recorded(account):
    return list(Event.objects.filter(by=account).order_by("pk").values_list("kind", flat=True))


def test_password_is_changed(signed_in, amina, mailoutbox):
    signed_in.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    amina.refresh_from_db()
    assert amina.check_password(NEW)
    assert [one.to for one in mailoutbox] == [["amina@example.org"]]
    assert _recorded(amina) == ["account.password_changed"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {"oldpassword": "x", "password1": NEW, "password2": NEW},
            "The current password is not right.",
        ),
        (
            {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
            "at least 12 characters",
        ),
        (
            {"oldpassword": PASSWORD, "password1": "123456789012", "password2": "123456789012"},
            "entirely numeric",
        ),
        (
            {"oldpassword": PASSWORD, "password1": NEW, "password2": "another"},
            "the same password each time",
        ),
    ],
)
def test_password_that_does_not_do_is_refused_in_words(signed_in, amina, data, words):
    answer = signed_in.post("/account/password/change/?lang=en", data)

    amina.refresh_from_db()
    assert words in answer.text
    assert amina.check_password(PASSWORD)


def test_first_password_is_set(signed_in, amina):
    amina.set_unusable_password()
    amina.save()
    signed_in.force_login(amina)

    signed_in.post("/account/password/set/", {"password1": NEW, "password2": NEW})

    amina.refresh_from_db()
    assert amina.check_password(NEW)
    assert _recorded(amina) == ["account.password_set"]


def test_address_is_added_confirmed_and_made_the_main_one(signed_in, amina, mailoutbox):
    signed_in.post("/account/email/", {"action_add": "1", "email": "alaoui@example.org"})
    signed_in.post(mailed_path(mailoutbox[0]))
    signed_in.post("/account/email/", {"action_primary": "1", "email": "alaoui@example.org"})
    signed_in.post("/account/email/", {"action_remove": "1", "email": "amina@example.org"})

    amina.refresh_from_db()
    assert amina.email == "alaoui@example.org"
    assert list(amina.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("alaoui@example.org", True, True)
    ]
    assert _recorded(amina) == ["account.email_changed", "account.email_deleted"]


def test_address_of_another_account_cannot_be_taken(signed_in, amina, mailoutbox, people):
    people.editor.emailaddress_set.update(verified=True)
    signed_in.post("/account/email/", {"action_add": "1", "email": people.editor.email})
    answer = signed_in.get(mailed_path(mailoutbox[0]), {"lang": "en"})

    assert "was confirmed by another account" in answer.text
    assert not amina.emailaddress_set.get(email=people.editor.email).verified


def test_page_of_addresses_names_their_state(signed_in, amina):
    amina.emailaddress_set.create(email="second@example.org", verified=False, primary=False)
    amina.emailaddress_set.create(email="third@example.org", verified=True, primary=False)

    html = signed_in.get("/account/email/", {"lang": "en"}).text

    assert html.count("Send the link again") == 1
    assert html.count("Make it the main one") == 1
    assert html.count(">Remove<") == 2


def test_link_is_sent_again(signed_in, amina, mailoutbox):
    amina.emailaddress_set.create(email="second@example.org", verified=False, primary=False)

    signed_in.post("/account/email/", {"action_send": "1", "email": "second@example.org"})

    assert [one.to for one in mailoutbox] == [["second@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_second_factor_is_turned_on_and_off(signed_in, amina, mailoutbox):
    page = signed_in.get("/account/second-factor/totp/activate/").text
    secret = signed_in.session["mfa.totp.secret"]
    signed_in.post("/account/second-factor/totp/activate/", {"code": app_code(secret)})
    held = set(amina.authenticator_set.values_list("type", flat=True))
    signed_in.post("/account/second-factor/totp/deactivate/")

    assert 'src="data:image/svg+xml;base64,' in page
    assert (held, amina.authenticator_set.count()) == ({"totp", "recovery_codes"}, 0)
    assert _recorded(amina) == ["account.totp_activated", "account.totp_deactivated"]


def test_change_that_matters_asks_again_who_one_is(client, amina):
    client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    answer = client.get("/account/second-factor/totp/activate/")

    assert answer.headers["Location"].startswith("/account/reauthenticate/?next=")


def test_change_that_matters_may_be_confirmed_by_the_app(client, amina, secret):
    client.force_login(amina)

    answer = client.post(
        "/account/second-factor/reauthenticate/", {"code": app_code(secret), "next": "/desk/"}
    )

    assert answer.headers["Location"] == "/desk/"


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_replace_the_old_ones(signed_in, amina, secret):
    before = amina.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()

    signed_in.post("/account/second-factor/recovery-codes/generate/")

    after = amina.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(after) == 10
    assert set(before).isdisjoint(after)
    assert _recorded(amina) == ["account.recovery_codes_generated"]
