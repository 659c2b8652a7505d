"""Where I am signed in: the browsers listed, one or all others signed out."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from athar.people.models import SignIn
from athar.people.queries import sign_ins_of
from athar.trail.models import Event
from tests.desk.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/desk/sign-ins?lang=en"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"


@pytest.fixture
def phone(amina):
    """Amina's telephone, in which she is signed in too."""
    phone = Client(headers={"user-agent": PHONE})
    phone.post("/account/login/", {"login": amina.email, "password": PASSWORD})
    return phone


def is_open(browser) -> bool:
    return browser.get("/desk/").status_code == 200


def row_of(browser) -> SignIn:
    return SignIn.objects.get(session_key=browser.session.session_key)


def test_browsers_are_listed_this_one_first(signed_in, amina, phone):
    page = signed_in.get(PAGE)

    assert page.text.index("This browser") < page.text.index("<bdi>Firefox</bdi> on <bdi>Android")
    assert "A browser that does not say what it is" in page.text
    assert 'aria-label="Sign out: Firefox on Android"' in page.text
    assert page.text.count("This browser") == 1


def test_one_browser_is_signed_out(signed_in, phone):
    answer = signed_in.post(PAGE, {"end": row_of(phone).pk}, follow=True)

    assert "You are signed out there." in answer.text
    assert (is_open(phone), is_open(signed_in)) == (False, True)
    assert Event.objects.latest("pk").kind == "account.signed_out"


def test_all_other_browsers_are_signed_out(signed_in, amina, phone):
    answer = signed_in.post(PAGE, {"end": "others"}, follow=True)

    assert "You are signed out of all other browsers." in answer.text
    assert (is_open(phone), is_open(signed_in)) == (False, True)
    assert [one.is_current for one in sign_ins_of(amina.pk, signed_in.session.session_key)] == [
        True
    ]


@pytest.mark.parametrize("end", ["", "x", "0"])
def test_unknown_browser_is_not_signed_out(signed_in, phone, end):
    answer = signed_in.post(PAGE, {"end": end})

    assert (answer.status_code, is_open(phone)) == (404, True)


def test_browser_of_somebody_else_stays(signed_in, people):
    theirs = Client()
    theirs.force_login(people.citizen)

    answer = signed_in.post(PAGE, {"end": row_of(theirs).pk})

    assert (answer.status_code, is_open(theirs)) == (404, True)


def test_a_new_password_signs_out_the_others_and_keeps_this_browser(signed_in, amina, phone):
    began = row_of(signed_in).began_at
    new = "another sentence to remember"

    signed_in.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    listed = sign_ins_of(amina.pk, signed_in.session.session_key)
    assert (is_open(phone), is_open(signed_in)) == (False, True)
    assert [(one.is_current, one.began_at) for one in listed] == [(True, began)]
    assert Session.objects.count() == 1


def test_signing_out_leaves_the_list(signed_in, amina, phone):
    phone.post("/account/logout/")

    assert len(sign_ins_of(amina.pk)) == 1
