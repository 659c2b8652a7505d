"""A candidate's drafts and its room stay shut to everybody else, at every door there is."""

from __future__ import annotations

import pytest

from athar.evidence.queries import attached_to
from athar.network.models import AccessionStep, Mentorship
from athar.notices.actions import make_feed
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.search.actions import rebuild
from tests.config.canaries_of_accession import walk_in_secret

pytestmark = pytest.mark.django_db
SECRET = "zkanari"
OWN = {
    "file": "/desk/network/accession/XAA",
    "room": "/desk/network/accession/rooms/{room}",
    "document of a step": "/desk/evidence/{document}",
    "file of the room": "/desk/evidence/{shared}",
}
PUBLIC = {
    "page": "/fr/network/accession/XAA",
    "twin": "/fr/network/accession/XAA.json",
    "list": "/fr/network/accession",
    "search": "/fr/search?q=zkana",
    "changes": "/fr/changes",
    "feed": "/fr/changes.atom",
    "api": "/api/v1/changes",
}
HIDDEN = {
    "document": "/files/{document_sha256}/zkanariletter.pdf",
    "shared file": "/files/{shared_sha256}/zkanariroom.pdf",
}


@pytest.fixture
def world(frozen_day, plan, people, settings, tmp_path):
    """A road and a room full of a word; addresses, and everybody with another right."""
    settings.DATA_DIR, settings.SECOND_FACTOR_FOR = tmp_path, ()
    countries = walk_in_secret(SECRET)
    rebuild()
    room = Mentorship.objects.get().pk
    step = AccessionStep.objects.get(key="letter").pk
    (document,) = attached_to(f"accession_step:{step}")
    (shared,) = attached_to(f"mentorship:{room}")
    names = {
        "room": room,
        "document": document.view.id,
        "shared": shared.view.id,
        "document_sha256": document.view.sha256,
        "shared_sha256": shared.view.sha256,
    }
    return countries, names, strangers(countries, people)


def strangers(countries, people):
    """Give everybody who has some right over everything, but does not speak for either country."""
    found = {"nobody": None, "citizen": people.citizen, "other country": countries.stranger}
    for role in Role:
        if role is not Role.FOCAL_POINT:
            account = create_account(by=None, email=f"{role.value}@everywhere.example")
            grant_role(by=None, account_id=account.pk, role=role, scope="installation")
            found[f"{role.value} of everything"] = account
    return found


def opened(client, world, doors, who):
    """Give the status of each door for somebody, and whether the word stood behind it.

    A page that is not there names the address that was asked for: that does not count.
    """
    client.logout()
    if who is not None:
        client.force_login(who)
    found = {}
    for door, address in doors.items():
        asked = address.format(**world[1])
        answer = client.get(asked)
        said = answer.getvalue().replace(asked.encode(), b"")
        found[door] = (answer.status_code, SECRET.encode() in said)
    return found


def test_nobody_else_opens_what_belongs_to_two_countries(client, world):
    signed_in = {name: who for name, who in world[2].items() if who is not None}

    found = {name: opened(client, world, OWN, who) for name, who in signed_in.items()}

    assert found == {name: dict.fromkeys(OWN, (404, False)) for name in signed_in}
    assert {status for status, _ in opened(client, world, OWN, None).values()} == {302}


def test_the_two_countries_open_their_own(client, world):
    countries = world[0]
    both = {"room": (200, True), "file of the room": (200, False)}

    candidate = opened(client, world, OWN, countries.focal_point)
    mentor = opened(client, world, OWN, countries.mentor)

    assert candidate == both | {"file": (200, True), "document of a step": (200, True)}
    assert mentor == both | {"file": (404, False), "document of a step": (404, False)}


def test_public_doors_hold_nothing_of_it_whoever_asks(client, world):
    people = world[2] | {"candidate": world[0].focal_point}

    found = {name: opened(client, world, PUBLIC, who) for name, who in people.items()}

    assert found == {name: dict.fromkeys(PUBLIC, (200, False)) for name in people}
    assert opened(client, world, HIDDEN, None) == dict.fromkeys(HIDDEN, (404, False))


def test_a_calendar_names_the_tasks_of_those_who_share_them_alone(client, world):
    countries = world[0]

    def tasks_of(account):
        secret = make_feed(by=None, account_id=account.pk)
        return client.get(f"/desk/calendar/{secret}.ics").content.decode().count("zkanari")

    assert [tasks_of(one) for one in (countries.focal_point, countries.mentor)] == [2, 1]
    assert [tasks_of(one) for one in world[2].values() if one is not None] == [0] * (len(Role) + 1)
