"""Invitations at the desk and in the mailbox: from the form to the first sign-in."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from athar.desk.team.jobs import mail_invitation
from athar.kernel import clock
from athar.people.actions import revoke_grant
from athar.people.models import Account, Invitation
from athar.trail.models import Event
from tests.desk.team.conftest import administrator_over

pytestmark = pytest.mark.django_db
PAGE = "/desk/team/invitations?lang=en"
TYPED = {
    "email": "new@example.org",
    "name": "أمينة",
    "language": "ar",
    "body": "MEE",
    "role": "observer",
    "scope": "installation",
    "until": "2100-06-30",
}
PASSWORD = "a long sentence to remember"


def _run_mail():
    mail_invitation.func(Event.objects.filter(kind="invitation.sent").latest("pk").pk)


def _path(mail):
    (path,) = re.findall(r"http://testserver(/account/invitation/\S+)", mail.body)
    return path


@pytest.fixture
def link(desk, plan, mailoutbox):
    """The path of the link of an invitation that was sent."""
    desk.post(PAGE, TYPED)
    _run_mail()
    return _path(mailoutbox[-1])


def test_mail_speaks_the_language_of_who_reads_it(desk, plan, mailoutbox):
    desk.post(PAGE, TYPED)
    desk.post(PAGE, {**TYPED, "language": "fr", "email": "b@example.org"})
    for event in Event.objects.filter(kind="invitation.sent").order_by("pk"):
        mail_invitation.func(event.pk)

    arabic, french = mailoutbox
    assert (arabic.to, french.to) == (["new@example.org"], ["b@example.org"])
    assert re.search(r"[\u0600-\u06ff]", arabic.subject + arabic.body)
    assert "Vous êtes invité" in french.subject
    assert (_path(arabic).endswith("?lang=ar"), _path(french).endswith("?lang=fr")) == (True, True)
    assert "&" not in french.body


def test_mail_is_sent_once_and_not_for_what_is_over(desk, plan, mailoutbox):
    desk.post(PAGE, TYPED)
    _run_mail()
    _run_mail()
    first = Event.objects.get(kind="invitation.sent")
    (key,) = Invitation.objects.values_list("pk", flat=True)
    desk.post(PAGE, {"act": "resend", "invitation": str(key)})
    mail_invitation.func(first.pk)
    desk.post(PAGE, {"act": "withdraw", "invitation": str(key)})
    _run_mail()

    assert len(mailoutbox) == 1


def test_link_opens_an_account_once(link, plan):
    visitor = Client()
    page = visitor.get(link, {"lang": "en"}).text

    accepted = visitor.post(link, {"accept": "1", "password1": PASSWORD, "password2": PASSWORD})
    account = Account.objects.get(email="new@example.org")
    again = visitor.post(link, {"accept": "1"})
    visitor.post("/account/login/", {"login": account.email, "password": PASSWORD})

    assert ("new@example.org" in page, "new-password" in page) == (True, True)
    assert (accepted.status_code, accepted.headers["Location"]) == (302, "/account/login/")
    assert account.organisation.code == "MEE"
    assert again.status_code == 410
    assert visitor.get("/desk/").status_code == 200


def test_link_of_who_has_an_account_asks_for_no_password(desk, people, mailoutbox):
    desk.post(PAGE, {**TYPED, "email": people.citizen.email})
    _run_mail()
    visitor, path = Client(), _path(mailoutbox[-1])

    page = visitor.get(path, {"lang": "en"}).text
    visitor.post(path, {"accept": "1"})

    assert ("You have an account already" in page, "new-password" in page) == (True, False)
    assert people.citizen.grants.get().role == "observer"


@pytest.mark.parametrize(
    ("passwords", "words"),
    [
        ((PASSWORD, "x"), "The two passwords are not the same."),
        (("short", "short"), "12"),
    ],
)
def test_password_that_will_not_do_opens_nothing(link, passwords, words):
    first, second = passwords

    answer = Client().post(
        link, {"accept": "1", "password1": first, "password2": second, "lang": "en"}
    )

    assert answer.status_code == 422
    assert not Account.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_dead_link_says_so_in_words(client, db, lang):
    answer = client.get(f"/account/invitation/dead-link?lang={lang}")

    assert (answer.status_code, "14" in answer.text) == (410, True)


def test_late_link_says_so(link):
    start = clock.now() - dt.timedelta(days=15)
    Invitation.objects.update(invited_at=start, expires_at=start + dt.timedelta(days=14))

    assert Client().get(link).status_code == 410


def test_link_of_who_lost_the_right_says_so(link, people):
    revoke_grant(by=None, grant_id=people.administrator.grants.get().pk)

    assert Client().post(link, {"accept": "1"}).status_code == 410


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": ""}, "Give the e-mail address."),
        ({"email": "nobody"}, "This is not an e-mail address."),
        ({"role": ""}, "Choose a role."),
        ({"scope": "plan:0"}, "You may give no role over this."),
        ({"until": "2001-01-01"}, "A right cannot end before it begins."),
    ],
)
def test_what_is_wrong_with_an_invitation_stands_at_its_field(desk, plan, change, words):
    answer = desk.post(PAGE, {**TYPED, **change})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert Invitation.objects.count() == 0


def test_invitations_are_listed_with_what_is_late(desk, link):
    waiting = desk.get(PAGE).text
    start = clock.now() - dt.timedelta(days=15)
    Invitation.objects.update(invited_at=start, expires_at=start + dt.timedelta(days=14), name="")
    late = desk.get(PAGE).text

    assert ("Expired" in waiting, "Expired" in late) == (False, True)


def test_administrator_of_a_plan_invites_only_there(client, plan, link):
    client.force_login(administrator_over(f"plan:{plan.id}"))
    (key,) = Invitation.objects.values_list("pk", flat=True)

    refused = client.post(PAGE, {**TYPED, "scope": "installation"})
    sent = client.post(PAGE, {**TYPED, "scope": f"plan:{plan.id}", "email": "c@example.org"})
    foreign = client.post(PAGE, {"act": "withdraw", "invitation": str(key)})

    assert (refused.status_code, sent.status_code, foreign.status_code) == (422, 302, 404)


def test_page_is_refused_to_who_administers_nothing(client, people):
    client.force_login(people.coordinator)

    assert client.get(PAGE).status_code == 403


def test_a_role_is_offered_over_one_branch_of_a_plan(desk, plan, mailoutbox):
    scope = f"node:{plan.id}/A1"
    page = desk.get(PAGE).text

    refused = desk.post(PAGE, {**TYPED, "role": "plan_editor", "scope": scope})
    sent = desk.post(PAGE, {**TYPED, "role": "project_manager", "scope": scope})

    assert f'<option value="{scope}">' in page
    assert (refused.status_code, "Over one branch of a plan" in refused.text) == (422, True)
    assert (sent.status_code, Invitation.objects.get().scope) == (302, scope)
