"""Members at the desk: a focal point changes their own, the administrator keeps all."""

from __future__ import annotations

import pytest

from athar.network.models.members import FocalPoint, Member, MembershipStatus
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account, Grant, Organisation
from tests.network import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
MOROCCO = "/desk/network/members/MAR?lang=en"


@pytest.fixture
def keys(db):
    return cast.network()


def person(name: str, role: Role, scope: str) -> Account:
    account = create_account(by=None, email=f"{name}@example.org", name=name)
    grant_role(by=None, account_id=account.pk, role=role, scope=scope)
    return account


@pytest.fixture
def focal_point(keys, client):
    """The focal point of Morocco, signed in."""
    account = person("first", Role.FOCAL_POINT, f"member:{keys['MAR']}")
    client.force_login(account)
    return account


@pytest.fixture
def administrator(keys, client):
    """The administrator, signed in."""
    account = person("admin", Role.ADMINISTRATOR, "installation")
    client.force_login(account)
    return account


def test_focal_point_sees_their_country_only(focal_point, client):
    html = client.get("/desk/network/members/?lang=en").text

    assert "Morocco" in html
    assert "Tunisia" not in html
    assert client.get("/desk/network/members/TUN").status_code == 404
    assert "State a membership" not in client.get(MOROCCO).text


def test_administrator_sees_every_member_with_its_statuses(administrator, client):
    html = client.get("/desk/network/members/?lang=en").text

    assert all(name in html for name in ("Morocco", "Tunisia", "Algeria", "A fictional state"))
    assert "State a membership" in client.get(MOROCCO).text


def test_nobody_else_has_members(keys, client):
    client.force_login(create_account(by=None, email="citizen@example.org"))

    assert client.get("/desk/network/members/").status_code == 403
    assert client.get(MOROCCO).status_code == 404


def test_focal_point_says_who_leads_and_where_it_is_discussed(focal_point, client):
    Organisation.objects.create(code="MTNRA", names={"fr": "Ministère"})
    said = {"do": "say", "version": 1, "lead_body": "MTNRA", "forum_fr": "Comité"}

    answer = client.post(MOROCCO, said)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/network/members/MAR")
    member = Member.objects.get(code="MAR")
    assert (member.lead_body.code, dict(member.forum)) == ("MTNRA", {"fr": "Comité"})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "say", "version": 7}, "Somebody changed this member in the meantime."),
        ({"do": "say", "version": 1, "lead_body": "NONE"}, "No body has this code."),
        ({"do": "name"}, "Give the name of the focal point."),
        ({"do": "name", "name": "N", "email": "x@example.org"}, "No account has this address."),
    ],
    ids=["collided", "no-body", "no-name", "no-account"],
)
def test_what_cannot_be_is_refused_in_words(focal_point, client, said, words):
    answer = client.post(MOROCCO, said)

    assert answer.status_code == 422
    assert words in answer.text


def test_form_that_is_none_of_ours_is_not_found(focal_point, client):
    assert client.post(MOROCCO, {"do": "anything"}).status_code == 404


def test_successor_takes_over_and_the_former_is_led_home(keys, focal_point, client):
    create_account(by=None, email="second@example.org", name="second")
    said = {"do": "name", "name": "Second", "email": "second@example.org", "duty_fr": "Directeur"}

    answer = client.post(MOROCCO, said)

    assert answer.headers["Location"] == "/desk/"
    rows = Grant.objects.filter(scope=f"member:{keys['MAR']}", revoked_at=None)
    assert list(rows.values_list("account__name", flat=True)) == ["second"]
    assert FocalPoint.objects.get().duty["fr"] == "Directeur"


def test_administrator_states_a_membership(administrator, client):
    said = {
        "do": "status",
        "programme": "ogp",
        "standing": "member",
        "condition": "under_review",
        "since_on": "1/3/2025",
    }

    assert client.post(MOROCCO, said).status_code == 302
    row = MembershipStatus.objects.get(member__code="MAR", programme="ogp", until_on=None)
    assert row.condition == "under_review"


def test_status_before_the_one_it_ends_is_refused_at_its_day(administrator, client):
    said = {"do": "status", "programme": "ogp", "standing": "member", "since_on": "1/3/2010"}

    answer = client.post(MOROCCO, said)

    assert answer.status_code == 422
    assert "The new status cannot begin before the one it ends." in answer.text


def test_focal_point_states_no_membership(focal_point, client):
    said = {"do": "status", "programme": "ogp", "standing": "observer", "since_on": "1/3/2025"}

    assert client.post(MOROCCO, said).status_code == 403
    assert not MembershipStatus.objects.filter(standing="observer").exists()
