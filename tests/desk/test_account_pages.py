"""Every page and every mail of sign-in is ours: drawn by Jinja2, in the language of its reader."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from athar.desk import account as desk_account
from tests.desk.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ALLAUTH = Path(allauth.__file__).parent
OURS = Path(desk_account.__file__).parent / "jinja2"
OUR_MAILS = {
    str(path.relative_to(OURS)).removesuffix("_subject.txt")
    for path in OURS.rglob("email/*_subject.txt")
}
#: Telephones, open registration and codes other than for signing in are not enabled.
NOT_ENABLED = re.compile(
    r"signup_by_passkey|webauthn/signup|phone|trust|signup\b|signup_by|_signup$|(reset|verification)_code|email_change$|verified_email_required"
)

ENTRANCE = {
    "account_login": {},
    "account_signup": {},
    "account_inactive": {},
    "account_request_login_code": {},
    "account_reset_password": {},
    "account_reset_password_done": {},
    "account_reset_password_from_key": {"uidb36": "1", "key": "dead-link"},
    "account_reset_password_from_key_done": {},
    "account_email_verification_sent": {},
    "account_confirm_email": {"key": "dead-link"},
}
OWN = (
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
)
WITH_SECOND_FACTOR = (
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
)
ELSEWHERE = {
    "account_home",
    "account_set_password",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}


def _is_drawn(answer, lang):
    direction = "rtl" if lang == "ar" else "ltr"
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.text.count("<h1>") == 1


def test_every_address_of_sign_in_is_walked():
    names = {
        name for name in get_resolver().reverse_dict if str(name).startswith(("account_", "mfa_"))
    }

    assert names == {*ENTRANCE, *OWN, *WITH_SECOND_FACTOR, *ELSEWHERE}


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_is_drawn(client, name, lang):
    answer = client.get(reverse(name, kwargs=ENTRANCE[name]), {"lang": lang})

    _is_drawn(answer, lang)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_own_pages_are_drawn(signed_in, lang):
    for name in OWN:
        _is_drawn(signed_in.get(reverse(name), {"lang": lang}), lang)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_of_the_second_factor_are_drawn(signed_in, secret, lang):
    for name in WITH_SECOND_FACTOR:
        _is_drawn(signed_in.get(reverse(name), {"lang": lang}), lang)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_steps_of_signing_in_are_drawn(client, amina, secret, lang):
    client.post("/account/login/code/", {"email": amina.email})
    _is_drawn(client.get("/account/login/code/confirm/", {"lang": lang}), lang)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    _is_drawn(client.get("/account/second-factor/authenticate/", {"lang": lang}), lang)


def test_account_without_password_may_set_one(signed_in, amina):
    amina.set_unusable_password()
    amina.save()
    signed_in.force_login(amina)

    change = signed_in.get("/account/password/change/")

    assert change.headers["Location"] == "/account/password/set/"
    _is_drawn(signed_in.get("/account/password/set/", {"lang": "fr"}), "fr")


def test_recovery_codes_may_be_kept_as_a_file(signed_in, amina, secret):
    codes = amina.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()

    answer = signed_in.get("/account/second-factor/recovery-codes/download/")

    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.text.split() == codes


def test_home_of_the_account_is_the_desk(signed_in):
    assert signed_in.get("/account/").headers["Location"] == "/desk/"


def test_jinja2_is_the_only_engine():
    assert [type(engine).__name__ for engine in engines.all()] == ["Jinja2"]


def _named_by_allauth(pattern):
    sources = [
        path
        for package in ("account", "mfa", "core")
        for path in (ALLAUTH / package).rglob("*.py")
        if "tests" not in path.parts
    ]
    found = {
        name for path in sources for name in re.findall(pattern, path.read_text(encoding="utf-8"))
    }
    return {name for name in found if not NOT_ENABLED.search(name)}


def test_every_page_allauth_may_draw_is_ours():
    pages = _named_by_allauth(
        r'f?"((?:account|mfa)/[\w/]+)\.\{?(?:account_settings|app_settings|html)'
    )

    assert pages
    assert {page for page in pages if not (OURS / f"{page}.html").exists()} == {
        "account/password_reset_help_text"
    }


def test_every_message_allauth_may_show_is_ours():
    messages = _named_by_allauth(r'"((?:account|mfa)/messages/\w+)\.txt"')

    assert messages == {str(path.relative_to(OURS))[:-4] for path in OURS.rglob("messages/*.txt")}


def test_every_mail_allauth_may_send_is_ours():
    mails = _named_by_allauth(r'"((?:account|mfa)/email/\w+)"')

    assert mails == OUR_MAILS


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("prefix", sorted(OUR_MAILS))
def test_mail_is_plain_text_in_the_language_of_the_page(rf, prefix, lang):
    request = rf.get("/account/login/")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    told = {
        "code": "1234-5678",
        "email": "o'hara@example.org",
        "activate_url": "https://a.example/?a=1&b=2",
        "password_reset_url": "https://a.example/key",
        "from_email": "old@example.org",
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "user_agent": "Firefox <b>",
    }

    with translation.override(lang), context.request_context(request):
        mail = get_adapter().render_mail(prefix, "a@example.org", told)

    assert (
        type(get_template(f"{prefix}_message.txt")).__module__ == "django.template.backends.jinja2"
    )
    assert mail.subject
    assert re.findall(r"&#\d+;|&amp;|<bdi", mail.subject + mail.body) == []
    assert not re.search(r"\n{4}", mail.body)


def test_mail_speaks_the_language_of_the_page(client, amina, mailoutbox):
    client.get("/account/login/", {"lang": "ar"})

    client.post("/account/login/code/", {"email": amina.email})

    assert re.search(r"[\u0600-\u06ff]", mailoutbox[0].body)
